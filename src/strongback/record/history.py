"""A history from its entries: each fact once, and in the order of the clock when that is asked for."""

from __future__ import annotations

from collections.abc import Iterable

from strongback.record.nouns import Entry, History, Instant, SessionRecord
from strongback.record.writer import write_entry


def moment(entry: Entry) -> Instant:
    """When a record started, or when a note was made."""
    return entry.started_at if isinstance(entry, SessionRecord) else entry.at


def identity(entry: Entry) -> str | bytes:
    """What makes two entries the same fact: the id of a record, every field of a note."""
    return entry.id.lower() if isinstance(entry, SessionRecord) else write_entry(entry)


def history_of(entries: Iterable[Entry]) -> History:
    """The entries in their order, each fact once. Raises ValueError when two records share an id."""
    kept: dict[str | bytes, Entry] = {}
    for entry in entries:
        if kept.setdefault(identity(entry), entry) != entry:
            raise ValueError(f"two session records share the id {entry.id}")  # type: ignore[union-attr]
    return History(tuple(kept.values()))


def ordered(history: History) -> tuple[Entry, ...]:
    """The entries by the clock, earliest first; those of one moment stay in the order of their lines."""
    return tuple(sorted(history.entries, key=lambda entry: moment(entry).at))
