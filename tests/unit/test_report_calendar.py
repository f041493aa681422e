"""The reminder as a calendar file: two libraries that are not ours read it, and twice is once."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from dateutil.rrule import rrulestr
from hypothesis import example, given, settings
from hypothesis import strategies as some

from strongback.report.calendar import DAYS, Reminder, calendar, taken_back

ANNA = UUID("6f2a4c52-0b0e-4f39-9a86-0d5b3f1f7a11")
BERTA = UUID("0d7c2f8e-93a5-4b55-8a0e-3c1f5d1f9b02")
MONDAY = datetime(2026, 3, 16, 12, 0, tzinfo=timezone(timedelta(hours=1)))
"""Two weeks before summer time begins."""


def reminder(
    days: str = "MO,WE,FR",
    at: time = time(17, 30),
    name: str = "Anna",
    *,
    changes: int = 1,
    person: UUID = ANNA,
) -> Reminder:
    return Reminder(person, name, tuple(days.split(",")), at, changes)


def read(text: str) -> tuple[Any, Any]:
    """The one entry of a file as icalendar and as vobject read it."""
    (ours,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    return ours, vobject.readOne(text).vevent


def times(text: str, until: date) -> tuple[list[datetime], list[datetime]]:
    """When the entry returns, up to that day, as each of the two understands it."""
    ours, theirs = read(text)
    end = datetime.combine(until, time.max)
    first = ours.decoded("DTSTART")
    rule = rrulestr(ours["RRULE"].to_ical().decode(), dtstart=first)
    return rule.between(first, end, inc=True), theirs.rruleset.between(first, end, inc=True)


def lines(text: str) -> dict[str, str]:
    """The unfolded lines by what stands before the colon; the entry's where the alarm has one too."""
    found: dict[str, str] = {}
    for line in text.replace("\r\n ", "").split("\r\n"):
        key, _, value = line.partition(":")
        found.setdefault(key, value)
    return found


def test_the_whole_file() -> None:
    assert calendar(reminder(name="Anna; B", changes=3), MONDAY).split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Strongback//Reminders//EN",
        "BEGIN:VEVENT",
        "UID:e2f382db-1cc6-51a9-aa4a-17ddbefd4865@strongback",
        "SEQUENCE:3",
        "DTSTAMP:20260316T110000Z",
        "LAST-MODIFIED:20260316T110000Z",
        "DTSTART:20260316T173000",
        "DURATION:PT30M",
        "RRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR",
        "SUMMARY:Time for your exercises\\, Anna\\; B",
        "DESCRIPTION:To change the days or the hour\\, open Strongback\\, then Setting",
        " s\\, then Reminders.",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:PT0S",
        "DESCRIPTION:Time for your exercises\\, Anna\\; B",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_both_readers_see_the_chosen_days_at_the_chosen_hour_also_across_summer_time() -> None:
    ours, theirs = times(calendar(reminder("TU,TH,SU", time(9, 15)), MONDAY), date(2026, 4, 12))
    assert ours == theirs
    assert [f"{when:%a %d %b %H:%M}" for when in ours] == [
        f"{day} 09:15"
        for day in (
            *("Tue 17 Mar", "Thu 19 Mar", "Sun 22 Mar", "Tue 24 Mar", "Thu 26 Mar", "Sun 29 Mar"),
            *("Tue 31 Mar", "Thu 02 Apr", "Sun 05 Apr", "Tue 07 Apr", "Thu 09 Apr", "Sun 12 Apr"),
        )
    ]
    here = [when.replace(tzinfo=ZoneInfo("Europe/Berlin")).utcoffset() for when in ours]
    assert here[4] == timedelta(hours=1), "the last in winter"
    assert here[5] == timedelta(hours=2), "the first in summer"


def test_an_hour_belongs_to_no_zone() -> None:
    for one in read(calendar(reminder(), MONDAY)):
        start = one.decoded("DTSTART") if hasattr(one, "decoded") else one.dtstart.value
        assert start.isoformat() == "2026-03-16T17:30:00", "and no offset"


@pytest.mark.parametrize(
    ("days", "at", "first"),
    [
        ("MO,WE,FR", time(12, 0), "2026-03-16 12:00"),
        ("MO,WE,FR", time(11, 59), "2026-03-18 11:59"),
        ("TU,TH,SA", time(8, 0), "2026-03-17 08:00"),
        ("FR,SA,SU", time(0, 0), "2026-03-20 00:00"),
    ],
)
def test_it_begins_with_the_first_chosen_day_whose_hour_is_to_come(days: str, at: time, first: str) -> None:
    ours, theirs = times(calendar(reminder(days, at), MONDAY), date(2026, 3, 22))
    assert f"{ours[0]:%Y-%m-%d %H:%M}" == f"{theirs[0]:%Y-%m-%d %H:%M}" == first


def test_the_only_day_left_may_be_a_week_away() -> None:
    text = calendar(reminder("MO", time(8, 0)), MONDAY)
    assert lines(text)["DTSTART"] == "20260323T080000"


def test_it_rings_once_at_the_hour_with_words() -> None:
    ours, theirs = read(calendar(reminder(), MONDAY))
    (alarm,) = ours.walk("VALARM")
    assert (alarm["ACTION"], alarm.decoded("TRIGGER")) == ("DISPLAY", timedelta(0))
    assert alarm["DESCRIPTION"] == "Time for your exercises, Anna"
    assert (theirs.valarm.action.value, theirs.valarm.trigger.value) == ("DISPLAY", timedelta(0))
    assert theirs.valarm.description.value == "Time for your exercises, Anna"


