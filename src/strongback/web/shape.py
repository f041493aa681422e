"""The shape of a database: which migrations it has seen, and how it gets those it has not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.migrations.loader import MigrationLoader

from strongback.web.rows import APP, Table, tables

_LOCK = 0x5742_6163_6B  # any number that nobody else in the same database is likely to lock


class Newer(RuntimeError):
    """The database was written by a newer program; says what is unknown of it."""


def applied(alias: str = DEFAULT_DB_ALIAS) -> set[str]:
    """The names of our migrations that this database has seen; none for an empty one. Raises Newer."""
    loader = MigrationLoader(connections[alias])
    seen = {name for app, name in loader.applied_migrations if app == APP}
    if unknown := seen - _known(loader):
        raise Newer(max(unknown))
    return seen


def behind(alias: str = DEFAULT_DB_ALIAS) -> bool:
    """Whether there is a migration that this database has not seen. Raises Newer."""
    return applied(alias) != _known(MigrationLoader(None))


def tables_of(alias: str = DEFAULT_DB_ALIAS) -> list[Table]:
    """The tables as they are in a database of this shape, which may be an older one. Raises Newer."""
    loader = MigrationLoader(connections[alias])
    return tables(loader.project_state([(APP, name) for name in sorted(applied(alias))]).apps)


def bring_up(alias: str = DEFAULT_DB_ALIAS, to: str = "") -> None:
    """Apply what is missing, up to the migration of that name or to the last: all of it or nothing.

    Whoever calls is `alone`.
    """
    where = (APP, to) if to else ()
    with transaction.atomic(alias):
        call_command("migrate", *where, database=alias, verbosity=0, interactive=False)


@contextmanager
def alone(alias: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Until it is over no other process changes the shape of this database."""
    connection = connections[alias]
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", (_LOCK,))
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", (_LOCK,))
        return
    connection.disable_constraint_checking()  # tables are made anew, and in a transaction it cannot be said
    try:
        with transaction.atomic(alias):
            yield
    finally:
        connection.enable_constraint_checking()


def _known(loader: MigrationLoader) -> set[str]:
    return {name for app, name in loader.disk_migrations if app == APP}
