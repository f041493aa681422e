"""The report for a professional: what was done, what hurt, what is prescribed, and no more than is wished."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import HealthCheck, given, settings
from weasyprint import HTML  # type: ignore[import-untyped]

from lives import Life, at_goal, lives
from people import Day
from strongback import library, paper
from strongback.record.nouns import Consulted, DayAfter, Override
from strongback.report import Report, pdf, report_html, report_title

PROGRAMME = library.load()
TILT = "pelvic-tilt"
LEG = PROGRAMME.words["en"].exercises["leg-and-arm-lift"].name


def report_of(life: Life, *, name: str = "Anna", opaque: bool = False) -> Report:
    return paper.report_on(PROGRAMME, life.history, life.today, name, opaque)


def said(life: Life, **wishes: bool) -> str:
    """The report as plain text, one line for each part."""
    html = re.sub(r"</(p|h1|h2|li|tr)>", "\n", report_html(report_of(life, **wishes)))  # type: ignore[arg-type]
    return unescape(re.sub(r"<[^>]+>", " ", html))


def line(text: str, begins: str) -> str:
    [found] = [one for one in text.splitlines() if " ".join(one.split()).startswith(begins)]
    return " ".join(found.split())


def test_somebody_who_has_not_begun_has_a_report_that_says_so() -> None:
    told = said(Life(cleared=False))
    assert "not begun yet" in told
    assert "Not cleared: a professional has to be asked first." in told
    assert "None was reported." in told
    assert line(told, "Pelvic tilt").startswith("Pelvic tilt not done yet 1 × 8, hold 10 s 0 – –")


def test_the_dose_at_the_start_stands_beside_the_dose_now() -> None:
    told = said(at_goal())
    row = line(told, "Pelvic tilt")
    assert row.startswith("Pelvic tilt 1 × 8, hold 10 s 3 × 8, hold 10 s, rest 30 s 40 2 2 2 2 2 2 0")
    chest = line(told, "Chest lift III")
    assert "Chest lift I: 1 × 8, hold 5 s Chest lift III: 3 × 8" in chest


def test_silence_about_effort_is_a_dash_and_zero_a_zero() -> None:
    life = Life().session(Day(effort=0)).wait(2).session(Day(effort=None))
    assert " 0 – " in line(said(life.wait(1)), "Pelvic tilt")


def test_pain_and_signs_stand_with_their_exercise_number_and_words_and_the_newest_first() -> None:
    life = Life().session(Day(pain=TILT, severity=6)).wait(1).note(DayAfter, pain=4).note(Consulted)
    told = said(life.wait(3).session(Day(pain="head-press", severity=None)).wait(1))
    listed = [one.strip() for one in told.splitlines() if "2026: pain" in one]
    assert re.match(r"9 January 2026: pain in Head press, no number given", listed[0])
    assert listed[1].startswith("6 January 2026: pain afterwards, 4 of 10")
    assert listed[2].startswith("5 January 2026: pain in Pelvic tilt, 6 of 10")
    assert "Withheld until a professional was spoken to." in told


def test_who_stopped_because_it_hurt_and_said_0_hurt_all_the_same() -> None:
    told = said(Life().session(Day(pain=TILT, severity=0)).wait(1))
    assert "pain in Pelvic tilt, 0 of 10" in told
    assert "None was reported." not in told


def test_no_pain_afterwards_is_no_event() -> None:
    assert "None was reported." in said(Life().session().wait(1).note(DayAfter, pain=0))


def test_a_change_by_a_professional_stands_there_and_at_its_decision() -> None:
    life = Life().note(Override, exercise="leg-and-arm-lift", per_side=True).session().wait(1)
    told = said(life)
    assert f"{LEG}: repetitions for each side." in told
    assert line(told, "2: ").endswith("Changed for this person.")
    assert not line(told, "1: ").endswith("Changed for this person.")
    assert f"{LEG} 1 × 16" in line(told, f"{LEG} 1")


def test_an_opaque_report_has_neither_the_name_nor_words_of_their_own() -> None:
    life = Life().session(Day(pain=TILT, severity=6)).wait(1)
    plain, opaque = report_of(life), report_of(life, opaque=True)
    where = next(pain.where for pain in plain.trends.pains)
    assert where is not None
    assert where in report_html(plain)
    assert "Anna" in report_html(plain)
    assert "Anna" in report_title(plain)
    for text in (report_html(opaque), report_title(opaque)):
        assert "Anna" not in text
        assert where not in text
        assert "physical therapist on" not in text


def test_what_somebody_typed_cannot_become_a_part_of_the_page() -> None:
    name = "<script>alert(1)</script>"
    life = Life().session().wait(1)
    html = report_html(report_of(life, name=name))
    assert "<script" not in html
    assert "&lt;script&gt;" in html


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(life=lives(sessions=6))
def test_every_life_has_a_report_and_an_opaque_one_without_the_name(life: Life) -> None:
    assert "Quastenflosser" in report_html(report_of(life, name="Quastenflosser"))
    assert "Quastenflosser" not in report_html(report_of(life, name="Quastenflosser", opaque=True))


@pytest.mark.parametrize("life", [Life(), at_goal()], ids=["new", "at the goal"])
def test_the_report_is_one_or_two_pages_and_the_pdf_is_tagged(life: Life) -> None:
    html = paper.report_page(report_of(life))
    assert 1 <= len(HTML(string=html).render().pages) <= 2
    made = pdf(html)
    assert made.startswith(b"%PDF-1.7")


def test_many_pains_leave_it_at_two_pages_and_none_is_passed_over_in_silence() -> None:
    life = Life()
    for _ in range(40):
        life.session(Day(pain=TILT, severity=3)).wait(1).note(Consulted).wait(2)
    assert "And 24 older." in said(life)
    assert len(HTML(string=paper.report_page(report_of(life))).render().pages) <= 2
