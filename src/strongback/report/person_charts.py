"""The charts of the whole: sessions by week, sessions of those planned over the whole time, and pain."""

from __future__ import annotations

from collections.abc import Sequence

from strongback.programme.nouns import Words
from strongback.report.charts import SILENT, Chart, Mark
from strongback.report.exercise_charts import SCALE
from strongback.report.grouping import Told, each_mark, grouped, marked
from strongback.report.numbers import PainSaid, Share, Trends, Week, together
from strongback.report.periods import MOST, periods, week

_ALL = 100


def weeks_chart(trends: Trends) -> Chart | None:
    """Sessions in each of the last twelve weeks, against the line of what was planned."""
    shown = trends.weeks[-MOST:]
    if not shown:
        return None
    marks = tuple(_week(each) for each in shown)
    often = shown[-1].most
    enough = sum(each.over and each.done >= each.planned > 0 for each in shown)
    asked = sum(each.over and each.planned > 0 for each in shown)
    says = f"In {enough} of {asked} whole weeks as many as planned." if asked else "No whole week yet."
    says += " The dashed line is what was planned."
    top = max(often, *(each.done for each in shown))
    least = max(each.planned for each in shown)
    ticks = tuple((many, str(many)) for many in sorted({0, least, often}))
    heads = ("Week", "Sessions", "Planned", "Share")
    return Chart("weeks", "Sessions a week", says, "bars", heads, marks, 0, top, ticks)


def _week(each: Week) -> Mark:
    period = week(each.monday)
    label = period.label if each.over else f"{period.label}, not over yet"
    share = percent(each.adherence) if each.over else "not over"
    cells = (str(each.done), f"at least {each.planned}" if each.planned else "none", share)
    return Mark(each.monday.isoformat(), label, period.short, each.done, str(each.done), cells, each.planned)


def whole_chart(trends: Trends) -> Chart | None:
    """The share of planned sessions that were done, over the whole time; only beyond the weeks shown."""
    over = [each for each in trends.weeks if each.over]
    if len(trends.weeks) <= MOST or not over:
        return None
    marks = []
    stretches = periods(over[0].monday, over[-1].monday)
    for period in stretches:
        inside = [each for each in over if period.first <= each.monday <= period.last]
        share = together(each.adherence for each in inside)
        done = sum(each.done for each in inside)
        cells = (percent(share), str(done), str(share.of))
        value = None if share.value is None else _hundredths(share)
        number = SILENT if value is None else str(value)
        marks.append(Mark(period.first.isoformat(), period.label, period.short, value, number, cells))
    share = together(each.adherence for each in over)
    many = _hundredths(share) if share.of else None
    says = "None was planned." if many is None else f"Of 100 planned sessions {many} were done."
    says += each_mark([(period, ()) for period in stretches], "bar")
    heads = ("When", "Of 100 planned", "Sessions", "Planned")
    ticks = ((0, "0"), (50, "50"), (100, "100"))
    return Chart("whole", "The whole time", says, "bars", heads, tuple(marks), 0, _ALL, ticks)


def pain_chart(trends: Trends, words: Words) -> Chart | None:
    """Pain as it was said, in sessions and afterwards; of a period the worst. None where nothing was."""
    said = [pain for pain in trends.pains if not (pain.after and pain.severity is None)]
    if not said:
        return None
    groups = grouped(said)

    def tell(pains: Sequence[PainSaid]) -> Told:
        return _pain(pains, words)

    marks = marked(groups, tell)
    hurt = [pain for pain in said if pain.hurts]
    says = f"Pain was said {_times(len(hurt))}." if hurt else "No pain: every answer was 0."
    says += " A question mark is pain without a number." if "?" in {mark.number for mark in marks} else ""
    says += each_mark(groups, "dot", "the worst of it")
    return Chart("pain", "Pain, 0 to 10", says, "dots", ("When", "Pain", "Where"), marks, 0, 10, SCALE)


def _pain(pains: Sequence[PainSaid], words: Words) -> Told:
    if not pains:
        return Told(None, SILENT, ("nothing said", SILENT))
    known = [pain for pain in pains if pain.severity is not None]
    unnumbered = [pain for pain in pains if pain.severity is None]
    worst = max(known, key=lambda pain: pain.severity or 0, default=None)
    if worst is None or (unnumbered and not worst.severity):
        return Told(None, "?", ("pain, no number said", _where(unnumbered[-1], words)))
    return Told(worst.severity, str(worst.severity), (f"{worst.severity} of 10", _where(worst, words)))


def _where(pain: PainSaid, words: Words) -> str:
    if pain.after:
        return "after a session"
    return words.exercises[pain.exercise].name if pain.exercise else "in a session"


def _times(many: int) -> str:
    return {1: "once", 2: "twice"}.get(many, f"{many} times")


def percent(share: Share) -> str:
    """`83 of 100`, rounded down; `–` where nothing was planned."""
    return SILENT if share.value is None else f"{_hundredths(share)} of 100"


def _hundredths(share: Share) -> int:
    return share.done * _ALL // share.of
