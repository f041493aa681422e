"""What must hold across a programme: the tuples below are the policy, read top to bottom."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import islice
from typing import TypeVar

from strongback.programme import check_cues, check_names, check_numbers, check_words
from strongback.programme.folder import Folder
from strongback.programme.nouns import Exercise
from strongback.programme.problem import Problem
from strongback.programme.shape import Unreadable
from strongback.programme.text import MOST_PROBLEMS

T = TypeVar("T")

PROGRAMME_CHECKS: tuple[Callable[[Folder], Iterable[Problem]], ...] = (
    check_names.languages,
    check_names.exercise_ids,
    check_names.ladder_ids,
    check_names.red_flag_ids,
    check_names.screening_ids,
    check_names.rungs,
    check_names.loaded_exercises,
    check_names.decision_numbers,
    check_names.decision_values,
    check_names.decision_overrides,
    check_names.cert_lines,
    check_numbers.frequency,
    check_numbers.lengths,
    check_numbers.paces,
    check_numbers.longer_rests,
    check_numbers.get_ready,
    check_numbers.introductions,
    check_numbers.progression,
    check_numbers.length_at_start,
    check_numbers.length_at_goal,
)
EXERCISE_CHECKS: tuple[Callable[[Folder, Exercise], Iterable[Problem]], ...] = (
    check_names.strengthened,
    check_numbers.goal,
    check_numbers.amplitude,
    check_numbers.phases,
    check_numbers.sides,
)
WORDS_CHECKS: tuple[Callable[[Folder, str], Iterable[Problem]], ...] = (
    check_words.language,
    check_words.numbers,
    check_words.lengths,
    check_words.strengthens,
    check_words.screening,
    check_words.red_flags,
    check_words.exercises,
    check_words.marks,
    check_words.sayable,
)
EXERCISE_WORDS_CHECKS: tuple[Callable[[Folder, str, Exercise], Iterable[Problem]], ...] = (
    check_words.cues,
    check_words.in_one_piece,
    check_words.sides,
    check_words.other_side,
    check_cues.instruction,
    check_cues.moves,
    check_cues.hold,
)


def find_problems(folder: Folder) -> list[Problem]:
    """Every problem that shows only when the parts of a programme are seen together."""
    exercises = run(lambda: folder.programme.exercises)
    found = [problem for check in PROGRAMME_CHECKS for problem in run(check, folder)]
    for exercise in exercises:
        found += [problem for check in EXERCISE_CHECKS for problem in run(check, folder, exercise)]
    for language in folder.programme.words:
        found += [problem for check in WORDS_CHECKS for problem in run(check, folder, language)]
        for exercise in exercises:
            for each in EXERCISE_WORDS_CHECKS:
                found += run(each, folder, language, exercise)
    return found


def run(check: Callable[..., Iterable[T]], *of: object) -> list[T]:
    """What a check yields until it meets something that could not be read (its problem is told already)."""
    found: list[T] = []
    with suppress(Unreadable):
        for each in islice(check(*of), MOST_PROBLEMS):
            found.append(each)  # one by one: what was found before giving up counts
    return found
