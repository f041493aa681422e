"""May this person exercise today? Pain waits, questions ask, the week rests; else cleared."""

from __future__ import annotations

from datetime import date

from strongback.programme.nouns import Programme
from strongback.progress import reasons
from strongback.progress.nouns import Clearance
from strongback.progress.standing import Standing


def clearance(programme: Programme, standing: Standing, on: date) -> Clearance:
    """The weightiest verdict first: withheld, then ask, then rest day, then cleared; with every reason."""
    waits = _waits(programme, standing)
    questions = _questions(programme, standing)
    asks = _asks(standing, questions)
    rests = _rests(programme, standing, on)
    if waits:
        return Clearance("withheld", (*waits, *asks, *rests), questions)
    if asks:
        return Clearance("ask", (*asks, *rests), questions)
    if rests:
        return Clearance("rest_day", rests)
    cleared = standing.cleared
    assert cleared is not None, "without a clearance the answer was ask"  # noqa: S101
    return Clearance("cleared", (f"Cleared by {cleared.by} on {reasons.day(cleared.at.day)}.",))


def _waits(programme: Programme, standing: Standing) -> tuple[str, ...]:
    said = dict.fromkeys(lock.because for lock in standing.locks)
    if not said:
        return ()
    return (*said, "Sessions wait until you have spoken to a doctor or physical therapist and noted it here.")


def _asks(standing: Standing, questions: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    if standing.cleared is None:
        return ("Ask your doctor or physical therapist first, and note here that they said yes.",)
    return tuple(because for _, because in questions)


def _questions(programme: Programme, standing: Standing) -> tuple[tuple[str, str], ...]:
    """Each health question that was answered with yes and waits for a talk, with the reason in words."""
    said = programme.words[programme.languages[0]].screening
    return tuple(
        (asked, f"Ask a professional about this first: {said.get(asked, asked.replace('_', ' '))}")
        for asked in standing.asks
    )


def _rests(programme: Programme, standing: Standing, on: date) -> tuple[str, ...]:
    rules = programme.progression
    if standing.days.count(on) >= rules.sessions_a_day:
        return ("Today's session is done. One a day is enough.",)
    in_week = sum(0 <= (on - day).days < rules.week_days for day in standing.days)
    if in_week < programme.frequency.most:
        return ()
    return (f"{programme.frequency.most} sessions in the last {rules.week_days} days: today is a rest day.",)
