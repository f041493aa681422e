"""The printed sheet: a plan, its pictures and the rules, as HTML that is enough without a screen."""

from __future__ import annotations

from html import escape

from strongback.progress.reasons import day
from strongback.report.diary import diary
from strongback.report.exercises import exercises
from strongback.report.front import front
from strongback.report.nouns import Paper, Sheet
from strongback.report.steps import steps

_SIZES = {Paper.a4: "210mm 297mm", Paper.letter: "8.5in 11in"}


def sheet_html(sheet: Sheet) -> str:
    """The content of the sheet, without a page around it and without a style."""
    parts = (front(sheet), exercises(sheet), diary(sheet), steps(sheet))
    size = " large" if sheet.large else ""
    return f'<div class="sheet{size}">{"".join(parts)}</div>'


def document(sheet: Sheet, style: str, paper: Paper = Paper.a4) -> str:
    """A whole page that stands alone, with its style inside, for this size of paper."""
    return (
        f'<!doctype html>\n<html lang="{escape(sheet.language)}">\n<head>\n'
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title(sheet))}</title>\n"
        f"<style>\n{style}\n@page {{ size: {_SIZES[paper]}; }}\n</style>\n</head>\n"
        f"<body>\n<main>{sheet_html(sheet)}</main>\n</body>\n</html>\n"
    )


def title(sheet: Sheet) -> str:
    """`Strong back and hips: exercise sheet for Anna, 22 November 2026`"""
    whose = f" for {sheet.name}" if sheet.name else ""
    when = f", {day(sheet.on)}" if sheet.on is not None else ""
    return f"{sheet.words.title}: exercise sheet{whose}{when}"
