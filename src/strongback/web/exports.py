"""A person's history out of the store, in the shapes that others read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from strongback import library
from strongback.library import fhir as fhir_codes
from strongback.record.nouns import Entry
from strongback.record.writer import write_entry
from strongback.report.fhir import bundle_pieces
from strongback.report.parquet import parquet
from strongback.report.spreadsheet import csv_lines
from strongback.web import clock, entries, models, standings, trending


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape of a history as a file: how its name ends, its media type, and what makes its bytes."""

    ending: str
    kind: str
    pieces: Callable[[models.Person], Iterator[bytes]]


def json_lines(person: models.Person) -> Iterator[bytes]:
    """Everything exactly as it was kept and in that order; then what is over and not yet history."""
    for line in entries.lines(person):
        yield line.encode() + b"\n"
    for draft in standings.drafts_over(person):
        yield write_entry(draft) + b"\n"


def by_time(person: models.Person) -> Iterator[Entry]:
    """The same in the order of the clock."""
    return chain(entries.recall(person), standings.drafts_over(person))


def spreadsheet(person: models.Person) -> Iterator[bytes]:
    """One row for each set, for a spreadsheet program."""
    for line in csv_lines(library.load(), by_time(person)):
        yield line.encode()


def fhir(person: models.Person) -> Iterator[bytes]:
    """A bundle for programs of health care, without the person's name."""
    programme = library.load()
    over = standings.drafts_over(person)
    weeks = trending.trends_of(person, programme, clock.today(), over).weeks
    planned = {week.monday: (week.adherence.done, week.adherence.of) for week in weeks}
    pieces = bundle_pieces(programme, by_time(person), str(person.id), fhir_codes.codes(), adherence=planned)
    for piece in pieces:
        yield piece.encode()


def for_programs(person: models.Person) -> Iterator[bytes]:
    """The rows of the spreadsheet, typed. Raises NoParquet."""
    yield parquet(library.load(), by_time(person))


SHAPES = {
    "jsonl": Shape("jsonl", "application/jsonl", json_lines),
    "csv": Shape("csv", "text/csv; charset=utf-8", spreadsheet),
    "fhir": Shape("json", "application/fhir+json", fhir),
    "parquet": Shape("parquet", "application/vnd.apache.parquet", for_programs),
}
"""By the name that is asked for."""


def file_name(person: models.Person, shape: Shape, on: date) -> str:
    """`strongback-anna-2026-11-29.jsonl`: small letters, digits and dashes, whatever the name holds.

    The shapes for others are without the name, and so are their files.
    """
    whose = person.name if shape is SHAPES["jsonl"] else ""
    name = re.sub("[^a-z0-9]+", "-", whose.lower()).strip("-")[:40]
    return "-".join(filter(None, ("strongback", name, on.isoformat()))) + f".{shape.ending}"
