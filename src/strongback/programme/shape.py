"""Walks a tree against the frozen nouns by their type hints and collects every problem in one run.

msgspec could convert such a tree as well, but it stops at the first error and knows no lines; an author wants
all of them, with their places. What could not be read becomes `UNREAD`: one slip hides no other and begets no
followers.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from difflib import get_close_matches
from functools import cache
from typing import Any, Literal, NoReturn, Union, get_args, get_origin, get_type_hints

from strongback.programme.limits import Limit, limit_of
from strongback.programme.nouns import Centimetres, Days, Degrees, Grams, Milliseconds
from strongback.programme.problem import Problem
from strongback.programme.tree import Items, Node, Path, Table, Text, name_of, shown
from strongback.programme.units import read_decimal, read_duration, read_whole, read_with_unit

SUFFIXES: Mapping[object, str] = {
    Milliseconds: "_ms",
    Grams: "_g",
    Days: "_days",
    Degrees: "_deg",
    Centimetres: "_cm",
}
NAMED = ("exercises", "ladders", "red_flags")
"""Lists whose entries have an id, which then stands for `where` in a problem."""


class Unreadable(Exception):
    """Somebody asked for a value that could not be read; its problem has been told already."""


class Unread:
    """Stands where a value could not be read. Whoever looks at it gives up with `Unreadable`."""

    def _give_up(self, *_: object) -> NoReturn:
        raise Unreadable

    __eq__ = __lt__ = __le__ = __gt__ = __ge__ = __hash__ = __bool__ = __len__ = __iter__ = _give_up
    __contains__ = __getitem__ = __getattr__ = __format__ = __add__ = __radd__ = __sub__ = __rsub__ = _give_up
    __mul__ = __rmul__ = __index__ = __truediv__ = __mod__ = __floordiv__ = __str__ = _give_up


UNREAD: Any = Unread()


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a noun as the author knows it: `hold_ms` is the key `hold`."""

    name: str
    key: str
    hint: Any
    required: bool
    limit: Limit


@dataclass(frozen=True, slots=True)
class Place:
    """Where a walk has come to, and the problems found on the way."""

    file: str
    path: Path = ()
    problems: list[Problem] = field(default_factory=list)

    def inside(self, name: str) -> Place:
        return Place(self.file, (*self.path, name), self.problems)

    def tell(self, node: Node, what: str, fix: str) -> Any:
        """Note a problem about the value here; gives UNREAD, the value it leaves."""
        where, subject = named(self.path)
        self.problems.append(
            Problem(self.file, node.line, node.column, where, f"{subject} {what}".strip(), fix)
        )
        return UNREAD


def named(path: Path) -> tuple[str, str]:
    """A path in the author's words, fit for a message: (the thing it is about, what of it)."""
    if not path:
        return "file", ""
    thing, of_it = path[0], path[1:]
    if thing == "decisions" and of_it:
        thing, of_it = f"decision {of_it[0]}", of_it[1:]
    elif thing in NAMED and of_it:
        thing, of_it = of_it[0], of_it[1:]
    elif len(of_it) == 1 and of_it[0].isdigit():
        of_it = (f"entry {of_it[0]}",)
    return shown(thing) or "``", shown(".".join(of_it), 80)


@cache
def fields_of(kind: type) -> Mapping[str, Field]:
    """The fields of a noun by the key that an author writes."""
    hints = get_type_hints(kind)
    found = {}
    for each in fields(kind):
        hint = _bare(hints[each.name])
        ends = "_percent" if each.name.endswith("_percent") else SUFFIXES.get(_inner(hint), "")
        key = each.name.removesuffix(ends)
        required = each.default is MISSING and each.default_factory is MISSING
        found[key] = Field(each.name, key, hint, required, limit_of(kind, each.name, _inner(hint)))
    return found


def read_noun(kind: type, node: Node, at: Place, leave_out: frozenset[str] = frozenset()) -> Any:
    """The noun written at `node`, or UNREAD. Fields in `leave_out` are not expected and left unset."""
    values = read_fields(kind, node, at, leave_out)
    return UNREAD if values is None else kind(**values)


def read_fields(
    kind: type, node: Node, at: Place, leave_out: frozenset[str] = frozenset()
) -> dict[str, Any] | None:
    """The values of a noun's fields by their names in Python, None when `node` is no table."""
    if not isinstance(node, Table):
        at.tell(node, f"is {_seen(node)}, but a table of keys belongs here", "write `key: value` lines")
        return None
    known = {key: each for key, each in fields_of(kind).items() if each.name not in leave_out}
    meant = _refuse_unknown(node, known, at)
    values: dict[str, Any] = {}
    for key, each in known.items():
        if key in node.values:
            values[each.name] = read_value(each.hint, node.values[key], at.inside(key), each.limit)
        elif key in meant:
            values[each.name] = UNREAD
        elif each.required:
            values[each.name] = at.tell(node, f"lacks the key `{key}`", f"add `{key}: …`")
    return values


