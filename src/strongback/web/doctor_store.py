"""What the doctor looks at in the store."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.models import Max

from strongback.web import clock, copies, entries, home, models, shape, soundness
from strongback.web.doctor import Check, Result, ask, shown
from strongback.web.start import advice, embedded

_TOLD = 5
_AHEAD_US = 60 * 60 * 1_000_000
_OLDEST_POSTGRESQL = (14, 0)
_RESTORE = "Restore your latest backup: strongback restore FILE."


def examine_store(folder: Path) -> Iterator[Result]:
    """Everything about the store, as far as it can be opened."""
    opened = ask(store, folder)
    yield opened
    if opened.mark != "ok":
        return
    shaped = ask(migrations, folder)
    yield shaped
    if shaped.mark == "ok":
        yield from (ask(check, folder) for check in CHECKS)


def store(folder: Path) -> Result:
    """Whether it can be opened, and is whole."""
    if not embedded():
        return _postgresql()
    file = folder / home.STORE
    if not file.exists():
        return Result(
            "store", "look", f"there is none in {shown(folder)}", "It is made when Strongback starts."
        )
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, timeout=20)) as opened:
            found = copies.damage(opened)
            strays = [] if found else opened.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.Error as error:
        return Result("store", "wrong", f"cannot be opened: {error}", _advice(str(error)))
    if found:
        return Result("store", "wrong", f"is damaged: {found}", _advice("malformed"))
    if strays:
        return Result("store", "wrong", f"{len(strays)} rows belong to nobody", _RESTORE)
    return Result("store", "ok", f"whole, {file.stat().st_size / 1_000_000:.1f} MB")


def migrations(_: Path) -> Result:
    """Whether the store fits the program."""
    try:
        seen, behind = shape.applied(), shape.behind()
    except shape.Newer as newer:
        do = "Start the version that wrote it, or restore a backup that this one made."
        return Result("migrations", "wrong", f"a newer Strongback wrote it (it has seen {newer})", do)
    if behind:
        do = "It is brought up to date when Strongback starts; its rows were not read here."
        return Result("migrations", "look", f"it has seen {max(seen, default='none')}, not all there are", do)
    return Result("migrations", "ok", f"up to {max(seen)}")


def rows(_: Path) -> Result:
    """Whether every entry, draft, script and person can still be read. Only places are told."""
    bad = list(islice(soundness.unsound(), _TOLD + 1))
    if bad:
        places = ", ".join(one.where for one in bad[:_TOLD]) + (" and more" if len(bad) > _TOLD else "")
        return Result(
            "rows", "wrong", f"cannot be read: {places}", f"{_RESTORE} And please report this line."
        )
    many = models.Entry.objects.count()
    persons = models.Person.objects.count()
    return Result("rows", "ok", f"persons: {persons}, entries: {many}, all readable")


def newest_entry(_: Path) -> Result:
    """Whether the clock is behind something that is written already."""
    latest = models.Entry.objects.aggregate(newest=Max("moment_us"))["newest"]
    if latest is not None and latest > entries.microseconds(clock.now()) + _AHEAD_US:
        do = "Look at the clocks of this machine and of the tablets."
        return Result("newest entry", "look", "is later than the clock of this machine", do)
    return Result("newest entry", "ok", "not later than the clock" if latest is not None else "there is none")


def erased(_: Path) -> Result:
    """Whether bytes of somebody who was erased may still be in the file."""
    unswept = models.Erased.objects.filter(swept=False).count()
    if unswept:
        do = "Start Strongback once more: the next start sweeps the file."
        return Result("erased", "look", f"{unswept} not swept from the file yet", do)
    return Result("erased", "ok", "nothing is left to sweep")


def older_copies(folder: Path) -> Result:
    """Copies that were laid beside the store before something was done to it."""
    found = list(folder.glob("strongback-before-*.sqlite3"))
    if not found:
        return Result("older copies", "ok", "none")
    size_mb = sum(file.stat().st_size for file in found) / 1_000_000
    seen = f"{len(found)} in {shown(folder)}, {size_mb:.1f} MB"
    if models.Erased.objects.exists():
        do = "They may still hold whoever was erased since. Delete the files you need no more."
        return Result("older copies", "look", seen, do)
    return Result("older copies", "ok", seen)


CHECKS: tuple[Check, ...] = (rows, newest_entry, erased, older_copies)


def _postgresql() -> Result:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        version = connection.get_database_version()
    except (DatabaseError, ImproperlyConfigured) as error:
        return Result("store", "wrong", f"cannot be opened ({type(error).__name__})", _advice(""))
    told = f"PostgreSQL {version[0]}.{version[1]} answers"
    if version < _OLDEST_POSTGRESQL:
        return Result("store", "wrong", told, f"Version {_OLDEST_POSTGRESQL[0]} or newer is needed.")
    return Result("store", "ok", told)


def _advice(said: str) -> str:
    return advice(said).replace(str(Path.home()), "~")
