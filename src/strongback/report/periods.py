"""A stretch of days in weeks, months, quarters or years: twelve at most, to fit on a telephone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from strongback.report.weeks import monday

MOST = 12
"""So many marks stand side by side on a narrow screen, in letters of twenty pixels."""
_WEEK = timedelta(days=7)


class Period(Struct, frozen=True):
    """Some days in a row. `label` says which in full, `short` when it begins, in eight letters at most.

    `unit` is what they make: a day, a week, a month, three months, a year, so many years.
    """

    first: date
    last: date
    label: str
    short: str
    unit: str


def one_day(day: date) -> Period:
    """A period of a single day: `16 November 2026`, `16 Nov`."""
    return Period(day, day, f"{day.day} {day:%B %Y}", f"{day.day} {day:%b}", "day")


def week(start: date) -> Period:
    """`16 to 22 Nov 2026`, `30 Nov to 6 Dec 2026`"""
    end = start + _WEEK - timedelta(days=1)
    begins = f"{start.day}"
    if start.month != end.month:
        begins += f" {start:%b}" if start.year == end.year else f" {start:%b %Y}"
    return Period(start, end, f"{begins} to {end.day} {end:%b %Y}", f"{start.day} {start:%b}", "week")


def periods(first: date, last: date) -> tuple[Period, ...]:
    """Weeks where at most twelve hold both days, else months, quarters, years, or several years each."""
    for found in (_weeks(first, last), _months(first, last, 1), _months(first, last, 3)):
        kept = tuple(period for period, _ in zip(found, range(MOST + 1), strict=False))
        if len(kept) <= MOST:
            return kept
    many = -(-(last.year - first.year + 1) // MOST)
    return tuple(_years(first.year, last.year, many))


def _weeks(first: date, last: date) -> Iterator[Period]:
    start = monday(first)
    while start <= last:
        yield week(start)
        start += _WEEK


def _months(first: date, last: date, many: int) -> Iterator[Period]:
    """Groups of so many months, as the calendar has them."""
    month = first.year * 12 + (first.month - 1) // many * many
    while month <= last.year * 12 + last.month - 1:
        start, after = _month(month), _month(month + many)
        end = after - timedelta(days=1)
        label = f"{start:%B %Y}" if many == 1 else f"{start:%B} to {end:%B %Y}"
        yield Period(start, end, label, f"{start:%b %Y}", "month" if many == 1 else f"{many} months")
        month += many


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def _years(first: int, last: int, many: int) -> Iterator[Period]:
    for start in range(first, last + 1, many):
        end = start + many - 1
        label = str(start) if many == 1 else f"{start} to {end}"
        unit = "year" if many == 1 else f"{many} years"
        yield Period(date(start, 1, 1), date(end, 12, 31), label, str(start), unit)
