"""The store's shape: migrated on start after a backup, refused when it is newer than the program."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from strongback.web import home

_APP = "web"


class Newer(RuntimeError):
    """The store was written by a newer program."""


def prepare() -> Path | None:
    """Make the store, or bring it up to this program. Gives the backup that was made first. Raises Newer."""
    from django.conf import settings

    home.make_private(settings.DATA)
    store = Path(settings.DATA) / home.STORE
    there = store.exists()
    if not there:
        store.touch(mode=0o600)
    loader = MigrationLoader(connection)
    applied = {name for app, name in loader.applied_migrations if app == _APP}
    known = {name for app, name in loader.disk_migrations if app == _APP}
    if applied - known:
        raise Newer(
            f"The store in {store.parent} was written by a newer Strongback. "
            "Start that version, or name another folder with STRONGBACK_DATA."
        )
    if applied == known:
        return None
    backup = _backup(store, max(applied)) if applied else None
    call_command("migrate", verbosity=0, interactive=False)
    return backup


def backup(store: Path, copy: Path) -> Path:
    """A whole and consistent copy of the store, also while it is written to."""
    descriptor = copy.open("xb")
    descriptor.close()
    copy.chmod(0o600)
    with closing(sqlite3.connect(store)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


def _backup(store: Path, last: str) -> Path:
    number = 1
    while (copy := store.with_name(f"{store.stem}-before-update-from-{last}-{number}.sqlite3")).exists():
        number += 1
    return backup(store, copy)
