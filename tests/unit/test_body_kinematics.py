"""Which way each joint bends, and that a body stands on the floor: absolute, so that no sign can slip."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from moves import BODIES
from strongback.body.camera import hull, number, polygon
from strongback.body.floor import heights, placed_at
from strongback.body.kinematics import joints_of
from strongback.body.measure import bent_back_deg
from strongback.body.nouns import Body, Placed, Pose
from strongback.body.posing import neutral
from strongback.body.solids import lowest, solids
from strongback.body.vectors import Vector, angle, axis, between, cross, minus, unit

WOMAN, MAN = BODIES
AHEAD, LEFT, UP = 0, 1, 2
SIDES = (("l", 1), ("r", -1))


def bent(body: Body = WOMAN, **angles: Vector) -> Placed:
    """The neutral body with some joints bent."""
    assert angles.keys() <= neutral().keys()
    return joints_of(body, neutral() | angles)


def moved(joint: str, **angles: Vector) -> Vector:
    """How a joint is displaced, ahead, to the left and up, when some joints are bent."""
    return minus(bent(**angles).joints[joint], bent().joints[joint])


def test_neutral_is_standing_upright_with_hanging_arms_and_palms_on_the_thighs() -> None:
    joints = bent().joints
    for side, sign in SIDES:
        column = [joints[f"{name}_{side}"] for name in ("shoulder", "elbow", "wrist", "hand")]
        assert all(a[UP] > b[UP] for a, b in pairwise(column))
        assert all(point[:2] == pytest.approx(column[0][:2]) for point in column)
        assert sign * column[0][LEFT] > 0.05
        assert joints[f"knee_{side}"][UP] > joints[f"ankle_{side}"][UP]
        assert joints[f"toe_{side}"][AHEAD] > joints[f"heel_{side}"][AHEAD]
    assert joints["head_centre"][UP] > joints["neck"][UP] > joints["upper"][UP] > joints["lumbar"][UP]


def test_the_body_is_about_as_tall_as_it_says() -> None:
    for body in BODIES:
        placed = placed_at(body, Pose(neutral(), ()))
        crown = placed.joints["head_centre"][UP] + body.head.axes[UP]
        assert crown == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize("part", ["lumbar", "mid", "upper", "neck"])
def test_the_spine_bends_forward_to_the_own_left_and_turns_to_the_own_left(part: str) -> None:
    assert moved("head_centre", **{part: (20, 0, 0)})[AHEAD] > 0.005
    assert moved("head_centre", **{part: (0, 20, 0)})[LEFT] > 0.01
    assert axis(bent(**{part: (0, 0, 20)}).frames["head"], AHEAD)[LEFT] > 0.3


def test_the_head_nods_forward_and_turns_to_the_own_left() -> None:
    assert axis(bent(head=(20, 0, 0)).frames["head"], AHEAD)[UP] == pytest.approx(-math.sin(math.radians(20)))
    assert axis(bent(head=(0, 0, 20)).frames["head"], AHEAD)[LEFT] == pytest.approx(
        math.sin(math.radians(20))
    )
    assert moved("head_centre", head=(0, 20, 0))[LEFT] > 0.01


@pytest.mark.parametrize(("side", "sign"), SIDES)
def test_arms_go_forward_and_out_and_turn_inward_alike_on_both_sides(side: str, sign: int) -> None:
    shoulder, elbow, hand = f"shoulder_{side}", f"elbow_{side}", f"hand_{side}"
    assert moved(elbow, **{shoulder: (40, 0, 0)})[AHEAD] > 0.08
    assert sign * moved(elbow, **{shoulder: (0, 40, 0)})[LEFT] > 0.08
    inward = moved(hand, **{shoulder: (0, 0, 60), elbow: (90, 0, 0)})
    straight = moved(hand, **{elbow: (90, 0, 0)})
    assert straight[AHEAD] > 0.2
    assert sign * (inward[LEFT] - straight[LEFT]) < -0.1


@pytest.mark.parametrize(("side", "sign"), SIDES)
def test_palms_look_at_the_thighs_and_turn_back_and_hands_bend_palmward_and_thumbward(
    side: str, sign: int
) -> None:
    hand, forearm, wrist = f"hand_{side}", f"forearm_{side}", f"wrist_{side}"
    assert -sign * palm(bent(), side)[LEFT] == pytest.approx(1)
    assert palm(bent(**{forearm: (90, 0, 0)}), side)[AHEAD] == pytest.approx(-1)
    assert -sign * moved(hand, **{wrist: (40, 0, 0)})[LEFT] > 0.04
    assert moved(hand, **{wrist: (0, 30, 0)})[AHEAD] > 0.04


def palm(placed: Placed, side: str) -> Vector:
    left = axis(placed.frames[f"hand_{side}"], LEFT)
    return left if side == "r" else (-left[0], -left[1], -left[2])


@pytest.mark.parametrize(("side", "sign"), SIDES)
def test_fingers_curl_toward_the_palm(side: str, sign: int) -> None:
    def tip(**angles: Vector) -> float:
        ((_, chains),) = solids(bent(**angles))[f"hand_{side}"]
        return chains[2][-1][0][LEFT]

    assert -sign * (tip(**{f"wrist_{side}": (0, 0, 40)}) - tip()) > 0.02


@pytest.mark.parametrize(("side", "sign"), SIDES)
def test_legs_go_forward_and_out_knees_bend_back_and_toes_point_down(side: str, sign: int) -> None:
    hip, knee, ankle, toe = (f"{name}_{side}" for name in ("hip", "knee", "ankle", "toe"))
    assert moved(knee, **{hip: (40, 0, 0)})[AHEAD] > 0.1
    assert sign * moved(knee, **{hip: (0, 30, 0)})[LEFT] > 0.1
    assert moved(ankle, **{knee: (60, 0, 0)})[AHEAD] < -0.1
    assert sign * moved(ankle, **{hip: (0, 0, 30), knee: (90, 0, 0)})[LEFT] > 0.1  # feet go out
    assert moved(toe, **{ankle: (40, 0, 0)})[UP] < -0.05


@pytest.mark.parametrize(("side", "sign"), SIDES)
def test_the_shoulder_girdle_draws_forward_and_up_and_follows_a_raised_arm(side: str, sign: int) -> None:
    shoulder = f"shoulder_{side}"
    forward = moved(shoulder, **{f"clavicle_{side}": (20, 0, 0)})
    assert forward[AHEAD] > 0.02
    assert sign * forward[LEFT] < 0
    assert moved(shoulder, **{f"clavicle_{side}": (0, 20, 0)})[UP] > 0.02
    overhead = moved(shoulder, **{shoulder: (180, 0, 0)})
    assert overhead[UP] == pytest.approx(WOMAN.shoulder_rise)
    assert sign * overhead[LEFT] < -0.01
    assert moved(shoulder, **{shoulder: (90, 0, 0)})[UP] == pytest.approx(WOMAN.shoulder_rise / 2)


def test_the_root_leans_onto_the_face_turns_to_the_left_and_heads_about() -> None:
    lying = bent(root=(90, 0, 0))
    assert axis(lying.frames["pelvis"], AHEAD) == pytest.approx((0, 0, -1), abs=1e-9)
    assert lying.joints["head_centre"][AHEAD] > 0.3
    turned = axis(bent(root=(0, 30, 0)).frames["pelvis"], AHEAD)
    assert turned == pytest.approx((math.cos(math.radians(30)), 0.5, 0), abs=1e-9)
    assert axis(bent(root=(90, 0, 180)).frames["pelvis"], UP) == pytest.approx((-1, 0, 0), abs=1e-9)


def test_left_is_left_a_turned_frame_is_never_a_mirror_image() -> None:
    for placed in (bent(), bent(root=(70, 20, 10), shoulder_l=(50, 30, 20), hip_r=(30, 20, 10))):
        for frame in placed.frames.values():
            assert cross(axis(frame, AHEAD), axis(frame, LEFT)) == pytest.approx(axis(frame, UP), abs=1e-9)


def test_a_standing_body_has_its_soles_on_the_floor_and_nothing_else() -> None:
    for body in BODIES:
        high = heights(placed_at(body, Pose(neutral(), ())))
        on_floor = {part for part, at in high.items() if at < 0.01}
        assert on_floor == {"foot_l", "foot_r"}
        assert min(high.values()) == pytest.approx(0, abs=1e-12)
        assert high["head"] > 0.8


def test_a_body_stands_where_its_anchor_is_asked_for() -> None:
    placed = placed_at(WOMAN, Pose(neutral(), ()), ("ankle_l", "ankle_r"), (2.0, -1.0))
    ankles = [placed.joints[f"ankle_{side}"] for side in "lr"]
    assert [(a + b) / 2 for a, b in zip(*ankles, strict=True)][:2] == pytest.approx([2.0, -1.0])


def test_the_lowest_point_of_a_part_is_that_of_its_surface() -> None:
    placed = bent(
        root=(50, 20, 0), hip_l=(40, 10, 5), knee_l=(30, 0, 0), ankle_l=(20, 0, 0), wrist_r=(30, 9, 0)
    )
    for name, pieces in solids(placed).items():
        chains = tuple(chain for _, each in pieces for chain in each)
        points = [z for chain in chains for station in chain for z in rim(station)]
        assert lowest(chains) == pytest.approx(min(points), abs=1e-4), name


def rim(station: tuple[object, ...]) -> list[float]:
    """The heights all round a station."""
    if len(station) == 2:
        (_, _, z), r = station  # type: ignore[misc]
        return [z - r]  # type: ignore[operator]
    (_, _, z), (_, _, u), (_, _, v) = station  # type: ignore[misc]
    turns = (math.tau * i / 720 for i in range(720))
    return [z + math.cos(a) * u + math.sin(a) * v for a in turns]


def test_the_lowest_point_of_the_head_is_that_of_skull_jaw_and_nose() -> None:
    for lean, is_nose in ((90, True), (-90, False)):
        placed = placed_at(WOMAN, Pose(neutral() | {"root": (lean, 0, 0)}, ()))
        behind = placed.joints["head_centre"][UP] - WOMAN.head.axes[AHEAD]
        assert (heights(placed)["head"] < behind - 0.005) == is_nose
        assert is_nose or heights(placed)["head"] == pytest.approx(behind)


def test_angles_between_directions_and_points_between_points() -> None:
    assert angle((1, 0, 0), (0, 2, 0)) == pytest.approx(90)
    assert angle((1, 0, 0), (-3, 0, 0)) == pytest.approx(180)
    assert angle((0, 0, 1), (0, 0, 1)) == 0
    assert between((0, 0, 0), (2, 4, 6), 0.25) == (0.5, 1.0, 1.5)
    assert unit((0, 0, 0)) == (0, 0, 0)
    assert unit((0, 3, 4)) == pytest.approx((0, 0.6, 0.8))


def test_a_back_bends_backward_as_far_as_all_parts_of_it_that_do_so_together() -> None:
    bent_back = Pose(
        neutral() | {"lumbar": (10, 0, 0), "mid": (-8, 9, 9), "upper": (-7, 0, 0), "neck": (-20, 0, 0)}, ()
    )
    assert bent_back_deg(bent_back) == 15


def test_what_is_too_small_to_be_seen_is_no_path() -> None:
    assert polygon([]) == polygon(hull([(1.001, 2.0), (1.0, 2.0)])) == ""
    assert polygon([(0, 0), (10, 0), (10, -5.25)]) == "M0 0l10 0 0-5.2z"
    assert polygon([(0, 0), (10, 0)], close=False) == "M0 0l10 0"


def test_numbers_are_written_as_short_as_they_can_be() -> None:
    assert [number(value) for value in (1.0, 1.25, -0.04, 0.04, -0.06, 12.96)] == [
        "1",
        "1.2",
        "0",
        "0",
        "-0.1",
        "13",
    ]
