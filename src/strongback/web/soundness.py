"""Whether every row of a store still says what it said: each is read as if it came in from outside."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model

from strongback import library
from strongback.library import figure
from strongback.record.reader import read_draft, read_note, read_record
from strongback.web import entries, models
from strongback.web.copies import Tell, silent

_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Unsound:
    """A row that cannot be used: where it is, and what is wrong, which may quote what somebody wrote."""

    where: str
    what: str


def unsound(alias: str = DEFAULT_DB_ALIAS, tell: Tell = silent) -> Iterator[Unsound]:
    """Every row that cannot be used, in a store of this program's shape. Raises DatabaseError."""
    of = sum(table._base_manager.using(alias).count() for table, _, _ in _LOOKS)
    done = 0
    for table, name, look in _LOOKS:
        for number, row in enumerate(_rows(table, alias), 1):
            if what := look(row):
                yield Unsound(f"{name} {row.pk if isinstance(row.pk, int) else number}", what)
            done += 1
            if done % _AT_ONCE == 0:
                tell(done, of)


def _rows(table: type[Model], alias: str) -> Iterator[Any]:
    return table._base_manager.using(alias).order_by("pk").iterator(chunk_size=_AT_ONCE)


def _person(row: models.Person) -> str:
    try:
        row.clean_fields()
    except ValidationError as error:
        return f"{', '.join(sorted(error.message_dict))} cannot be what it is"
    if row.language not in library.load().languages:
        return "the programme does not speak the language"
    return "" if row.body in figure.bodies() else "there is no such figure"


def _entry(row: models.Entry) -> str:
    reader = read_record if row.kind == "record" else read_note
    entry, problems = reader(row.body.encode(), entries.programmes())
    if entry is None:
        return "; ".join(map(str, problems[:1]))
    again = entries.row_of(models.Person(id=row.person_id), entry)
    same = all(getattr(row, name) == getattr(again, name) for name in ("uid", "kind", "moment_us", "body"))
    return "" if same else "its columns do not agree with its line"


def _draft(row: models.Draft) -> str:
    draft, problems = read_draft(row.body.encode(), entries.programmes())
    if draft is None:
        return "; ".join(map(str, problems[:1]))
    return "" if draft.id.lower() == row.record else "it has the id of another"


def _script(row: models.ScriptHanded) -> str:
    try:
        json.loads(gzip.decompress(bytes(row.body)))
    except (OSError, EOFError, ValueError, zlib.error):
        return "it cannot be unpacked"
    return ""


Look = Callable[[Any], str]
_LOOKS: tuple[tuple[type[Model], str, Look], ...] = (
    (models.Person, "person", _person),
    (models.Entry, "entry", _entry),
    (models.Draft, "draft", _draft),
    (models.ScriptHanded, "script", _script),
)
