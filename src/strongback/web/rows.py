"""All rows of a store into another, of whatever kind the two are. Whoever calls holds the transactions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from graphlib import TopologicalSorter
from itertools import count, islice
from pathlib import Path
from typing import Any

from django.apps.registry import Apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import AutoField, Model
from django.db.utils import ConnectionHandler

from strongback.web import home
from strongback.web.copies import Tell, silent

APP = "web"
Table = type[Model]
_numbers = count()
_AT_ONCE = 200


@contextmanager
def aside() -> Iterator[str]:
    """An empty SQLite database under an alias of its own.

    Its file has no name: it lies in the data folder, and is gone when the process ends, however it ends.
    """
    home.make_private(Path(settings.DATA))
    alias = f"aside-{next(_numbers)}"  # one may be open while another is made
    own = {"ENGINE": "django.db.backends.sqlite3", "NAME": "file:", "CONN_MAX_AGE": None}
    connections.settings[alias] = ConnectionHandler({DEFAULT_DB_ALIAS: {}, alias: own}).settings[alias]
    try:
        folder = str(settings.DATA).replace("'", "''")
        with connections[alias].cursor() as cursor:
            cursor.execute(f"PRAGMA temp_store_directory = '{folder}'")  # not where other things lie
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.settings[alias]


def tables(apps: Apps) -> list[Table]:
    """Every table of the store, those that others point to before them."""
    own = [table for table in apps.get_models(include_auto_created=True) if table._meta.app_label == APP]
    return list(TopologicalSorter({table: _pointed_to(table) & set(own) for table in own}).static_order())


def move(
    found: Sequence[Table],
    source: str,
    target: str,
    tell: Tell = silent,
    last: Mapping[str, int] | None = None,
) -> None:
    """Copy every row of those tables. Ids that count up come after the `last` ones, by table."""
    of = sum(table._base_manager.using(source).count() for table in found)
    # To a PostgreSQL many rows are sent as arrays, and long texts in arrays cost six times as much as alone.
    together = None if connections[target].vendor == "sqlite" else 1
    done = 0
    for table in found:
        rows = table._base_manager.using(source).order_by("pk").iterator(chunk_size=_AT_ONCE)
        while chunk := list(islice(rows, _AT_ONCE)):
            for row in chunk:
                _after(row, last or {})
            table._base_manager.using(target).bulk_create(chunk, batch_size=together)
            done += len(chunk)
            tell(done, of)


def last_ids(found: Sequence[Table], alias: str) -> dict[str, int]:
    """The highest id that each table ever gave, by its name, also where that row is gone."""
    counted = [table for table in found if _counts_up(table)]
    with connections[alias].cursor() as cursor:
        if connections[alias].vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
            given = dict(cursor.fetchall())
            return {table._meta.db_table: given.get(table._meta.db_table, 0) for table in counted}
        return {table._meta.db_table: _last_of_sequence(cursor, table) for table in counted}


def never_again(ids: Mapping[str, int], found: Sequence[Table], alias: str) -> None:
    """No id up to these is given by its table from now on."""
    sqlite = connections[alias].vendor == "sqlite"
    with connections[alias].cursor() as cursor:
        for table in (table for table in found if ids.get(table._meta.db_table)):
            name, last = table._meta.db_table, ids[table._meta.db_table]
            if not sqlite:
                last = max(last, _last_of_sequence(cursor, table))
                cursor.execute("SELECT setval(%s::regclass, %s)", (_sequence(cursor, table), last))
                continue
            cursor.execute("UPDATE sqlite_sequence SET seq = max(seq, %s) WHERE name = %s", (last, name))
            if not cursor.rowcount:
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", (name, last))


def _after(row: Model, last: Mapping[str, int]) -> None:
    """Move the ids of a row, and those it points to, behind the last ones."""
    for field in row._meta.concrete_fields:
        other = type(row) if field.primary_key else field.related_model
        if isinstance(other, type) and _counts_up(other) and getattr(row, field.attname) is not None:
            moved = getattr(row, field.attname) + last.get(other._meta.db_table, 0)
            setattr(row, field.attname, moved)


def _pointed_to(table: Table) -> set[Table]:
    others = {field.related_model for field in table._meta.concrete_fields}
    return {other for other in others if isinstance(other, type) and other is not table}


def _counts_up(table: Table) -> bool:
    return isinstance(table._meta.pk, AutoField)


def _sequence(cursor: Any, table: Table) -> str:
    pk = table._meta.pk
    cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", (f'"{table._meta.db_table}"', pk.column))
    return str(cursor.fetchone()[0])


def _last_of_sequence(cursor: Any, table: Table) -> int:
    name = _sequence(cursor, table)
    cursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {name}")  # noqa: S608
    return int(cursor.fetchone()[0])
