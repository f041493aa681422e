"""A sheet as a file that stands alone: pictures drawn, style and letters inside, nothing to fetch."""

from __future__ import annotations

from base64 import b64encode
from datetime import date
from functools import cache
from importlib.resources import files

from strongback import body
from strongback.library import figure
from strongback.programme.nouns import Programme
from strongback.progress import SessionPlan, plan
from strongback.progress.fold import fold, standing_now
from strongback.record.history import history_of, ordered
from strongback.record.nouns import History
from strongback.report import Paper, Report, Sheet, document, page_of, report_html, report_title
from strongback.report.trends import trends

_STATIC = files("strongback.web") / "static"
"""The page in the app has the same style and letters."""
_LETTERS = "fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2"
_ANY_DAY = date(2000, 1, 1)
"""An empty history brings the same on every day."""


def first_plan(programme: Programme) -> SessionPlan:
    """What a sheet for somebody without a history prescribes."""
    return plan(programme, history_of(()), _ANY_DAY)


def page(programme: Programme, plan: SessionPlan, on: date | None, paper: Paper, large: bool) -> str:
    """The whole sheet of a plan as HTML, for that day or for any."""
    language = programme.languages[0]
    colours = body.style_sheet(figure.look(), figure.DEFAULT_SKIN, theme="print")
    drawn = pictures(programme, plan, language, figure.DEFAULT_BODY, colours)
    return document(Sheet(programme, plan, language, drawn, on, large=large), style("sheet"), paper)


def report_on(
    programme: Programme, history: History, on: date, name: str = "", opaque: bool = False
) -> Report:
    """The report of a history on one day, in the programme's first language."""
    standing = standing_now(fold(programme, history, on), programme)
    told = trends(programme, ordered(history), on)
    return Report(programme, told, standing.overrides, programme.languages[0], "" if opaque else name, opaque)


def report_page(report: Report, paper: Paper = Paper.a4) -> str:
    """The whole report for a professional as HTML."""
    return page_of(report_html(report), report_title(report), report.language, style("report"), paper)


def pictures(
    programme: Programme, plan: SessionPlan, language: str, body_name: str, style: str = ""
) -> dict[str, str]:
    """A picture of each exercise of the plan that has one; with `style` it needs none of the page."""
    movements, posed = figure.movements(programme.id), figure.bodies()[body_name]
    doses = [planned.dose for planned in plan.exercises if planned.dose.exercise in movements]
    words = programme.words[language].exercises
    return {
        dose.exercise: body.picture(
            movements[dose.exercise],
            posed,
            in_one_piece=dose.in_one_piece,
            uid=dose.exercise,
            title=f"{words[dose.exercise].name}: {words[dose.exercise].position}",
            style=style,
        )
        for dose in doses
    }


@cache
def style(name: str) -> str:
    """One of our style sheets with its letters inside."""
    letters = b64encode((_STATIC / _LETTERS).read_bytes()).decode()
    face = (
        '@font-face { font-family: "Atkinson Hyperlegible Next"; font-weight: 200 800; '
        f'src: url("data:font/woff2;base64,{letters}") format("woff2"); }}\n'
    )
    return face + (_STATIC / f"css/{name}.css").read_text(encoding="utf-8")
