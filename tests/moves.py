"""The shipped movements as tests look at them: every one by every body on every side, and with edits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from strongback import library
from strongback.body import Film, film
from strongback.body.check import check_poses
from strongback.body.floor import Staged, staged
from strongback.body.nouns import Body, Movement
from strongback.body.reader import POSES
from strongback.library import figure
from strongback.programme.nouns import Exercise
from strongback.programme.problem import Problem
from strongback.programme.reader import read_programme

PROGRAMME = library.load()
EXERCISES = {exercise.id: exercise for exercise in PROGRAMME.exercises}
MOVEMENTS = figure.movements()
BODIES = tuple(figure.bodies().values())
CHEST_LIFTS = ("chest-lift-1", "chest-lift-2", "chest-lift-3")
ONE_SIDED = ("leg-and-arm-lift", "diagonal-lift")
Case = tuple[Exercise, Movement, Body, bool]


def cases() -> Iterator[Case]:
    """Every exercise by every body, and the other side of those that have one."""
    for exercise in PROGRAMME.exercises:
        for body in BODIES:
            for other in (False, True) if exercise.sides else (False,):
                yield exercise, MOVEMENTS[exercise.id], body, other


def label(case: Case) -> str:
    exercise, _, body, other = case
    return f"{exercise.id}-{body.id}{'-other' if other else ''}"


CASES = {label(case): case for case in cases()}


@cache
def filmed(name: str) -> Film:
    """The film of a case."""
    exercise, movement, who, other = CASES[name]
    return film(movement, who, exercise, other=other)


def ids(markup: str) -> list[str]:
    """Every id in some markup."""
    return re.findall(r' id="([^"]*)"', markup)


def stages(*exercises: str) -> Iterator[Staged]:
    """Those exercises on stage, by every body on every side."""
    for exercise, movement, body, other in cases():
        if exercise.id in exercises:
            yield staged(movement, body, other)


@cache
def shipped_files() -> Mapping[str, bytes]:
    """The shipped folder with its poses."""
    home = library.HOME / library.DEFAULT
    return {**library.folder_files(home), POSES: (home / POSES).read_bytes()}


def shipped_with(*edits: tuple[str, str], file: str = POSES) -> dict[str, bytes]:
    """The shipped folder with the first place of each old text in one file replaced."""
    text = shipped_files()[file].decode()
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return {**shipped_files(), file: text.encode()}


def posed(
    exercise: str, pose: str, files: Mapping[str, bytes] | None = None, **keys: str
) -> dict[str, bytes]:
    """The shipped folder with keys of one pose written otherwise, whatever they were."""
    before, block, after = _parts((files or shipped_files())[POSES].decode(), rf"^{exercise}:", r"^\S")
    over, written, under = _parts(block, rf"^    {pose}:", r"^ {1,4}\S")
    for key, value in keys.items():
        old = re.search(rf"(?<=[ {{]){key}: (\[[^\]]*\]|[^,}}\n]+)", written)
        if old:
            written = written[: old.start()] + f"{key}: {value}" + written[old.end() :]
        else:
            flow = "{" in written
            at = written.index("{") + 1 if flow else written.index("\n") + 1
            new = f"{key}: {value}, " if flow else f"      {key}: {value}\n"
            written = written[:at] + new + written[at:]
    text = "".join((before, over, written, under, after))
    return {**(files or shipped_files()), POSES: text.encode()}


def _parts(text: str, first: str, following: str) -> tuple[str, str, str]:
    """A text in three: before the part that begins so, that part, and from where the next one begins."""
    found = re.search(first, text, re.MULTILINE)
    assert found, first
    end = re.compile(following, re.MULTILINE).search(text, found.end())
    stop = end.start() if end else len(text)
    return text[: found.start()], text[found.start() : stop], text[stop:]


def problems_of(
    files: Mapping[str, bytes], prefix: str = "", bodies: Sequence[Body] = BODIES
) -> list[Problem]:
    """What the check of poses finds in the shipped folder with edits.

    Only exercises that were edited are looked at, which is many times as fast; all when none was.
    """
    programme, problems = read_programme("", {name: files[name] for name in files if name != POSES})
    assert programme is not None, problems
    old, new = (_blocks(each.get(POSES, b"").decode()) for each in (shipped_files(), files))
    same = {
        one.id
        for one in PROGRAMME.exercises
        if one in programme.exercises and old.get(one.id) == new.get(one.id)
    }
    edited = tuple(one for one in programme.exercises if one.id not in same)
    if POSES in files and edited and set(new) == set(old):
        text = "".join(block if name not in same else "\n" * block.count("\n") for name, block in new.items())
        files = {**files, POSES: text.encode()}
        programme = replace(programme, exercises=edited)
    return check_poses(programme, files, bodies, figure.limits(), prefix)


def _blocks(text: str) -> dict[str, str]:
    """The exercises of poses.yaml by id, and what stands before them."""
    first, *others = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)
    return {"": first, **{block.split(":")[0]: block for block in others}}


def told(files: Mapping[str, bytes]) -> list[str]:
    return [str(problem) for problem in problems_of(files)]


def place(text: str, in_file: str, after: str = "") -> tuple[int, int]:
    """Line and column, from 1, of the first such text in a file after another one."""
    at = in_file.index(text, in_file.index(after) + len(after))
    return in_file.count("\n", 0, at) + 1, at - in_file.rfind("\n", 0, at)
