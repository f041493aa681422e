"""YAML text → a tree that knows the line and column of everything in it, and holds nothing but text.

What a scalar means is decided by the field it stands in (see shape.py), so `no` is never a Boolean by
accident. Aliases, anchors, tags and merge keys are refused at the first sight of one: nothing is expanded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, StringMark, YAMLError

from strongback.programme.problem import Problem
from strongback.programme.text import MOST_PROBLEMS, STRANGE, read_text

DEEPEST = 12
MOST_NODES = 10_000
MOST_ENTRIES = 200


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar. `plain` when it stands without quotes and is no block of text."""

    line: int
    column: int
    text: str
    plain: bool


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    line: int
    column: int
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping; `keys` has the places of the keys. Every key is text, also `1` and `7a`."""

    line: int
    column: int
    keys: Mapping[str, Text]
    values: Mapping[str, Node]


Node = Text | Items | Table
Path = tuple[str, ...]


def read_tree(file: str, content: bytes) -> tuple[Node | None, tuple[Problem, ...]]:
    """The tree of a file and everything that is wrong with its text or its YAML; None when it has no tree."""
    text, problems = read_text(file, content)
    if problems:
        return None, problems
    reader = _Reader(file, text)
    try:
        return reader.document(), tuple(reader.problems)
    except _Refused as refused:
        return None, (*reader.problems, refused.problem)


def name_of(node: Node, index: int) -> str:
    """What an entry of a list is called in a path: its id, its number, or its place counted from 1."""
    if isinstance(node, Table):
        for key in ("id", "number"):
            name = node.values.get(key)
            if isinstance(name, Text) and name.text:
                return name.text
    return str(index + 1)


def children(node: Node) -> Iterator[tuple[str, Node]]:
    """The parts of a table or list with the names they have in a path."""
    if isinstance(node, Table):
        yield from node.values.items()
    elif isinstance(node, Items):
        for index, item in enumerate(node.items):
            yield name_of(item, index), item


def child(node: Node, name: str) -> Node | None:
    """The part of that name: a table's key, or a list's entry by id or number, or by place as `#1`."""
    if isinstance(node, Table):
        return node.values.get(name)
    for own, part in children(node):
        if own == name:
            return part
    place = name[1:] if name.startswith("#") and name[1:6].isdecimal() else ""
    if isinstance(node, Items) and place and 0 < int(place[:5]) <= len(node.items):
        return node.items[int(place[:5]) - 1]
    return None


def find(node: Node, path: Path) -> tuple[Node, int]:
    """The node that the path leads to, or the last one on the way, and how many names were found."""
    for found, name in enumerate(path):
        part = child(node, name)
        if part is None:
            return node, found
        node = part
    return node, len(path)


class _Refused(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


class _Reader:
    """Walks the events of the YAML parser; recursion is bounded by `DEEPEST`."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.nodes = 0
        self.mark = StringMark("", 0, 0, 0, "", 0)
        self.events = YAML(typ="safe", pure=True).parse(text)

    def next(self) -> Any:
        try:
            event = next(self.events)
        except MarkedYAMLError as error:
            self.refuse_syntax(error)
        except (YAMLError, ValueError, OverflowError):
            # Escapes such as "\UFFFFFFFF" make the parser itself stumble; no better place is known.
            self.refuse(self.mark, "cannot be read from here on", "look for a strange escape such as `\\U`")
        self.mark = event.start_mark or self.mark
        return event

    def refuse(self, mark: Any, what: str, fix: str) -> NoReturn:
        raise _Refused(Problem(self.file, mark.line + 1, mark.column + 1, "yaml", what, fix))

    def refuse_syntax(self, error: MarkedYAMLError) -> NoReturn:
        what = shown(str(error.problem or error.context or "is not YAML"), 200)
        if "stream" in what and error.context_mark:
            self.refuse(error.context_mark, "a quote or bracket opens here and is never closed", "close it")
        mark = error.problem_mark or error.context_mark or self.mark
        self.refuse(mark, what, "look for a missing quote, colon, bracket or space just before this place")

    def document(self) -> Node | None:
        self.next()
        start = self.next()
        if type(start).__name__ != "DocumentStartEvent":
            self.refuse(
                self.mark, "nothing is written here but comments", "write the programme, or delete the file"
            )
        if start.version or start.tags:
            self.refuse(start.start_mark, "a `%` directive stands here", "delete it")
        node = self.node(self.next(), 0)
        self.next()
        if type(end := self.next()).__name__ != "StreamEndEvent":
            self.refuse(end.start_mark, "a second document begins here", "keep one document in a file")
        return node

    def node(self, event: Any, depth: int) -> Node:
        self.guard(event, depth)
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        match type(event).__name__:
            case "ScalarEvent":
                if STRANGE.search(event.value):
                    self.refuse(event.start_mark, "a control character is written as an escape", "delete it")
                return Text(line, column, event.value, plain=not event.style)
            case "SequenceStartEvent":
                return Items(line, column, tuple(self.items(depth)))
            case _:
                return self.table(line, column, depth)

    def guard(self, event: Any, depth: int) -> None:
        self.nodes += 1
        mark = event.start_mark
        if type(event).__name__ == "AliasEvent":
            self.refuse(mark, f"the alias `*{event.anchor}` stands here", "write the value itself")
        if event.anchor is not None:
            self.refuse(
                mark, f"the anchor `&{event.anchor}` stands here", "write the value itself, without `&`"
            )
        if event.tag is not None:
            self.refuse(mark, "a tag stands here", "delete the word that begins with `!`")
        if depth > DEEPEST:
            self.refuse(mark, f"is nested deeper than {DEEPEST} levels", "a programme needs no more than six")
        if self.nodes > MOST_NODES:
            self.refuse(mark, f"has more than {MOST_NODES} values", "keep one programme in a file")

    def guard_entries(self, entries: int, event: Any) -> None:
        if entries > MOST_ENTRIES:
            self.refuse(
                event.start_mark, f"has more than {MOST_ENTRIES} entries", "keep one programme in a file"
            )

    def items(self, depth: int) -> Iterator[Node]:
        entries = 0
        while type(event := self.next()).__name__ != "SequenceEndEvent":
            self.guard_entries(entries := entries + 1, event)
            yield self.node(event, depth + 1)

    def table(self, line: int, column: int, depth: int) -> Table:
        keys: dict[str, Text] = {}
        values: dict[str, Node] = {}
        while type(event := self.next()).__name__ != "MappingEndEvent":
            key = self.node(event, depth + 1)
            if not isinstance(key, Text):
                self.refuse(
                    event.start_mark, "a list or table stands where a key should", "write a single word"
                )
            if key.text == "<<" and key.plain:
                self.refuse(event.start_mark, "the merge key `<<` stands here", "write the values themselves")
            value = self.node(self.next(), depth + 1)
            if isinstance(value, Text) and value.plain and not value.text:
                value = Text(key.line, key.column, "", plain=True)  # nothing has no place of its own
            if key.text in keys:
                self.twice(key, keys[key.text])
            else:
                keys[key.text], values[key.text] = key, value
            self.guard_entries(len(keys), event)
        return Table(line, column, keys, values)

    def twice(self, key: Text, first: Text) -> None:
        if len(self.problems) >= MOST_PROBLEMS:
            return
        what = f"the key stands here a second time, first in line {first.line}"
        self.problems.append(
            Problem(self.file, key.line, key.column, shown(key.text) or "``", what, "keep one of them")
        )


def shown(text: str, most: int = 40) -> str:
    """Text of an author fit for a message of one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
