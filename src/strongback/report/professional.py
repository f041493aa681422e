"""The report for a doctor or a physical therapist: one or two pages of what was done, hurt, is prescribed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from strongback.programme.nouns import Decision, Dose, Programme, Words
from strongback.programme.timing import repetitions_in_set
from strongback.progress.reasons import day
from strongback.record.nouns import Override
from strongback.report.numbers import PainSaid, Point, Series, Share, SignSaid, Trends
from strongback.report.sentences import capital, changed, joined, short
from strongback.report.trends import adherence, fidelity

_WEEKS = 12
_EVENTS = 16
_SHARES = (4, 12)
_CLEARANCE = {
    "cleared": "Cleared.",
    "ask": "Not cleared: a professional has to be asked first.",
    "withheld": "Withheld until a professional was spoken to.",
    "rest_day": "Cleared; a rest day.",
}


@dataclass(frozen=True, slots=True)
class Report:
    """What a professional is shown of one person.

    `overrides` are those in force, by exercise. `name` is empty for a report without it. `opaque` leaves out
    whatever somebody wrote in words of their own: where it hurt, who said yes.
    """

    programme: Programme
    trends: Trends
    overrides: Mapping[str, Override]
    language: str
    name: str = ""
    opaque: bool = False

    @property
    def words(self) -> Words:
        """The programme's words in the language of the report."""
        return self.programme.words[self.language]


def report_title(report: Report) -> str:
    """`Report on Strong back and hips: Anna, 22 November 2026`"""
    whose = f"{report.name}, " if report.name else ""
    return f"Report on {report.words.title}: {whose}{day(report.trends.on)}"


def report_html(report: Report) -> str:
    """The content of the report, without a page around it and without a style."""
    parts = (_top, _shares, _doses, _weeks, _events, _changes, _decisions)
    return f'<div class="report">{"".join(part(report) for part in parts)}</div>'


def _top(report: Report) -> str:
    trends, programme = report.trends, report.programme
    whose = f"<strong>{escape(report.name)}</strong>, " if report.name else ""
    since = f"since {day(trends.since)}" if trends.since is not None else "not begun yet"
    asks = programme.frequency
    said = (
        f"{report.words.title}, edition {programme.edition}, after “{programme.source.title}” by "
        f"{programme.source.author}: {len(programme.exercises)} exercises, {asks.least} to {asks.most} "
        f"sessions a week, {since}."
    )
    now = trends.plan.clearance
    # Who said yes is told in the person's own words.
    reasons = () if report.opaque and now.verdict == "cleared" else now.because
    clearance = " ".join((_CLEARANCE[now.verdict], *reasons))
    return (
        f"<h1>Report on {escape(report.words.title)}</h1><p>{whose}{day(trends.on)}</p><p>{escape(said)}</p>"
        f"<p><strong>Clearance:</strong> {escape(clearance)}</p>"
    )


def _shares(report: Report) -> str:
    """How much of what was planned was done, and how much of what was begun was done in full."""
    rows = [
        (f"Last {many} weeks", adherence(report.trends, many), fidelity(report.trends, many))
        for many in _SHARES
    ]
    body = [(name, _share(done), _share(full)) for name, done, full in rows]
    return _table(
        "How regularly, and how fully",
        ("", "Sessions done of those planned", "Repetitions held in full, of those prescribed"),
        body,
    )


def _share(share: Share) -> str:
    """`10 of 12 (83 %)`; where nothing was planned there is nothing to say."""
    if share.value is None:
        return "–"
    return f"{share.done} of {share.of} ({share.value:.0%})".replace("%", " %")


def _doses(report: Report) -> str:
    rows = [_dose_row(report, series) for series in report.trends.series]
    heads = ("Exercise", "At the start", "Now", "Sessions", "Effort, last 6", "Pain", "Next")
    return _table("Dose, at the start and now", heads, rows)


def _dose_row(report: Report, series: Series) -> tuple[str, ...]:
    points, comes = series.points, series.next
    now = _dose(report, comes.dose, series.ladder) if comes is not None else "left out"
    name = report.words.exercises[comes.exercise if comes is not None else series.exercises[0]].name
    return (
        name,
        _dose(report, points[0].dose, series.ladder) if points else "not done yet",
        now,
        str(sum(point.repetitions > 0 for point in points)),
        _efforts(points),
        str(sum(point.hurt for point in points)) if points else "–",
        comes.verdict.because if comes is not None else "",
    )


