"""The charts of one exercise over time: sets, rung, rest, effort, pain, time held. Nothing is drawn here.

Sets and rung tell the whole time; the others the last twelve sessions, each alone. Each is None where there
is nothing to tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from strongback.programme.nouns import Programme, Words
from strongback.report.charts import SILENT, Chart, Kind, Mark, Ticks
from strongback.report.grouping import Told, each_mark, grouped, lately, marked
from strongback.report.numbers import Point, Series
from strongback.report.sentences import capital, seconds, sets

SCALE: Ticks = ((0, "0"), (5, "5"), (10, "10"))
"""The axis of effort and pain."""
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_MINUTE_S = 60


def series_name(series: Series, words: Words) -> str:
    """`Pelvic tilt`, `Chest lift I to Chest lift III`"""
    first, last = (words.exercises[series.exercises[end]].name for end in (0, -1))
    return f"{first} to {last}" if series.ladder else first


def main_charts(series: Series, words: Words) -> Iterator[Chart]:
    """The rung, where there are rungs, and the sets."""
    for chart in (rung_chart(series, words), sets_chart(series, words)):
        if chart is not None:
            yield chart


def detail_charts(programme: Programme, series: Series, words: Words) -> Iterator[Chart]:
    """The others, as far as there is something to tell."""
    for chart in (
        rest_chart(programme, series, words),
        effort_chart(series, words),
        pain_chart(series, words),
        held_chart(series, words),
    ):
        if chart is not None:
            yield chart


def sets_chart(series: Series, words: Words) -> Chart | None:
    """Sets done and prescribed; of a period the session with the most."""
    if not series.points:
        return None

    def tell(points: Sequence[Point]) -> Told:
        if not points:
            return Told(None, SILENT, ("not done", SILENT))
        best = max(points, key=lambda point: (point.sets, point.dose.sets))
        return Told(best.sets, str(best.sets), (str(best.sets), str(best.dose.sets)), best.dose.sets)

    groups = grouped(series.points)
    marks = marked(groups, tell)
    top = max(3, *(most for mark in marks for most in (mark.value or 0, mark.line or 0)))
    named = range(1, top + 1) if top <= 4 else (1, top)
    says = _change([_in_sets(words, point.sets) for point in series.points])
    says += _LINE if any(mark.value != mark.line for mark in marks) else ""
    says += each_mark(groups, "dot", "the session with the most sets")
    ticks = tuple((many, str(many)) for many in named)
    return _chart(series, words, "sets", "steps", says, ("Sets done", "Prescribed"), marks, top, ticks)


_LINE = " The dashed line is what was prescribed."


def _in_sets(words: Words, many: int) -> str:
    return sets(words, many) if many else "no set"


def rung_chart(series: Series, words: Words) -> Chart | None:
    """Which rung was done; of a period the last. Only for a ladder."""
    if not series.ladder or not series.points:
        return None

    def tell(points: Sequence[Point]) -> Told:
        if not points or points[-1].rung is None:
            return Told(None, SILENT, ("not done",))
        last = points[-1]
        rung = last.rung or 0
        return Told(rung, _roman(rung), (words.exercises[last.exercise].name,))

    groups = grouped(series.points)
    marks = marked(groups, tell)
    says = _change([words.exercises[point.exercise].name for point in series.points])
    says += each_mark(groups, "dot", "the last session of it")
    top = len(series.exercises)
    ticks = tuple((rung, _roman(rung)) for rung in range(1, top + 1))
    return _chart(series, words, "step", "steps", says, ("Step",), marks, top, ticks)


def _roman(rung: int) -> str:
    return _ROMAN[rung - 1] if rung <= len(_ROMAN) else str(rung)


def rest_chart(programme: Programme, series: Series, words: Words) -> Chart | None:
    """The longest rest between the sets of a session, in seconds; one set leaves none."""
    marks = marked(lately(series.points), _rest)
    known = [mark.value for mark in marks if mark.value is not None]
    if not known:
        return None
    usual = programme.rest.between_sets_ms // 1000
    top = max(usual, *(rest // 1000 for rest in programme.rest.longer_ms), *known)
    says = f"{_last(marks)} The sheet has {usual} seconds; longer ones were asked for."
    if max(known) <= usual:
        says = f"{_last(marks)} It was never longer than the sheet’s {usual} seconds."
    ticks = ((0, "0"), (usual, str(usual)), (top, str(top)))
    heads = ("Longest rest", "Prescribed")
    return _chart(series, words, "rest", "dots", says, heads, marks, top, ticks)


def _rest(points: Sequence[Point]) -> Told:
    [point] = points
    if point.rest_ms is None:
        return Told(None, SILENT, ("one set, no rest", SILENT))
    prescribed = seconds(point.dose.rest_ms) if point.dose.sets > 1 else SILENT
    rest = point.rest_ms // 1000
    return Told(rest, str(rest), (seconds(rest * 1000), prescribed))


def effort_chart(series: Series, words: Words) -> Chart | None:
    """How hard it was, 0 to 10, as it was said. No answer is a gap."""
    marks = marked(lately(series.points), _effort)
    if all(mark.value is None for mark in marks):
        return None
    silent = sum(mark.value is None for mark in marks)
    says = f"{_last(marks)} 0 is no effort, 10 the most there is."
    says += " A gap is a session without an answer." if silent else ""
    heads = ("Effort", "Two more?")
    return _chart(series, words, "effort", "dots", says, heads, marks, 10, SCALE)


def _effort(points: Sequence[Point]) -> Told:
    [point] = points
    more = {True: "yes", False: "no", None: "no answer"}[point.two_more]
    if point.effort is None:
        return Told(None, SILENT, ("no answer", more))
    return Told(point.effort, str(point.effort), (f"{point.effort} of 10", more))


def pain_chart(series: Series, words: Words) -> Chart | None:
    """Pain named in this exercise, 0 to 10; only where there was some in the last twelve sessions."""
    shown = series.points[-12:]
    if not any(point.hurt for point in shown):
        return None
    marks = marked(lately(shown), _pain)
    many = sum(point.hurt for point in shown)
    says = f"Pain was named in {many} of the last {len(shown)} sessions."
    says += " A question mark is pain without a number." if "?" in {mark.number for mark in marks} else ""
    return _chart(series, words, "pain", "dots", says, ("Pain",), marks, 10, SCALE)


def _pain(points: Sequence[Point]) -> Told:
    [point] = points
    if not point.hurt:
        return Told(None, SILENT, ("none named",))
    if point.severity is None:
        return Told(None, "?", ("pain, no number said",))
    return Told(point.severity, str(point.severity), (f"{point.severity} of 10",))


def held_chart(series: Series, words: Words) -> Chart | None:
    """The time held in a session, all repetitions together, in whole seconds."""
    marks = marked(lately(series.points), _held)
    if not marks:
        return None
    longest = max(mark.value or 0 for mark in marks)
    top = max(1, -(-longest // _MINUTE_S)) * _MINUTE_S
    says = f"{_last(marks)} All holds of a session together."
    ticks = ((0, "0"), (top // 2, str(top // 2)), (top, str(top)))
    return _chart(series, words, "held", "dots", says, ("Time held",), marks, top, ticks)


def _held(points: Sequence[Point]) -> Told:
    [point] = points
    held = point.held_ms // 1000
    return Told(held, str(held), (seconds(held * 1000),))


_TITLES = {
    "sets": "sets",
    "step": "the step of the series",
    "rest": "rest between sets, in seconds",
    "effort": "effort",
    "pain": "pain",
    "held": "time held, in seconds",
}


def _chart(
    series: Series,
    words: Words,
    what: str,
    kind: Kind,
    says: str,
    heads: tuple[str, ...],
    marks: tuple[Mark, ...],
    top: int,
    ticks: Ticks,
) -> Chart:
    title = f"{series_name(series, words)}, {_TITLES[what]}"
    return Chart(f"{what}-{series.key}", title, says, kind, ("When", *heads), marks, 0, top, ticks)


def _change(told: Sequence[str]) -> str:
    """`One set at first, three sets last.`"""
    if len(set(told)) == 1:
        return f"{capital(told[0])} each time."
    return f"{capital(told[0])} at first, {told[-1]} last."


def _last(marks: Sequence[Mark]) -> str:
    return f"Last time: {marks[-1].cells[0]}."
