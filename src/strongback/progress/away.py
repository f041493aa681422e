"""What a gap does: after 14 days one set (or the load) less, after 42 one set again and a rung lower.

A gap is counted for each exercise from the day it was last done. It is looked at, not stored: planning on
day 20 and again on day 30 of the same gap finds the same one step down, and the session that ends the gap
makes it true once (decision 18).
"""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from strongback.programme.nouns import Ladder, Programme
from strongback.progress import reasons
from strongback.progress.nouns import Verdict
from strongback.progress.standing import ExerciseStanding, Standing, fresh_exercise, left_out


def on_day(programme: Programme, standing: Standing, day: date) -> Standing:
    """The standing as it is on that day: gaps taken into account, nothing else changed."""
    limit = programme.progression.away.fewer_after_days
    gone = {
        name: (day - here.since).days
        for name, here in standing.exercises.items()
        if here.since is not None and (day - here.since).days >= limit
    }
    return _after_gaps(programme, standing, gone) if gone else standing


def gap_verdict(programme: Programme, here: ExerciseStanding, day: date) -> Verdict | None:
    """What the gap before that day did to an exercise `on_day`; None where there was none."""
    if here.since is None or (day - here.since).days < programme.progression.away.fewer_after_days:
        return None
    return here.verdict


def _after_gaps(programme: Programme, standing: Standing, gone: dict[str, int]) -> Standing:
    exercises = dict(standing.exercises)
    for name, days in gone.items():
        long = days >= programme.progression.away.again_after_days
        exercises[name] = (_again if long else _fewer)(programme, exercises[name], days)
    rungs = dict(standing.rungs)
    for ladder in programme.ladders:
        rung = ladder.rungs[rungs[ladder.id]]
        lower = _lower_rung(standing, ladder, rungs[ladder.id])
        if lower is not None and gone.get(rung, 0) >= programme.progression.away.again_after_days:
            rungs[ladder.id] = lower
            name = ladder.rungs[lower]
            exercises[name] = _down_to(programme, exercises[name], name, exercises[rung], gone[rung])
    return replace(standing, exercises=exercises, rungs=rungs)


def _lower_rung(standing: Standing, ladder: Ladder, rung: int) -> int | None:
    """The next easier rung that this person may do, None where there is none."""
    easier = range(rung - 1, -1, -1)
    return next((each for each in easier if not left_out(standing, ladder.rungs[each])), None)


def _fewer(programme: Programme, here: ExerciseStanding, days: int) -> ExerciseStanding:
    rested = replace(here, ease=0, ease_on=None, earned=None)
    if here.load_g:
        said = f"After {days} days without it: no weight at first."
        return replace(rested, load_g=0, latched=False, verdict=Verdict("regress", said))
    if here.sets > programme.progression.start_sets:
        said = f"After {days} days without it one set fewer: {reasons.sets(here.sets - 1)}."
        return replace(rested, sets=here.sets - 1, latched=False, verdict=Verdict("regress", said))
    said = f"After {days} days without it, it stays at {reasons.sets(here.sets)}."
    return replace(rested, verdict=Verdict("maintain", said))


def _again(programme: Programme, here: ExerciseStanding, days: int) -> ExerciseStanding:
    start = programme.progression.start_sets
    said = f"After {days} days without it, it begins again at {reasons.sets(start)}."
    return replace(
        here, sets=start, load_g=0, ease=0, ease_on=None, hard=0, latched=False, earned=None,
        verdict=Verdict("regress", said),
    )  # fmt: skip


def _down_to(
    programme: Programme, lower: ExerciseStanding, name: str, upper: ExerciseStanding, days: int
) -> ExerciseStanding:
    start = programme.progression.start_sets
    said = (
        f"After {days} days without it the series goes one step back, to {reasons.name(programme, name)}"
        f" at {reasons.sets(start)}."
    )
    return replace(
        fresh_exercise(programme),
        sessions=lower.sessions,
        since=upper.since,
        verdict=Verdict("regress", said),
    )
