"""The one place where the time comes in. Tests put another function here."""

from __future__ import annotations

from datetime import date, datetime

from strongback.record.nouns import Instant


def now() -> datetime:
    """This moment, in the machine's local time with its offset."""
    return datetime.now().astimezone()


def today() -> date:
    """The local day."""
    return now().date()


def instant() -> Instant:
    """This moment as it is written into a note, to the millisecond so that two presses are two notes."""
    return Instant(now().isoformat(timespec="milliseconds"))
