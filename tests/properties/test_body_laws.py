"""Whatever a body does within its limits, it keeps its lengths, its floor and its picture."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from msgspec.structs import replace

from moves import BODIES, EXERCISES, MOVEMENTS, POSES, PROGRAMME, problems_of, shipped_files
from strongback.body import film, picture
from strongback.body.floor import heights, middle, placed_at, staged
from strongback.body.kinematics import SPINE, joints_of
from strongback.body.nouns import Arrow, Body, Movement, Pose, View
from strongback.body.posing import mirrored, neutral, on_the_way, other
from strongback.body.reader import read_movements
from strongback.body.vectors import Vector, axis, length, minus
from strongback.library import figure

LIMITS = figure.limits()
BODY = some.sampled_from(BODIES)
TURN = some.floats(-180, 180)
MOMENT = some.floats(0, 1)
PARTS = ("back", "hips", "foot_l", "foot_r", "thigh_l", "hand_r")


@some.composite
def poses(draw: some.DrawFn) -> Pose:
    """Any attitude within the limits of the joints, standing on its head or not."""
    angles: dict[str, Vector] = {"root": draw(some.tuples(TURN, TURN, TURN))}
    for joint in neutral():
        limits = LIMITS.get(joint.removesuffix("_l").removesuffix("_r"), ())
        values = [draw(some.floats(least, most)) for least, most in limits]
        if joint != "root":
            a, b, c = (*values, 0.0, 0.0)[:3]
            angles[joint] = (a, b, c)
    return Pose(angles, tuple(draw(some.sets(some.sampled_from(PARTS), max_size=4))))


WAYS = some.lists(poses(), min_size=2, max_size=5)


def flipped(point: Vector) -> Vector:
    return point[0], -point[1], point[2]


@given(BODY, poses())
@settings(max_examples=60, deadline=None)
def test_a_mirrored_pose_is_the_exact_mirror_image_in_every_joint_part_and_height(
    body: Body, pose: Pose
) -> None:
    one, two = joints_of(body, pose.angles), joints_of(body, mirrored(pose).angles)
    assert set(one.joints) == {other(joint) for joint in two.joints}
    for joint, point in one.joints.items():
        assert two.joints[other(joint)] == pytest.approx(flipped(point), abs=1e-9)
    for part, frame in one.frames.items():
        ahead, left, up = (axis(two.frames[other(part)], which) for which in range(3))
        assert ahead == pytest.approx(flipped(axis(frame, 0)), abs=1e-9)
        assert minus((0, 0, 0), left) == pytest.approx(flipped(axis(frame, 1)), abs=1e-9)
        assert up == pytest.approx(flipped(axis(frame, 2)), abs=1e-9)
    high, low = (heights(placed_at(body, each)) for each in (pose, mirrored(pose)))
    assert {other(part): at for part, at in high.items()} == pytest.approx(low, abs=1e-9)


@given(poses())
def test_mirrored_twice_is_the_same_and_once_swaps_what_touches_the_floor(pose: Pose) -> None:
    assert mirrored(mirrored(pose)) == pose
    assert set(mirrored(pose).on) == {other(part) for part in pose.on}


def test_the_other_side_of_a_name_is_told_by_its_end() -> None:
    assert [other(name) for name in ("knee_l", "knee_r", "pelvis", "heel_l")] == [
        "knee_r",
        "knee_l",
        "pelvis",
        "heel_r",
    ]


@given(BODY, poses(), some.tuples(*[some.floats(-3, 3)] * 3))
@settings(max_examples=60, deadline=None)
def test_no_pose_makes_a_bone_longer(body: Body, pose: Pose, at: Vector) -> None:
    joints = joints_of(body, pose.angles, at).joints
    assert joints["pelvis"] == at
    bones = {("pelvis", "lumbar"): "pelvis"} | {pair: pair[0] for pair in SPINE}
    for side in "lr":
        for a, b, bone in (
            ("shoulder", "elbow", "upper_arm"),
            ("elbow", "wrist", "forearm"),
            ("wrist", "hand", "hand"),
            ("hip", "knee", "thigh"),
            ("knee", "ankle", "shin"),
        ):
            bones[f"{a}_{side}", f"{b}_{side}"] = bone
        for name, place in body.foot.items():
            assert length(minus(joints[f"{name}_{side}"], joints[f"ankle_{side}"])) == pytest.approx(
                length(place)
            )
    for (a, b), bone in bones.items():
        assert length(minus(joints[a], joints[b])) == pytest.approx(body.length[bone]), bone
    assert length(minus(joints["hip_l"], joints["hip_r"])) == pytest.approx(2 * body.hip)
    assert length(minus(joints["head_centre"], joints["head"])) == pytest.approx(length(body.head.centre))


@given(BODY, poses(), some.floats(-3, 3), some.floats(-3, 3))
@settings(max_examples=60, deadline=None)
def test_the_lowest_point_is_on_the_floor_and_the_anchor_where_it_belongs(
    body: Body, pose: Pose, x: float, y: float
) -> None:
    placed = placed_at(body, pose, ("ankle_l", "hip_r"), (x, y))
    assert min(heights(placed).values()) == pytest.approx(0, abs=1e-9)
    assert middle(placed, ("ankle_l", "hip_r")) == pytest.approx((x, y), abs=1e-9)
    inner = [
        point for name, point in placed.joints.items() if name[:-2] not in ("heel", "ball", "toe", "hand")
    ]
    assert min(point[2] for point in inner) > 0


@given(WAYS, MOMENT)
def test_on_the_way_no_angle_passes_beyond_the_poses_beside_it(way: list[Pose], t: float) -> None:
    pose = on_the_way(way, t)
    at = min(int(t * (len(way) - 1)), len(way) - 2)
    before, after = way[at], way[at + 1]
    for joint, angles in pose.angles.items():
        for a, value, b in zip(before.angles[joint], angles, after.angles[joint], strict=True):
            assert min(a, b) - 1e-9 <= value <= max(a, b) + 1e-9
    if 0 < t < 1:
        assert set(pose.on) == set(before.on) & set(after.on)


@given(WAYS)
def test_a_way_starts_and_ends_exactly_and_passes_through_every_pose(way: list[Pose]) -> None:
    assert on_the_way(way, 0) is way[0]
    assert on_the_way(way, 1) is way[-1]
    for i, pose in enumerate(way):
        there = on_the_way(way, i / (len(way) - 1))
        for joint, angles in pose.angles.items():
            assert there.angles[joint] == pytest.approx(angles, abs=1e-6)


def speed(way: list[Pose], t: float, h: float) -> dict[str, list[float]]:
    a, b = on_the_way(way, t), on_the_way(way, t + h)
    return {
        joint: [(y - x) / abs(h) for x, y in zip(a.angles[joint], b.angles[joint], strict=True)]
        for joint in a.angles
    }


@given(WAYS, MOMENT)
def test_nothing_jumps_and_every_joint_sets_off_and_arrives_at_rest(way: list[Pose], t: float) -> None:
    h, parts = 1e-4, len(way) - 1
    steps = [
        abs(b - a)
        for one, two in pairwise(way)
        for joint in one.angles
        for a, b in zip(one.angles[joint], two.angles[joint], strict=True)
    ]
    most = max(steps) * parts
    assert all(abs(v) <= 3.01 * most + 1e-6 for each in speed(way, min(t, 1 - h), h).values() for v in each)
    for end in (speed(way, 0, h), speed(way, 1 - h, h)):
        assert all(abs(v) <= 10 * h * parts * most + 1e-6 for each in end.values() for v in each)


@given(WAYS)
def test_no_joint_has_a_kink_where_it_passes_a_pose(way: list[Pose]) -> None:
    h, parts = 1e-5, len(way) - 1
    for i in range(1, parts):
        before, after = speed(way, i / parts - h, h), speed(way, i / parts, h)
        for joint in before:
            for v, w in zip(before[joint], after[joint], strict=True):
                assert abs(v - w) <= 20 * h * parts * parts * 360 + 1e-4


@given(WAYS, MOMENT, MOMENT)
def test_between_two_poses_a_joint_never_turns_back(way: list[Pose], t: float, u: float) -> None:
    two = way[:2]
    first, then = (on_the_way(two, each).angles for each in sorted((t, u)))
    for joint in first:
        ends = zip(two[0].angles[joint], two[1].angles[joint], strict=True)
        for (a, b), x, y in zip(ends, first[joint], then[joint], strict=True):
            assert (y - x) * (b - a) >= -1e-9


def test_a_way_of_one_pose_stays_there() -> None:
    pose = Pose(neutral(), ())
    assert on_the_way([pose], 0.5) is pose


def test_half_way_between_two_poses_every_joint_is_half_way() -> None:
    one, two = Pose(neutral(), ()), Pose(neutral() | {"knee_l": (90.0, 0, 0)}, ())
    assert on_the_way([one, two], 0.5).angles["knee_l"] == pytest.approx((45, 0, 0))
    assert on_the_way([one, two], 0.25).angles["knee_l"] == pytest.approx((90 * 0.15625, 0, 0))


# Drawing


@some.composite
def movements(draw: some.DrawFn) -> Movement:
    """Any three poses, seen from anywhere."""
    found = dict(
        zip(("start", "between", "end"), draw(some.lists(poses(), min_size=3, max_size=3)), strict=True)
    )
    arrows = (
        Arrow("hand_l", "end"),
        Arrow("toe_r", "start", start="end", offset=(0.1, 0.1)),
        Arrow("head_centre", "between", force=(draw(some.floats(-0.2, 0.2)), 0.0)),
    )
    return Movement(
        exercise="any",
        view=View(draw(TURN), draw(some.floats(-90, 90))),
        prop=draw(some.sampled_from(["mat", "chair"])),
        anchor=("pelvis",),
        poses=found,
        path=("start", "between", "end"),
        arrows=arrows,
        other_side=draw(some.sampled_from(["same", "turned"])),
        hands=draw(some.sampled_from(["free", "laced"])),
        marks=("lumbar", "upper"),
    )


NUMBER = r"-?\d{1,4}(?:\.\d)?"
PAIR = rf"{NUMBER} ?{NUMBER}"
STEP = (
    rf"(?:M{PAIR}|l{PAIR}(?: ?{PAIR})*|a{NUMBER} {NUMBER} 0 [01] [01] {NUMBER} {NUMBER}"
    rf"|a{NUMBER} {NUMBER} 0 1 1 {NUMBER} 0|Q{PAIR} {PAIR}|z)"
)
PATH = re.compile(rf"(?:{STEP})*")


def check_drawn(markup: str) -> None:
    """Well-formed, with ids of its own, paths that every reader knows, and nothing but finite numbers."""
    root = ElementTree.fromstring(markup)
    ids = [each.get("id") for each in root.iter() if each.get("id")]
    assert len(set(ids)) == len(ids)
    for href in re.findall(r'(?:href="|url\()#([^")]+)', markup):
        assert href in ids
    for each in root.iter():
        if each.tag.endswith("path"):
            assert PATH.fullmatch(str(each.get("d"))), each.get("d")
        for name in ("cx", "cy", "r", "x", "y"):
            assert each.get(name) is None or math.isfinite(float(str(each.get(name))))


@given(BODY, movements(), some.booleans())
@settings(max_examples=40, deadline=None)
def test_any_movement_can_be_drawn_from_anywhere(body: Body, movement: Movement, side: bool) -> None:
    check_drawn(picture(movement, body, other=side, uid="u", title="t", about="a", style="s"))
    check_drawn(picture(movement, body, other=side, pose="between"))


@given(BODY, movements(), some.booleans())
@settings(max_examples=4, deadline=None)
def test_any_movement_can_be_filmed(body: Body, movement: Movement, side: bool) -> None:
    to_pressed = replace(movement, poses={**movement.poses, "pressed": movement.poses["end"]})
    shot = film(to_pressed, body, EXERCISES["head-press"], other=side)
    check_drawn(f"<svg>{shot.back}{''.join(shot.frames)}{shot.front}</svg>")


@given(BODY, poses())
@settings(max_examples=20, deadline=None)
def test_a_stage_keeps_its_anchor_above_one_place_on_either_side(body: Body, pose: Pose) -> None:
    lift = MOVEMENTS["chest-lift-1"]
    movement = replace(lift, poses={"start": lift.poses["start"], "any": pose}, anchor=("ankle_l",))
    for side, joint in ((False, "ankle_l"), (True, "ankle_r")):
        stage = staged(movement, body, side)
        start, there = stage.pose("start").joints, stage.pose("any").joints
        assert there[joint][:2] == pytest.approx(start[joint][:2], abs=1e-9)
        assert start == placed_at(body, stage.poses["start"]).joints


# Reading


PIECES = some.one_of(
    some.binary(max_size=6),
    some.sampled_from(
        [
            b"\t",
            b"\n",
            b"[",
            b"]",
            b"{",
            b"}",
            b": ",
            b"- ",
            b"#",
            b"null",
            b"'",
            b"-",
            b".",
            b"9999",
            b"nan",
            b"_l",
        ]
    ),
    some.sampled_from(
        [b"from", b"start", b"knee: 1", b"poses", b"on: []", b"lean", b"\n  ", b"\n      ", b"from: lifted"]
    ),
)


@given(some.data())
@settings(max_examples=80, deadline=None)
def test_any_spoiling_of_poses_ends_in_problems_or_in_movements(data: some.DataObject) -> None:
    content = shipped_files()[POSES]
    for _ in range(data.draw(some.integers(1, 3))):
        at = data.draw(some.integers(0, len(content)))
        gone = data.draw(some.sampled_from([0, 1, 2, 10, 100]))
        content = content[:at] + data.draw(PIECES) + content[at + gone :]
    found, problems = read_movements(POSES, content, PROGRAMME)
    assert problems or set(found) == set(MOVEMENTS)
    assert len(set(problems)) == len(problems)
    for each in problems:
        assert each.file == POSES
        assert 1 <= each.line <= content.count(b"\n") + 2
        assert each.column >= 1
        assert len(str(each).splitlines()) == 1


REPLACED = ("0", "-400", "9999", "0.5", "start", "pressed", "head", "foot_l", "knee_r", "laced", "lumbar")


@given(some.binary(max_size=200))
@settings(max_examples=40, deadline=None)
def test_any_bytes_for_poses_end_in_problems(content: bytes) -> None:
    assert read_movements(POSES, content, PROGRAMME)[1]


@given(some.data())
@settings(max_examples=25, deadline=None)
def test_whatever_numbers_and_names_poses_hold_the_check_ends_in_problems(data: some.DataObject) -> None:
    text = shipped_files()[POSES].decode()
    begin = text.index("\nhead-press:")
    words = list(re.finditer(r"-?[0-9.]+|[a-z][a-z_]+(?=[,\]}])", text[begin:]))
    word = data.draw(some.sampled_from(words))
    new = data.draw(some.sampled_from(REPLACED))
    spoilt = text[: begin + word.start()] + new + text[begin + word.end() :]
    files = {**shipped_files(), POSES: spoilt.encode()}
    problems = problems_of(files)
    if not problems:
        movement = read_movements(POSES, files[POSES], PROGRAMME)[0]["head-press"]
        check_drawn(picture(movement, BODIES[0]))
