"""The shipped movements look as their exercises say, by both bodies and on both sides."""

from __future__ import annotations

from itertools import pairwise

import pytest

from moves import BODIES, CASES, CHEST_LIFTS, EXERCISES, MOVEMENTS, Case, stages
from strongback.body.floor import Staged, heights, staged
from strongback.body.measure import bend_deg, bent_back_deg, contact, eyes_deg, higher_hand_cm, trunk_deg
from strongback.body.nouns import Placed
from strongback.body.solids import fingers
from strongback.body.vectors import Vector, axis, dot, length, minus, plus, times, unit
from strongback.body.vectors import within as seen_from

STRAIGHT_DEG = (165, 180)
TOUCHES_CM = 1.5
HAIR = 1.08
"""How much larger than the skull the hair is drawn."""
MOMENTS = 40


def cm(stage: Staged, joint: str, pose: str) -> float:
    """How high a joint is in a pose."""
    return stage.pose(pose).joints[joint][2] * stage.body.height_cm


def risen_cm(stage: Staged, joint: str) -> float:
    return cm(stage, joint, stage.movement.path[-1]) - cm(stage, joint, "start")


def in_frame(placed: Placed, part: str, joint: str, of: str) -> Vector:
    """Where a joint is, seen from another one, in the axes of a part: ahead, to the own left, up."""
    away = minus(placed.joints[joint], placed.joints[of])
    ahead, left, up = (dot(away, axis(placed.frames[part], which)) for which in range(3))
    return ahead, left, up


def palm(placed: Placed, side: str) -> Vector:
    """Where a palm looks."""
    return seen_from(placed.frames[f"hand_{side}"], (0.0, -1.0 if side == "l" else 1.0, 0.0))


def sides_of(stage: Staged) -> tuple[str, str]:
    """The side that the shipped poses lift a leg on, and the other one, as they are on this stage."""
    return ("r", "l") if stage.other else ("l", "r")


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body.id)
def test_at_the_bridge_shoulders_hips_and_knees_are_in_one_line(body) -> None:  # type: ignore[no-untyped-def]
    stage = staged(MOVEMENTS["pelvic-tilt"], body)
    for side in "lr":
        bend = bend_deg(stage.pose("lifted"), f"shoulder_{side}", f"hip_{side}", f"knee_{side}")
        assert STRAIGHT_DEG[0] <= bend <= STRAIGHT_DEG[1]
        assert bend_deg(stage.pose("start"), f"shoulder_{side}", f"hip_{side}", f"knee_{side}") < 145


def test_the_tilt_begins_and_ends_with_the_back_on_the_floor_and_rolls_up_from_below() -> None:
    for stage in stages("pelvic-tilt"):
        assert eyes_deg(stage.pose("start")) > 160
        assert abs(risen_cm(stage, "neck")) < 5
        low, middle, top = (cm(stage, "pelvis", name) for name in stage.movement.path[1:])
        assert cm(stage, "pelvis", "start") + 3 < low < middle - 3 < top - 3
        upper = [cm(stage, "upper", name) for name in stage.movement.path]
        lumbar = [cm(stage, "mid", name) for name in stage.movement.path]
        assert lumbar[2] - lumbar[0] > 2 * max(upper[2] - upper[0], 0)


def test_in_one_piece_the_back_stays_as_straight_as_it_began() -> None:
    ways = [phase.in_one_piece for phase in EXERCISES["pelvic-tilt"].phases if phase.by]
    assert ways
    assert all(ways)
    for stage in stages("pelvic-tilt"):
        for name in {name for way in ways for name in way}:
            assert not any(stage.poses[name].angles[part][0] for part in ("lumbar", "mid", "upper"))


def test_chest_lifts_raise_the_trunk_a_little_with_a_small_bend_and_the_eyes_on_the_floor() -> None:
    for stage in stages(*CHEST_LIFTS):
        start, lifted = stage.pose("start"), stage.pose("lifted")
        assert 8 <= trunk_deg(lifted) - trunk_deg(start) <= 14
        assert 5 < bent_back_deg(stage.poses["lifted"]) <= 25
        assert bent_back_deg(stage.poses["start"]) == 0
        assert max(eyes_deg(start), eyes_deg(lifted)) <= 30
        assert risen_cm(stage, "head_centre") > 8


def test_chest_lifts_leave_thighs_and_feet_on_the_floor() -> None:
    for stage in stages(*CHEST_LIFTS):
        all_cm = {part: at * stage.body.height_cm for part, at in heights(stage.pose("lifted")).items()}
        for part in ("thigh_l", "thigh_r", "foot_l", "foot_r"):
            assert all_cm[part] <= TOUCHES_CM
            assert part in stage.poses["lifted"].on
        assert risen_cm(stage, "neck") > 5


