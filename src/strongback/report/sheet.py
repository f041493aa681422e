"""The printed sheet: a plan, its pictures and the rules, as HTML that is enough without a screen."""

from __future__ import annotations

from strongback.progress.reasons import day
from strongback.report.diary import diary
from strongback.report.exercises import exercises
from strongback.report.front import front
from strongback.report.nouns import Paper, Sheet
from strongback.report.page import page_of
from strongback.report.steps import steps


def sheet_html(sheet: Sheet) -> str:
    """The content of the sheet, without a page around it and without a style."""
    parts = (front(sheet), exercises(sheet), diary(sheet), steps(sheet))
    size = " large" if sheet.large else ""
    return f'<div class="sheet{size}">{"".join(parts)}</div>'


def document(sheet: Sheet, style: str, paper: Paper = Paper.a4) -> str:
    """A whole page that stands alone, with its style inside, for this size of paper."""
    return page_of(sheet_html(sheet), title(sheet), sheet.language, style, paper)


def title(sheet: Sheet) -> str:
    """`Strong back and hips: exercise sheet for Anna, 22 November 2026`"""
    whose = f" for {sheet.name}" if sheet.name else ""
    when = f", {day(sheet.on)}" if sheet.on is not None else ""
    return f"{sheet.words.title}: exercise sheet{whose}{when}"
