"""The answer before any chart, in words: this week, the weeks before, how near to what was asked for."""

from __future__ import annotations

from strongback.programme.nouns import Words
from strongback.report.numbers import Share, Trends, Week
from strongback.report.trends import adherence, fidelity, weeks_over
from strongback.script.utterances import spelled

_WORDS_UP_TO = 12
FEW, MANY = 4, 12
"""The weeks that are looked back on."""


def answer(trends: Trends, words: Words) -> tuple[str, ...]:
    """A few sentences; one where nothing was done yet."""
    week = trends.this_week
    if week is None:
        return ("There is no session yet, and nobody has said yes yet.",)
    said = [_this_week(week, words)]
    weeks = min(weeks_over(trends, FEW), FEW)
    if weeks:
        said.append(_over(adherence(trends, FEW), weeks, words))
    if (longer := weeks_over(trends, MANY)) > FEW:
        said.append(_over(adherence(trends, MANY), longer, words))
    if (near := _near(fidelity(trends, FEW))) is not None:
        said.append(near)
    return tuple(said)


def _this_week(week: Week, words: Words) -> str:
    done, planned = many(words, week.done), many(words, week.planned)
    if not week.planned:
        return f"This week: {done}. None is planned." if week.done else "This week no session is planned."
    if week.closed and week.done > week.planned:
        return f"This week: {done}. At least {planned} planned, because of the days to wait."
    return f"This week: {done} of at least {planned}."


def _over(share: Share, weeks: int, words: Words) -> str:
    span = "Over the last whole week" if weeks == 1 else f"Over the last {many(words, weeks)} whole weeks"
    if not share.of:
        return f"{span}: no session was planned."
    return f"{span}: {many(words, share.done)} of {many(words, share.of)} planned sessions."


def _near(share: Share) -> str | None:
    """How near to the script; rounded down, so that all is only said when it was all."""
    if not share.of:
        return None
    if share.done == share.of:
        return "Every repetition of what you began was done and held to the end."
    of_100 = share.done * 100 // share.of
    return f"Of 100 repetitions in what you began, {of_100} were done and held to the end."


def many(words: Words, number: int) -> str:
    """`none`, `ten`; above twelve in digits."""
    return "none" if number == 0 else spelled(words, number) if number <= _WORDS_UP_TO else str(number)
