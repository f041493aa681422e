"""A session with fewer exercises: as many as fit in the time there is, or all but those not wished today.

Every exercise that is taken keeps its full dose: a session with fewer sets would be no prescription, and
nobody could say whether it was done with ease. What is left out is as if that session had not reached it: it
keeps its dose, its ease and its place among those that wait.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from strongback.programme.nouns import Programme
from strongback.progress import reasons
from strongback.progress.away import on_day
from strongback.progress.fold import Progress, standing_now
from strongback.progress.nouns import PlannedExercise, SessionPlan
from strongback.progress.planning import plan_ms

TEN_MINUTES_MS = 10 * 60 * 1000
"""The one shorter length that is asked for by name. It is what a person has, not what the sheet prescribes:
it changes no dose and judges nothing, so it is no number of the programme."""


@dataclass(frozen=True, slots=True)
class Shortened:
    """A plan with some of the day's exercises. `plan` has those taken, in programme order, else as it was.

    `taken` says why an exercise was chosen where there was a choice, `left` why one is left out, by id.
    """

    plan: SessionPlan
    taken: Mapping[str, str] = field(default_factory=dict)
    left: Mapping[str, str] = field(default_factory=dict)


def waiting_since(progress: Progress, programme: Programme, on: date) -> Mapping[str, date | None]:
    """The day each exercise last had its turn, None for never; a new rung takes that of the one before."""
    standing = on_day(programme, standing_now(progress, programme), on)
    return {name: here.since for name, here in standing.exercises.items()}


def without(programme: Programme, short: Shortened, exercises: Collection[str]) -> Shortened:
    """The same without those exercises, as the person wishes. Those that are not in it are not looked at."""
    said = "Left out today, as you wished. It keeps its place."
    left = {name: said for name in _names(short.plan) if name in exercises}
    return _with(programme, short, left, {})


def within(
    programme: Programme, short: Shortened, since: Mapping[str, date | None], limit_ms: int, pace: float = 1.0
) -> Shortened:
    """The same in so much time at that pace: those that wait longest first, in programme order.

    One that does not fit beside those already taken gives way to the next. Where not even one fits, the
    shortest is taken, so that there is a session. What fits as a whole stays whole.
    """
    planned = short.plan.exercises
    if not planned or plan_ms(programme, planned, pace) <= limit_ms:
        return short
    fitting = _fitting(programme, planned, since, limit_ms, pace)
    if not fitting:
        shortest = min(planned, key=lambda one: plan_ms(programme, (one,), pace)).dose.exercise
        taken = {shortest: "Taken today: nothing fits in the time, and this is the shortest."}
    else:
        taken = {name: _why_taken(since.get(name)) for name in fitting}
    left = {
        one.dose.exercise: _why_left(plan_ms(programme, (one,), pace) > limit_ms)
        for one in planned
        if one.dose.exercise not in taken
    }
    return _with(programme, short, left, taken)


def _fitting(
    programme: Programme,
    planned: Sequence[PlannedExercise],
    since: Mapping[str, date | None],
    limit_ms: int,
    pace: float,
) -> set[str]:
    """The exercises that fit, taken one by one, the longest waiting first."""
    chosen: set[str] = set()
    for each in sorted(planned, key=lambda one: since.get(one.dose.exercise) or date.min):
        more = chosen | {each.dose.exercise}
        if plan_ms(programme, tuple(one for one in planned if one.dose.exercise in more), pace) <= limit_ms:
            chosen = more
    return chosen


def _with(
    programme: Programme, short: Shortened, left: Mapping[str, str], taken: Mapping[str, str]
) -> Shortened:
    stays = tuple(one for one in short.plan.exercises if one.dose.exercise not in left)
    plan = replace(short.plan, exercises=stays, duration_ms=plan_ms(programme, stays))
    said = {**short.taken, **taken}
    return Shortened(
        plan, {name: why for name, why in said.items() if name not in left}, {**short.left, **left}
    )


def _names(plan: SessionPlan) -> tuple[str, ...]:
    return tuple(one.dose.exercise for one in plan.exercises)


def _why_taken(since: date | None) -> str:
    if since is None:
        return "Taken today: you have not done it yet."
    return f"Taken today: it has waited since {reasons.day(since)}."


def _why_left(alone_too_long: bool) -> str:
    if alone_too_long:
        return "Left out today: it takes longer than this by itself. It keeps its place for a whole session."
    return "Left out today: not enough time. It keeps its place."
