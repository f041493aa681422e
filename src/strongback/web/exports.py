"""A person's history out of the store, in the shapes that others read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from strongback.record.nouns import Entry
from strongback.web import entries, models


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


def by_time(person: models.Person) -> Iterator[Entry]:
    """Every entry, earliest first; those of one moment in the order in which they came."""
    mine = models.Entry.objects.filter(person=person).order_by("moment_us", "id")
    return entries.read(mine.iterator(chunk_size=100))


SHAPES = {
    "jsonl": Shape("jsonl", "application/jsonl", json_lines),
}
"""By the name that is asked for."""


def file_name(person: models.Person, shape: Shape, on: date) -> str:
    """`strongback-anna-2026-11-29.jsonl`: small letters, digits and dashes, whatever the name holds."""
    name = re.sub("[^a-z0-9]+", "-", person.name.lower()).strip("-")[:40]
    return "-".join(filter(None, ("strongback", name, on.isoformat()))) + f".{shape.ending}"


def write(pieces: Iterable[bytes], file: Path) -> None:
    """Write a file that is never half of a history: it gets its name when it is whole. Raises OSError."""
    part = file.with_name(f".{file.name}.part")
    try:
        with part.open("wb") as opened:
            opened.writelines(pieces)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
