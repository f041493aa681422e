"""What must hold for a programme's poses: the tuple at the end is the policy, read top to bottom."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from strongback.body.floor import Staged, heights, placed_at, staged
from strongback.body.kinematics import joints_of
from strongback.body.measure import (
    BACK,
    NECK,
    PARTS,
    SPINE,
    bent_back_deg,
    contact,
    eyes_deg,
    higher_hand_cm,
    trunk_deg,
)
from strongback.body.nouns import Body, Movement, Placed, Pose
from strongback.body.posing import neutral
from strongback.body.reader import POSES, read_movements
from strongback.programme.folder import MAIN
from strongback.programme.nouns import Amplitude, Exercise, Programme
from strongback.programme.problem import Problem
from strongback.programme.tree import Node, find, read_tree

TOLERANCE_CM = 1.5
"""How far a part may float, sink or slip before it shows."""
MOMENTS = 20
TENTH = 0.05
"""Angles and lengths are told in tenths: a difference below that is none."""
Limits = Mapping[str, tuple[tuple[float, float], ...]]


@dataclass(frozen=True, slots=True)
class Checked:
    """One exercise of a programme with what is known about its movement, and where it stands in the files."""

    exercise: Exercise
    movement: Movement
    bodies: Sequence[Body]
    limits: Limits
    prefix: str
    main: str
    trees: Mapping[str, Node]

    def problem(self, file: str, path: tuple[str, ...], what: str, fix: str) -> Problem:
        """A problem about the value at `path`, or about the nearest thing that is there."""
        node, _ = find(self.trees[file], path)
        return Problem(self.prefix + file, node.line, node.column, self.exercise.id, what, fix)

    def of_pose(self, name: str, key: str, what: str, fix: str) -> Problem:
        """A problem about a key of a pose; a joint may be written there for both sides at once."""
        here = (self.exercise.id, "poses", name)
        _, found = find(self.trees[POSES], (*here, key))
        if found == len(here):
            key = key.removesuffix("_l").removesuffix("_r")
        return self.problem(POSES, (*here, key), f"pose {name}: {what}", fix)


def check_poses(
    programme: Programme,
    files: Mapping[str, bytes],
    bodies: Sequence[Body],
    limits: Limits,
    prefix: str = "",
    main: str = MAIN,
) -> list[Problem]:
    """Every problem of how a programme's exercises look. `files` are its folder's contents by name.

    A folder without poses.yaml has no pictures, and no problem, unless a phase names a pose.
    """
    trees = {name: read_tree(name, content)[0] for name, content in files.items() if name in (main, POSES)}
    known = {name: tree for name, tree in trees.items() if tree is not None}
    if POSES not in files:
        return list(_poses_without_file(programme, prefix, main, known))
    movements, problems = read_movements(prefix + POSES, files[POSES], programme)
    found = list(problems)
    for exercise in programme.exercises:
        if exercise.id in movements:
            movement = movements[exercise.id]
            one = Checked(exercise, movement, bodies, limits, prefix, main, known)
            found += _first_found(one)
    return list(dict.fromkeys(found))


def _first_found(one: Checked) -> list[Problem]:
    """What has wrong names cannot be measured: the first kind of checks that finds something is the last."""
    for checks in CHECKS:
        if problems := [problem for check in checks for problem in check(one)]:
            return problems
    return []


def _poses_without_file(
    programme: Programme, prefix: str, main: str, trees: Mapping[str, Node]
) -> Iterator[Problem]:
    for exercise in programme.exercises:
        for i, phase in enumerate(exercise.phases, start=1):
            if phase.pose is not None:
                node, _ = find(trees[main], ("exercises", exercise.id, "phases", f"#{i}", "pose"))
                what = f"the {phase.phase} names the pose `{phase.pose}`, but there is no {POSES}"
                fix = f"write {POSES}, or take the poses out"
                yield Problem(prefix + main, node.line, node.column, exercise.id, what, fix)


def phases(one: Checked) -> Iterator[Problem]:
    """Every phase names a pose that there is, and a repetition ends where it began."""
    poses, at = one.movement.poses, "start"
    for i, phase in enumerate(one.exercise.phases, start=1):
        place = ("exercises", one.exercise.id, "phases", f"#{i}")
        if (phase.by or phase.in_one_piece) and phase.pose in (None, at):
            yield one.problem(one.main, place, f"the {phase.phase} stays, but passes poses", "take them out")
        at = phase.pose or at
        if phase.pose is None:
            fix = f"add `pose: …`, one of {', '.join(poses)}"
            yield one.problem(one.main, place, f"the {phase.phase} names no pose", fix)
        named = [("pose", phase.pose)] if phase.pose is not None else []
        named += [("by", name) for name in phase.by]
        named += [("in_one_piece", name) for name in phase.in_one_piece]
        for key, name in named:
            if name not in poses:
                what = f"the {phase.phase} moves to the pose `{name}`, which is not in {POSES}"
                yield one.problem(one.main, (*place, key), what, f"write one of {', '.join(poses)}")
    last = one.exercise.phases[-1].pose
    if last not in (None, "start"):
        last_place = ("exercises", one.exercise.id, "phases", f"#{len(one.exercise.phases)}", "pose")
        yield one.problem(
            one.main, last_place, f"a repetition ends in the pose `{last}`", "end it in `start`"
        )


def names(one: Checked) -> Iterator[Problem]:
    """Joints, parts and poses that a movement speaks of are there."""
    movement, here = one.movement, one.exercise.id
    joints = tuple(joints_of(one.bodies[0], neutral()).joints)
    spoken: list[tuple[str, str, Collection[str]]] = [("anchor", name, joints) for name in movement.anchor]
    spoken += [("arrows", arrow.joint, joints) for arrow in movement.arrows]
    spoken += [("marks", name, SPINE) for name in movement.marks]
    for arrow in movement.arrows:
        spoken += [("arrows", name, movement.poses) for name in (arrow.start, arrow.to) if name]
    if not movement.anchor:
        yield one.problem(POSES, (here, "anchor"), "anchor: there is no joint", "name one or more that stay")
    for key, name, known in spoken:
        if name not in known:
            yield one.problem(
                POSES, (here, key), f"{key}: there is no `{name}`", f"known: {', '.join(known)}"
            )
    for pose_name, pose in movement.poses.items():
        for part in pose.on:
            if part not in PARTS:
                yield one.of_pose(pose_name, "on", f"there is no part `{part}`", f"known: {', '.join(PARTS)}")


def limits(one: Checked) -> Iterator[Problem]:
    """No joint beyond what joints.yaml allows."""
    for name, pose in one.movement.poses.items():
        for joint, angles in pose.angles.items():
            allowed = () if joint == "root" else one.limits[joint.removesuffix("_l").removesuffix("_r")]
            for value, (least, most) in zip(angles, allowed, strict=False):
                if not least <= value <= most:
                    what = f"{joint} is at {value:g}°, but a person's goes from {least:g} to {most:g}"
                    yield one.of_pose(name, joint, what, f"write at least {least:g} and at most {most:g}")


def floor(one: Checked) -> Iterator[Problem]:
    """In each pose what should touch the floor does, and nothing else goes through it."""
    for body in one.bodies:
        for name, pose in one.movement.poses.items():
            for what, fix in _off_floor(placed_at(body, pose), pose.on):
                yield one.of_pose(name, "on", f"{what} ({body.id})", fix)


def _off_floor(placed: Placed, on: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What is wrong about where the parts are, compared with the level of those that carry the weight."""
    all_cm = {part: height * placed.body.height_cm for part, height in heights(placed).items()}
    if not on:
        yield "nothing touches the floor", "name the parts that carry the weight in `on`"
        return
    level = median(all_cm[part] for part in on)
    for part, height in all_cm.items():
        off = height - level
        if part in on and abs(off) > TOLERANCE_CM:
            how = "floats" if off > 0 else "sinks"
            yield f"{part} {how} {abs(off):.1f} cm", f"bend a joint, or take {part} out of `on`"
        elif part not in on and off < -TOLERANCE_CM:
            yield f"{part} goes {-off:.1f} cm through the floor", f"bend a joint, or add {part} to `on`"