def test_in_chest_lift_one_the_palms_look_up_beside_the_hips() -> None:
    for stage in stages("chest-lift-1"):
        for name in ("start", "lifted"):
            for side in "lr":
                placed = stage.pose(name)
                assert palm(placed, side)[2] > 0.95
                _, left, up = in_frame(placed, "pelvis", f"hand_{side}", "pelvis")
                assert abs(left) > 0.15
                assert abs(up) < 0.15
        assert risen_cm(stage, "hand_l") > 5


def test_in_chest_lift_two_the_backs_of_the_hands_lie_on_the_middle_back_while_the_elbows_lift() -> None:
    for stage in stages("chest-lift-2"):
        for side in "lr":
            for name in ("start", "lifted"):
                ahead, left, up = in_frame(stage.pose(name), "mid", f"hand_{side}", "mid")
                assert -0.12 < ahead < -0.04
                assert abs(left) < 0.08
                assert -0.12 < up < 0.12
                assert palm(stage.pose(name), side)[2] > 0.9
            assert risen_cm(stage, f"elbow_{side}") > 8


def test_in_chest_lift_three_the_hands_are_behind_the_head_and_the_elbows_wide() -> None:
    for stage in stages("chest-lift-3"):
        for name in ("start", "lifted"):
            placed = stage.pose(name)
            for side, sign in (("l", 1), ("r", -1)):
                ahead, left, _ = in_frame(placed, "head", f"hand_{side}", "head_centre")
                assert -0.1 < ahead < -0.06
                assert abs(left) < 0.04
                assert sign * in_frame(placed, "upper", f"elbow_{side}", "neck")[1] >= 0.2
                assert dot(palm(placed, side), axis(placed.frames["head"], 0)) > 0.7
                assert -TOUCHES_CM < gap_to_head(placed, side) * stage.body.height_cm < TOUCHES_CM


def test_leg_and_arm_lift_opposite_limbs_while_the_other_leg_stays() -> None:
    for stage in stages("leg-and-arm-lift"):
        leg, overhead = sides_of(stage)
        placed = stage.pose("lifted")
        assert in_frame(placed, "upper", f"hand_{overhead}", "neck")[2] > 0.3  # beyond the head
        assert in_frame(placed, "upper", f"hand_{leg}", "neck")[2] < -0.3  # beside the hip
        assert risen_cm(stage, f"hand_{overhead}") > 15
        assert risen_cm(stage, f"hand_{leg}") > 8
        assert risen_cm(stage, "head_centre") > 6
        assert risen_cm(stage, f"toe_{leg}") > 15
        assert risen_cm(stage, f"knee_{leg}") > 6
        for joint in ("knee", "ankle", "toe"):
            assert abs(risen_cm(stage, f"{joint}_{overhead}")) < TOUCHES_CM
        assert eyes_deg(placed) < 30


def test_the_leg_named_by_the_first_side_is_the_one_that_lifts_in_leg_and_arm_lift() -> None:
    assert EXERCISES["leg-and-arm-lift"].sides == ("left", "right")
    for stage in stages("leg-and-arm-lift"):
        assert sides_of(stage)[0] == EXERCISES["leg-and-arm-lift"].sides[stage.other][0]


def test_diagonal_lift_lies_on_the_side_that_is_named_and_lifts_the_other() -> None:
    assert EXERCISES["diagonal-lift"].sides == ("right", "left")
    for stage in stages("diagonal-lift"):
        upper, under = sides_of(stage)
        assert under == EXERCISES["diagonal-lift"].sides[stage.other][0]
        placed = stage.pose("lifted")
        assert placed.joints[f"shoulder_{upper}"][2] > placed.joints[f"shoulder_{under}"][2] + 0.05
        for joint in ("hand", "toe"):
            assert risen_cm(stage, f"{joint}_{upper}") > 15
        for joint in ("head_centre", "neck"):
            assert risen_cm(stage, joint) > 3


def test_diagonal_lift_stays_below_forty_centimetres_with_chest_and_face_toward_the_floor() -> None:
    for stage in stages("diagonal-lift"):
        placed = stage.pose("lifted")
        assert 25 < higher_hand_cm(placed) < 40
        assert axis(placed.frames["upper"], 0)[2] < -0.5
        assert axis(placed.frames["head"], 0)[2] < -0.5
        assert axis(placed.frames["upper"], 0)[2] < axis(stage.pose("start").frames["upper"], 0)[2]


def test_in_diagonal_lift_forearm_and_bent_knee_carry_and_stay_where_they_are() -> None:
    for stage in stages("diagonal-lift"):
        upper, under = sides_of(stage)
        assert bend_deg(stage.pose("lifted"), f"hip_{under}", f"knee_{under}", f"ankle_{under}") < 120
        assert bend_deg(stage.pose("lifted"), f"hip_{upper}", f"knee_{upper}", f"ankle_{upper}") > 165
        for name in ("start", "lifted"):
            all_cm = {part: at * stage.body.height_cm for part, at in heights(stage.pose(name)).items()}
            for part in ("forearm", "hand", "thigh", "shin"):
                assert all_cm[f"{part}_{under}"] <= TOUCHES_CM
        for joint in ("elbow", "wrist", "knee", "ankle"):
            a, b = (stage.pose(name).joints[f"{joint}_{under}"] for name in ("start", "lifted"))
            assert length(minus(a, b)) * stage.body.height_cm < TOUCHES_CM


