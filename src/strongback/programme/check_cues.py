"""What is said in a phase must end within it. Without recorded clips its length is estimated."""

from __future__ import annotations

from collections.abc import Iterator

from strongback.programme.folder import Folder, words_file
from strongback.programme.nouns import Exercise, ExerciseWords
from strongback.programme.problem import Problem
from strongback.programme.tree import Path
from strongback.programme.units import write_duration

MOST_WORDS = 45
"""As many as fit into a change-over of 30 s besides getting ready."""
WORD_MS = 450
START_MS = 200
HOLD_TAIL_MS = 1_000
"""A hold cue ends this long before the hold does: the last count stands alone."""


def instruction(folder: Folder, code: str, exercise: Exercise) -> Iterator[Problem]:
    """An instruction fits into a change-over."""
    words = folder.programme.words[code].exercises.get(exercise.id)
    if words is None:
        return
    path = ("exercises", exercise.id)
    found: dict[Path, str] = {(*path, "instruction"): words.instruction}
    if words.in_one_piece and "instruction" in words.in_one_piece:
        found[(*path, "in_one_piece", "instruction")] = words.in_one_piece["instruction"]
    for at, text in found.items():
        if (count := len(text.split())) > MOST_WORDS:
            what = f"{'.'.join(at[2:])} has {count} words, but at most {MOST_WORDS} fit"
            yield folder.problem(at, what, "say less; the rest belongs into `introduction`", words_file(code))


def moves(folder: Folder, code: str, exercise: Exercise) -> Iterator[Problem]:
    """The cue of a lift or lower has as many words as its phase has time for."""
    tempo = {"lift": folder.programme.tempo.lift_ms, "lower": folder.programme.tempo.lower_ms}
    for phase in exercise.phases:
        if phase.phase not in tempo:
            continue
        lasts = phase.duration_ms or tempo[phase.phase]
        most = most_words(lasts)
        for path, text in _cues(folder, code, exercise, phase.phase):
            count, clip = len(text.split()), (folder.clip_lengths or {}).get(text, 0)
            if count > most:
                what = f"the cue of {phase.phase} has {count} words, but {write_duration(lasts)} hold {most}"
                yield folder.problem(path, what, "say it in fewer words", words_file(code))
            elif clip > lasts:
                what = f"the cue of {phase.phase} is spoken in {clip} ms, longer than {write_duration(lasts)}"
                yield folder.problem(path, what, "say it in fewer words", words_file(code))


def hold(folder: Folder, code: str, exercise: Exercise) -> Iterator[Problem]:
    """The cue of a hold ends a second before the hold does."""
    room = exercise.hold_ms - HOLD_TAIL_MS
    for path, text in _cues(folder, code, exercise, "hold"):
        estimate = START_MS + WORD_MS * len(text.split())
        takes = (folder.clip_lengths or {}).get(text, estimate)
        if takes > room:
            what = f"the cue of hold takes about {takes} ms, but the hold has {max(room, 0)} ms for it"
            yield folder.problem(path, what, "say it in fewer words", words_file(code))


def most_words(lasts_ms: int) -> int:
    """How many words a movement leaves time for: two in 2 s, five in 4 s."""
    return max(lasts_ms * 3 // 2_000 - 1, 0)


def _cues(folder: Folder, code: str, exercise: Exercise, phase: str) -> Iterator[tuple[Path, str]]:
    words: ExerciseWords | None = folder.programme.words[code].exercises.get(exercise.id)
    if words is None:
        return
    for key, cues in (("cues", words.cues), ("in_one_piece", words.in_one_piece or {})):
        if phase in cues:
            yield ("exercises", exercise.id, key, phase), cues[phase]
