"""The drawing of a chart, 328 units wide as a telephone is: axis, marks, a number below each, days."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from math import ceil

from strongback.report.charts import Chart, Mark, framed, table

WIDTH = 328
LEFT, RIGHT = 46, 320
TOP, FOOT = 14, 116
"""Where the axis has its top and its low end."""
NUMBERS, DAYS = FOOT + 30, FOOT + 58
"""The lines on which the numbers and the days stand."""
HEIGHT = DAYS + 10
_LETTER = 12
"""The width of a letter, with a little room for those who have other letters."""


def figure(chart: Chart) -> str:
    """The drawing, what it says, and its table to open below it."""
    return framed(chart.title, chart.says, svg(chart), table(chart))


def svg(chart: Chart) -> str:
    """The drawing alone. Each mark carries its day and its value, for whoever reads it without eyes."""
    drawn = {"bars": _bars, "steps": _steps, "dots": _dots}[chart.kind]
    inner = "".join((*_axis(chart), *drawn(chart), *_numbers(chart), *_days(chart)))
    return picture(f"chart-{chart.key}", HEIGHT, chart.title, chart.says, inner)


def picture(key: str, height: int, title: str, says: str, inner: str) -> str:
    """An image of that height with its name and its point in words."""
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="{key}-t {key}-d">'
        f'<title id="{key}-t">{escape(title)}</title><desc id="{key}-d">{escape(says)}</desc>{inner}</svg>'
    )


def text(x: float, y: float, said: str, kind: str, more: str = "") -> str:
    """Letters; `kind` is a class that says which."""
    return f'<text class="{kind}" x="{x:g}" y="{y:g}"{more}>{escape(said)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    """A straight line."""
    return f'<line class="{kind}" x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}"/>'


def height_of(chart: Chart, value: float) -> float:
    """Where a value lies."""
    return round(FOOT - (FOOT - TOP) * (value - chart.low) / (chart.top - chart.low), 2)


def _slot(chart: Chart) -> float:
    return (RIGHT - LEFT) / len(chart.marks)


def _placed(chart: Chart) -> Iterator[tuple[float, Mark]]:
    """Each mark with its middle."""
    slot = _slot(chart)
    return ((round(LEFT + slot * (n + 0.5), 2), mark) for n, mark in enumerate(chart.marks))


def _axis(chart: Chart) -> Iterator[str]:
    for value, said in chart.ticks:
        y = height_of(chart, value)
        yield line(LEFT, y, RIGHT, y, "grid")
        yield text(LEFT - 8, y + 7, said, "tick", ' text-anchor="end"')


def _told(mark: Mark) -> str:
    return f'data-at="{mark.at}" data-value="{mark.value}"'


def _bars(chart: Chart) -> Iterator[str]:
    """A bar for each value, none of it for a zero but its number; the line of what was planned above them."""
    half = round(_slot(chart) * 0.32, 2)
    for x, mark in _placed(chart):
        if mark.value is not None:
            y = height_of(chart, mark.value)
            yield (
                f'<rect class="bar" {_told(mark)} x="{x - half:g}" y="{y:g}" width="{2 * half:g}"'
                f' height="{FOOT - y:g}"/>'
            )
    yield from _planned(chart)


def _planned(chart: Chart) -> Iterator[str]:
    reach = _slot(chart) / 2
    for x, mark in _placed(chart):
        if mark.line is not None:
            y = height_of(chart, mark.line)
            for kind in ("halo", "planned"):  # the halo lets it be seen across a dark bar
                yield line(round(x - reach, 2), y, round(x + reach, 2), y, kind)


def _steps(chart: Chart) -> Iterator[str]:
    """A level for each value, joined where one follows the other."""
    reach = _slot(chart) / 2
    path, before = "", None
    for x, mark in _placed(chart):
        if mark.value is not None:
            y = height_of(chart, mark.value)
            path += f"{'M' if before is None else 'L'}{x - reach:g} {y:g}H{x + reach:g}"
        before = mark.value
    yield from _planned(chart)
    yield f'<path class="level" d="{path}"/>'
    yield from _points(chart)


def _dots(chart: Chart) -> Iterator[str]:
    """A dot for each value, zero too, joined where one follows the other; silence is a gap."""
    path, before = "", None
    for x, mark in _placed(chart):
        if mark.value is not None:
            path += f"{'M' if before is None else 'L'}{x:g} {height_of(chart, mark.value):g}"
        before = mark.value
    yield f'<path class="joined" d="{path}"/>'
    yield from _points(chart)


def _points(chart: Chart) -> Iterator[str]:
    for x, mark in _placed(chart):
        if mark.value is not None:
            y = height_of(chart, mark.value)
            yield f'<circle class="dot" {_told(mark)} cx="{x:g}" cy="{y:g}" r="6"/>'


def _numbers(chart: Chart) -> Iterator[str]:
    """The numbers below the marks, as many as there is room for, the last one always."""
    widest = max((len(mark.number) for mark in chart.marks), default=0)
    every = max(1, ceil((widest * _LETTER + 8) / _slot(chart)))
    last = len(chart.marks) - 1
    for n, (x, mark) in enumerate(_placed(chart)):
        if (last - n) % every == 0:
            yield text(x, NUMBERS, mark.number, "number", ' text-anchor="middle"')


def _days(chart: Chart) -> Iterator[str]:
    """When the first and the last mark are, and one in the middle where there is room."""
    placed = list(_placed(chart))
    last = len(placed) - 1
    if last == 0:
        yield text(placed[0][0], DAYS, placed[0][1].short, "day", ' text-anchor="middle"')
        return
    yield text(LEFT, DAYS, placed[0][1].short, "day")
    yield text(RIGHT, DAYS, placed[last][1].short, "day", ' text-anchor="end"')
    x, middle = placed[last // 2]
    room = min(x - LEFT, RIGHT - x) - 1.5 * _LETTER * max(len(mark.short) for _, mark in placed)
    if last > 1 and room > _LETTER:
        yield text(x, DAYS, middle.short, "day", ' text-anchor="middle"')
