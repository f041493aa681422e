"""Where a history leaves a person: derived by folding facts, never stored as truth.

These nouns are msgspec Structs, not dataclasses: the fold makes ten of them a session, and a frozen
dataclass takes several times as long to make or to change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from msgspec import Struct, field

from strongback.programme.nouns import Dose, Exercise, Ladder, Programme
from strongback.progress.nouns import Verdict
from strongback.record.nouns import Cleared, Override


class ExerciseStanding(Struct, frozen=True):
    """Where one exercise stands.

    `since` is the day it was last done (or, for a new rung, the day the rung before was); `ease` and `hard`
    count sessions in a row; `latched` says its goal was reached; `earned` is the order in which its open
    offer was earned, None where there is none.
    """

    sets: int
    rest_ms: int
    load_g: int = 0
    sessions: int = 0
    since: date | None = None
    ease: int = 0
    ease_on: date | None = None
    hard: int = 0
    latched: bool = False
    earned: int | None = None
    verdict: Verdict | None = None


class Lock(Struct, frozen=True):
    """Pain or a sign that nothing but a later consultation takes away. `exercise` None: about everything."""

    exercise: str | None
    since: datetime
    because: str


class Standing(Struct, frozen=True):
    """Everything a plan needs to know of the past.

    `exercises` has every exercise of the programme, `rungs` the current rung of each ladder by its number,
    `days` the local days of the sessions in the last week, newest last; `tried` how many repetitions were
    done on the latest day; `steps` counts the steps up accepted since the last session; `judged` the
    sittings judged so far.
    """

    exercises: Mapping[str, ExerciseStanding]
    rungs: Mapping[str, int]
    locks: tuple[Lock, ...] = ()
    cleared: Cleared | None = None
    asks: tuple[str, ...] = ()
    consented: bool = False
    overrides: Mapping[str, Override] = field(default_factory=dict)
    days: tuple[date, ...] = ()
    steps: int = 0
    judged: int = 0
    tried: tuple[date, int] | None = None


def beginning(programme: Programme) -> Standing:
    """Where everybody begins: one set of each exercise, the first rung of each ladder."""
    fresh = fresh_exercise(programme)
    return Standing(
        exercises={exercise.id: fresh for exercise in programme.exercises},
        rungs={ladder.id: 0 for ladder in programme.ladders},
    )


def fresh_exercise(programme: Programme) -> ExerciseStanding:
    """An exercise that was never done."""
    return ExerciseStanding(programme.progression.start_sets, programme.rest.between_sets_ms)


def ladder_of(programme: Programme, exercise: str) -> Ladder | None:
    """The ladder this exercise is a rung of."""
    for ladder in programme.ladders:
        if exercise in ladder.rungs:
            return ladder
    return None


def left_out(standing: Standing, exercise: str) -> bool:
    """Whether a clinician has taken this exercise out for this person."""
    override = standing.overrides.get(exercise)
    return override is not None and bool(override.leave_out)


def in_use(programme: Programme, standing: Standing) -> Iterator[Exercise]:
    """The exercises of this person in programme order: one rung a ladder, none that is left out."""
    other_rungs = {
        rung
        for ladder in programme.ladders
        for number, rung in enumerate(ladder.rungs)
        if number != standing.rungs[ladder.id]
    }
    return (e for e in programme.exercises if e.id not in other_rungs and not left_out(standing, e.id))


def cap(exercise: Exercise, standing: Standing) -> int:
    """The most sets this person may do: the goal, or a clinician's `max_sets` below it."""
    override = standing.overrides.get(exercise.id)
    if override is None or override.max_sets is None:
        return exercise.goal.sets
    return min(override.max_sets, exercise.goal.sets)


def dose_of(exercise: Exercise, standing: Standing) -> Dose:
    """What is prescribed of one exercise as things stand."""
    here = standing.exercises[exercise.id]
    override = standing.overrides.get(exercise.id)
    return Dose(
        exercise=exercise.id,
        sets=here.sets,
        repetitions=(override and override.repetitions) or exercise.goal.repetitions,
        per_side=bool(exercise.sides and override and override.per_side),
        hold_ms=exercise.hold_ms,
        rest_ms=here.rest_ms,
        load_g=here.load_g,
        in_one_piece=bool(override and override.in_one_piece),
    )
