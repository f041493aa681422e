"""Numbers that must agree with each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from strongback.programme.folder import Folder
from strongback.programme.nouns import Dose, Exercise, Programme, Range
from strongback.programme.problem import Problem
from strongback.programme.shape import Unreadable
from strongback.programme.timing import session_ms
from strongback.programme.units import write_duration

IN_ORDER = ("lift", "hold", "lower", "pause")


def frequency(folder: Folder) -> Iterator[Problem]:
    """No fewer at most than at least, and no more than the days allow."""
    often, rules = folder.programme.frequency, folder.programme.progression
    if often.least > often.most:
        what = f"least is {often.least}, more than most, {often.most}"
        yield folder.problem(("frequency", "least"), what, "swap them, or lower least")
    if often.most > (possible := rules.week_days * rules.sessions_a_day):
        what = f"most is {often.most}, but {possible} is all that {rules.week_days} days can hold"
        yield folder.problem(("frequency", "most"), what, f"write {possible} or less")


def lengths(folder: Folder) -> Iterator[Problem]:
    """A length is given from the shorter to the longer."""
    times = folder.programme.session
    for key, length in (("length_at_start", times.length_at_start), ("length_at_goal", times.length_at_goal)):
        if length.least_ms > length.most_ms:
            path = ("session", key, "least")
            yield folder.problem(path, f"{key}: least is longer than most", "swap them")


def paces(folder: Folder) -> Iterator[Problem]:
    """The tempo itself first, then slower ones."""
    found = folder.programme.paces
    if found[0] != 1:
        path = ("paces", "#1")
        yield folder.problem(
            path, f"the first pace is {found[0]:g}, but must be the tempo itself", "begin with 1.0"
        )
    for index, (one, other) in enumerate(pairwise(found), start=2):
        if one >= other:
            what = f"{other:g} does not come after {one:g}"
            yield folder.problem(("paces", f"#{index}"), what, "write them ascending, each once")


def longer_rests(folder: Folder) -> Iterator[Problem]:
    """Every longer rest is longer than the one before it."""
    rest = folder.programme.rest
    for index, (one, other) in enumerate(pairwise((rest.between_sets_ms, *rest.longer_ms)), start=1):
        if one >= other:
            what = f"{write_duration(other)} is not longer than {write_duration(one)} before it"
            path = ("rest", "longer", f"#{index}")
            yield folder.problem(path, what, "write them ascending, all longer than between_sets")


def get_ready(folder: Folder) -> Iterator[Problem]:
    """Get-ready is the end of a rest or change-over, so it is shorter than they are."""
    times = folder.programme.session
    ready = times.get_ready_ms
    around = {
        "rest.between_sets": folder.programme.rest.between_sets_ms,
        "session.change_over": times.change_over_ms,
        "session.change_over_to_chair": times.change_over_to_chair_ms,
    }
    for name, length in around.items():
        if ready >= length:
            what = f"get_ready is {write_duration(ready)}, but must fit into {name}, {write_duration(length)}"
            yield folder.problem(("session", "get_ready"), what, "make it shorter")


def introductions(folder: Folder) -> Iterator[Problem]:
    """All introductions together keep what `introductions_at_most` promises."""
    programme = folder.programme
    needed = programme.session.first_preparation_ms + sum(
        max(each.introduction_ms for each in group) for group in _one_at_a_time(programme)
    )
    most = programme.session.introductions_at_most_ms
    if needed > most:
        what = (
            f"introductions_at_most is {write_duration(most)}, but all of them take {write_duration(needed)}"
        )
        path = ("session", "introductions_at_most")
        yield folder.problem(path, what, "raise it, or shorten an introduction")


def progression(folder: Folder) -> Iterator[Problem]:
    """Thresholds that come one after the other."""
    rules = folder.programme.progression
    if rules.ease.effort_at_most >= rules.hard.effort_at_least:
        what = f"effort {rules.hard.effort_at_least} would be both with ease and hard"
        path = ("progression", "hard", "effort_at_least")
        yield folder.problem(path, what, "write more than ease.effort_at_most")
    if rules.away.fewer_after_days >= rules.away.again_after_days:
        what = f"away.fewer_after is {rules.away.fewer_after_days} days, not before away.again_after"
        yield folder.problem(("progression", "away", "fewer_after"), what, "make it shorter than again_after")
    if rules.day_after.no_ease_from > rules.day_after.withheld_from:
        what = "day_after.no_ease_from is above day_after.withheld_from"
        path = ("progression", "day_after", "no_ease_from")
        yield folder.problem(path, what, "write withheld_from or less")


def goal(folder: Folder, exercise: Exercise) -> Iterator[Problem]:
    """A goal is no less than where everybody starts."""
    start = folder.programme.progression.start_sets
    if exercise.goal.sets < start:
        what = f"goal.sets is {exercise.goal.sets}, below the start, {start} (progression.start_sets)"
        yield folder.problem(("exercises", exercise.id, "goal", "sets"), what, f"write {start} or more")


def amplitude(folder: Folder, exercise: Exercise) -> Iterator[Problem]:
    """No more at least than at most."""
    asked = exercise.amplitude
    if asked is None or asked.trunk_least_deg is None or asked.trunk_most_deg is None:
        return
    if asked.trunk_least_deg > asked.trunk_most_deg:
        what = f"trunk_least is {asked.trunk_least_deg} deg, more than trunk_most, {asked.trunk_most_deg} deg"
        place = ("exercises", exercise.id, "amplitude", "trunk_least")
        yield folder.problem(place, what, "swap them, or lower trunk_least")


def phases(folder: Folder, exercise: Exercise) -> Iterator[Problem]:
    """Lift, hold, lower, pause; the length of the hold stands at `hold`."""
    path = ("exercises", exercise.id, "phases")
    found = tuple(str(each.phase) for each in exercise.phases)
    if found != IN_ORDER:
        what = f"phases are {', '.join(found)}, but a repetition is {', '.join(IN_ORDER)}"
        yield folder.problem(path, what, "write these four in this order")
    for index, each in enumerate(exercise.phases, start=1):
        if each.phase == "hold" and each.duration_ms is not None:
            what = "the phase hold has a duration of its own"
            fix = "delete it; its length stands at `hold`"
            yield folder.problem((*path, f"#{index}", "duration"), what, fix)


def sides(folder: Folder, exercise: Exercise) -> Iterator[Problem]:
    """Both sides and the time to change between them, or neither."""
    path = ("exercises", exercise.id)
    if exercise.sides and sorted(exercise.sides) != ["left", "right"]:
        what = f"sides are {', '.join(exercise.sides)}"
        yield folder.problem(
            (*path, "sides"), what, "write `[left, right]` or `[right, left]`, or delete the key"
        )
    if exercise.sides and exercise.change_side_ms is None:
        what = "has sides but no time to change between them"
        yield folder.problem((*path, "sides"), what, "add `change_side: 5 s`")
    if not exercise.sides and exercise.change_side_ms is not None:
        what = "has change_side but no sides"
        yield folder.problem(
            (*path, "change_side"), what, "add `sides: [left, right]`, or delete change_side"
        )


def length_at_start(folder: Folder) -> Iterator[Problem]:
    """The first session, everything familiar, is as long as the programme says."""
    programme = folder.programme
    sets = {each.id: programme.progression.start_sets for each in programme.exercises}
    yield from _length(folder, "length_at_start", programme.session.length_at_start, sets)


def length_at_goal(folder: Folder) -> Iterator[Problem]:
    """A session at the goal, everything familiar, is as long as the programme says."""
    sets = {each.id: each.goal.sets for each in folder.programme.exercises}
    yield from _length(folder, "length_at_goal", folder.programme.session.length_at_goal, sets)


def _length(folder: Folder, key: str, promised: Range, sets: dict[str, int]) -> Iterator[Problem]:
    programme = folder.programme
    rest = programme.rest.between_sets_ms
    doses = [
        Dose(each.id, sets[each.id], each.goal.repetitions, False, each.hold_ms, rest, 0)
        for each in (group[0] for group in _one_at_a_time(programme))
    ]
    takes = session_ms(programme, doses, frozenset())
    if takes not in range(promised.least_ms, max(promised.least_ms, promised.most_ms) + 1):
        what = f"{key} is missed: on the first rungs a session takes {takes / 60_000:.1f} minutes"
        yield folder.problem(("session", key), what, "change the range, or the doses")


def _one_at_a_time(programme: Programme) -> list[list[Exercise]]:
    """The exercises in printed order, those of one ladder together, easiest first."""
    known = {each.id: each for each in programme.exercises}
    rungs = [rung for ladder in programme.ladders for rung in ladder.rungs]
    if len(known) < len(programme.exercises) or len(set(rungs) & known.keys()) < len(rungs):
        raise Unreadable  # told by the checks of names
    ladder_of = {rung: ladder.rungs for ladder in programme.ladders for rung in ladder.rungs}
    groups = dict.fromkeys(ladder_of.get(each.id, (each.id,)) for each in programme.exercises)
    return [[known[name] for name in group] for group in groups]