def test_in_the_head_press_laced_hands_touch_the_back_of_the_head_all_the_way() -> None:
    for stage in stages("head-press"):
        assert stage.movement.hands == "laced"
        for i in range(11):
            placed = stage.moment(stage.movement.path, i / 10)
            for side in "lr":
                assert -TOUCHES_CM < gap_to_head(placed, side) * stage.body.height_cm < TOUCHES_CM
            one, two = (placed.joints[f"hand_{side}"] for side in "lr")
            assert length(minus(one, two)) < 0.06


def gap_to_head(placed: Placed, side: str) -> float:
    """How far the nearest finger or thumb is from the hair, about; below 0 it is in it."""
    head = placed.body.head
    gaps = []
    for chain in fingers(placed, side):
        for station in chain:
            away = minus(station[0], placed.joints["head_centre"])
            local = tuple(dot(away, axis(placed.frames["head"], which)) for which in range(3))
            assert local[0] < 0  # behind
            way = unit((local[0], local[1], local[2]))
            skull = sum((way[i] / head.axes[i]) ** 2 for i in range(3)) ** -0.5
            gaps.append(length(away) - HAIR * skull - station[1])  # type: ignore[operator]
    return min(gaps)


def test_the_head_press_sits_upright_and_looks_up_a_little() -> None:
    for stage in stages("head-press"):
        start, pressed = stage.pose("start"), stage.pose("pressed")
        assert trunk_deg(start) > 85
        assert eyes_deg(start) == pytest.approx(90, abs=1)
        assert 95 < eyes_deg(pressed) < 115
        assert bend_deg(pressed, "hip_l", "knee_l", "ankle_l") == pytest.approx(90, abs=5)
        assert (
            in_frame(pressed, "pelvis", "head_centre", "pelvis")[0]
            < in_frame(start, "pelvis", "head_centre", "pelvis")[0]
        )


def ways(case: Case) -> list[tuple[str, ...]]:
    """Every way between poses that a repetition can take."""
    exercise, found, at = case[0], [], "start"
    for phase in exercise.phases:
        to = phase.pose or at
        found += [(at, *by, to) for by in {phase.by, phase.in_one_piece} if to != at]
        at = to
    return found


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_carries_the_weight_touches_the_floor_and_nothing_goes_through_it(case: Case) -> None:
    stage = staged(*case[1:])
    for name, pose in stage.poses.items():
        all_cm = {part: at * stage.body.height_cm for part, at in heights(stage.pose(name)).items()}
        assert min(all_cm.values()) == pytest.approx(0, abs=1e-9)
        assert pose.on
        assert all(all_cm[part] <= 2 * TOUCHES_CM for part in pose.on)
        assert sorted(all_cm[part] for part in pose.on)[len(pose.on) // 2] <= TOUCHES_CM


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_on_the_whole_way_what_carries_neither_slips_nor_floats(case: Case) -> None:
    stage = staged(*case[1:])
    assert ways(case)
    for way in ways(case):
        on = [part for part in stage.poses[way[0]].on if all(part in stage.poses[name].on for name in way)]
        first = stage.pose(way[0])
        assert on
        for i in range(MOMENTS + 1):
            placed = stage.moment(way, i / MOMENTS)
            all_cm = {part: at * stage.body.height_cm for part, at in heights(placed).items()}
            for part in on:
                a, b = contact(first, part), contact(placed, part)
                flat = length((a[0] - b[0], a[1] - b[1], 0.0)) * stage.body.height_cm
                assert flat <= TOUCHES_CM, (way, part)
                assert all_cm[part] <= 2 * TOUCHES_CM, (way, part)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_nothing_jumps_on_the_way_and_it_sets_off_and_arrives_gently(case: Case) -> None:
    stage = staged(*case[1:])
    for way in ways(case):
        moments = [stage.moment(way, i / 100).joints for i in range(101)]
        for joint in moments[0]:
            steps = [length(minus(b[joint], a[joint])) for a, b in pairwise(moments)]
            assert max(steps) < 0.02, (way, joint)
            assert max(steps[0], steps[-1]) <= max(0.25 * max(steps), 1e-4), (way, joint)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_anchor_stays_where_the_start_pose_has_it(case: Case) -> None:
    stage = staged(*case[1:])
    for name in stage.poses:
        joints = [stage.pose(name).joints[joint] for joint in stage.anchor]
        middle = times(plus(joints[0], joints[-1]), 0.5)
        assert middle[:2] == pytest.approx(stage.at, abs=1e-9)
