"""Numbers read back out of a drawing and out of a table, by somebody who has only one of the two."""

from __future__ import annotations

import re
from datetime import timedelta
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

from lives import Life
from strongback.record.history import ordered
from strongback.report.charts import Chart
from strongback.report.exercise_charts import detail_charts, main_charts
from strongback.report.numbers import Trends
from strongback.report.person_charts import pain_chart, weeks_chart, whole_chart
from strongback.report.trends import trends

ROMAN = {"I": 1, "II": 2, "III": 3}
Values = list[int | None]


def told(life: Life, days: int = 0) -> Trends:
    """What a life adds up to today, or some days later."""
    return trends(life.programme, ordered(life.history), life.today + timedelta(days=days))


def charts_of(life: Life, told: Trends) -> list[Chart]:
    """Every chart there is of it."""
    words = life.programme.words["en"]
    found = [weeks_chart(told), whole_chart(told), pain_chart(told, words)]
    for series in told.series:
        found += [*main_charts(series, words), *detail_charts(life.programme, series, words)]
    return [chart for chart in found if chart is not None]


class Cells(HTMLParser):
    """The rows of a table as texts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.rows[-1][-1] += data


def rows_in(table: str) -> list[list[str]]:
    """The rows below the heads."""
    return Cells(table).rows[1:]


def in_table(table: str) -> Values:
    """The value of each row: the number its first cell begins with, or a step by its numeral; else None."""
    values: Values = []
    for _, cell, *_ in rows_in(table):
        numeral = re.search(r" (I+)$", cell)
        digits = re.match(r"\d+", cell)
        values.append(ROMAN[numeral[1]] if numeral else int(digits[0]) if digits else None)
    return values


def in_drawing(svg: str, rows: int) -> Values:
    """The value at each place, measured: how high its mark lies between the lines named at the axis."""
    root = ET.fromstring(svg)
    named = [text for text in root.iter("text") if text.get("class") == "tick"]
    lines = [line for line in root.iter("line") if line.get("class") == "grid"]
    heights = [
        (float(line.get("y1", "")), _value(text.text)) for line, text in zip(lines, named, strict=True)
    ]
    (low_y, low), (top_y, top) = max(heights), min(heights)
    left, right = (float(lines[0].get(end, "")) for end in ("x1", "x2"))
    values: Values = [None] * rows
    for mark in (*root.iter("circle"), *root.iter("rect")):
        wide = float(mark.get("width", 0))
        x, y = (float(mark.get(a) or mark.get(b) or "") for a, b in (("cx", "x"), ("cy", "y")))
        place = int((x + wide / 2 - left) / (right - left) * rows)
        assert values[place] is None, "two marks in one place"
        values[place] = round(low + (low_y - y) / (low_y - top_y) * (top - low))
    return values


def _value(tick: str | None) -> int:
    return ROMAN.get(tick or "") or int(tick or "")


def numbers_below(svg: str) -> list[str]:
    """What stands below the marks, as much as there was room for."""
    return [text.text or "" for text in ET.fromstring(svg).iter("text") if text.get("class") == "number"]


def days_in(svg: str) -> dict[str, str]:
    """The days of the calendar by what their mark is."""
    found = ((each.get("data-day"), each.get("data-kind")) for each in ET.fromstring(svg).iter())
    return {day: kind for day, kind in found if day is not None and kind is not None}