def ways(one: Checked) -> Iterator[Problem]:
    """On the way, too, what carries the weight neither leaves the floor nor slips."""
    done: set[tuple[str, ...]] = set()
    for body in one.bodies:
        stage, at = staged(one.movement, body), "start"
        for phase in one.exercise.phases:
            to = phase.pose or at
            for by in dict.fromkeys((phase.by, phase.in_one_piece)):
                way = (at, *by, to)
                there_and_back = min(way, way[::-1])
                if to != at and (body.id, *there_and_back) not in done:
                    done.add((body.id, *there_and_back))
                    yield from _along(one, stage, way)
            at = to


def _along(one: Checked, stage: Staged, way: tuple[str, ...]) -> Iterator[Problem]:
    on = [part for part in stage.poses[way[0]].on if all(part in stage.poses[name].on for name in way)]
    first = stage.pose(way[0])
    worst: dict[str, tuple[float, str]] = {}
    for i in range(1, MOMENTS + 1):
        placed = stage.moment(way, i / MOMENTS)
        all_cm = {part: height * placed.body.height_cm for part, height in heights(placed).items()}
        level = median(all_cm[part] for part in on) if on else 0.0
        for part in on:
            (ax, ay, _), (bx, by, _) = contact(first, part), contact(placed, part)
            slip = ((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5 * placed.body.height_cm
            off = all_cm[part] - level
            for amount, how in ((slip, "slips"), (off, "floats"), (-off, "sinks")):
                worst[part] = max(worst.get(part, (0.0, "")), (amount, how))
        lowest = min(all_cm, key=lambda part: all_cm[part])
        if lowest not in on and all_cm[lowest] - level < -TOLERANCE_CM:
            worst[lowest] = max(
                worst.get(lowest, (0.0, "")), (level - all_cm[lowest], "goes through the floor")
            )
    for part, (amount, how) in worst.items():
        if amount > TOLERANCE_CM:
            what = f"on the way to {way[-1]} {part} {how} {amount:.1f} cm ({stage.body.id})"
            yield one.problem(POSES, (one.exercise.id, "poses", way[-1]), what, "bring the two poses closer")


def amplitude(one: Checked) -> Iterator[Problem]:
    """The figure never lifts more than the programme's amplitude says."""
    asked = one.exercise.amplitude
    if asked is None:
        return
    for name, pose in one.movement.poses.items():
        for what in _bent_back(asked, pose):
            yield one.of_pose(name, "", what, "bend it less")
    for body in one.bodies:
        stage = staged(one.movement, body)
        start = trunk_deg(stage.pose("start"))
        ends = {phase.pose for phase in one.exercise.phases}
        for name in stage.poses:
            placed = stage.pose(name)
            rise = trunk_deg(placed) - start
            told = list(_beyond(asked, placed, rise)) if name != "start" else []
            if name in ends and name != "start":
                told += _short(asked, rise)
            for what in told:
                yield one.of_pose(name, "", f"{what} ({body.id})", "change the pose, or the amplitude")


def _short(asked: Amplitude, rise: float) -> Iterator[str]:
    """Only a pose in which a phase ends has to reach the least."""
    if asked.trunk_least_deg is not None and rise < asked.trunk_least_deg - TENTH:
        yield f"the trunk rises {rise:.1f}°, at least {asked.trunk_least_deg}"


def _beyond(asked: Amplitude, placed: Placed, rise: float) -> Iterator[str]:
    if asked.trunk_most_deg is not None and rise > asked.trunk_most_deg + TENTH:
        yield f"the trunk rises {rise:.1f}°, at most {asked.trunk_most_deg}"
    if asked.hand_at_most_cm is not None and (hand := higher_hand_cm(placed)) >= asked.hand_at_most_cm:
        yield f"a hand is {hand:.1f} cm above the floor, below {asked.hand_at_most_cm}"
    if asked.eyes_at_most_deg is not None and (eyes := eyes_deg(placed)) > asked.eyes_at_most_deg:
        yield f"the eyes look {eyes:.0f}° away from straight down, at most {asked.eyes_at_most_deg}"


def _bent_back(asked: Amplitude, pose: Pose) -> Iterator[str]:
    bends = (("back", asked.spine_at_most_deg, BACK), ("neck", asked.neck_at_most_deg, NECK))
    for name, most, joints in bends:
        if most is not None and (bent := bent_back_deg(pose, joints)) > most + TENTH:
            yield f"the {name} bends {bent:.1f}° backward, at most {most}"


Check = Callable[[Checked], Iterable[Problem]]
CHECKS: tuple[tuple[Check, ...], ...] = ((phases, names), (limits, floor), (ways, amplitude))
