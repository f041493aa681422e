"""Plans for days on which nobody can be asked: one for each length of absence, none of which asks too much.

An absence falls into three parts: before a dose shrinks, before it begins again, and from then on
(decision 18). The plan of a part is that of its last day, so that on any day in it no exercise is given more
than a plan made on the day itself would give, also one that was skipped for longer. Offers are never taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from strongback.programme.nouns import Programme
from strongback.programme.timing import exercise_of, repetitions_in_set
from strongback.progress.fold import Progress, standing_now
from strongback.progress.nouns import SessionPlan
from strongback.progress.planning import plan_from
from strongback.progress.standing import Standing


@dataclass(frozen=True, slots=True)
class PlanAhead:
    """What is done when the last session was `from_days` ago or longer, up to the next plan's `from_days`."""

    from_days: int
    plan: SessionPlan


def plans_ahead(progress: Progress, programme: Programme, on: date) -> tuple[PlanAhead, ...]:
    """One for each part of an absence, the shortest first; a single one for who has never done a session."""
    last = last_done(standing_now(progress, programme))
    if last is None:
        return (PlanAhead(0, plan_from(progress, programme, on)),)
    away = programme.progression.away
    begins = (0, away.fewer_after_days, away.again_after_days)
    ends = (away.fewer_after_days - 1, away.again_after_days - 1, away.again_after_days)
    return tuple(
        PlanAhead(begin, plan_from(progress, programme, last + timedelta(days=end)))
        for begin, end in zip(begins, ends, strict=True)
    )


def last_done(standing: Standing) -> date | None:
    """The latest day on which any exercise was done; None when none ever was."""
    return max((here.since for here in standing.exercises.values() if here.since is not None), default=None)


def uses_the_day_from(programme: Programme, plan: SessionPlan) -> int:
    """How many repetitions of a plan make its day used when the person stopped by choice or was lost."""
    doses = (planned.dose for planned in plan.exercises)
    prescribed = sum(
        dose.sets * repetitions_in_set(exercise_of(programme, dose.exercise), dose) for dose in doses
    )
    return -(-prescribed * programme.progression.day_used_from_percent // 100)


def sessions_lately(standing: Standing, programme: Programme, on: date) -> tuple[date, ...]:
    """The days of the sessions in the week that ends with that day."""
    return tuple(day for day in standing.days if (on - day).days < programme.progression.week_days)
