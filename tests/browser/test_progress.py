"""Progress in a real browser: on a telephone, on paper, in the dark, in grey, at twice the size."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserType, Page

from browser.axe import COLOURS, violations
from browser.live import Live, house, live
from browser.test_letters import CUT, SIZES, sized
from browser.test_player_look import enlarged
from people import Day
from sheets import pages
from strongback.record.nouns import Consulted, DayAfter
from webstore import House, models

__all__ = ["house", "live"]

NARROW, TABLET, DESK, TWICE = (360, 640), (820, 1180), (1440, 900), (720, 450)
SOME = 8
LETTERS = """() => [...document.querySelectorAll('.chart text')].map((e) => {
  const scale = e.ownerSVGElement.getBoundingClientRect().width / e.ownerSVGElement.viewBox.baseVal.width;
  return parseFloat(getComputedStyle(e).fontSize) * scale; })"""
OPEN = """(many) => [...document.querySelectorAll('main details')]
  .slice(0, many).forEach((each) => { each.open = true; })"""
TOPS = "[...document.querySelectorAll('.top nav a')].map((e) => e.getBoundingClientRect().top)"
APART = """() => [...document.querySelectorAll('.chart')].flatMap((svg) => {
  const all = [...svg.querySelectorAll('text')].map((e) => [e.textContent, e.getBoundingClientRect()]);
  const box = svg.getBoundingClientRect();
  const out = all.filter(([, b]) => b.left < box.left - 4 || b.right > box.right + 4)
    .map(([t]) => t + " is outside");
  const over = all.flatMap(([t, a], i) => all.slice(i + 1)
    .filter(([, b]) => a.left < b.right - 1 && b.left < a.right - 1
      && a.top < b.bottom - 6 && b.top < a.bottom - 6)
    .map(([u]) => t + " lies over " + u));
  return [...out, ...over]; })"""


def persons(house: House) -> dict[str, models.Person]:
    """Somebody with nothing yet, with one session, and with some twenty and all that may happen."""
    none, one, many = (house.person(name) for name in ("Berta", "Anna", "Ruth"))
    house.session(one)
    house.session(many)
    for how in (Day(), Day(effort=None), Day(effort=8, missed={"pelvic-tilt": 3}), Day(effort=0)):
        house.wait(days=2).session(many, how)
    house.wait(days=1).note(many, DayAfter, pain=0)
    house.wait(days=1).session(many, Day(pain="chest-lift-1", severity=None))
    house.wait(days=4).note(many, Consulted, about="chest-lift-1")
    for _ in range(15):
        house.session(many)
        house.wait(days=3)
    house.session(many, Day(pain="pelvic-tilt", severity=6))
    return {"none": none, "one": one, "many": many}


def unfold(page: Page, many: int = 99) -> None:
    """Open everything that can be opened, or the first few."""
    page.evaluate(OPEN, many)


def test_axe_finds_nothing_in_the_dark_and_in_the_light(live: Live) -> None:
    """Whatever there is of each kind is opened: what comes after is made the same way."""
    people = persons(live.house)
    with live.page(*NARROW) as page:
        for name in ("none", "many"):
            page.emulate_media(color_scheme="dark", contrast="no-preference")
            page.goto(live.address(people[name], "progress/"))
            unfold(page, SOME)
            assert violations(page) == [], name
            page.emulate_media(color_scheme="light", contrast="more")
            assert violations(page, COLOURS) == [], name
    with live.page(*DESK, color_scheme="light") as page:
        page.goto(live.address(people["many"], "progress/"))
        unfold(page, SOME)
        assert violations(page, COLOURS) == []


@pytest.mark.parametrize("size", [NARROW, TABLET, DESK, TWICE], ids=["phone", "tablet", "desk", "twice"])
def test_letters_are_twenty_pixels_and_lie_apart_and_nothing_hangs_over(
    live: Live, size: tuple[int, int]
) -> None:
    """`twice` is the desk's screen at 200 %."""
    people = persons(live.house)
    with live.page(*size) as page:
        for name in ("one", "many"):
            page.goto(live.address(people[name], "progress/"))
            unfold(page)
            page.evaluate("document.fonts.ready.then(() => true)")
            assert len(page.evaluate(LETTERS)) > 50
            assert min(page.evaluate(LETTERS)) >= 19.9, name
            assert page.evaluate(APART) == [], name
            assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), name


def fills(page: Page, kind: str) -> str:
    found: str = page.evaluate(f"getComputedStyle(document.querySelector('.chart .{kind}')).fill")
    return found


def test_forced_colours_leave_marks_to_be_seen(live: Live) -> None:
    many = persons(live.house)["many"]
    with live.page(*NARROW, forced_colors="active", color_scheme="dark") as page:
        page.goto(live.address(many, "progress/"))
        background = page.evaluate("getComputedStyle(document.querySelector('.chart')).backgroundColor")
        for kind in ("bar", "done", "dot", "free", "number"):
            assert fills(page, kind) not in (background, "none"), kind


def test_on_paper_everything_is_black_and_what_is_open_is_there(live: Live) -> None:
    many = persons(live.house)["many"]
    with live.page(*DESK) as page:
        page.goto(live.address(many, "progress/"))
        page.emulate_media(media="print")
        assert {fills(page, kind) for kind in ("bar", "done", "dot")} == {"rgb(0, 0, 0)"}
        assert page.locator("main table:visible").count() == 0
        drawings = page.locator("main svg:visible").count()
        assert drawings >= 8
        assert not page.locator("header.top nav").is_visible()
        assert pages(page.pdf(format="A4")) <= 7
        unfold(page)
        assert (
            page.locator("main table:visible").count() == page.locator("main svg:visible").count() > drawings
        )


def test_what_the_page_draws_and_what_its_tables_say_are_the_same(live: Live) -> None:
    many = persons(live.house)["many"]
    with live.page(*NARROW) as page:
        page.goto(live.address(many, "progress/"))
        told = page.evaluate(
            """() => [...document.querySelectorAll('.trend')].map((figure) => [
              [...figure.querySelectorAll('svg :is(circle, rect)[data-at]')]
                .map((e) => [e.dataset.at, e.dataset.value]),
              [...figure.querySelectorAll('tbody tr')]
                .map((e) => [e.dataset.at, parseInt(e.cells[1].textContent)]),
            ])"""
        )
    drawn = [(marks, rows) for marks, rows in told if marks]
    assert len(drawn) > 12
    for marks, rows in drawn:
        words = [[at, str(value)] for at, value in rows if value == value]  # NaN is where words stand
        assert marks == words or not words, "a step of the series is told by its name alone"


def test_the_four_pages_of_the_top_stay_on_one_line_of_a_telephone(live: Live) -> None:
    anna = live.house.person()
    with live.page(*NARROW) as page:
        page.goto(live.address(anna, "progress/"))
        tops = page.evaluate(
            "[...document.querySelectorAll('.top nav a')].map((e) => e.getBoundingClientRect().top)"
        )
        assert len(tops) == 4
        assert len(set(tops)) == 1


@pytest.mark.parametrize("letters", [32, 64])
def test_with_the_browsers_letters_at_two_and_four_times_nothing_is_cut_off(
    live: Live, browser_type: BrowserType, tmp_path: Path, letters: int
) -> None:
    many = persons(live.house)["many"]
    with enlarged(browser_type, tmp_path, letters, NARROW) as page:
        page.goto(live.address(many, "progress/"))
        unfold(page)
        for size in SIZES:
            name = sized(page, size)
            assert page.evaluate(CUT) == [], name