def test_half_an_hour_is_kept() -> None:
    ours, theirs = read(calendar(reminder(), MONDAY))
    assert ours.decoded("DURATION") == theirs.duration.value == timedelta(minutes=30)


class Shelf:
    """A calendar that takes in files as RFC 5546 says: by UID, the higher SEQUENCE, the later DTSTAMP."""

    def __init__(self) -> None:
        self.entries: dict[str, Any] = {}

    def take(self, text: str) -> Shelf:
        for entry in icalendar.Calendar.from_ical(text).walk("VEVENT"):
            mine = self.entries.get(str(entry["UID"]))
            if mine is None or self.age(entry) > self.age(mine):
                self.entries[str(entry["UID"])] = entry
        return self

    @staticmethod
    def age(entry: Any) -> tuple[int, datetime]:
        return int(entry["SEQUENCE"]), entry.decoded("DTSTAMP")

    def days(self) -> list[list[str]]:
        return [list(entry["RRULE"]["BYDAY"]) for entry in self.entries.values() if "RRULE" in entry]


def test_a_file_taken_in_twice_is_one_entry() -> None:
    shelf = Shelf().take(calendar(reminder(), MONDAY)).take(calendar(reminder(), MONDAY))
    assert shelf.days() == [["MO", "WE", "FR"]]
    later = calendar(reminder(), MONDAY + timedelta(days=40))
    assert shelf.take(later).days() == [["MO", "WE", "FR"]]


def test_a_change_replaces_the_days_and_an_old_file_does_not_bring_them_back() -> None:
    old, new = calendar(reminder(), MONDAY), calendar(reminder("TU,TH,SA", changes=2), MONDAY)
    assert Shelf().take(old).take(new).days() == [["TU", "TH", "SA"]]
    assert Shelf().take(new).take(old).days() == [["TU", "TH", "SA"]]


def test_two_persons_have_an_entry_each() -> None:
    shelf = Shelf().take(calendar(reminder(), MONDAY))
    assert shelf.take(calendar(reminder("TU,TH,SA", person=BERTA), MONDAY)).days() == [
        ["MO", "WE", "FR"],
        ["TU", "TH", "SA"],
    ]


def test_a_reminder_taken_back_neither_returns_nor_rings_whatever_is_made_of_its_status() -> None:
    text = taken_back(ANNA, 2, MONDAY)
    shelf = Shelf().take(calendar(reminder(), MONDAY)).take(text)
    assert shelf.days() == []
    assert len(shelf.entries) == 1
    ours, theirs = read(text)
    assert (ours["STATUS"], theirs.status.value) == ("CANCELLED", "CANCELLED")
    assert ours.decoded("DTSTART") == theirs.dtstart.value == date(2026, 3, 16)
    assert not ours.walk("VALARM")
    assert "valarm" not in theirs.contents
    again = calendar(reminder(changes=3), MONDAY)
    assert shelf.take(again).days() == [["MO", "WE", "FR"]]


def test_a_shared_calendar_learns_neither_health_nor_the_address_of_a_persons_pages() -> None:
    for text in (calendar(reminder(), MONDAY), taken_back(ANNA, 1, MONDAY)):
        assert str(ANNA) not in text
        for word in ("osteoporosis", "pain", "doctor", "bone", "http", "mailto"):
            assert word not in text.lower()


NAMES = some.text(max_size=200)
HOURS = some.times().map(lambda at: at.replace(second=0, microsecond=0))
CHOSEN = some.sets(some.sampled_from(list(DAYS)), min_size=1).map(lambda days: ",".join(sorted(days)))
MOMENTS = some.integers(0, 30_000_000).map(
    lambda minutes: MONDAY.astimezone(UTC) + timedelta(minutes=minutes)
)


def plain(name: str) -> str:
    """A name without what the format has no letters for: one kind of line end, a space for other controls."""
    letters = "\n".join(name.splitlines())
    return "".join(" " if unicodedata.category(one) == "Cc" and one != "\n" else one for one in letters)


@settings(deadline=None)
@given(NAMES, CHOSEN, HOURS, MOMENTS)
@example('a;b,c\\n\\,\nd:"e"', "MO", time(0, 0), MONDAY)
@example("Ünïcødé 家 " * 12, "MO,TU,WE,TH,FR,SA,SU", time(23, 59), MONDAY)
@example("👩‍🦳" * 40, "SU", time(12, 0), MONDAY)
@example("END:VEVENT\r\nEND:VCALENDAR\r\nBEGIN:VCALENDAR", "MO", time(12, 0), MONDAY)
@example("a\x85b\u2028c\x0cd\x00e\x7f", "MO", time(12, 0), MONDAY)
def test_whatever_the_name_the_file_is_whole_and_says_it(
    name: str, days: str, at: time, moment: datetime
) -> None:
    text = calendar(reminder(days, at, name), moment)
    assert text.endswith("\r\n")
    for line in text.split("\r\n"):
        assert len(line.encode()) <= 75
        assert not any(unicodedata.category(one) == "Cc" for one in line), "no stray line end inside"
    said = f"Time for your exercises, {plain(name)}"
    ours, theirs = read(text)
    assert str(ours["SUMMARY"]) == theirs.summary.value == said
    first, again = times(text, moment.date() + timedelta(days=21))
    assert first == again
    assert {tuple(DAYS)[when.weekday()] for when in first} == set(days.split(","))
    assert {when.time() for when in first} == {at}
    assert moment.replace(tzinfo=None) <= first[0] <= moment.replace(tzinfo=None) + timedelta(days=7)
