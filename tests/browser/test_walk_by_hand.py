"""From Today to After without a mouse: by keyboard alone, and by the two buttons of a clicker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page

from browser.conftest import wait_until
from browser.live import Live, house, live
from browser.test_walk_session import expected, performed, rows, script_of
from webstore import models

pytestmark = pytest.mark.alone

__all__ = ["house", "live"]

FAKE = Path(__file__).parent / "harness" / "fake.js"

# What has the focus: its words, whether it is seen, and the ring around it.
HERE = """() => {
  const e = document.activeElement;
  if (e === null || e === document.body) return null;
  const style = getComputedStyle(e.closest(".tile") ?? e), box = e.getBoundingClientRect();
  return {
    text: (e.getAttribute("aria-label") ?? e.textContent).trim(),
    id: e.id, control: e.dataset.control ?? "",
    ring: style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 4,
    seen: e.checkVisibility() && box.bottom > 0 && box.top < innerHeight,
  };
}"""


@pytest.fixture
def page(live: Live) -> Iterator[Page]:
    """A desk whose player runs on a clock that the test moves. Nothing here has a mouse."""
    fake = FAKE.read_text(encoding="utf-8").replace("/static/", settings.STATIC_URL)
    with live.page(1280, 800, timezone_id="Europe/Berlin") as page:
        page.clock.set_fixed_time(live.house.now)
        page.route(
            "**/player/main.js", lambda route: route.fulfill(body=fake, content_type="text/javascript")
        )
        yield page


def tab_to(page: Page, text: str = "", id: str = "", control: str = "") -> None:
    """Go on by Tab until something has the focus; every stop on the way is seen and has its ring."""
    for _ in range(60):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here is None:
            continue
        assert (here["seen"], here["ring"]) == (True, True), here
        if (text and here["text"] == text) or (id and here["id"] == id) or control == here["control"] != "":
            return
    raise AssertionError(f"Tab never comes to {text or id or control}")


def mode(page: Page) -> str:
    """What the stage shows."""
    return page.locator("#stage").get_attribute("data-mode") or ""


def advance(page: Page, ms: int) -> None:
    """Let time pass, a quarter of a minute at a time, until the session is over."""
    step = "(ms) => { fake.advance(ms); return document.getElementById('stage').dataset.mode; }"
    while ms > 0 and page.evaluate(step, min(ms, 15_000)) != "over":
        ms -= 15_000


def to_the_stage(page: Page, live: Live, name: str) -> models.Person:
    """From Today to the stage, by keyboard."""
    person = live.house.person(name)
    page.goto(live.address(person))
    tab_to(page, text="Start")
    page.keyboard.press("Enter")
    page.wait_for_selector("html[data-fake=ready]", state="attached")
    return person


def to_the_word(page: Page, word: str) -> None:
    """Let time pass until the stage says this."""
    for _ in range(3000):
        if page.inner_text("#word") == word:
            return
        page.evaluate("fake.advance(1000)")
    raise AssertionError(word)


def test_a_whole_session_by_keyboard_alone(live: Live, page: Page) -> None:
    anna = to_the_stage(page, live, "Anna")
    tab_to(page, id="hear")
    page.keyboard.press("Space")
    wait_until(page, lambda: page.evaluate("fake.said.length") == 1, 2000)
    tab_to(page, id="begin")
    page.keyboard.press("Enter")
    wait_until(page, lambda: mode(page) == "performing", 2000)
    script = script_of(anna)
    to_the_word(page, "Hold")
    for control in ("again", "skip", "pause"):
        tab_to(page, control=control)
    page.keyboard.press("Space")
    assert mode(page) == "paused"
    assert page.evaluate(HERE)["id"] == "continue"
    advance(page, 1000)
    page.keyboard.press("Enter")
    assert mode(page) == "performing"
    tab_to(page, id="stop")
    page.keyboard.press("Enter")
    assert mode(page) == "hurt"
    for _ in range(6):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        assert (here["seen"], here["ring"]) == (True, True), here
    tab_to(page, id="mistake")
    page.keyboard.press("Enter")
    assert mode(page) == "performing"
    assert page.evaluate(HERE)["control"] == "pause"
    to_the_word(page, "Next")
    tab_to(page, control="more_rest")
    page.keyboard.press("Enter")
    advance(page, script["duration_ms"] + 60_000)
    page.wait_for_url("**/after/*/")
    tab_to(page, text=page.locator("button.main").first.inner_text())
    page.keyboard.press("Enter")
    page.wait_for_selector("text=It is in your history.")
    assert performed(rows("record")[-1]) == expected(script)


def test_a_whole_session_by_a_clicker_alone(live: Live, page: Page) -> None:
    berta = to_the_stage(page, live, "Berta")
    page.keyboard.press("PageDown")
    wait_until(page, lambda: mode(page) == "performing", 2000)
    script = script_of(berta)
    to_the_word(page, "Hold")
    page.keyboard.press("PageDown")
    assert mode(page) == "paused"
    advance(page, 60_000)
    page.keyboard.press("PageDown")
    assert mode(page) == "performing"
    to_the_word(page, "Lower")
    page.keyboard.press("PageUp")
    assert page.inner_text("#word") == "Listen"
    advance(page, script["duration_ms"] + 60_000)
    page.wait_for_url("**/after/*/")
    assert page.locator("text=Leave without answering").count() == 1