def _refuse_unknown(node: Table, known: Mapping[str, Field], at: Place) -> set[str]:
    """Tells of keys that are not known; gives those that were probably meant."""
    meant: set[str] = set()
    for key, place in node.keys.items():
        if key not in known:
            close = get_close_matches(key[:60], known, 1)
            fix = f"did you mean `{close[0]}`?" if close else f"known here: {', '.join(known)}"
            at.tell(place, f"has no key `{shown(key)}`", fix)
            meant.update(close)
    return meant


def read_value(hint: Any, node: Node, at: Place, limit: Limit) -> Any:
    """The value written at `node`, read as the type hint says, or UNREAD with a problem."""
    if get_origin(hint) is tuple:
        return _read_items(get_args(hint)[0], node, at, limit)
    if get_origin(hint) is Mapping:
        return _read_table(get_args(hint)[1], node, at, limit)
    if isinstance(hint, type) and hasattr(hint, "__dataclass_fields__"):
        return read_noun(hint, node, at)
    return _read_scalar(hint, node, at, limit)


def _read_items(hint: Any, node: Node, at: Place, limit: Limit) -> Any:
    if not isinstance(node, Items):
        return at.tell(
            node, f"is {_seen(node)}, but a list belongs here", "write `[one, two]`, or lines with `- `"
        )
    if not node.items and limit.filled:
        return at.tell(node, "is an empty list", "write at least one entry")
    values = tuple(
        read_value(hint, item, at.inside(name_of(item, index)), limit)
        for index, item in enumerate(node.items)
    )
    scalars = not hasattr(hint, "__dataclass_fields__")
    return UNREAD if scalars and any(value is UNREAD for value in values) else values


def _read_table(hint: Any, node: Node, at: Place, limit: Limit) -> Any:
    if not isinstance(node, Table):
        return at.tell(
            node, f"is {_seen(node)}, but a table of keys belongs here", "write `key: value` lines"
        )
    return {key: read_value(hint, value, at.inside(key), limit) for key, value in node.values.items()}


def _read_scalar(hint: Any, node: Node, at: Place, limit: Limit) -> Any:
    if not isinstance(node, Text):
        return at.tell(node, f"is {_seen(node)}, but a single value belongs here", "write one value")
    if node.plain and node.text in ("", "~", "null"):
        return at.tell(node, "has no value", "write one, or delete the key")
    if hint is str:
        return node.text if node.text.strip() else at.tell(node, "is an empty text", "write one")
    if get_origin(hint) is Literal:
        return _read_choice(get_args(hint), node, at)
    return _read_number(hint, node, at, limit)


def _read_choice(choices: tuple[str, ...], node: Text, at: Place) -> Any:
    if node.text in choices:
        return node.text
    close = get_close_matches(node.text[:60], choices, 1)
    fix = f"did you mean `{close[0]}`?" if close else f"write one of {', '.join(choices)}"
    return at.tell(node, f"is `{shown(node.text)}`, which is not known here", fix)


def _read_number(hint: Any, node: Text, at: Place, limit: Limit) -> Any:
    if not node.plain:
        return at.tell(
            node, f"is the text `{shown(node.text)}`, but a number belongs here", "write it without quotes"
        )
    value, needs, example = _number(hint, node.text, limit)
    if value is None:
        return at.tell(node, f"is {shown(node.text)}, but {needs}", f"write {example}")
    if not limit.least <= value <= limit.most:
        return at.tell(node, f"is {shown(node.text)}, but must be {limit}", f"write {limit}")
    return value


def _number(hint: Any, text: str, limit: Limit) -> tuple[float | None, str, str]:
    """The value or None, what the field needs, and an example of it made from what was written."""
    digits = text[: len(text) - len(text.lstrip("0123456789"))][:9]
    if hint is Milliseconds:
        return read_duration(text), "a duration needs a unit", f"`{digits or 10} s`"
    if hint is Grams:
        return read_with_unit(text, "g"), "a load needs a unit", f"`{digits or 250} g`"
    if hint is Days:
        return read_with_unit(text, "days"), "a number of days needs a unit", f"`{digits or 14} days`"
    if hint is Degrees:
        return read_with_unit(text, "deg"), "an angle needs a unit", f"`{digits or 14} deg`"
    if hint is Centimetres:
        return read_with_unit(text, "cm"), "a height needs a unit", f"`{digits or 40} cm`"
    if limit.percent:
        return read_with_unit(text, "%"), "a share needs a unit", f"`{digits or 50} %`"
    if hint is float:
        return read_decimal(text), "a plain number belongs here", "a number such as `1.5`"
    return read_whole(text), "a whole number belongs here", "digits only, such as `3`"


def _seen(node: Node) -> str:
    return {Text: "a single value", Items: "a list", Table: "a table"}[type(node)]


def _bare(hint: Any) -> Any:
    """`X | None` → X: an optional key may be left out, but not left empty."""
    if get_origin(hint) in (Union, types.UnionType):
        return next(each for each in get_args(hint) if each is not type(None))
    return hint


def _inner(hint: Any) -> Any:
    return get_args(hint)[0] if get_origin(hint) is tuple else hint
