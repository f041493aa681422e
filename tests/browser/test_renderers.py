"""A picture looks the same in a browser and in what makes our PDF, which is no browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page
from weasyprint import HTML

from browser.pixels import difference, printed, taken
from strongback import library
from strongback.body import picture, style_sheet
from strongback.library import figure

WIDE = 800
MEAN = 1.0
"""Edges are smoothed a little otherwise: up to 0.6 was seen."""
SHARE = 0.002
"""Up to 0.0007 was seen; a line that is drawn twice as thick is more than ten times that."""


def page_of(exercise: str) -> tuple[str, int]:
    """A page that is one picture, and how high it is."""
    movement, body = figure.movements(library.DEFAULT)[exercise], figure.bodies()["woman"]
    svg = picture(movement, body, style=style_sheet(figure.look(), 2, theme="light"))
    box = re.search(r'viewBox="0 0 (\d+) (\d+)"', svg)
    assert box is not None
    high = round(WIDE * int(box[2]) / int(box[1]))
    style = f"""
      @page {{ size: {WIDE}px {high}px; margin: 0; }}
      body {{ margin: 0; background: #faf7f2; }}
      svg {{ display: block; width: {WIDE}px; height: {high}px; }}"""
    return f"<!doctype html><style>{style}</style>{svg}", high


@pytest.mark.parametrize("exercise", [exercise.id for exercise in library.load().exercises])
def test_a_browser_and_the_pdf_show_the_same(page: Page, exercise: str) -> None:
    html, high = page_of(exercise)
    page.set_viewport_size({"width": WIDE, "height": high})
    page.set_content(html)
    pdf = HTML(string=html).write_pdf()
    mean, share = difference(taken(page), printed(pdf))
    assert mean <= MEAN
    assert share <= SHARE
