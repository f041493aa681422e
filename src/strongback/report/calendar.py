"""A person's reminder as a calendar file (RFC 5545): one entry that returns every week and rings.

Calendars know an entry again by its UID, and take what has the higher SEQUENCE and the later DTSTAMP. So a
file that is read twice makes no second entry. There is no METHOD: that is for invitations, and an entry on a
calendar server may have none (RFC 4791).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from uuid import UUID, uuid5

DAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}
"""The days of a week by the names a calendar file has for them, in the order of `date.weekday`."""

_LINE = 75
"""Octets a line may have without its end."""
_LENGTH = "PT30M"
"""The sheet's half hour. First sessions are shorter, but an entry that grew would have to be put in again."""
_TOLD = "To change the days or the hour, open Strongback, then Settings, then Reminders."
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
"""The format allows none of these; the tenth is the line end."""
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@dataclass(frozen=True, slots=True)
class Reminder:
    """When one person wants to be reminded.

    `days` are keys of DAYS, at least one; `at` is an hour without a zone; `changes` counts how often it was
    changed or taken back.
    """

    person: UUID
    name: str
    days: tuple[str, ...]
    at: time
    changes: int


def calendar(reminder: Reminder, moment: datetime) -> str:
    """The file to put into a calendar. `moment`, the time of writing, carries the person's own offset.

    The hour is written without a zone ("floating"): half past five stays half past five in summer, in winter
    and on a journey.
    """
    said = _text(f"Time for your exercises, {reminder.name}")
    entry = (
        f"DTSTART:{_first(reminder, moment):%Y%m%dT%H%M%S}",
        f"DURATION:{_LENGTH}",
        f"RRULE:FREQ=WEEKLY;BYDAY={','.join(day for day in DAYS if day in reminder.days)}",
        f"SUMMARY:{said}",
        f"DESCRIPTION:{_text(_TOLD)}",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:PT0S",
        f"DESCRIPTION:{said}",
        "END:VALARM",
    )
    return _file(reminder.person, reminder.changes, moment, entry)


def taken_back(person: UUID, changes: int, moment: datetime) -> str:
    """The file that ends a reminder.

    Whoever heeds the status drops the entry. Whoever only replaces it keeps one that has no alarm, does not
    return, and lies on the day of writing.
    """
    entry = (
        f"DTSTART;VALUE=DATE:{moment:%Y%m%d}",
        f"SUMMARY:{_text('Exercise reminder turned off')}",
        "STATUS:CANCELLED",
        "TRANSP:TRANSPARENT",
    )
    return _file(person, changes, moment, entry)


def _file(person: UUID, changes: int, moment: datetime, entry: Iterable[str]) -> str:
    written = f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Strongback//Reminders//EN",
        "BEGIN:VEVENT",
        f"UID:{_uid(person)}",
        f"SEQUENCE:{changes}",
        f"DTSTAMP:{written}",
        f"LAST-MODIFIED:{written}",
        *entry,
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _uid(person: UUID) -> str:
    """Always the same for one person, and not the id in the addresses of their pages: it may be shared."""
    return f"{uuid5(person, 'reminder')}@strongback"


def _first(reminder: Reminder, moment: datetime) -> datetime:
    """The first time that is still to come. RFC 5545 wants the beginning on one of the days that return."""
    now = moment.replace(tzinfo=None)
    week = (datetime.combine(now, reminder.at) + timedelta(days=ahead) for ahead in range(8))
    days = tuple(DAYS)
    return next(when for when in week if when >= now and days[when.weekday()] in reminder.days)


def _text(said: str) -> str:
    """Any text as a value. Whatever ends a line somewhere becomes the one line end there is; controls go."""
    return _CONTROL.sub(" ", "\n".join(said.splitlines())).translate(_ESCAPED)


def _folded(line: str) -> str:
    """A line in pieces of at most 75 octets, never cut inside a letter; the later ones begin with a space."""
    pieces = [""]
    for letter in line:
        if len((pieces[-1] + letter).encode()) > _LINE:
            pieces.append(" ")
        pieces[-1] += letter
    return "\r\n".join(pieces)
