"""The calendar: a row for each of the last twelve weeks, a mark for each day, how many sessions there were.

A session, a day without and a day to wait are three shapes, and a frame around the number says that it lies
in the programme's band; so it reads in grey and in high contrast too.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from strongback.report.charts import framed, rows
from strongback.report.numbers import Trends, Week
from strongback.report.periods import MOST, week
from strongback.report.plot import picture, text
from strongback.report.sentences import joined

DayKind = Literal["done", "free", "wait", "outside"]
_TITLE = "The days with a session"
_LETTERS = "MTWTFSS"
_FIRST, _STEP, _ROW, _HEAD = 91, 29, 31, 30
_COUNT = 306
"""The middle of the column with the number."""


def calendar_figure(trends: Trends) -> str:
    """The drawing with its point in words, and its table to open."""
    return framed(_TITLE, says(trends), calendar_svg(trends), calendar_table(trends))


def shown(trends: Trends) -> tuple[Week, ...]:
    """The weeks it has, oldest first."""
    return trends.weeks[-MOST:]


def says(trends: Trends) -> str:
    """The point of it, and how to read it."""
    weeks = shown(trends)
    days = sum(len(each.days) for each in weeks)
    most = weeks[-1].most
    many = "1 day" if days == 1 else f"{days} days"
    said = f"{many} in {len(weeks)} weeks." if len(weeks) > 1 else f"{many} this week."
    said += " A full circle is a session, a small dot a day without."
    if any(each.closed for each in weeks):
        said += " A dash is a day on which you were to wait."
    return f"{said} A frame around the number: as many as planned, and no more than {most}."


def in_band(each: Week) -> bool:
    """Whether there were as many sessions as planned, at least one, and no more than the most."""
    return max(1, each.planned) <= each.done <= each.most


def kind_of(each: Week, day: date, trends: Trends) -> DayKind:
    """What a day was."""
    if day in each.days:
        return "done"
    if day > trends.on or trends.since is None or day < trends.since:
        return "outside"
    return "wait" if day in each.closed else "free"


def calendar_svg(trends: Trends) -> str:
    """The drawing alone."""
    weeks = shown(trends)
    height = _HEAD + _ROW * len(weeks) + 8
    heads = (text(_x(n), 20, letter, "day", ' text-anchor="middle"') for n, letter in enumerate(_LETTERS))
    inner = "".join((*heads, *(part for n, each in enumerate(weeks) for part in _row(trends, each, n))))
    return picture("calendar", height, _TITLE, says(trends), inner)


def _x(weekday: int) -> int:
    return _FIRST + _STEP * weekday


def _row(trends: Trends, each: Week, number: int) -> Iterator[str]:
    y = _HEAD + _ROW * number + _ROW / 2
    if each.over is False:
        yield f'<rect class="now" x="1" y="{y - _ROW / 2:g}" width="326" height="{_ROW}" rx="8"/>'
    yield text(4, y + 7, week(each.monday).short, "day")
    for weekday in range(len(_LETTERS)):
        day = each.monday + timedelta(days=weekday)
        yield _day(_x(weekday), y, day, kind_of(each, day, trends))
    if in_band(each):
        yield f'<rect class="band" x="{_COUNT - 17}" y="{y - 13:g}" width="34" height="26" rx="6"/>'
    told = f' text-anchor="middle" data-at="{each.monday.isoformat()}" data-value="{each.done}"'
    yield text(_COUNT, y + 7, str(each.done), "number", told)


def _day(x: float, y: float, day: date, kind: DayKind) -> str:
    told = f'data-day="{day.isoformat()}" data-kind="{kind}"'
    if kind == "done":
        return f'<circle class="done" {told} cx="{x:g}" cy="{y:g}" r="10"/>'
    if kind == "wait":
        return f'<path class="wait" {told} d="M{x - 7:g} {y:g}H{x + 7:g}"/>'
    return f'<circle class="free" {told} cx="{x:g}" cy="{y:g}" r="2.5"/>' if kind == "free" else ""


def calendar_table(trends: Trends) -> str:
    """A row for each week: how many, how many were planned, on which days."""
    heads = ("Week", "Sessions", "Planned", "On")
    told = ((each.monday.isoformat(), week(each.monday).label, _cells(each)) for each in shown(trends))
    return rows(_TITLE, heads, told)


def _cells(each: Week) -> tuple[str, ...]:
    days = joined([f"{day:%a}" for day in each.days]) or "no day"
    waited = f"; {len(each.closed)} to wait" if each.closed else ""
    planned = f"{each.planned} to {each.most}" if each.planned else "none"
    return str(each.done), planned, f"{days}{waited}"
