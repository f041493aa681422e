"""A person's history out of the store, in the shapes that others read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from strongback import library
from strongback.library import fhir as fhir_codes
from strongback.report.fhir import bundle_pieces
from strongback.report.parquet import parquet
from strongback.report.spreadsheet import csv_lines
from strongback.report.trends import trends
from strongback.web import clock, entries, models


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape of a history as a file: how its name ends, its media type, and what makes its bytes."""

    ending: str
    kind: str
    pieces: Callable[[models.Person], Iterator[bytes]]


def json_lines(person: models.Person) -> Iterator[bytes]:
    """Everything that was kept, exactly as it was kept and in that order."""
    for line in entries.lines(person):
        yield line.encode() + b"\n"


def spreadsheet(person: models.Person) -> Iterator[bytes]:
    """One row for each set, for a spreadsheet program."""
    for line in csv_lines(library.load(), entries.recall(person)):
        yield line.encode()


def fhir(person: models.Person) -> Iterator[bytes]:
    """A bundle for programs of health care, without the person's name."""
    programme = library.load()
    weeks = trends(programme, entries.recall(person), clock.today()).weeks
    planned = {week.monday: (week.adherence.done, week.adherence.of) for week in weeks}
    pieces = bundle_pieces(
        programme, entries.recall(person), str(person.id), fhir_codes.codes(), adherence=planned
    )
    for piece in pieces:
        yield piece.encode()


def for_programs(person: models.Person) -> Iterator[bytes]:
    """The rows of the spreadsheet, typed. Raises NoParquet."""
    yield parquet(library.load(), entries.recall(person))


SHAPES = {
    "jsonl": Shape("jsonl", "application/jsonl", json_lines),
    "csv": Shape("csv", "text/csv; charset=utf-8", spreadsheet),
    "fhir": Shape("json", "application/fhir+json", fhir),
    "parquet": Shape("parquet", "application/vnd.apache.parquet", for_programs),
}
"""By the name that is asked for."""


def file_name(person: models.Person, shape: Shape, on: date) -> str:
    """`strongback-anna-2026-11-29.jsonl`: small letters, digits and dashes, whatever the name holds."""
    name = re.sub("[^a-z0-9]+", "-", person.name.lower()).strip("-")[:40]
    return "-".join(filter(None, ("strongback", name, on.isoformat()))) + f".{shape.ending}"


def write(pieces: Iterable[bytes], file: Path) -> None:
    """Write a file that is never half of a history and readable by its owner only. Raises OSError."""
    part = file.with_name(f".{file.name}.part")
    try:
        part.touch(mode=0o600)
        with part.open("wb") as opened:
            opened.writelines(pieces)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