def _dose(report: Report, dose: Dose, ladder: bool) -> str:
    """`2 × 8, hold 5 s, rest 30 s`; of a ladder also the rung."""
    exercise = next(one for one in report.programme.exercises if one.id == dose.exercise)
    parts = [f"{dose.sets} × {repetitions_in_set(exercise, dose)}", f"hold {short(dose.hold_ms)}"]
    if dose.sets > 1:
        parts.append(f"rest {short(dose.rest_ms)}")
    if dose.load_g:
        parts.append(f"{dose.load_g} g")
    rung = f"{report.words.exercises[dose.exercise].name}: " if ladder else ""
    return rung + ", ".join(parts)


def _efforts(points: Sequence[Point]) -> str:
    """The last efforts, oldest first; a dash is no answer."""
    last = [point for point in points if point.repetitions][-6:]
    return " ".join("–" if point.effort is None else str(point.effort) for point in last) or "–"


def _weeks(report: Report) -> str:
    """The last weeks, newest first."""
    weeks = report.trends.weeks[-_WEEKS:][::-1]
    if not weeks:
        return ""
    rows = [
        (
            f"{day(week.monday)}{'' if week.over else ', not over yet'}",
            str(week.done),
            str(week.planned),
            str(len(week.closed)) if week.closed else "",
            _share(week.full),
        )
        for week in weeks
    ]
    heads = ("Week from", "Sessions", "Planned", "Days withheld", "Repetitions in full")
    return _table(f"Week by week, at most the last {_WEEKS}", heads, rows)


def _events(report: Report) -> str:
    """Pain and signs, newest first. No pain at all is said too."""
    pains = [(pain.day, _pain(report, pain)) for pain in report.trends.pains if pain.hurts]
    signs = [(sign.day, _sign(report, sign)) for sign in report.trends.signs]
    told = sorted((*pains, *signs), key=lambda one: one[0], reverse=True)
    if not told:
        return "<section><h2>Pain and signs</h2><p>None was reported.</p></section>"
    items = "".join(f"<li>{day(when)}: {escape(what)}</li>" for when, what in told[:_EVENTS])
    older = len(told) - _EVENTS
    more = f"<p>And {older} older.</p>" if older > 0 else ""
    return f"<section><h2>Pain and signs</h2><ul>{items}</ul>{more}</section>"


def _pain(report: Report, pain: PainSaid) -> str:
    during = f" in {report.words.exercises[pain.exercise].name}" if pain.exercise else ""
    number = f"{pain.severity} of 10" if pain.severity is not None else "no number given"
    where = f", {pain.where}" if pain.where and not report.opaque else ""
    return f"pain{during}{' afterwards' if pain.after else ''}, {number}{where}."


def _sign(report: Report, sign: SignSaid) -> str:
    known = report.words.red_flags.get(sign.which)
    return f"sign: {known or ('in own words' if report.opaque else sign.which)}."


def _changes(report: Report) -> str:
    """What a professional changed for this person."""
    rows = [
        f"{report.words.exercises[name].name}: {changed(each)}." for name, each in report.overrides.items()
    ]
    if not rows:
        return "<section><h2>Changes by a professional</h2><p>None.</p></section>"
    return f"<section><h2>Changes by a professional</h2>{_list(rows)}</section>"


def _decisions(report: Report) -> str:
    """The answers to gaps of the sheet that a professional may change, and where to read the others."""
    mine = [one for one in report.programme.decisions if one.override is not None]
    others = [str(one.number) for one in report.programme.decisions if one.override is None]
    rows = [f"{one.number}: {one.gap} {one.decision}{_changed_here(report, one)}" for one in mine]
    rest = f"In force unchanged, to be read in the app under “Where does this come from?”: {joined(others)}."
    return (
        f"<section><h2>Where the sheet is silent, and what holds instead</h2>{_list(rows)}"
        f"<p>{escape(rest)}</p><p>Efforts and pain are what the person said, from 0 to 10. Repetitions are "
        "those the coach led through; nobody watched. This report is a diary and no assessment.</p></section>"
    )


def _changed_here(report: Report, decision: Decision) -> str:
    """Whether this person has another answer."""
    name = decision.override or ""
    here = [each for each in report.overrides.values() if getattr(each, name, None) is not None]
    return " Changed for this person." if here else ""


def _list(texts: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(capital(text))}</li>" for text in texts) + "</ul>"


def _table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    top = "".join(f'<th scope="col">{escape(head)}</th>' if head else "<td></td>" for head in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    return (
        f"<section><h2>{escape(caption)}</h2>"
        f'<div class="wide" role="region" aria-label="{escape(caption)}" tabindex="0">'
        f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div></section>"
    )
