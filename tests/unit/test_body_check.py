"""Each rule for poses, proven by a small edit of the shipped files that breaks it and nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from moves import (
    BODIES,
    MOVEMENTS,
    POSES,
    PROGRAMME,
    place,
    posed,
    problems_of,
    shipped_files,
    shipped_with,
    told,
)
from strongback.body import picture
from strongback.body.check import MOMENTS, TOLERANCE_CM
from strongback.body.floor import staged
from strongback.body.measure import bent_back_deg, eyes_deg, higher_hand_cm, trunk_deg
from strongback.body.reader import read_movements
from strongback.programme.folder import MAIN
from strongback.programme.problem import Problem

PRESSED = "{phase: lift, pose: pressed}"
BY, PIECE = "by: [lower-back, middle-back]", "in_one_piece: [halfway]"
NAMES = [body.id for body in BODIES]
CM = r"(\d+\.\d) cm"


def only(problems: list[Problem]) -> Problem:
    assert len(problems) == 1, [str(problem) for problem in problems]
    return problems[0]


def whats(files: Mapping[str, bytes]) -> list[str]:
    """What is told, without place and mending."""
    return [problem.what for problem in problems_of(files)]


def test_the_shipped_poses_have_no_problem() -> None:
    assert told(dict(shipped_files())) == []


def test_a_folder_without_poses_has_no_problem_unless_a_phase_names_one() -> None:
    files = {name: content for name, content in shipped_files().items() if name != POSES}
    found = problems_of(files, "folder/")
    assert len(found) == sum(len(exercise.phases) for exercise in PROGRAMME.exercises)
    line, column = place("lifted, by", files[MAIN].decode())
    assert str(found[0]) == (
        f"folder/programme.yaml:{line}:{column}: pelvic-tilt: the lift names the pose `lifted`, "
        "but there is no poses.yaml; write poses.yaml, or take the poses out"
    )
    text = re.sub(r", (pose: [\w-]+|by: \[.*?\]|in_one_piece: \[.*?\])", "", files[MAIN].decode())
    assert told(files | {MAIN: text.encode()}) == []


# Phases and names: what is named and is not there is told, with what there is.


@pytest.mark.parametrize(
    ("old", "new", "at", "what"),
    [
        (
            PRESSED,
            "{phase: lift, pose: presed}",
            "pressed}",
            "to the pose `presed`, which is not in poses.yaml",
        ),
        (BY, BY.replace("lower", "lover"), "[lower", "to the pose `lover-back`, which is not in poses.yaml"),
        (PIECE, PIECE.replace("half", "hlf"), "[half", "to the pose `hlfway`, which is not in poses.yaml"),
    ],
)
def test_a_phase_to_an_unknown_pose_is_told_where_it_is_named(old: str, new: str, at: str, what: str) -> None:
    problem = only(problems_of(shipped_with((old, new), file=MAIN)))
    assert problem.what == f"the lift moves {what}"
    text = shipped_files()[MAIN].decode()
    assert (problem.file, problem.line, problem.column) == (MAIN, *place(at, text))
    assert problem.fix.startswith("write one of start, ")


def test_a_phase_without_a_pose_is_told() -> None:
    problem = only(problems_of(shipped_with((PRESSED, "{phase: lift}"), file=MAIN)))
    assert (problem.what, problem.fix) == ("the lift names no pose", "add `pose: …`, one of start, pressed")
    assert (problem.line, problem.column) == place(PRESSED, shipped_files()[MAIN].decode())


def test_a_repetition_that_does_not_end_where_it_began_is_told() -> None:
    text = shipped_files()[MAIN].decode()
    old = text[text.index(PRESSED) :].split("\n\n")[0]
    new = old.replace("{phase: pause, pose: start}", "{phase: pause, pose: pressed}")
    problem = only(problems_of(shipped_with((old, new), file=MAIN)))
    assert (problem.what, problem.fix) == ("a repetition ends in the pose `pressed`", "end it in `start`")


SPOKEN = {
    "an unknown anchor": (("anchor: [ankle_l,", "anchor: [ankel_l,"), "anchor: there is no `ankel_l`"),
    "no anchor": (("anchor: [ankle_l, ankle_r]", "anchor: []"), "anchor: there is no joint"),
    "an arrow at an unknown joint": (("{joint: pelvis", "{joint: pelvic"), "arrows: there is no `pelvic`"),
    "an arrow to an unknown pose": (("to: lifted", "to: lift"), "arrows: there is no `lift`"),
    "an arrow from an unknown pose": (("start: start,", "start: stat,"), "arrows: there is no `stat`"),
    "a mark on no part of the back": (("marks: [lumbar,", "marks: [head,"), "marks: there is no `head`"),
}


@pytest.mark.parametrize("slip", SPOKEN)
def test_what_a_movement_speaks_of_has_to_be_there(slip: str) -> None:
    edit, what = SPOKEN[slip]
    problem = only(problems_of(shipped_with(edit)))
    assert (problem.file, problem.where, problem.what) == (POSES, "pelvic-tilt", what)
    assert problem.fix.startswith(("known: ", "name one"))
    near = shipped_with(edit)[POSES].decode().splitlines()[problem.line - 2 : problem.line]
    assert f" {what.split(':')[0]}:" in "".join(near)


def test_a_part_on_the_floor_has_to_be_one() -> None:
    files = posed("head-press", "start", on="[foot_l, fot_r]")
    first, *_ = problems = problems_of(files)
    assert {problem.what.split(": ")[1] for problem in problems} == {"there is no part `fot_r`"}
    assert (first.line, first.column) == place("[foot_l, fot_r]", files[POSES].decode())


def test_an_arrow_may_lead_back() -> None:
    files = shipped_with(("start: start, to: lifted", "start: lifted, to: start"))
    assert told(files) == []
    movements, _ = read_movements(POSES, files[POSES], PROGRAMME)
    assert picture(movements["pelvic-tilt"], BODIES[0]) != picture(MOVEMENTS["pelvic-tilt"], BODIES[0])


# Joints and the floor.


def test_a_joint_beyond_its_limit_is_told_with_the_limit_where_it_is_written() -> None:
    files = posed("head-press", "start", neck="[0, 0, 36]")
    problem = problems_of(files)[0]
    assert problem.what == "pose start: neck is at 36°, but a person's goes from -35 to 35"
    assert problem.fix == "write at least -35 and at most 35"
    assert (problem.line, problem.column) == place("[0, 0, 36]", files[POSES].decode())


@pytest.mark.parametrize(("angle", "told"), [("35", 0), ("35.1", 1), ("-35", 0), ("-35.1", 1)])
def test_a_joint_may_go_as_far_as_its_limit_and_no_farther(angle: str, told: int) -> None:
    files = posed("head-press", "pressed", neck=f"[0, 0, {angle}]")
    assert len([what for what in whats(files) if "but a person's goes from" in what]) == told


def test_a_joint_of_both_sides_is_told_where_it_is_written() -> None:
    files = posed("head-press", "pressed", elbow="151")
    first, second = (problem for problem in problems_of(files) if "goes from" in problem.what)
    assert (first.what[:27], second.what[:27]) == (
        "pose pressed: elbow_l is at",
        "pose pressed: elbow_r is at",
    )
    assert (first.line, first.column) == (second.line, second.column)
    assert (first.line, first.column) == place("151", files[POSES].decode(), "pressed:\n")


def test_the_whole_body_may_turn_as_it_likes() -> None:
    files = posed("head-press", "pressed", posed("head-press", "start", heading="359"), heading="359")
    assert told(files) == []


def test_what_should_touch_the_floor_and_does_not_floats() -> None:
    on = f"[{', '.join((*MOVEMENTS['chest-lift-1'].poses['lifted'].on, 'head'))}]"
    files = posed("chest-lift-1", "lifted", on=on)
    found = [re.fullmatch(rf"pose lifted: head floats {CM} \((\w+)\)", what) for what in whats(files)]
    assert [each.group(2) for each in found if each] == NAMES
    assert len(found) == len(NAMES)
    assert told(files)[0].endswith("; bend a joint, or take head out of `on`")


def test_what_carries_no_weight_may_touch_the_floor_but_not_go_through_it() -> None:
    start = MOVEMENTS["chest-lift-1"].poses["start"].on
    files = posed("chest-lift-1", "start", on=f"[{', '.join(part for part in start if part != 'hand_r')}]")
    assert told(files) == []
    deep = whats(posed("head-press", "start", on="[foot_l]", ankle_r="8"))
    assert len(deep) == 2 * len(BODIES)  # the other pose comes from it
    assert all(re.fullmatch(rf"pose \w+: foot_r goes {CM} through the floor \(\w+\)", what) for what in deep)


def test_what_is_pressed_into_the_floor_sinks_and_lifts_what_should_touch_it() -> None:
    found = whats(posed("head-press", "start", ankle_l="20"))
    assert len(found) == 4 * len(BODIES)
    assert re.fullmatch(rf"pose start: foot_l sinks {CM} \(woman\)", found[0])
    assert re.fullmatch(rf"pose start: foot_r floats {CM} \(woman\)", found[1])


def test_someone_whom_nothing_carries_is_told() -> None:
    assert set(whats(posed("head-press", "start", on="[]"))) == {
        f"pose {pose}: nothing touches the floor ({body})" for pose in ("start", "pressed") for body in NAMES
    }


# On the way.


def test_what_slips_on_the_way_is_told_though_both_poses_are_good() -> None:
    messages = told(posed("head-press", "pressed", hip="[92, 10]"))
    assert messages[0].endswith("(woman); bring the two poses closer")
    ways = {re.sub(rf".*: on the way to (\w+) (\w+) slips {CM}.*", r"\1 \2", message) for message in messages}
    assert ways == {f"pressed foot_{side}" for side in "lr"}, "the same way back is not told again"


def test_a_slip_within_the_tolerance_is_none() -> None:
    assert told(posed("head-press", "pressed", hip="[92, 8]")) == []


def test_what_swings_through_the_floor_between_two_good_poses_is_told() -> None:
    found = whats(posed("chest-lift-1", "lifted", shoulder="[170, 18]"))
    assert found
    assert all(re.search(rf"on the way to \w+ hand_l goes through the floor {CM}", what) for what in found)


PALM = tuple((at, 2.2 * wide, deep) for at, wide, deep in BODIES[0].rows["palm"])
BROAD = replace(BODIES[0], rows={**BODIES[0].rows, "palm": PALM})
"""Somebody with hands so broad that they push the body up when they roll from palm to back."""


def rolled(**keys: str) -> list[str]:
    """What is told when the left hand turns over during the tilt, lying on the floor before and after."""
    files = posed("pelvic-tilt", "start", forearm="85", **keys)
    files = posed("pelvic-tilt", "lower-back", files, **keys)
    files = posed("pelvic-tilt", "lifted", files, forearm_l="-85", wrist_l="-12")
    return [problem.what for problem in problems_of(files, bodies=(BROAD,))]


def test_what_sinks_between_two_good_poses_is_told_on_every_way_also_in_one_piece() -> None:
    found = rolled()
    assert all(re.search(rf"on the way to \w+ hand_l sinks {CM}", what) for what in found)
    assert len({what for what in found if "way to lifted" in what}) == 2


def test_what_floats_between_two_good_poses_is_told() -> None:
    assert any(re.match(rf"on the way to lifted back floats {CM}", w) for w in rolled(on="[back, hand_l]"))


def test_the_tolerance_is_a_centimetre_and_a_half_looked_at_twenty_times() -> None:
    assert TOLERANCE_CM == 1.5
    assert MOMENTS >= 20


# Amplitude: the same movement is told when the programme asks for less, or for more.


STAGE = staged(MOVEMENTS["chest-lift-1"], BODIES[0])
RISE = trunk_deg(STAGE.pose("lifted")) - trunk_deg(STAGE.pose("start"))
BACK = bent_back_deg(STAGE.poses["lifted"])
LEAST, MOST, BEND = "trunk_least: 8 deg", "trunk_most: 14 deg", "spine_at_most: 25 deg"


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (
            LEAST,
            f"trunk_least: {int(RISE) + 1} deg",
            f"the trunk rises {RISE:.1f}°, at least {int(RISE) + 1}",
        ),
        (MOST, f"trunk_most: {int(RISE)} deg", f"the trunk rises {RISE:.1f}°, at most {int(RISE)}"),
    ],
)
def test_a_trunk_beyond_the_amplitude_is_told(old: str, new: str, what: str) -> None:
    assert whats(shipped_with((old, new), file=MAIN)) == [f"pose lifted: {what} ({body})" for body in NAMES]


def test_a_back_beyond_the_amplitude_is_told() -> None:
    least = round(BACK) - 1
    messages = told(shipped_with((BEND, f"spine_at_most: {least} deg"), file=MAIN))
    assert messages
    what = f"pose lifted: the back bends {BACK:.1f}° backward, at most {least}; bend it less"
    assert all(message.endswith(f"chest-lift-1: {what}") for message in messages)


@pytest.mark.parametrize(
    "edit",
    [
        (LEAST, f"trunk_least: {int(RISE)} deg"),
        (MOST, f"trunk_most: {int(RISE) + 1} deg"),
        (BEND, f"spine_at_most: {round(BACK)} deg" if round(BACK) >= BACK else BEND),
        (f"{{{LEAST}, {MOST}, {BEND}, eyes_at_most: 30 deg}}", "{}"),
    ],
)
def test_a_lift_within_the_amplitude_is_no_problem(edit: tuple[str, str]) -> None:
    assert told(shipped_with(edit, file=MAIN)) == []


def test_a_trunk_that_was_upright_before_has_not_risen() -> None:
    old = "amplitude: {neck_at_most: 15 deg}"
    files = shipped_with((old, f"amplitude: {{{LEAST}, {MOST}}}"), file=MAIN)
    found = whats(files)
    assert len(found) == len(BODIES)
    assert all(re.match(r"pose pressed: the trunk rises -?\d\.\d°, at least 8", what) for what in found)


def test_poses_on_the_way_are_measured_as_well_as_those_at_its_end() -> None:
    old = "strengthens: [hips, low-back]\n"
    found = whats(shipped_with((old, f"{old}    amplitude: {{eyes_at_most: 30 deg}}\n"), file=MAIN))
    told_of = {what.removeprefix("pose ").partition(":")[0] for what in found}
    assert told_of == {"lower-back", "middle-back", "lifted", "halfway"}, "on the back, eyes see the ceiling"


def test_a_neck_that_bends_back_further_than_is_shown_is_told() -> None:
    assert whats(posed("head-press", "pressed", neck="-8", head="-8")) == [
        "pose pressed: the neck bends 16.0° backward, at most 15"
    ]


def test_a_hand_as_high_as_the_amplitude_is_told_and_one_below_is_not() -> None:
    highest = max(higher_hand_cm(staged(MOVEMENTS["diagonal-lift"], body).pose("lifted")) for body in BODIES)
    old, least = "hand_at_most: 40 cm", int(highest)
    assert told(shipped_with((old, f"hand_at_most: {least + 1} cm"), file=MAIN)) == []
    (what,) = whats(shipped_with((old, f"hand_at_most: {least} cm"), file=MAIN))  # of the taller one
    assert what == f"pose lifted: a hand is {highest:.1f} cm above the floor, below {least} (man)"


def test_eyes_that_leave_the_floor_are_told() -> None:
    files = posed("chest-lift-1", "lifted", neck="-20", head="-16")
    movements, _ = read_movements(POSES, files[POSES], PROGRAMME)
    eyes = eyes_deg(staged(movements["chest-lift-1"], BODIES[0]).pose("lifted"))
    what = f"pose lifted: the eyes look {eyes:.0f}° away from straight down, at most 30"
    assert whats(files) == [f"{what} ({body})" for body in NAMES]
    free = shipped_with((f"{BEND}, eyes_at_most: 30 deg}}", f"{BEND}}}"), file=MAIN)[MAIN]
    assert told({**files, MAIN: free}) == []


def test_measuring_waits_for_good_names_and_the_way_for_good_poses() -> None:
    files = posed("head-press", "pressed", hip="[92, 10]", elbow="151")
    assert {what.split(" is at")[0] for what in whats(files)} == {
        "pose pressed: elbow_l",
        "pose pressed: elbow_r",
    }
    names = files[POSES].decode().replace("to: pressed", "to: presd")
    assert set(whats({**files, POSES: names.encode()})) == {"arrows: there is no `presd`"}
