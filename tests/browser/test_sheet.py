"""The sheet in a real browser: readable on the screen, four pages at most when it is printed from there."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from browser.axe import violations
from browser.live import Live, house, live
from people import Day
from sheets import pages
from webstore import models

__all__ = ["house", "live"]

PHONE, DESK = (390, 844), (1440, 900)
# Letters inside a picture are drawn: their size follows the picture's.
SMALLER = """(least) => [...document.querySelectorAll('.sheet *:not(svg *)')]
  .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())
    && parseFloat(getComputedStyle(e).fontSize) < least)
  .map(e => e.outerHTML.slice(0, 99))"""
POINT = 96 / 72


def persons(live: Live) -> dict[str, models.Person]:
    """Somebody new whom nobody cleared, somebody on their way, and somebody who was hurt."""
    house = live.house
    new, hurt, anna = house.person("Berta", cleared=False), house.person("Emil"), house.person("Anna")
    anna.call_name, anna.call_phone = "Dr. Meyer", "030 1234567"
    anna.save()
    for _ in range(2):
        house.session(anna)
        house.wait(days=2)
    house.session(hurt, Day(pain="chest-lift-1"))
    return {"new": new, "on the way": anna, "hurt": hurt}


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "dark"), (DESK, "light")], ids=["phone", "desk"])
def test_on_the_screen_axe_finds_nothing_and_nothing_hangs_over(
    live: Live, size: tuple[int, int], scheme: str
) -> None:
    with live.page(*size, color_scheme=scheme) as page:
        for name, person in persons(live).items():
            for query in ("", "?large=yes"):
                page.goto(live.address(person, f"sheet/{query}"))
                assert violations(page) == [], name
                assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), name
                assert page.evaluate(SMALLER, 20) == []


def test_printed_from_a_browser_it_has_two_to_four_pages_on_both_papers(live: Live) -> None:
    with live.page(*DESK) as page:
        for name, person in persons(live).items():
            for query in ("", "?large=yes"):
                page.goto(live.address(person, f"sheet/{query}"))
                for paper in ("A4", "Letter"):
                    assert 2 <= pages(page.pdf(format=paper)) <= 4, (name, query, paper)


def test_on_paper_letters_are_large_and_only_the_sheet_is_printed(live: Live) -> None:
    with live.page(*DESK) as page:
        anna = persons(live)["on the way"]
        page.emulate_media(media="print")
        for query, least in (("", 12), ("?large=yes", 18)):
            page.goto(live.address(anna, f"sheet/{query}"))
            assert page.evaluate(SMALLER, least * POINT - 0.01) == []
            assert not [text for text in visible_buttons(page) if text]
            assert not page.locator("header.top").is_visible()
            assert not page.locator("footer.end").is_visible()


def visible_buttons(page: Page) -> list[str]:
    """What the buttons say that can be seen."""
    buttons = page.locator(".button, button")
    return [buttons.nth(n).inner_text() for n in range(buttons.count()) if buttons.nth(n).is_visible()]


def test_today_leads_to_the_sheet_and_its_button_prints(live: Live) -> None:
    with live.page(*PHONE) as page:
        page.add_init_script("window.printed = 0; window.print = () => { window.printed += 1; };")
        page.goto(live.address(live.house.person("Anna")))
        page.click("text=Print as a sheet")
        page.click("button:has-text('Print')")
        assert page.evaluate("window.printed") == 1
        page.click("text=Large print")
        assert page.locator(".sheet.large").is_visible()
        page.click("text=Usual print")
        assert page.locator(".sheet:not(.large)").is_visible()


def test_the_pictures_are_those_of_the_persons_body_and_skin(live: Live) -> None:
    anna = live.house.person("Anna")
    with live.page(*DESK) as page:
        drawn = {}
        for body, skin in (("woman", 1), ("man", 1), ("man", 3)):
            anna.body, anna.skin = body, skin
            anna.save()
            page.goto(live.address(anna, "sheet/"))
            first = page.locator("article svg").first
            colour = page.evaluate("getComputedStyle(document.querySelector('article svg .skin')).fill")
            drawn[body, skin] = (first.inner_html(), colour)
        assert drawn["woman", 1][0] != drawn["man", 1][0]
        assert drawn["man", 1][1] != drawn["man", 3][1]


def test_the_sheet_says_why_to_wait(live: Live) -> None:
    hurt = persons(live)["hurt"]
    with live.page(*PHONE) as page:
        page.goto(live.address(hurt, "sheet/"))
        assert page.locator(".sheet h2").first.inner_text() == "Do not exercise yet"
