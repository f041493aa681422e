"""Stores as earlier versions left them: made by the migrations of then, filled by plain SQL.

A new migration gets an entry in STATES with the columns and rows it brings; a test asks for it.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import uuid
from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import structs

import nursery
from lives import Life
from people import SCRIPT
from stores import Embedded
from strongback.record.history import moment
from strongback.record.nouns import Entry, Instant, SessionRecord
from strongback.record.writer import write_entry

Columns = dict[str, Any]
ANNA = uuid.UUID("8d3f6f0e-4b1c-4c3a-9a55-0f6f2c7a1e01")
_FIRST: Columns = {
    "id": ANNA.hex,
    "name": "Anna",
    "pace": 1.5,
    "counts": "last_three",
    "language": "en",
    "call_name": "Berta",
    "call_phone": "+49 30 123",
    "emergency": "112",
    "created": "2026-01-05T08:00:00+01:00",
    "passed_over": "",
}
STATES: dict[str, Columns] = {
    "0001_initial": _FIRST,
    "0002_person_welcome_step": {"welcome_step": 4},
    "0003_person_figure": {"body": "man", "skin": 3},
    "0004_person_clicks_and_reminder": {
        "clicks": "soft",
        "remind_days": "MO,WE",
        "remind_at": "17:30",
        "remind_changes": 2,
    },
    "0005_erased": {},
    "0006_devices": {},
}
"""What each migration brought to a person, with values that are not those it fills in by itself."""
ERASED: Columns = {"id": "ab" * 32, "at": "2026-02-01T09:00:00+01:00", "swept": True}
_ERASED_SINCE = "0005_erased"


def person_at(state: str) -> Columns:
    """All columns of the person in a store of that state."""
    return {name: value for each in STATES if each <= state for name, value in STATES[each].items()}


@cache
def life() -> list[Entry]:
    """What Anna did: a few sessions and notes."""
    return Life().climb(4).entries


def lines() -> list[str]:
    """The same as it is kept."""
    return [write_entry(entry).decode() for entry in life()]


def sessions(many: int) -> Iterator[SessionRecord]:
    """So many sessions of nine kilobytes, one a minute."""
    for number in range(many):
        day = f"2025-{number // 1440 % 12 + 1:02d}-{number // 17_280 + 1:02d}"
        at = f"{day}T{number // 60 % 24:02d}:{number % 60:02d}:00+01:00"
        yield structs.replace(_one(), id=str(uuid.uuid5(ANNA, str(number))), started_at=Instant(at))


@cache
def _one() -> SessionRecord:
    return next(entry for entry in Life().climb(8).entries[::-1] if isinstance(entry, SessionRecord))


def made(store: Embedded, state: str, *, persons: int = 0, many: int = 0) -> None:
    """A store of that state, with so many more persons, and so many more sessions of Anna's."""
    _run(store, "earlier:make", state, str(persons), str(many))


def brought_up(store: Embedded, state: str) -> dict[str, Any]:
    """Make such a store, bring it up to date, and give what is in it then."""
    made(store, state)
    found: dict[str, Any] = json.loads(_run(store, "earlier:bring_up"))
    return found


def _run(store: Embedded, *words: str) -> str:
    ended = nursery.run(store.environment, words)
    assert ended.status == 0, ended.stderr
    return ended.stdout


def make(state: str, persons: str, many: str) -> None:
    """In the process that works on it."""
    from django.conf import settings
    from django.db import connection, transaction

    from strongback.web import home, shape, start

    home.make_private(settings.DATA)
    if start.embedded():
        (settings.DATA / home.STORE).touch(mode=0o600)
    with shape.alone():
        shape.bring_up(to=state)
    with transaction.atomic(), connection.cursor() as cursor:
        anna = person_at(state)
        others = (
            {**anna, "id": uuid.uuid5(ANNA, f"person {n}").hex, "name": f"Person {n}"}
            for n in range(int(persons))
        )
        _fill(cursor, "web_person", [anna, *others])
        _fill(cursor, "web_entry", [_row(entry) for entry in (*life(), *sessions(int(many)))])
        draft = next(sessions(1))
        draft = structs.replace(draft, id=str(uuid.uuid5(ANNA, "draft")), events=draft.events[:9])
        body = write_entry(draft).decode()
        _fill(
            cursor, "web_draft", [{"person_id": ANNA.hex, "record": draft.id, "body": body, "updated_ms": 5}]
        )
        packed = gzip.compress(json.dumps({"script": 1}).encode(), mtime=0)
        _fill(cursor, "web_scripthanded", [{"person_id": ANNA.hex, "script": SCRIPT, "body": packed}])
        if state >= _ERASED_SINCE:
            _fill(cursor, "web_erased", [ERASED])


def _row(entry: Entry) -> Columns:
    line = write_entry(entry)
    record = isinstance(entry, SessionRecord)
    return {
        "person_id": ANNA.hex,
        "uid": entry.id if isinstance(entry, SessionRecord) else hashlib.sha256(line).hexdigest(),
        "kind": "record" if record else json.loads(line)["note"],
        "at": moment(entry).text,
        "moment_us": round(moment(entry).at.timestamp() * 1_000_000),
        "body": line.decode(),
    }


def _fill(cursor: Any, table: str, rows: list[Columns]) -> None:
    names = ", ".join(rows[0])
    places = ", ".join(["%s"] * len(rows[0]))
    cursor.executemany(
        f"INSERT INTO {table} ({names}) VALUES ({places})", [tuple(row.values()) for row in rows]
    )


def bring_up() -> None:
    """What the next start does, and then what is in it; in the process that works on it."""
    from strongback.web import models, shape, soundness, store

    copy = store.prepare()
    person = models.Person.objects.values().get()
    told = {
        "copy": str(copy) if copy is not None else None,
        "behind": shape.behind(),
        "person": {
            name: getattr(value, "hex", value) if name == "id" else value for name, value in person.items()
        },
        "lines": list(models.Entry.objects.order_by("id").values_list("body", flat=True)),
        "drafts": models.Draft.objects.count(),
        "scripts": [gzip.decompress(bytes(one.body)).decode() for one in models.ScriptHanded.objects.all()],
        "erased": list(models.Erased.objects.values()),
        "unsound": [one.where for one in soundness.unsound()],
    }
    print(json.dumps(told))
