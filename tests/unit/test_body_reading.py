"""Every mistake in poses.yaml is told with line, column and how to mend it, once, and all in one run.

What is told of each slip stands in tests/golden/files/poses-told.txt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from goldens import assert_golden
from moves import MOVEMENTS, POSES, PROGRAMME
from strongback.body.nouns import Arrow, Body, Movement, View
from strongback.body.posing import AXIAL, LIMBS, ROOT, neutral
from strongback.body.reader import data_reader, lifted_by, read_movements
from strongback.programme.nouns import Phase

FILE = Path(__file__).parents[1] / "programmes" / "poses" / POSES
GOOD = FILE.read_text(encoding="utf-8")
TWO = replace(PROGRAMME, exercises=(PROGRAMME.exercises[0], PROGRAMME.exercises[-1]))
"""The two exercises that the file is about."""
SECOND = "{from: start, on: [back,"
KNEE = "      knee: 120"
SLIPS: dict[str, tuple[str, str]] = {
    "an unknown joint": (KNEE, "      knie: 120"),
    "a side of a joint that has none": ("      neck: -2", "      neck_l: -2"),
    "a pose that comes from nowhere": (SECOND, SECOND.replace("start", "beginning")),
    "a pose that comes from itself": (SECOND, SECOND.replace("start", "lower-back")),
    "poses that come from each other": (SECOND, SECOND.replace("start", "lifted")),
    "a pose that comes from a list": (SECOND, SECOND.replace("start", "[start]")),
    "too many angles": (KNEE, "      knee: [120, 5]"),
    "no angles": ("hip: [46, 3]", "hip: []"),
    "three angles of a clavicle": (KNEE, f"{KNEE}\n      clavicle: [1, 2, 3]"),
    "four angles of the spine": ("      neck: -2", "      neck: [1, 2, 3, 4]"),
    "text for an angle": ("lean: -90\n", "lean: flat\n"),
    "text in a list of angles": ("hip: [46, 3]", "hip: [46, wide]"),
    "a table for an angle": (KNEE, "      knee: {flex: 120}"),
    "an angle in quotes": ("lean: -90\n", 'lean: "-93.5"\n'),
    "an angle of five digits": ("lean: -90\n", "lean: 93000\n"),
    "an angle without end": ("lean: -90\n", "lean: .inf\n"),
    "a pose that is no table": ("    half:\n", "    half: no\n    other:\n"),
    "one part without brackets": ("{on: [foot_l, foot_r]", "{on: foot_l"),
    "a list among what touches the floor": ("{on: [foot_l, foot_r]", "{on: [[foot_l]]"),
    "an unknown key": ("  prop: mat", "  prop: mat\n  music: loud"),
    "a key that is not the author's": ("  prop: mat", "  prop: mat\n  path: [start]"),
    "a missing key": ("  prop: mat\n", ""),
    "an unknown prop": ("prop: mat", "prop: bed"),
    "half a view": ("{yaw: 0, pitch: 14}", "{yaw: 0}"),
    "a view that is no table": ("{yaw: 0, pitch: 14}", "front"),
    "a view with a word for a number": ("{yaw: 0, pitch: 14}", "{yaw: left, pitch: 14}"),
    "an unknown key of an arrow": ("{joint: pelvis, start", "{joint: pelvis, colour: red, start"),
    "an arrow without a joint": ("{joint: pelvis, start", "{start"),
    "an offset of one number": ("offset: [-0.10, 0.13]", "offset: [-0.10]"),
    "an anchor that is no list": ("anchor: [ankle_l, ankle_r]", "anchor: ankle_l"),
    "no start": ("  poses:\n    start:", "  poses:\n    beginning:"),
    "poses that are no table": ("  poses:\n    start:", "  poses: [start]\n  start:\n    start:"),
    "no poses": ("  poses:\n    start:", "  posen:\n    start:"),
    "a key given twice": (KNEE, f"{KNEE}\n      knee: 90"),
    "an exercise of another programme": ("\nhead-press:", "\nhead-push:"),
    "an exercise that is no table": ("\nhead-press:", "\nhead-press: none\nhead-push:"),
    "a tab as indentation": ("  prop: mat", "\tprop: mat"),
    "an alias": ("prop: mat", "prop: *mat"),
    "a bracket that is never closed": ("{on: [foot_l, foot_r]", "{on: [foot_l, foot_r"),
}


def read(*edits: tuple[str, str]) -> tuple[Mapping[str, Movement], list[str]]:
    """What is read from the good file with the first place of each old text replaced, and what is told."""
    text = GOOD
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    movements, problems = read_movements(POSES, text.encode(), TWO)
    return movements, [str(problem) for problem in problems]


def test_the_good_file_has_no_problem() -> None:
    movements, told = read()
    assert told == []
    assert set(movements) == {exercise.id for exercise in TWO.exercises}


def test_every_slip_is_told_as_it_was_told_before_with_its_place_and_its_mending() -> None:
    lines = []
    for name, edit in SLIPS.items():
        _, told = read(edit)
        assert told, name
        lines += [f"# {name}", *told, ""]
    assert_golden("poses-told.txt", "\n".join(lines))


@pytest.mark.parametrize("slip", SLIPS)
def test_no_slip_is_told_twice(slip: str) -> None:
    _, told = read(SLIPS[slip])
    assert len(set(told)) == len(told)


def test_all_slips_of_a_file_are_told_in_one_run_in_its_order() -> None:
    _, told = read(
        ("{yaw: 0, pitch: 14}", "{yaw: 0, pitch: low}"),
        (KNEE, "      knie: 120"),
        ("prop: chair", "prop: stool"),
    )
    assert [line.split(": ")[0] for line in told] == ["poses.yaml:3:25", "poses.yaml:15:7", "poses.yaml:23:9"]
    assert [line.split(": ")[1] for line in told] == ["pelvic-tilt", "pelvic-tilt", "head-press"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "1:1: file: is empty"),
        (b"- 1", "1:1: file: is no table; write the exercises' ids as keys"),
        (b"a: [", "1:5: yaml: a quote or bracket opens here and is never closed; close it"),
        (b"a: *b", "1:4: yaml: the alias `*b` stands here; write the value itself"),
        (b"\xff\xfe", "file: is not UTF-8"),
    ],
)
def test_a_file_that_is_no_table_of_poses_is_refused(content: bytes, told: str) -> None:
    found, problems = read_movements(POSES, content, TWO)
    assert found == {}
    assert told in str(problems[0])


def test_what_has_no_problem_is_read_beside_what_has() -> None:
    movements, _ = read(("lean: -90", "lean: x"))
    assert set(movements) == {"head-press"}


def test_a_pose_takes_what_it_does_not_write_from_the_one_it_comes_from() -> None:
    poses = read()[0]["pelvic-tilt"].poses
    assert poses["lifted"].angles["forearm_l"] == poses["start"].angles["forearm_l"] == (78, 0, 0)
    assert poses["half"].angles["root"] == (-109, 0, 0)
    assert poses["start"].on == ("back", "hips", "foot_l", "foot_r")
    assert poses["lifted"].on == poses["half"].on == ("back", "foot_l", "foot_r")
    assert poses["lifted"].angles["shoulder_l"] == (0, 0, 0)


def test_a_pose_may_come_from_one_that_is_written_below() -> None:
    below = ("    half:\n", "    rest: {elbow: 30}\n    half:\n")
    movements, told = read(("      on: [back, hips,", "      from: rest\n      on: [back, hips,"), below)
    assert told == []
    assert movements["pelvic-tilt"].poses["lifted"].angles["elbow_r"] == (30, 0, 0)


def test_one_number_is_the_first_angle_and_one_side_stands_over_both() -> None:
    half = read()[0]["pelvic-tilt"].poses["half"].angles
    assert (half["knee_l"], half["knee_r"]) == ((118, 0, 0), (120, 0, 0))
    assert half["hip_l"] == half["hip_r"] == (46, 3, 0)
    start = read((KNEE, f"      knee_l: 90\n{KNEE}"))[0]["pelvic-tilt"].poses["start"].angles
    assert (start["knee_l"], start["knee_r"]) == ((90, 0, 0), (120, 0, 0))


def test_the_three_angles_of_the_whole_body_are_written_one_by_one() -> None:
    assert ROOT == ("lean", "turn", "heading")
    poses = read(("heading: 5", "heading: 5, turn: -7"))[0]["head-press"].poses
    assert poses["start"].angles["root"] == (0, 0, 0)
    assert poses["pressed"].angles["root"] == (0, -7, 5)


def test_every_joint_has_its_angles_in_every_pose() -> None:
    joints = {"root", *AXIAL, *(f"{limb}_{side}" for limb in LIMBS for side in "lr")}
    assert joints == set(neutral())
    assert all(set(pose.angles) == joints for each in MOVEMENTS.values() for pose in each.poses.values())


def test_what_a_movement_says_of_its_picture_is_read_and_the_rest_has_its_default() -> None:
    movements, _ = read()
    tilt, press = movements["pelvic-tilt"], movements["head-press"]
    assert (tilt.view, tilt.prop, tilt.anchor) == (View(0, 14), "mat", ("ankle_l", "ankle_r"))
    assert tilt.arrows == (Arrow("pelvis", "lifted", start="start", offset=(-0.10, 0.13)),)
    assert press.arrows == (Arrow("head_centre", "pressed", force=(-0.13, 0.01)),)
    assert (tilt.hands, press.hands, tilt.other_side, press.marks) == ("free", "laced", "same", ())


def test_the_path_is_what_the_lift_leads_through() -> None:
    assert MOVEMENTS["pelvic-tilt"].path == ("start", "lower-back", "middle-back", "lifted")
    assert MOVEMENTS["head-press"].path == ("start", "pressed")
    assert all(lifted_by(exercise) == MOVEMENTS[exercise.id].path for exercise in PROGRAMME.exercises)
    still = replace(PROGRAMME.exercises[0], phases=(Phase("hold", pose="lifted"), Phase("lift")))
    assert lifted_by(still) == ()


def test_a_body_without_its_height_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        data_reader(Body)(b"id: nobody")
