"""The files of a programme's folder → a Programme, or every problem in them at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from strongback.programme.check import find_problems
from strongback.programme.folder import LANGUAGE, MAIN, Folder, words_file
from strongback.programme.nouns import Programme, Words
from strongback.programme.problem import Problem
from strongback.programme.shape import UNREAD, Place, read_fields, read_noun
from strongback.programme.tree import Node, Text, child, children, read_tree

_APART = frozenset({"words"})


def read_programme(
    folder: str,
    files: Mapping[str, bytes],
    main: str = MAIN,
    clip_lengths: Mapping[str, int] | None = None,
) -> tuple[Programme | None, tuple[Problem, ...]]:
    """Read and check a programme.

    `files` are the contents by name inside the folder (`programme.yaml`, `words/en.yaml`); `folder` is put
    before the names in problems, `main` is the name of the file with the numbers. `clip_lengths` (ms, by the
    text that is said) makes the checks of cues exact; without it lengths are estimated. With a problem there
    is no programme.
    """
    prefix = f"{folder.rstrip('/')}/" if folder else ""
    problems: list[Problem] = []
    trees = {
        name: _tree(prefix + name, files.get(name), problems) for name in (main, *_words_files(main, files))
    }
    values = _main_values(trees[main], Place(prefix + main, (), problems))
    read = {
        name: _words(tree, Place(prefix + name, (), problems)) for name, tree in trees.items() if name != main
    }
    languages = _languages(trees[main])
    words = {code: read[words_file(code)] for code in languages if words_file(code) in read}
    problems += _missing(prefix + main, languages, words)
    problems += _unlisted(prefix, main, trees, languages)
    programme = Programme(**values, words=words)
    problems += find_problems(Folder(prefix, main, programme, trees, clip_lengths))
    ordered = tuple(sorted(set(problems), key=lambda each: (each.file != prefix + main, each)))
    return (None, ordered) if ordered else (programme, ())


def _tree(file: str, content: bytes | None, problems: list[Problem]) -> Node | None:
    if content is None:
        problems.append(
            Problem(file, 1, 1, "file", "is missing", "create it; the shipped programme shows how")
        )
        return None
    tree, found = read_tree(file, content)
    problems += found
    return tree


def _words_files(main: str, files: Mapping[str, bytes]) -> list[str]:
    return sorted(name for name in files if name != main)


def _languages(tree: Node | None) -> dict[str, Text]:
    """The language codes that can name a file, with their places; the others are told by the checks."""
    node = child(tree, "languages") if tree else None
    codes = [item for _, item in children(node)] if node else []
    return {code.text: code for code in codes if isinstance(code, Text) and LANGUAGE.fullmatch(code.text)}


def _main_values(tree: Node | None, at: Place) -> dict[str, Any]:
    values = read_fields(Programme, tree, at, _APART) if tree else None
    if values is None:
        return {name: UNREAD for name in Programme.__dataclass_fields__ if name not in _APART}
    return values


def _words(tree: Node | None, at: Place) -> Any:
    return read_noun(Words, tree, at) if tree else UNREAD


def _missing(file: str, languages: Mapping[str, Text], words: Mapping[str, Words]) -> Iterator[Problem]:
    for code, place in languages.items():
        if code not in words:
            what = f"`{code}` has no file {words_file(code)}"
            fix = "write one, or take the language out"
            yield Problem(file, place.line, place.column, "languages", what, fix)


def _unlisted(
    prefix: str, main: str, files: Iterable[str], languages: Mapping[str, Text]
) -> Iterator[Problem]:
    known = {main, *map(words_file, languages)}
    what, fix = f"belongs to no language of {main}", "add its code to `languages`, or delete the file"
    for name in files if languages else ():
        if name not in known:
            yield Problem(prefix + name, 1, 1, "file", what, fix)
