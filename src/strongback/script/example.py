"""Plans that nobody's history has led to: the start and the goal of a programme, to print and to compare."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from strongback.programme.nouns import Dose, Exercise, Programme
from strongback.progress.nouns import Clearance, PlannedExercise, SessionPlan, Verdict
from strongback.progress.planning import plan_ms


class Level(StrEnum):
    """Where a plan stands: at the beginning or at the goal."""

    start = "start"
    goal = "goal"


def plan_at(programme: Programme, level: Level, rung: str | None = None, new: bool = False) -> SessionPlan:
    """A plan of the whole programme at one level; `rung` instead of the first of its ladder.

    Raises KeyError when no ladder has this rung.
    """
    rungs = {rung for ladder in programme.ladders for rung in ladder.rungs}
    if rung is not None and rung not in rungs:
        raise KeyError(rung)
    left = {
        other
        for ladder in programme.ladders
        for other in ladder.rungs
        if other != (rung if rung in ladder.rungs else ladder.rungs[0])
    }
    verdict = Verdict("maintain", f"The programme at its {level}.")
    exercises = tuple(
        PlannedExercise(_dose(programme, exercise, level), verdict, new)
        for exercise in programme.exercises
        if exercise.id not in left
    )
    return SessionPlan(
        on=date.min,
        programme=programme.id,
        edition=programme.edition,
        clearance=Clearance("cleared", ("An example, for nobody.",)),
        exercises=exercises,
        offers=(),
        duration_ms=plan_ms(programme, exercises),
    )


def _dose(programme: Programme, exercise: Exercise, level: Level) -> Dose:
    return Dose(
        exercise=exercise.id,
        sets=exercise.goal.sets if level is Level.goal else programme.progression.start_sets,
        repetitions=exercise.goal.repetitions,
        per_side=False,
        hold_ms=exercise.hold_ms,
        rest_ms=programme.rest.between_sets_ms,
        load_g=0,
    )
