"""Names: spelled one way, given once, and meaning something that is there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import pairwise

from strongback.programme.folder import LANGUAGE, Folder, words_file
from strongback.programme.nouns import Exercise
from strongback.programme.problem import Problem
from strongback.programme.tree import Node, Path, children, find, shown

ID = re.compile(r"(?=.{1,60}$)[a-z][a-z0-9]*([-_][a-z0-9]+)*")
OVERRIDES = ("per_side", "repetitions", "max_sets", "leave_out", "in_one_piece")
CERT = (*"123456", "7a", "7b", "8", "9", "10", "11", "12", "13", "14a", "14b", "15", "16a", "16b")


def _spelled_and_once(folder: Folder, names: Iterable[str], path: Path, key: Path = ()) -> Iterator[Problem]:
    """Each of the names is an id and stands once; the n-th is at path, #n, key."""
    seen: set[str] = set()
    for index, name in enumerate(names, start=1):
        at = (*path, f"#{index}", *key)
        if name in seen:
            what = "the id is given a second time"
            yield folder.problem(at, what, "give each its own", where=shown(name))
        if not ID.fullmatch(name):
            fix = "write small letters and digits, with - or _ between"
            yield folder.problem(at, f"`{shown(name)}` is no id", fix, where=shown(name))
        seen.add(name)


def languages(folder: Folder) -> Iterator[Problem]:
    """Language codes that can name a file, each once."""
    seen: set[str] = set()
    for index, code in enumerate(folder.programme.languages, start=1):
        if not LANGUAGE.fullmatch(code):
            what = f"`{shown(code)}` is no language code"
            yield folder.problem(("languages", f"#{index}"), what, "write one like `en` or `pt-BR`")
        if code in seen:
            yield folder.problem(("languages", f"#{index}"), f"`{code}` is given a second time", "delete it")
        seen.add(code)


def exercise_ids(folder: Folder) -> Iterator[Problem]:
    """Ids of exercises."""
    yield from _spelled_and_once(
        folder, (each.id for each in folder.programme.exercises), ("exercises",), ("id",)
    )


def ladder_ids(folder: Folder) -> Iterator[Problem]:
    """Ids of ladders."""
    yield from _spelled_and_once(
        folder, (each.id for each in folder.programme.ladders), ("ladders",), ("id",)
    )


def red_flag_ids(folder: Folder) -> Iterator[Problem]:
    """Ids of red flags."""
    yield from _spelled_and_once(
        folder, (each.id for each in folder.programme.red_flags), ("red_flags",), ("id",)
    )


def screening_ids(folder: Folder) -> Iterator[Problem]:
    """Ids of screening questions."""
    yield from _spelled_and_once(folder, folder.programme.screening, ("screening",))


def strengthened(folder: Folder, exercise: Exercise) -> Iterator[Problem]:
    """Names of what an exercise strengthens."""
    yield from _spelled_and_once(folder, exercise.strengthens, ("exercises", exercise.id, "strengthens"))


def rungs(folder: Folder) -> Iterator[Problem]:
    """A ladder has two rungs or more; each is an exercise and stands on one ladder."""
    known = [each.id for each in folder.programme.exercises]
    ladder_of: dict[str, str] = {}
    for ladder in folder.programme.ladders:
        path = ("ladders", ladder.id, "rungs")
        if len(ladder.rungs) < 2:
            yield folder.problem(path, "has a single rung", "add the harder ones, or delete the ladder")
        for index, rung in enumerate(ladder.rungs, start=1):
            if rung not in known:
                yield _unknown(folder, (*path, f"#{index}"), "rungs", rung, known)
            if rung in ladder_of:
                what = f"the rung {rung} stands on the ladder {ladder_of[rung]} already"
                yield folder.problem((*path, f"#{index}"), what, "keep one of them")
            ladder_of[rung] = ladder.id


def loaded_exercises(folder: Folder) -> Iterator[Problem]:
    """Weights are for exercises there are."""
    known = [each.id for each in folder.programme.exercises]
    for index, name in enumerate(folder.programme.progression.load.exercises, start=1):
        if name not in known:
            yield _unknown(
                folder, ("progression", "load", "exercises", f"#{index}"), "load.exercises", name, known
            )


def _unknown(folder: Folder, path: Path, key: str, name: str, known: list[str]) -> Problem:
    close = get_close_matches(name[:60], known, 1)
    fix = f"did you mean `{close[0]}`?" if close else f"write one of {', '.join(known)}"
    return folder.problem(path, f"{key} names `{shown(name)}`, an exercise that does not exist", fix)


def decision_numbers(folder: Folder) -> Iterator[Problem]:
    """Numbers of decisions ascend, so that each is given once and is easily found."""
    numbers = [each.number for each in folder.programme.decisions]
    for index, (one, other) in enumerate(pairwise(numbers), start=2):
        if one >= other:
            path = ("decisions", f"#{index}", "number")
            what = f"number {other} comes after {one}"
            yield folder.problem(
                path, what, "write decisions ascending, each number once", where=f"decision {other}"
            )


def decision_values(folder: Folder) -> Iterator[Problem]:
    """A decision names values that exist, in every language if they are words."""
    for index, decision in enumerate(folder.programme.decisions, start=1):
        for place, value in enumerate(decision.values, start=1):
            at = ("decisions", f"#{index}", "values", f"#{place}")
            for what, fix in _missing_value(folder, value):
                yield folder.problem(at, what, fix, where=f"decision {decision.number}")


def _missing_value(folder: Folder, value: str) -> Iterator[tuple[str, str]]:
    path = tuple(value.split("."))
    trees: list[tuple[str, Node | None]] = [(folder.main, folder.trees[folder.main])]
    if path[0] == "words":
        path = path[1:]
        files = [words_file(code) for code in folder.programme.words]
        trees = [(file, folder.trees[file]) for file in files]
    for file, tree in trees:
        if tree is None:
            continue
        node, found = find(tree, path)
        if not path or found < len(path):
            yield (
                f"values names `{shown(value, 60)}`, which does not exist in {file}",
                _nearest(node, path[found:]),
            )


def _nearest(node: Node, rest: Path) -> str:
    known = [name for name, _ in children(node)]
    close = get_close_matches(rest[0][:60], known, 1) if rest else []
    if close:
        return f"did you mean `{close[0]}` for `{shown(rest[0])}`?"
    return "name a value as in exercises.pelvic-tilt.hold or words.session.rest"


def decision_overrides(folder: Folder) -> Iterator[Problem]:
    """What a clinician may change for one person."""
    for index, decision in enumerate(folder.programme.decisions, start=1):
        if decision.override is not None and decision.override not in OVERRIDES:
            close = get_close_matches(decision.override[:60], OVERRIDES, 1)
            fix = f"did you mean `{close[0]}`?" if close else f"write one of {', '.join(OVERRIDES)}"
            what = f"override is `{shown(decision.override)}`, which nobody can change"
            path = ("decisions", f"#{index}", "override")
            yield folder.problem(path, what, fix, where=f"decision {decision.number}")


def cert_lines(folder: Folder) -> Iterator[Problem]:
    """All nineteen lines of the template, and no other."""
    for key in folder.programme.cert:
        if key not in CERT:
            what = f"`{shown(key)}` is no line of the template"
            yield folder.problem(("cert", key), what, f"write one of {', '.join(CERT)}", at_key=True)
    for key in CERT:
        if key not in folder.programme.cert:
            yield folder.problem(("cert",), f"line {key} is missing", f"add `{key}: …`")
