"""From what happened on days to marks on a chart: each alone up to twelve, else by periods."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol, TypeVar

from msgspec import Struct

from strongback.report.charts import Mark
from strongback.report.periods import MOST, Period, one_day, periods


class Dated(Protocol):
    """Whatever happened on a day."""

    @property
    def day(self) -> date:
        """Its local day."""


T = TypeVar("T", bound=Dated)
Groups = Sequence[tuple[Period, Sequence[T]]]


class Told(Struct, frozen=True):
    """What a mark has to say: see `Mark`."""

    value: int | None
    number: str
    cells: tuple[str, ...]
    line: int | None = None


def grouped(found: Sequence[T]) -> Groups[T]:
    """Each alone where they are twelve at most, else by periods, of which some may be empty."""
    if len(found) <= MOST:
        return [(one_day(each.day), [each]) for each in found]
    stretches = periods(min(each.day for each in found), max(each.day for each in found))
    groups: list[tuple[Period, list[T]]] = [(period, []) for period in stretches]
    at = 0
    for each in found:
        while each.day > groups[at][0].last:
            at += 1
        groups[at][1].append(each)
    return groups


def lately(found: Sequence[T]) -> Groups[T]:
    """The last twelve, each alone."""
    return grouped(found[-MOST:])


def each_mark(groups: Groups[T], sign: str, is_what: str = "") -> str:
    """What a mark is where it stands for more than a day: ` Each dot is a week: the worst of it.`"""
    unit = groups[0][0].unit
    if unit == "day":
        return ""
    number = unit if unit[0].isdigit() else f"a {unit}"
    return f" Each {sign} is {number}{': ' if is_what else ''}{is_what}."


def marked(groups: Groups[T], tell: Callable[[Sequence[T]], Told]) -> tuple[Mark, ...]:
    """A mark for each group. `tell` is also asked about an empty one."""
    marks = []
    for period, members in groups:
        told = tell(members)
        at = period.first.isoformat()
        marks.append(Mark(at, period.label, period.short, told.value, told.number, told.cells, told.line))
    return tuple(marks)
