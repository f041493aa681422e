"""Put a backup in the place of the store: looked at first, then all of it at once or nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections, transaction
from django.db.migrations.exceptions import InconsistentMigrationHistory

from strongback.web import backup, copies, home, models, rows, shape, soundness
from strongback.web.backup import Held
from strongback.web.copies import Tell, silent
from strongback.web.rows import Table

_BEGINS = b"SQLite format 3\0"
_FOREIGN = "SELECT name FROM sqlite_master WHERE type NOT IN ('table', 'index') OR sql LIKE 'CREATE VIRTUAL%'"
_NAME_ANOTHER = "Name a file that `strongback backup` made."
_TOLD = 5


class Refused(ValueError):
    """The file is not restored; says why, and what to do. The store is as it was."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was there, and the copy of it, None when there was nothing; what is there now."""

    before: Held
    copy: Path | None
    now: Held


def restore(file: Path, tell: Tell = silent) -> Restored:
    """Replace everything in the store, which is of this program's shape, by what a backup holds.

    The file is only read. Killed on the way, the process leaves the store as it was, or as it is to be; the
    server may run meanwhile. Raises Refused, OSError, DatabaseError.
    """
    with rows.aside() as found:
        _take(file, found)
        _bring_up(file, found)
        _look(file, found, lambda done, of: tell(done, 2 * of))
        tables = shape.tables_of()
        with transaction.atomic():
            _nobody_writes([table._meta.db_table for table in tables])
            before = backup.held()
            full = any(table._base_manager.exists() for table in tables)
            copy = backup.beside("before-restore") if full else None
            _replace(tables, found, lambda done, of: tell(of + done, 2 * of))
            return Restored(before, copy, backup.held())


def _take(file: Path, into: str) -> None:
    """Copy the file into the database aside, and see whether it is whole."""
    if file.resolve() == (Path(settings.DATA) / home.STORE).resolve():
        raise Refused(f"{file} is the store itself. {_NAME_ANOTHER}")
    with file.open("rb") as opened:
        if opened.read(len(_BEGINS)) != _BEGINS:
            raise Refused(f"{file} is no SQLite file. {_NAME_ANOTHER}")
    copy: sqlite3.Connection = connections[into].connection
    try:
        with closing(_only_to_read(file)) as source:
            copies.copy_into(copy, source)
        found = copies.damage(copy)
        strange = "" if found else copy.execute(_FOREIGN).fetchone()
    except sqlite3.DatabaseError as error:
        found, strange = str(error), ""
    if found:
        raise _damaged(file, found)
    if strange:
        raise Refused(f"{file} holds `{strange[0]}`, which no store has. {_NAME_ANOTHER}")


def _only_to_read(file: Path) -> sqlite3.Connection:
    """Whoever made it may have left something beside it that belongs to it; else nothing is laid there."""
    alone = not Path(f"{file}-wal").exists() and not Path(f"{file}-journal").exists()
    how = "mode=ro&immutable=1" if alone else "mode=ro"
    return sqlite3.connect(f"{file.absolute().as_uri()}?{how}", uri=True, isolation_level=None)


def _bring_up(file: Path, found: str) -> None:
    """The copy becomes one of this program's shape."""
    try:
        if not shape.applied(found):
            raise Refused(f"{file} holds no store. {_NAME_ANOTHER}")
        with shape.alone(found):
            shape.bring_up(found)
    except shape.Newer as newer:
        raise Refused(
            f"{file} was written by a newer Strongback (it has seen {newer}). "
            "Install that version, and restore with it. The store is as it was."
        ) from newer
    except (DatabaseError, InconsistentMigrationHistory) as error:
        raise _damaged(file, str(error)) from error


def _look(file: Path, found: str, tell: Tell) -> None:
    """Every row is read, and belongs to somebody."""
    try:
        connections[found].check_constraints()
        bad = list(islice(soundness.unsound(found, tell), _TOLD))
        for table in shape.tables_of(found):
            table._base_manager.using(found).first()
    except DatabaseError as error:
        raise _damaged(file, str(error)) from error
    if bad:
        raise _damaged(file, "; ".join(f"{one.where}: {one.what}" for one in bad))


def _damaged(file: Path, found: str) -> Refused:
    said = " ".join(found.split())
    return Refused(f"{file} is damaged: {said}. Take an older backup. The store is as it was.")


def _replace(tables: list[Table], found: str, tell: Tell) -> None:
    """Everything goes and everything comes.

    What comes gets ids that the store never gave before: one id never means two facts, neither to a server
    that remembers where somebody stood nor to a device that asks whether anything changed. A device that was
    disconnected since the backup stays so, and the marks of who was erased since stay too.
    """
    let_in = list(models.Device.objects.values_list("token", flat=True))
    erased = list(models.Erased.objects.all())
    last = rows.last_ids(tables, DEFAULT_DB_ALIAS)
    for table in reversed(tables):
        table._base_manager.all().delete()
    rows.move(tables, found, DEFAULT_DB_ALIAS, tell, last)
    given = rows.last_ids(tables, found)
    rows.never_again({name: last[name] + given[name] for name in last}, tables, DEFAULT_DB_ALIAS)
    models.Device.objects.exclude(token__in=let_in).delete()
    for kind in (models.PairingCode, models.PairingTry):
        kind.objects.all().delete()
    for one in erased:
        models.Erased.objects.get_or_create(id=one.id, defaults={"at": one.at, "swept": one.swept})


def _nobody_writes(names: list[str]) -> None:
    """Until the transaction is over, so that nothing comes between the copy and what takes its place.

    SQLite lets one write at a time anyway.
    """
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {', '.join(names)} IN EXCLUSIVE MODE")
