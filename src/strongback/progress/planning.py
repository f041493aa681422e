"""What one day brings: clearance, a dose for each exercise, offers, and how long it takes."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from strongback.programme.nouns import Exercise, Programme
from strongback.programme.timing import session_ms
from strongback.progress import reasons
from strongback.progress.away import on_day
from strongback.progress.clearance import clearance
from strongback.progress.fold import Progress, fold, standing_now
from strongback.progress.nouns import Offer, PlannedExercise, SessionPlan, Verdict
from strongback.progress.standing import Standing, dose_of, in_use
from strongback.progress.steps import earned_offers, offers
from strongback.record.nouns import History


def plan(programme: Programme, history: History, on: date) -> SessionPlan:
    """What that day brings. Entries after it are not looked at."""
    return plan_from(fold(programme, history, on), programme, on)


def plan_from(progress: Progress, programme: Programme, on: date) -> SessionPlan:
    """The same from a progress that has been folded up to that day."""
    standing = on_day(programme, standing_now(progress, programme), on)
    open_now = offers(programme, standing)
    waiting = {o.exercise for o in earned_offers(programme, standing)} - {o.exercise for o in open_now}
    exercises = tuple(
        PlannedExercise(
            dose=dose_of(exercise, standing),
            verdict=_verdict(programme, standing, exercise, open_now, exercise.id in waiting),
            new=standing.exercises[exercise.id].sessions < programme.progression.new_for_sessions,
        )
        for exercise in in_use(programme, standing)
    )
    return SessionPlan(
        on=on,
        programme=programme.id,
        edition=programme.edition,
        clearance=clearance(programme, standing, on),
        exercises=exercises,
        offers=open_now,
        locks=tuple(dict.fromkeys(lock.exercise for lock in standing.locks)),
        duration_ms=plan_ms(programme, exercises),
    )


def plan_ms(programme: Programme, exercises: tuple[PlannedExercise, ...], pace: float = 1.0) -> int:
    """How long the session of a plan takes at a person's pace."""
    new = frozenset(planned.dose.exercise for planned in exercises if planned.new)
    return session_ms(programme, [planned.dose for planned in exercises], new, pace)


def plan_json(plan: SessionPlan) -> dict[str, Any]:
    """The plan in the shape of the contract."""
    shown = ("exercise", "sets", "repetitions", "per_side", "hold_ms", "rest_ms", "load_g")
    return {
        "on": plan.on.isoformat(),
        "programme": plan.programme,
        "edition": plan.edition,
        "clearance": {"verdict": plan.clearance.verdict, "because": list(plan.clearance.because)},
        "exercises": [
            {field: getattr(planned.dose, field) for field in shown}
            | {"verdict": planned.verdict.kind, "because": planned.verdict.because}
            for planned in plan.exercises
        ],
        "offers": [asdict(offer) for offer in plan.offers],
        "duration_ms": plan.duration_ms,
    }


def _verdict(
    programme: Programme, standing: Standing, exercise: Exercise, open_now: tuple[Offer, ...], waiting: bool
) -> Verdict:
    """What an exercise does today, and why: pain first, then offers, then what the last session came to."""
    here = standing.exercises[exercise.id]
    start = reasons.sets(programme.progression.start_sets)
    if any(lock.exercise == exercise.id for lock in standing.locks):
        return Verdict(
            "lock", f"It hurt. It waits for your talk with a professional, then restarts at {start}."
        )
    for offer in open_now:
        if offer.exercise == exercise.id:
            return Verdict("progress", f"{offer.because} Until you say yes, the dose stays.")
    if waiting and (standing.locks or standing.asks):
        return Verdict("maintain", "A step up is earned and waits for your talk with a professional.")
    if waiting:
        most = reasons.steps(programme.progression.offers_at_most)
        return Verdict("maintain", f"A step up is earned and comes later: at most {most} at a time.")
    if here.verdict is None:
        return Verdict("maintain", f"New: it begins with {start}, slowly.")
    if here.verdict.kind == "lock":
        return Verdict("regress", f"It restarts at {start} after your talk with a professional.")
    return here.verdict
