"""The web's store for tests: one of the kind that is tested, emptied before each test that asks for it."""

from __future__ import annotations

import atexit
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import django
import pytest

import stores

# Before anything reads the settings: no test may ever open the store of the one who runs it.
FOLDER = Path(tempfile.mkdtemp(prefix="strongback-tests-"))
os.environ["STRONGBACK_DATA"] = str(FOLDER)
os.environ.pop("STRONGBACK_DATABASE_URL", None)
if stores.SERVER:
    os.environ["STRONGBACK_DATABASE_URL"] = stores.address(stores.fresh_database())
os.environ["DJANGO_SETTINGS_MODULE"] = "strongback.web.settings"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser's driver keeps a loop in this thread
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from msgspec import structs  # noqa: E402

from people import EASY, Day, perform  # noqa: E402
from strongback import library  # noqa: E402
from strongback.record.nouns import AnyNote, Cleared, Rated, SessionRecord  # noqa: E402
from strongback.web import (  # noqa: E402
    backup,
    clock,
    coming,
    copies,
    doctor,
    doctor_store,
    emergency,
    entries,
    erasing,
    exports,
    figures,
    home,
    imports,
    models,
    restore,
    serve,
    standings,
    start,
    static_files,
    store,
    trending,
)
from strongback.web.lan import devices, gate, own, pairing, rules  # noqa: E402
from strongback.web.lan import start as lan_start  # noqa: E402
from strongback.web.pages import after  # noqa: E402

assert settings.DATA == FOLDER, "the settings were read before the tests named their folder"
setup_test_environment()
logging.getLogger("django.server").setLevel(logging.CRITICAL)
store.prepare()

# A test takes these from here, so that they are never imported before the store is set up.
__all__ = [
    "FOLDER",
    "House",
    "after",
    "backup",
    "coming",
    "copies",
    "devices",
    "doctor",
    "doctor_store",
    "draft_of",
    "emergency",
    "ended_of",
    "entries",
    "erasing",
    "exports",
    "figures",
    "gate",
    "home",
    "house",
    "imports",
    "lan_start",
    "models",
    "own",
    "pairing",
    "restore",
    "rules",
    "serve",
    "standings",
    "start",
    "static_files",
    "store",
    "store_bytes",
    "trending",
]

ZONE = timezone(timedelta(hours=1))


class House:
    """A household: a clock that stands where it is put, persons, and a browser without JavaScript."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 16, 9, 30, tzinfo=ZONE)
        self.browser = Client()

    def wait(self, **much: float) -> House:
        """Let time pass: `days=1`, `hours=3`."""
        self.now += timedelta(**much)
        return self

    def person(self, name: str = "Anna", *, cleared: bool = True) -> models.Person:
        """Somebody who exercises here."""
        made = models.Person.objects.create(name=name, created=self.now.isoformat(), emergency="112")
        if cleared:
            self.note(made, Cleared, by="physical therapist")
        return made

    def note(self, person: models.Person, kind: type[AnyNote], **facts: object) -> None:
        """Write a note now."""
        self.now += timedelta(milliseconds=5)
        entries.note(person, kind(at=clock.instant(), **facts))

    def perform(self, person: models.Person, day: Day = EASY) -> SessionRecord:
        """What the player would send after today's session, not kept yet."""
        self.now += timedelta(seconds=1)
        plan = coming.plan_on(person, self.now.date())
        return perform(library.load(), plan, day, self.now.isoformat())

    def session(self, person: models.Person, day: Day = EASY) -> SessionRecord:
        """Do today's session and keep it."""
        done = self.perform(person, day)
        entries.keep(person, done)
        return done

    def address(self, person: models.Person, page: str = "") -> str:
        """The address of one of a person's pages."""
        return f"/people/{person.id}/{page}"

    def page(self, person: models.Person, page: str = "") -> str:
        """The text of one of a person's pages."""
        return self.browser.get(self.address(person, page)).content.decode()


def draft_of(record: SessionRecord, many: int) -> SessionRecord:
    """The record's first events, as a player sends them while the session goes on."""
    return structs.replace(record, events=record.events[:many])


def ended_of(record: SessionRecord) -> SessionRecord:
    """The record as it is when the performance is over and nothing has been asked yet."""
    return structs.replace(record, events=tuple(e for e in record.events if not isinstance(e, Rated)))


def store_bytes() -> bytes:
    """Every byte of the store's file and of what lies beside it; of a server's tables every row."""
    if start.embedded():
        return b"".join(file.read_bytes() for file in FOLDER.glob("strongback.sqlite3*"))
    with connection.cursor() as cursor:
        rows = []
        for name in connection.introspection.table_names():
            cursor.execute(f'SELECT t::text FROM "{name}" t')
            rows += [text for (text,) in cursor.fetchall()]
    return "\n".join(rows).encode()


def empty() -> None:
    """Nobody exercises here, and nobody did."""
    models.Person.objects.all().delete()
    models.Erased.objects.all().delete()
    standings.forget()
    trending.forget()


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """An empty household on a Monday morning."""
    empty()
    made = House()
    monkeypatch.setattr(clock, "now", lambda: made.now)
    yield made
    empty()
