"""JSON read slowly, with the place of every value: only for lines with problems, to say where they are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

Path = tuple[str | int, ...]
"""The way to a value: names of members and positions in lists, the positions from 0."""

DEEPEST = 16

_SPACE = re.compile(r"[ \t\n\r]*+")
_NUMBER = re.compile(r"-?+(?:0|[1-9][0-9]*+)(\.[0-9]++)?+([eE][+-]?+[0-9]++)?+")
_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]++|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*+"')
_WORD = re.compile(r"[A-Za-z]++")
_MEANING = {"true": True, "false": False, "null": None}
_HALF_PAIR = re.compile("[\ud800-\udfff]")


class Malformed(ValueError):
    """The text is not JSON; `at` is the offset where that shows."""

    def __init__(self, at: int, what: str, fix: str) -> None:
        super().__init__(what)
        self.at, self.what, self.fix = at, what, fix


@dataclass(frozen=True, slots=True)
class Node:
    """A value and its offset in the text."""

    at: int
    value: object


@dataclass(frozen=True, slots=True)
class Branch(Node):
    """An object or a list: its members in the order written, with the offset of each name."""

    members: tuple[tuple[str | int, int, Node], ...]

    def get(self, name: str | int) -> Node | None:
        return next((node for key, _, node in self.members if key == name), None)


def read_tree(text: str) -> Node:
    """The whole text as one value. Raises Malformed."""
    node, end = _value(text, _skip(text, 0), 0)
    if end != len(text):
        raise Malformed(end, f"{_shown(text, end)} follows the end of the value", "write one value a line")
    return node


def find(tree: Node, path: Path) -> Node:
    """The value at a path, or the last one on the way to it."""
    for name in path:
        inner = tree.get(name) if isinstance(tree, Branch) else None
        if inner is None:
            return tree
        tree = inner
    return tree


def duplicates(tree: Node, path: Path = ()) -> Iterator[tuple[Path, int]]:
    """Every member whose name was already used in the same object, with the offset of its name."""
    if not isinstance(tree, Branch):
        return
    seen: set[str | int] = set()
    for name, at, node in tree.members:
        if name in seen:
            yield (*path, name), at
        seen.add(name)
        yield from duplicates(node, (*path, name))


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _shown(text: str, at: int) -> str:
    return f"`{text[at]}`" if text[at].isprintable() and text[at] != "`" else f"character {ord(text[at])}"


def _value(text: str, at: int, depth: int) -> tuple[Node, int]:
    """The value that begins at `at`, and the offset of what follows it and its white space."""
    if at == len(text):
        raise Malformed(at, "the line ends where a value should be", "complete it or delete the line")
    if text[at] in "{[":
        if depth == DEEPEST:
            raise Malformed(at, f"is nested deeper than {DEEPEST} levels", "no value here is that deep")
        return _branch(text, at, depth + 1)
    node, end = _leaf(text, at)
    return node, _skip(text, end)


def _leaf(text: str, at: int) -> tuple[Node, int]:
    if text[at] == '"':
        return _string(text, at)
    if number := _NUMBER.match(text, at):
        whole = number[1] is None and number[2] is None and len(number[0]) < 20
        return Node(at, int(number[0]) if whole else float(number[0])), number.end()
    word = _WORD.match(text, at)
    if word and word[0] in _MEANING:
        return Node(at, _MEANING[word[0]]), word.end()
    what = f"`{word[0][:20]}`" if word else _shown(text, at)
    raise Malformed(at, f"{what} is not a JSON value", "write text in quotes, a number, true, false or null")


def _string(text: str, at: int) -> tuple[Node, int]:
    found = _STRING.match(text, at)
    if not found:
        raise Malformed(
            at, "this text is not well written", 'end it with `"`, write `\\` and control characters escaped'
        )
    value = json.loads(found[0])
    if _HALF_PAIR.search(value):
        raise Malformed(at, "this text holds half a character (a surrogate)", "write the whole character")
    return Node(at, value), found.end()


def _branch(text: str, at: int, depth: int) -> tuple[Branch, int]:
    closing = "}" if text[at] == "{" else "]"
    members: list[tuple[str | int, int, Node]] = []
    here = _skip(text, at + 1)
    while text[here : here + 1] != closing:
        if members:
            here = _expect(text, here, ",", f"`,` or `{closing}`")
        name_at = here
        name: str | int = len(members)
        if closing == "}":
            name, here = _name(text, here)
        node, here = _value(text, here, depth)
        members.append((name, name_at, node))
    return Branch(at, "an object" if closing == "}" else "a list", tuple(members)), _skip(text, here + 1)


def _name(text: str, at: int) -> tuple[str, int]:
    if text[at : at + 1] != '"':
        raise Malformed(at, "the name of a member is missing", "write it in double quotes")
    node, end = _string(text, at)
    return str(node.value), _expect(text, _skip(text, end), ":", "`:`")


def _expect(text: str, at: int, mark: str, words: str) -> int:
    if text[at : at + 1] != mark:
        raise Malformed(at, f"{words} is missing", f"write {words} here")
    return _skip(text, at + 1)
