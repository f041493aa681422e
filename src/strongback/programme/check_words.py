"""Words: all that is needed in every language, nothing that nothing uses, and only what a voice can say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from strongback.programme.folder import Folder, words_file
from strongback.programme.nouns import Exercise, ExerciseWords
from strongback.programme.problem import Problem
from strongback.programme.shape import named
from strongback.programme.tree import Node, Path, Text, children, shown
from strongback.programme.units import read_duration, write_duration

LEAST_NUMBERS = 16
MARK = re.compile(r"\{([^{}]*)\}")
MARKS: Mapping[Path, tuple[str, ...]] = {
    ("session", "set_of"): ("set", "sets"),
    ("session", "first_of"): ("repetitions",),
    ("session", "rest"): ("length",),
    ("asides", "more_rest"): ("length",),
}
"""What the script fills in, and where."""
CUED = ("lift", "hold", "lower")
IN_ONE_PIECE = ("instruction", "introduction", *CUED)
SPOKEN = (("numbers",), ("lengths",), ("session",), ("asides",), ("exercises",))
READ_ONLY = (("position",), ("action",), ("sides",))
SAYABLE = " .,:;?!'’-–—"


def language(folder: Folder, code: str) -> Iterator[Problem]:
    """The file says the language it is named after."""
    found = folder.programme.words[code].language
    if found != code:
        what = f"is `{shown(found)}`, but the file is that of `{code}`"
        yield folder.problem(("language",), what, f"write `{code}`", words_file(code))


def numbers(folder: Folder, code: str) -> Iterator[Problem]:
    """A word for every number that is counted aloud."""
    counts = [LEAST_NUMBERS]
    for each in folder.programme.exercises:
        counts += [each.goal.repetitions * (2 if each.sides else 1), each.goal.sets, each.hold_ms // 1_000]
    found = len(folder.programme.words[code].numbers)
    if found < max(counts):
        what = f"has words for {found} numbers, but {max(counts)} are counted"
        yield folder.problem(("numbers",), what, f"write them up to {max(counts)}", words_file(code))


def _match(
    folder: Folder, code: str, path: Path, found: Iterable[str], needed: Iterable[str]
) -> Iterator[Problem]:
    """The keys at `path` are the needed ones: none without words, none unused."""
    needed, found = tuple(dict.fromkeys(needed)), tuple(found)
    missing = [key for key in needed if key not in found]
    subject = named(path)[1]
    for key in missing:
        what = f"{subject} has no words for `{shown(key)}`".strip()
        yield folder.problem(path, what, f"add `{shown(key)}: …`", words_file(code))
    for key in found:
        if key not in needed:
            what = f"{subject} has words for `{shown(key)}`, which nothing uses".strip()
            close = get_close_matches(key[:60], missing, 1)
            fix = f"did you mean `{close[0]}`?" if close else "delete them"
            yield folder.problem((*path, key), what, fix, words_file(code), at_key=True, where=named(path)[0])


def lengths(folder: Folder, code: str) -> Iterator[Problem]:
    """Words for each length of a rest; a key is a duration, however it is written."""
    rest = folder.programme.rest
    found = {read_duration(key): key for key in folder.programme.words[code].lengths}
    keys = [found.get(each, write_duration(each)) for each in (rest.between_sets_ms, *rest.longer_ms)]
    yield from _match(folder, code, ("lengths",), folder.programme.words[code].lengths, keys)


def strengthens(folder: Folder, code: str) -> Iterator[Problem]:
    """Words for each part of the body that is strengthened."""
    needed = [part for each in folder.programme.exercises for part in each.strengthens]
    yield from _match(folder, code, ("strengthens",), folder.programme.words[code].strengthens, needed)


def screening(folder: Folder, code: str) -> Iterator[Problem]:
    """Words for each question."""
    found = folder.programme.words[code].screening
    yield from _match(folder, code, ("screening",), found, folder.programme.screening)


def red_flags(folder: Folder, code: str) -> Iterator[Problem]:
    """Words for each sign."""
    needed = [each.id for each in folder.programme.red_flags]
    yield from _match(folder, code, ("red_flags",), folder.programme.words[code].red_flags, needed)


def exercises(folder: Folder, code: str) -> Iterator[Problem]:
    """Words for each exercise."""
    needed = [each.id for each in folder.programme.exercises]
    yield from _match(folder, code, ("exercises",), folder.programme.words[code].exercises, needed)


def cues(folder: Folder, code: str, exercise: Exercise) -> Iterator[Problem]:
    """A cue for lift, hold and lower; a pause has room for the number only."""
    if words := _of(folder, code, exercise):
        yield from _match(folder, code, ("exercises", exercise.id, "cues"), words.cues, CUED)


def in_one_piece(folder: Folder, code: str, exercise: Exercise) -> Iterator[Problem]:
    """Who says it another way says all of it another way."""
    words = _of(folder, code, exercise)
    if words and words.in_one_piece is not None:
        path = ("exercises", exercise.id, "in_one_piece")
        yield from _match(folder, code, path, words.in_one_piece, IN_ONE_PIECE)


def sides(folder: Folder, code: str, exercise: Exercise) -> Iterator[Problem]:
    """Names of both sides and words to change to either, where there are sides."""
    words = _of(folder, code, exercise)
    if not words:
        return
    for key, found in (("sides", words.sides), ("change_side", words.change_side)):
        path = ("exercises", exercise.id, key)
        if found is not None:
            yield from _match(folder, code, path, found, sorted(exercise.sides))
        elif exercise.sides:
            yield folder.problem(
                path, f"has sides, but no words for `{key}`", f"add `{key}:`", words_file(code)
            )


def other_side(folder: Folder, code: str, exercise: Exercise) -> Iterator[Problem]:
    """An instruction for the second side too, where there are sides, and only there."""
    words = _of(folder, code, exercise)
    if words and bool(exercise.sides) != (words.other_side is not None):
        path = ("exercises", exercise.id, "other_side")
        what = "has sides, but no instruction for the other one" if exercise.sides else "has no other side"
        yield folder.problem(
            path, what, "add `other_side: …`" if exercise.sides else "delete it", words_file(code)
        )


def _of(folder: Folder, code: str, exercise: Exercise) -> ExerciseWords | None:
    return folder.programme.words[code].exercises.get(exercise.id)


def marks(folder: Folder, code: str) -> Iterator[Problem]:
    """`{…}` marks stand where the script fills them in, all of them, and nowhere else."""
    for path, text in _texts(folder.trees[words_file(code)], ()):
        allowed = MARKS.get(path, ())
        found = MARK.findall(text.text)
        for mark in found:
            if mark not in allowed:
                what = f"nothing fills in the mark {{{shown(mark)}}} here"
                fix = (
                    f"known here: {', '.join(f'{{{each}}}' for each in allowed)}" if allowed else "delete it"
                )
                yield folder.problem(path, what, fix, words_file(code))
        for mark in allowed:
            if mark not in found:
                what = f"{path[-1]} lacks the mark {{{mark}}}"
                yield folder.problem(path, what, f"write {{{mark}}} where it is to be said", words_file(code))


def sayable(folder: Folder, code: str) -> Iterator[Problem]:
    """Letters, digits and common marks of punctuation; the rest no voice reads as it was meant."""
    for path, text in _texts(folder.trees[words_file(code)], ()):
        if path[:1] not in SPOKEN or (path[0] == "exercises" and path[2:3] in READ_ONLY):
            continue
        strange = next((each for each in MARK.sub("", text.text) if not _can_be_said(each)), None)
        if strange is not None:
            mark = "a line break" if strange == "\n" else f"`{strange}`"
            fix = "fold the text with `>-`" if strange == "\n" else "say it in words"
            what = f"{named(path)[1]} has {mark}, which a voice cannot say"
            yield folder.problem(path, what, fix, words_file(code))


def _can_be_said(character: str) -> bool:
    return character in SAYABLE or unicodedata.category(character)[0] in "LM" or character in "0123456789"


def _texts(node: Node | None, path: Path) -> Iterator[tuple[Path, Text]]:
    if isinstance(node, Text):
        yield path, node
    elif node is not None:
        for name, part in children(node):
            yield from _texts(part, (*path, name))
