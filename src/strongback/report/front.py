"""The first page: may I begin, whom do I call, when do I stop, how do I get down and up."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from strongback.programme.nouns import Call
from strongback.progress.planning import plan_ms
from strongback.progress.reasons import day
from strongback.report.nouns import Sheet
from strongback.report.sentences import (
    LINE,
    SHORT_LINE,
    capital,
    filled,
    joined,
    listed,
    seconds,
    sets,
    uncapital,
)

_FIRST = {
    "withheld": "Do not exercise yet",
    "ask": "First, ask",
    "rest_day": "Rest today",
}
_LATER = {
    "withheld": "Before you begin, ask for a new sheet: the numbers may change.",
    "rest_day": "Begin again on another day.",
}
_PAIN = (
    "<li><strong>Any pain:</strong> stop for the day. Lie or sit still, then call. "
    "Go on only after a yes, with {begin} of that exercise.</li>"
)


def front(sheet: Sheet) -> str:
    """Everything to read before the first exercise."""
    return "".join(
        (_heading(sheet), _clearance(sheet), _call(sheet), _stop(sheet), _each_time(sheet), _floor())
    )


def _heading(sheet: Sheet) -> str:
    minutes = max(1, round(plan_ms(sheet.programme, sheet.plan.exercises, sheet.pace) / 60_000))
    often = sheet.programme.frequency
    about = f"About {minutes} minute{'' if minutes == 1 else 's'}, "
    about += f"{often.least} to {often.most} days a week, once a day."
    dated = f" {day(sheet.on)}." if sheet.on is not None else ""
    whose = f"For {filled(sheet.name)}.{dated}" if sheet.name else f"For {LINE}{dated}"
    return f"<h1>{escape(sheet.words.title)}</h1><p>{whose}</p><p>{about}</p>"


def _clearance(sheet: Sheet) -> str:
    """What stands in the way goes first, with room to note the yes; a clearance is one quiet line."""
    clearance = sheet.plan.clearance
    questions, asks = sheet.words.screening, dict(clearance.asks)
    yes = [questions.get(name, name.replace("_", " ")) for name in asks]
    reasons = [reason for reason in clearance.because if reason not in asks.values()]
    if clearance.verdict == "cleared":
        reasons.append("Ask again when your health changes: a fall, a break, an operation, a new pain.")
        return _paragraphs(reasons)
    if clearance.verdict == "ask":
        every = yes or [questions[name] for name in sheet.programme.screening]
        reasons.append(f"{'Ask' if yes else 'Tell them'} about every yes: {' '.join(every)}")
    elif yes:
        reasons.append("Ask also about your yes to the health questions.")
    if clearance.verdict in _LATER:
        reasons.append(_LATER[clearance.verdict])
    noted = "" if clearance.verdict == "rest_day" else f"<p>Who said yes: {LINE} Day: {SHORT_LINE}</p>"
    return f'<section class="box"><h2>{_FIRST[clearance.verdict]}</h2>{_paragraphs(reasons)}{noted}</section>'


def _paragraphs(texts: Iterable[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts)


def _call(sheet: Sheet) -> str:
    return (
        "<section><h2>Whom to call</h2>"
        f"<p>Doctor or physical therapist: {filled(sheet.call_name)}</p>"
        f"<p>Telephone: {filled(sheet.call_phone)} "
        f"Emergency: {filled(sheet.emergency, SHORT_LINE)}</p></section>"
    )


def _stop(sheet: Sheet) -> str:
    """Pain and the red flags, each with what to do at once."""
    signs: dict[Call, list[str]] = {"emergency": [], "doctor": [], "stop": []}
    for flag in sheet.programme.red_flags:
        signs[flag.call].append(uncapital(sheet.words.red_flags[flag.id]))
    what = (
        (f"Call {sheet.emergency or 'the emergency number'} at once", f"{'; '.join(signs['emergency'])}."),
        ("Call your doctor the same day", f"{'; '.join(signs['doctor'])}."),
        (capital(joined(signs["stop"])), "stop for today. Stay down until it has passed."),
    )
    items = "".join(f"<li><strong>{escape(when)}:</strong> {escape(then)}</li>" for when, then in what)
    pain = _PAIN.format(begin=escape(sets(sheet.words, sheet.programme.progression.start_sets)))
    return f'<section class="box"><h2>When to stop</h2><ul>{pain}{items}</ul></section>'


def _each_time(sheet: Sheet) -> str:
    rest = sheet.programme.rest
    more = rest.longer_ms[0] - rest.between_sets_ms
    rules = (
        "Go slowly, and only as high as is comfortable. Face down, look at the floor. "
        "Hands never pull the head.",
        "Count the seconds of each part aloud, so that you keep breathing.",
        f"Rest {seconds(rest.between_sets_ms)} after each set. Still tired? "
        f"Rest {seconds(more)} longer, up to {seconds(rest.longer_ms[-1])} in all.",
        sheet.words.session.preparation,
    )
    return f"<section><h2>Each time</h2>{listed(rules)}</section>"


def _floor() -> str:
    return (
        '<section class="whole"><h2>Down to the floor, and up again</h2><ul>'
        "<li><strong>Down:</strong> one hand on a firm chair, kneel on one knee, then on both, "
        "hands to the floor, lie down.</li>"
        "<li><strong>Up:</strong> onto your side, hands and knees, one hand on the chair, one foot forward, "
        "onto the chair. Sit for a moment before you stand.</li></ul></section>"
    )
