"""A backup: everything in the store as one SQLite file, whatever the store itself is kept in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections, transaction

from strongback.web import copies, home, models, rows, shape
from strongback.web.copies import Tell, silent
from strongback.web.start import CannotOpen, embedded, why


@dataclass(frozen=True, slots=True)
class Held:
    """What a store holds, counted."""

    persons: int
    sessions: int


def backup(file: Path, tell: Tell = silent) -> Held:
    """Write the store into a new file, also while the server runs. Gives what the file holds.

    Raises CannotOpen when there is no store, or a damaged one; FileExistsError; OSError.
    """
    copies.refuse_to_overwrite(file)
    try:
        with _opened(tell) as source:
            copies.write(source, file, tell if embedded() else silent)
    except copies.Damaged as damaged:
        said = f"The store is damaged: {damaged}. Nothing was written. Restore your latest backup."
        raise CannotOpen(said) from damaged
    except shape.Newer as newer:
        said = f"The store was written by a newer Strongback (it has seen {newer}). Back it up with that one."
        raise CannotOpen(said) from newer
    except (DatabaseError, sqlite3.Error) as error:
        raise CannotOpen(f"{why(error)} Nothing was written.") from error
    with closing(sqlite3.connect(file)) as written:
        [persons] = written.execute("SELECT COUNT(*) FROM web_person").fetchone()
        [sessions] = written.execute("SELECT COUNT(*) FROM web_entry WHERE kind = 'record'").fetchone()
    return Held(persons, sessions)


def beside(what: str) -> Path:
    """A copy of the store as it is, damaged or not, in the data folder: something will be done to it."""
    file = copies.free_name(Path(settings.DATA), what)
    with _opened() as source:
        copies.write(source, file, looked_at=False)
    return file


def held(alias: str = DEFAULT_DB_ALIAS) -> Held:
    """What an opened store holds."""
    sessions = models.Entry.objects.using(alias).filter(kind="record")
    return Held(models.Person.objects.using(alias).count(), sessions.count())


@contextmanager
def _opened(tell: Tell = silent) -> Iterator[sqlite3.Connection]:
    """The store as an SQLite database: its own file, or one that holds the same rows."""
    if embedded():
        with closing(_embedded(Path(settings.DATA) / home.STORE)) as source:
            yield source
        return
    with rows.aside() as copy:
        _fill(copy, tell)
        yield connections[copy].connection


def _embedded(file: Path) -> sqlite3.Connection:
    if not file.exists():
        raise CannotOpen(f"There is no store in {file.parent} yet, so there is nothing to back up.")
    return sqlite3.connect(file, timeout=20, isolation_level=None)


def _fill(copy: str, tell: Tell) -> None:
    """Every row of one moment, in tables of the shape that the store has now."""
    seen = shape.applied()
    if not seen:
        raise CannotOpen("There is no store in that database yet, so there is nothing to back up.")
    with shape.alone(copy):
        shape.bring_up(copy, max(seen))
    found = shape.tables_of()
    within = connection.in_atomic_block  # of somebody who lets nobody else write
    with transaction.atomic():
        if not within:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        with transaction.atomic(copy):
            rows.move(found, DEFAULT_DB_ALIAS, copy, tell)
        ids = rows.last_ids(found, DEFAULT_DB_ALIAS)
    rows.never_again(ids, found, copy)
