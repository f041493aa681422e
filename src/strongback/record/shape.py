"""What is wrong with the shape of a line: unknown, missing and wrong members, by the types of the nouns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin

from msgspec import Meta, Struct, ValidationError, convert
from msgspec.structs import fields

from strongback.record.nouns import AnyEvent, AnyNote, Instant, SessionRecord
from strongback.record.tree import Branch, Node, Path, duplicates

_AN_INSTANT = "an instant with offset, like 2026-11-22T09:30:00+01:00"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong at an offset of the line; `path` leads to it."""

    at: int
    path: Path
    what: str
    fix: str


@dataclass(frozen=True, slots=True)
class _Member:
    kind: Any
    required: bool
    expects: str


_Shape = Mapping[str, _Member]
_Shapes = Mapping[str, _Shape]


def examine(tree: Node) -> Iterator[Finding]:
    """Everything wrong with the shape of a session record or note, in the order of reading."""
    for path, at in duplicates(tree):
        yield Finding(at, path, "is written twice", "write it once")
    if not isinstance(tree, Branch) or tree.value != "an object":
        yield Finding(tree.at, (), f"{quoted(tree)} is not an object", "write a session record or a note")
    elif version := tree.get("record"):
        if version.value != 1 or version.value is True:
            yield Finding(version.at, ("record",), f"{quoted(version)} is not a known format", "write 1")
        yield from _members(tree, "record", _RECORD, ())
        yield from _events(tree)
    elif tree.get("note"):
        yield from _tagged(tree, "note", _NOTES, ())
    else:
        fix = 'begin it with `"record": 1` or with `"note"` and its name'
        yield Finding(tree.at, (), "is neither a session record nor a note", fix)


def quoted(node: Node) -> str:
    """A value as a reader of the problem may see it: short, on one line, printable."""
    if isinstance(node, Branch):
        return str(node.value)
    words = {None: "null", True: "true", False: "false"}
    value = node.value
    return words[value] if value is None or isinstance(value, bool) else printable(value)


def printable(value: object) -> str:
    """Text in backticks, shortened, with whatever does not print escaped."""
    text = str(value)
    short = text if len(text) <= 60 else text[:57] + "…"
    return "`" + "".join(c if c.isprintable() else ascii(c)[1:-1] for c in short) + "`"


def choose(wrong: str, right: Mapping[str, object] | frozenset[str]) -> str:
    """The fix for an unknown name: the nearest known one, or all of them."""
    near = get_close_matches(wrong, right, n=1) if len(wrong) <= 100 else []
    return f"did you mean `{near[0]}`?" if near else "use one of " + ", ".join(sorted(right))


def _events(tree: Branch) -> Iterator[Finding]:
    events = tree.get("events")
    if events is None:
        return
    if not isinstance(events, Branch) or events.value != "a list":
        yield Finding(events.at, ("events",), f"{quoted(events)} is not a list", "write a list of events")
        return
    for place, _, event in events.members:
        path = ("events", place)
        if isinstance(event, Branch) and event.value == "an object":
            yield from _tagged(event, "event", _EVENTS, path)
        else:
            yield Finding(event.at, path, f"{quoted(event)} is not an object", "write an event")


def _tagged(branch: Branch, tag: str, shapes: _Shapes, path: Path) -> Iterator[Finding]:
    node = branch.get(tag)
    if node is None:
        yield Finding(branch.at, path, f"has no `{tag}`", f"name it: {', '.join(sorted(shapes))}")
    elif not isinstance(node.value, str) or isinstance(node, Branch) or node.value not in shapes:
        fix = choose(str(node.value), shapes)
        yield Finding(node.at, (*path, tag), f"there is no {tag} {quoted(node)}", fix)
    else:
        yield from _members(branch, tag, shapes[node.value], path)


def _members(branch: Branch, tag: str, shape: _Shape, path: Path) -> Iterator[Finding]:
    for name, at, node in branch.members:
        member = shape.get(str(name))
        if member is not None:
            yield from _value(node, member, (*path, name))
        elif name != tag:
            fix = choose(str(name), {tag: None, **shape})
            yield Finding(at, path, f"there is no field {printable(name)} here", fix)
    for name, member in shape.items():
        if member.required and branch.get(name) is None:
            yield Finding(branch.at, path, f"`{name}` is missing", f"write {member.expects}")


def _value(node: Node, member: _Member, path: Path) -> Iterator[Finding]:
    if get_origin(member.kind) is dict and isinstance(node, Branch) and node.value == "an object":
        yield from _answers(node, member, path)
    elif get_origin(member.kind) is tuple:
        return  # the events, examined one by one
    elif isinstance(node, Branch) or not _fits(node.value, member.kind):
        yield Finding(node.at, path, f"{quoted(node)} does not fit", f"write {member.expects}")


def _answers(node: Branch, member: _Member, path: Path) -> Iterator[Finding]:
    question, answer = get_args(member.kind)
    for name, at, value in node.members:
        if not _fits(name, question):
            yield Finding(at, path, f"{printable(name)} does not fit", f"write {_expects(question)}")
        if isinstance(value, Branch) or not _fits(value.value, answer):
            yield Finding(
                value.at, (*path, name), f"{quoted(value)} does not fit", f"write {_expects(answer)}"
            )


def _fits(value: object, kind: Any) -> bool:
    try:
        convert(value, kind, dec_hook=instant)
    except ValidationError:
        return False
    return True


def instant(kind: type, value: object) -> Instant:
    """The decoding hook: text becomes an Instant. Raises ValueError."""
    if kind is not Instant or not isinstance(value, str):
        raise ValueError(f"expected {_AN_INSTANT}")
    return Instant(value)


def _expects(kind: Any) -> str:
    """What a type asks for, in words."""
    for extra in getattr(kind, "__metadata__", ()):
        if isinstance(extra, Meta) and extra.description:
            return extra.description
    if get_origin(kind) is Literal:
        return " or ".join(f'"{value}"' for value in get_args(kind))
    if get_origin(kind) is UnionType or NoneType in get_args(kind):
        return " or ".join(_expects(inner) for inner in get_args(kind)).replace("true or", "true,")
    if get_origin(kind) is dict:
        return "an object of answers"
    return {bool: "true or false", NoneType: "null", Instant: _AN_INSTANT}.get(kind, "a list of events")


def _shape_of(struct: type[Struct]) -> _Shape:
    return {one.name: _Member(one.type, one.required, _expects(one.type)) for one in fields(struct)}


def _shapes_of(union: Any) -> _Shapes:
    return {struct.__struct_config__.tag: _shape_of(struct) for struct in get_args(union)}


_RECORD = _shape_of(SessionRecord)
_EVENTS = _shapes_of(AnyEvent)
_NOTES = _shapes_of(AnyNote)
