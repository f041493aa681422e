"""The pictures of README and docs, taken from the app itself. No test: `make pictures`, and look."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page

from browser.live import Live, house, live
from browser.test_walk_session import FAKE, arrive, script_of, start
from strongback.record.nouns import OfferAccepted
from webstore import coming

__all__ = ["house", "live"]

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"


@pytest.fixture
def page(live: Live) -> Iterator[Page]:
    """A tablet held upright or across, without moving colours, on a clock that is moved by hand."""
    fake = FAKE.read_text(encoding="utf-8").replace("/static/player/", settings.STATIC_URL + "player/")
    wishes = {"timezone_id": "Europe/Berlin", "reduced_motion": "reduce"}
    with live.page(1180, 820, **wishes) as page:
        page.clock.set_fixed_time(live.house.now)
        page.route(
            "**/player/main.js", lambda route: route.fulfill(body=fake, content_type="text/javascript")
        )
        yield page


def take(page: Page, name: str) -> None:
    page.evaluate("document.activeElement?.blur()")
    page.wait_for_load_state("networkidle")  # pictures and film
    page.screenshot(path=PICTURES / f"{name}.png")


def test_take_them(live: Live, page: Page) -> None:
    ruth = arrive(page, live, "Ruth")
    take(page, "today")
    start(page)
    steps = script_of(ruth)["steps"]
    begins = [sum(step["duration_ms"] for step in steps[:index]) for index in range(len(steps))]
    wanted = {
        "session-change-over": next(b for s, b in zip(steps, begins, strict=True) if s["kind"] == "say")
        + 30_000,
        "session-hold": [b for s, b in zip(steps, begins, strict=True) if s["kind"] == "hold"][2] + 3_200,
    }
    now = 0
    for name, at in wanted.items():
        while now < at:
            step = min(5_000, at - now)
            page.evaluate(f"fake.advance({step})")
            now += step
        take(page, name)
    page.get_by_role("button", name="Pause").click()
    take(page, "session-paused")
    assert (PICTURES / "session-hold.png").exists()


def test_take_progress(live: Live, page: Page) -> None:
    ruth = live.house.person("Ruth")
    for number in range(24):
        live.house.session(ruth)
        live.house.wait(days=5 if number % 9 == 4 else 2)
        for offer in coming.plan_on(ruth, live.house.now.date()).offers:
            live.house.note(ruth, OfferAccepted, exercise=offer.exercise, offer=offer.offer)
    live.house.session(ruth)
    page.set_viewport_size({"width": 820, "height": 1180})
    page.goto(live.address(ruth, "progress/"))
    take(page, "progress")
    assert (PICTURES / "progress.png").exists()
