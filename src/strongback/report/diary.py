"""Four weeks to tick with a pen: a column for each day, a row for each exercise, for effort and for pain."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from strongback.report.nouns import Sheet
from strongback.report.sentences import SHORT_LINE

_WEEKS = ((1, 2), (3, 4))
_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_HOW = (
    "<p>Tick what you did. <strong>Effort</strong>: 0 is none, 10 the hardest there is. "
    "<strong>Pain</strong>, then or the day after: 0 is none, 10 the worst there is.</p>"
)
_NUMBERS = ("Effort 0–10", "Pain 0–10")


def diary(sheet: Sheet) -> str:
    """The grid, two weeks beside each other."""
    names = [sheet.words.exercises[one.dose.exercise].name for one in sheet.plan.exercises]
    rows = [f"{nth} {name}" for nth, name in enumerate(names, 1)]
    tables = "".join(_table(weeks, rows) for weeks in _WEEKS)
    return f'<section class="diary"><h2>My four weeks</h2>{_HOW}{tables}</section>'


def _table(weeks: tuple[int, int], rows: list[str]) -> str:
    days = "".join(f'<th scope="col">{day}</th>' for day in _DAYS) * len(weeks)
    return (
        f'<div class="grid" role="region" aria-label="Weeks {weeks[0]} and {weeks[1]}" tabindex="0">'
        f'<table><thead><tr><td rowspan="2" class="names"></td>{"".join(_top(week) for week in weeks)}</tr>'
        f"<tr>{days}</tr></thead><tbody>{_rows(rows, len(weeks))}</tbody>"
        f'<tbody class="numbers">{_rows(_NUMBERS, len(weeks))}</tbody></table></div>'
    )


def _top(week: int) -> str:
    return f'<th scope="colgroup" colspan="{len(_DAYS)}">Week {week}, from {SHORT_LINE}</th>'


def _rows(names: Sequence[str], weeks: int) -> str:
    boxes = ("<td></td>" * (len(_DAYS) - 1) + '<td class="last"></td>') * weeks
    return "".join(f'<tr><th scope="row">{escape(name)}</th>{boxes}</tr>' for name in names)
