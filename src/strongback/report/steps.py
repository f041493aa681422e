"""When it gets easy, when it gets hard, after a time away: the rules of progress in plain words."""

from __future__ import annotations

from strongback.report.nouns import Sheet
from strongback.report.sentences import listed, sets, times, weeks


def steps(sheet: Sheet) -> str:
    """What changes the numbers of this sheet."""
    return f"<section><h2>When it changes</h2>{listed(_rules(sheet))}</section>"


def _rules(sheet: Sheet) -> tuple[str, ...]:
    rules = sheet.programme.progression
    easy, hard, away = rules.ease, rules.hard, rules.away
    begin = sets(sheet.words, rules.start_sets)
    easier = ", and ask for a new sheet" if sheet.programme.ladders else ""
    return (
        f"Easy means: every repetition, effort {easy.effort_at_most} or less, no pain, and you could have "
        f"done two more. Easy {times(easy.sessions)}, on different days? Ask for a new sheet. "
        "Take no step up that was not offered.",
        f"Effort {hard.effort_at_least} or more, or repetitions missed, {times(hard.sessions)} running: "
        f"one set fewer. {weeks(away.fewer_after_days)} away: no weights, or else one set fewer. "
        f"{weeks(away.again_after_days)} away: {begin}, no weights{easier}.",
        f"Pain of {rules.day_after.withheld_from} or more the day after: wait, and ask first.",
    )
