"""Charts: a row of at most twelve values, drawn as SVG and told as a table, from the same marks.

Letters in the drawing are twenty units high and the drawing is as wide as a telephone, so that there they
are twenty pixels. Nothing is told by colour alone: every value also stands as a number below its mark. Looks
come from static/css/charts.css.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Literal

from msgspec import Struct

Kind = Literal["bars", "steps", "dots"]
Ticks = tuple[tuple[int, str], ...]
"""The values named on an axis, each with what stands there."""
SILENT = "–"
"""Stands below a mark where there is no value."""


class Mark(Struct, frozen=True):
    """One place on a chart, one row of its table.

    `at` is the ISO day it begins; `label` the head of its row, `short` the same below the axis. `value` None:
    nothing is drawn; `number` is what stands below the mark in any case, `cells` the rest of the row, the
    words for the value first. `line` is where the line of what was planned runs.
    """

    at: str
    label: str
    short: str
    value: int | None
    number: str
    cells: tuple[str, ...]
    line: int | None = None


class Chart(Struct, frozen=True):
    """What is drawn and told. `says` is the point of it in words; `heads` are the columns, the marks' first.

    `low` and `top` are the ends of the axis; `ticks` the values that are named there.
    """

    key: str
    title: str
    says: str
    kind: Kind
    heads: tuple[str, ...]
    marks: tuple[Mark, ...]
    low: int
    top: int
    ticks: Ticks


def framed(title: str, says: str, drawing: str, numbers: str) -> str:
    """A drawing under its title, with the point in words and its numbers in a table to open."""
    summary = f'<summary aria-label="In numbers: {escape(title)}">In numbers</summary>'
    return (
        f'<figure class="trend"><figcaption><strong>{escape(title)}.</strong> {escape(says)}</figcaption>'
        f"{drawing}<details>{summary}{numbers}</details></figure>"
    )


def table(chart: Chart) -> str:
    """A row for each mark, oldest first."""
    return rows(chart.title, chart.heads, ((mark.at, mark.label, mark.cells) for mark in chart.marks))


def rows(caption: str, heads: Sequence[str], told: Iterable[tuple[str, str, Sequence[str]]]) -> str:
    """A table: for each row the day it begins, its head, and its other cells."""
    columns = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    body = "".join(
        f'<tr data-at="{at}"><th scope="row">{escape(label)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        + "</tr>"
        for at, label, cells in told
    )
    return (
        f'<div class="wide" role="group" tabindex="0" aria-label="{escape(caption)}">'
        f'<table class="numbers"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{columns}</tr></thead><tbody>{body}</tbody></table></div>"
    )
