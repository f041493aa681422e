"""The sheet on paper: two to four pages whatever is prescribed, no exercise cut, readable aloud."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from weasyprint import HTML  # type: ignore[import-untyped]

from sheets import ASKS, KNOWN, PROGRAMME, WORDS, at_goal, pages, sheet_of, unpacked, with_weights
from strongback import paper
from strongback.progress import Clearance, SessionPlan
from strongback.report import NoPrinter, Paper, document, pdf

PLANS = {
    "start": paper.first_plan(PROGRAMME),
    "goal": at_goal(),
    "weights": with_weights(),
    "every question a yes": with_weights(Clearance("ask", tuple(because for _, because in ASKS), ASKS)),
}


def articles(page: Any) -> set[int]:
    """The exercises of which something is on a page."""
    boxes = page._page_box.descendants()
    return {id(box.element) for box in boxes if box.element is not None and box.element.tag == "article"}


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
@pytest.mark.parametrize("size", Paper)
def test_a_sheet_is_two_to_four_pages_and_cuts_no_exercise(
    size: Paper, large: bool, plan: SessionPlan
) -> None:
    known = {} if plan is PLANS["start"] else {**KNOWN, "on": plan.on}
    html = document(sheet_of(plan, large=large, pictures=True, **known), paper.style("sheet"), size)
    laid_out = HTML(string=html).render()
    assert 2 <= len(laid_out.pages) <= 4
    on_pages = [articles(page) for page in laid_out.pages]
    assert sum(map(len, on_pages)) == len(plan.exercises), "each on one page"


def test_a_pdf_is_tagged_and_has_title_language_and_the_pictures_in_words() -> None:
    plan = PLANS["start"]
    made = pdf(document(sheet_of(plan, pictures=True), paper.style("sheet"), Paper.letter))
    text = unpacked(made)
    assert made.startswith(b"%PDF-1.7")
    assert 2 <= pages(made) <= 4
    assert b"/MarkInfo" in text
    assert b"/StructTreeRoot" in text
    assert b"/Lang (en)" in text
    assert b"/Title (Strong back and hips: exercise sheet)" in text
    assert text.count(b"/S /Figure") == len(plan.exercises)
    for one in plan.exercises:
        assert f"/Alt ({WORDS.exercises[one.dose.exercise].name}: ".encode() in text
    for size in (b"612", b"792"):
        assert size in text


def test_a_pdf_fetches_nothing() -> None:
    asked = '<img src="http://127.0.0.1:9/never.png" alt="never"><img src="file:///etc/hostname" alt="never">'
    assert pages(pdf(f"<html lang=en><title>t</title>{asked}</html>")) == 1


def test_without_the_extra_one_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(NoPrinter, match=r"pip install 'strongback\[pdf\]'.*\.html"):
        pdf("<html></html>")


def test_without_the_systems_library_it_is_the_same_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "weasyprint.py").write_text("print('at length'); raise OSError('cannot load pango')")
    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(NoPrinter, match="Pango"):
        pdf("<html></html>")
    assert capfd.readouterr() == ("", "")
