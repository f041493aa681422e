"""A Programme → the files of its folder, without comments.

Reading what was printed gives the same programme.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, get_args, get_origin

from strongback.programme.folder import MAIN, words_file
from strongback.programme.limits import Limit
from strongback.programme.nouns import Centimetres, Days, Degrees, Grams, Milliseconds, Programme, Words
from strongback.programme.shape import fields_of
from strongback.programme.units import write_duration

_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 _.'()/-]*[A-Za-z0-9_.')])?")
UNITS: Mapping[Any, str] = {Grams: " g", Days: " days", Degrees: " deg", Centimetres: " cm"}
_WIDE = 100
"""Longer lists and texts are broken into lines: the reader refuses very long ones."""


def print_programme(programme: Programme) -> dict[str, str]:
    """The texts of `programme.yaml` and `words/….yaml`, by name inside the folder."""
    main = "\n".join(_table(Programme, programme, "", leave_out="words")) + "\n"
    words = {
        words_file(code): "\n".join(_table(Words, each, "")) + "\n" for code, each in programme.words.items()
    }
    return {MAIN: main, **words}


def _table(kind: type, noun: object, indent: str, leave_out: str = "") -> Iterator[str]:
    for key, each in fields_of(kind).items():
        value = getattr(noun, each.name)
        if each.name == leave_out or (not each.required and value in (None, ())):
            continue
        yield from _entry(f"{indent}{key}:", each.hint, value, each.limit, indent)


def _entry(head: str, hint: Any, value: Any, limit: Limit, indent: str) -> Iterator[str]:
    """The lines of one value after its key, or after the dash of a list."""
    if get_origin(hint) is Mapping:
        yield head if value else f"{head} {{}}"
        for key, part in value.items():
            yield from _entry(f"{indent}  {_key(key)}:", get_args(hint)[1], part, limit, f"{indent}  ")
    elif get_origin(hint) is tuple:
        yield from _items(head, get_args(hint)[0], value, limit, indent)
    elif hasattr(hint, "__dataclass_fields__"):
        yield head
        yield from _table(hint, value, f"{indent}  ")
    else:
        first, *rest = write_scalar(hint, value, limit)
        yield f"{head} {first}"
        yield from (f"{indent}  {line}" for line in rest)


def _items(head: str, hint: Any, items: tuple[Any, ...], limit: Limit, indent: str) -> Iterator[str]:
    tables = hasattr(hint, "__dataclass_fields__")
    written = [list(_table(hint, each, "")) if tables else write_scalar(hint, each, limit) for each in items]
    flow = f"{head} [{', '.join(first for first, *_ in written)}]"
    if not items or (not tables and len(flow) <= _WIDE):
        yield flow
        return
    yield head
    for first, *rest in written:
        yield f"{indent}  - {first}"
        yield from (f"{indent}    {line}" for line in rest)


def write_scalar(hint: Any, value: Any, limit: Limit) -> list[str]:
    """The lines of a single value as an author writes it, with its unit."""
    if hint is Milliseconds:
        return [write_duration(value)]
    unit = UNITS.get(hint, " %" if limit.percent else "")
    return _text(value) if isinstance(value, str) else [f"{value}{unit}"]


def _key(key: str) -> str:
    return key if _PLAIN.fullmatch(key) else json.dumps(key, ensure_ascii=False)


def _text(text: str) -> list[str]:
    """Text without quotes where nobody can misread it; JSON's quotes are YAML's as well.

    A quoted line that ends in a backslash goes on in the next one, whose indentation does not count.
    """
    if len(text) <= _WIDE and _PLAIN.fullmatch(text) and text != "null":
        return [text]
    parts = [text[at : at + _WIDE] for at in range(0, len(text), _WIDE)] or [""]
    quoted = [json.dumps(part, ensure_ascii=False)[1:-1] for part in parts]
    lines = [f"\\x20{part[1:]}" if part.startswith(" ") else part for part in quoted]
    return '"{}"'.format("\\\n".join(lines)).split("\n")
