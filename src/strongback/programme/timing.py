"""How long a dose lasts, in whole milliseconds: the one place where durations are added up.

Pace stretches lift, lower and pause, never the hold, a rest or a change-over.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from strongback.programme.nouns import Dose, Exercise, Phase, Programme, Side


def exercise_of(programme: Programme, exercise: str) -> Exercise:
    """The exercise with this id. Raises KeyError when the programme has none."""
    for candidate in programme.exercises:
        if candidate.id == exercise:
            return candidate
    raise KeyError(exercise)


def phase_ms(programme: Programme, dose: Dose, phase: Phase, pace: float = 1.0) -> int:
    """How long one phase of a repetition lasts."""
    if phase.phase == "hold":
        return dose.hold_ms
    tempo = programme.tempo
    by_tempo = {"lift": tempo.lift_ms, "lower": tempo.lower_ms, "pause": tempo.pause_ms}
    return round((phase.duration_ms or by_tempo[phase.phase]) * pace)


def repetition_ms(programme: Programme, dose: Dose, pace: float = 1.0) -> int:
    """One full cycle of the phases."""
    phases = exercise_of(programme, dose.exercise).phases
    return sum(phase_ms(programme, dose, phase, pace) for phase in phases)


def repetitions_by_side(
    exercise: Exercise, dose: Dose, set_number: int
) -> tuple[tuple[Side | None, int], ...]:
    """The repetitions of one set in order: each side with how many (decisions 2 and 3).

    The first set begins on the first side, every later one on the side last used. An odd number gives
    the side that begins the extra one.
    """
    if not exercise.sides:
        return ((None, dose.repetitions),)
    first, second = exercise.sides if set_number % 2 else exercise.sides[::-1]
    if dose.per_side:
        return ((first, dose.repetitions), (second, dose.repetitions))
    half = (dose.repetitions + 1) // 2
    return tuple((side, many) for side, many in ((first, half), (second, dose.repetitions - half)) if many)


def repetitions_in_set(exercise: Exercise, dose: Dose) -> int:
    """How many repetitions one set has across both sides."""
    return dose.repetitions * 2 if dose.per_side and exercise.sides else dose.repetitions


def set_ms(programme: Programme, dose: Dose, pace: float = 1.0) -> int:
    """One set: its repetitions and the change of side inside it."""
    exercise = exercise_of(programme, dose.exercise)
    changes = len(repetitions_by_side(exercise, dose, 1)) - 1
    repetitions = repetitions_in_set(exercise, dose) * repetition_ms(programme, dose, pace)
    return repetitions + changes * (exercise.change_side_ms or 0)


def exercise_ms(programme: Programme, dose: Dose, pace: float = 1.0) -> int:
    """All sets of an exercise and the rests between them."""
    return dose.sets * set_ms(programme, dose, pace) + (dose.sets - 1) * dose.rest_ms


def change_over_ms(programme: Programme, before: str, after: str) -> int:
    """From one exercise to the next, without an introduction; longer between floor and chair."""
    chairs = [exercise_of(programme, name).position == "chair" for name in (before, after)]
    times = programme.session
    return times.change_over_ms if chairs[0] == chairs[1] else times.change_over_to_chair_ms


def introduction_ms(programme: Programme, exercise: str, new: bool) -> int:
    """What an exercise adds while it is new."""
    return exercise_of(programme, exercise).introduction_ms if new else 0


def session_ms(programme: Programme, doses: Sequence[Dose], new: frozenset[str], pace: float = 1.0) -> int:
    """The whole session: preparation, exercises, introductions of those in `new`, change-overs, closing."""
    times = programme.session
    names = [dose.exercise for dose in doses]
    longer = times.first_preparation_ms if names and names[0] in new else 0
    return (
        times.preparation_ms
        + longer
        + sum(introduction_ms(programme, name, name in new) for name in names)
        + sum(exercise_ms(programme, dose, pace) for dose in doses)
        + sum(change_over_ms(programme, before, after) for before, after in pairwise(names))
        + times.closing_ms
    )
