"""The table as Parquet, for whoever works out numbers with a program; it needs the extra `[parquet]`.

Like the PDF it stays in this room because it decides nothing and touches no file of ours, and what it needs
is imported when it is called.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import islice
from types import NoneType
from typing import get_args

from msgspec.structs import astuple, fields

from strongback.programme.nouns import Programme
from strongback.record.nouns import Entry
from strongback.report.table import SetRow, set_rows

HELP = "a Parquet file needs the extra: pip install 'strongback[parquet]'; or export as csv"
_ROWS = 8192
"""Rows that are held at once: about 600 sessions at the goal."""


class NoParquet(Exception):
    """What makes Parquet files is not installed; says what to do."""


def parquet(programme: Programme, entries: Iterable[Entry]) -> bytes:
    """A Parquet file with the columns of `SetRow`, each of its own type; an empty one has them too.

    `entries` are oldest first. Raises NoParquet.
    """
    try:
        import pyarrow  # type: ignore[import-untyped]
        from pyarrow.parquet import ParquetWriter  # type: ignore[import-untyped]
    except ImportError as error:
        raise NoParquet(HELP) from error
    types = {
        str: pyarrow.string(),
        int: pyarrow.int64(),
        bool: pyarrow.bool_(),
        date: pyarrow.date32(),
    }
    schema = pyarrow.schema(
        pyarrow.field(column.name, types[_type(column.type)], nullable=not column.required)
        for column in fields(SetRow)
    )
    into = pyarrow.BufferOutputStream()
    rows = map(astuple, set_rows(programme, entries))
    with ParquetWriter(into, schema) as writer:
        while some := list(islice(rows, _ROWS)):
            columns = zip(*some, strict=True)
            arrays = [pyarrow.array(each, one.type) for each, one in zip(columns, schema, strict=True)]
            writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))
    written: bytes = into.getvalue().to_pybytes()
    return written


def _type(kind: object) -> type:
    """The type of a field, without its None."""
    (found,) = [one for one in get_args(kind) if one is not NoneType] or [kind]
    assert isinstance(found, type)  # noqa: S101
    return found
