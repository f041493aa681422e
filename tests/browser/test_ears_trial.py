"""The trial of the claps: what it says, what it keeps, and that nothing leaves the device."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserType, Page

from browser.conftest import wait_until
from browser.live import Live, house, live
from browser.microphone import LIVE, NOTE_STREAMS, claps, hearing, refusing

__all__ = ["house", "live"]

pytestmark = pytest.mark.alone

KEPT = "localStorage.getItem('strongback.claps')"


def try_it(page: Page, live: Live) -> None:
    """Open the page and begin the trial."""
    page.goto(live.address(live.house.person(), "hands-free/"))
    page.click("#try")


def says(page: Page, element: str) -> Callable[[], str]:
    """What an element says now."""
    return lambda: page.locator(f"#{element}").inner_text()


def test_claps_that_were_heard_twice_may_be_used_and_turned_off_again(
    live: Live, browser_type: BrowserType, browser_type_launch_args: dict[str, Any], tmp_path: Path
) -> None:
    sound = claps(tmp_path / "claps.wav", (2.0, 2.4, 5.0, 5.4), 9)
    with hearing(browser_type, browser_type_launch_args, sound) as context:
        page = context.new_page()
        page.add_init_script(NOTE_STREAMS)
        asked: list[str] = []
        page.goto(live.address(live.house.person(), "hands-free/"))
        assert page.evaluate("streams.length") == 0
        page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
        page.click("#try")
        wait_until(page, lambda: says(page, "trial-now")() == "One clap heard.", 20_000)
        wait_until(page, lambda: says(page, "trial-now")() == "Two: that would pause the session.", 20_000)
        wait_until(page, lambda: says(page, "trial-now")() == "One clap heard.", 20_000)
        wait_until(page, lambda: says(page, "trial-now")() == "Two: that would pause the session.", 20_000)
        page.click("#trial-stop")
        assert says(page, "trial-verdict")() == "Your claps are heard."
        assert says(page, "trial-numbers")() == "Heard: 4 claps. Two in a row: 2 times."
        assert page.evaluate(LIVE) == 0
        assert page.evaluate(KEPT) is None
        page.click("#use")
        assert page.evaluate(KEPT) == "on"
        page.reload()
        assert says(page, "claps-state")() == "Claps are on, on this device."
        page.click("#claps-off")
        assert page.evaluate(KEPT) is None
        sent = [one for one in asked if "/static/" not in one and "hands-free" not in one]
        assert sent == []
        assert not [one for one in asked if not one.startswith("GET ")]


def test_one_pair_is_not_enough(
    live: Live, browser_type: BrowserType, browser_type_launch_args: dict[str, Any], tmp_path: Path
) -> None:
    sound = claps(tmp_path / "claps.wav", (1.5, 1.9), 5)
    with hearing(browser_type, browser_type_launch_args, sound) as context:
        page = context.new_page()
        try_it(page, live)
        wait_until(page, lambda: says(page, "trial-now")().startswith("Two"), 20_000)
        page.click("#trial-stop")
        assert says(page, "trial-numbers")() == "Heard: 2 claps. Two in a row: 1 time."
        assert says(page, "trial-verdict")() == "Two claps were not heard often enough."
        assert not page.locator("#use").is_visible()


def test_the_trial_ends_by_itself_after_twenty_seconds_and_shuts_the_microphone(
    live: Live, browser_type: BrowserType, browser_type_launch_args: dict[str, Any], tmp_path: Path
) -> None:
    with hearing(browser_type, browser_type_launch_args, claps(tmp_path / "hiss.wav", (), 3)) as context:
        page = context.new_page()
        page.add_init_script(NOTE_STREAMS)
        page.clock.install()
        try_it(page, live)
        wait_until(page, lambda: says(page, "trial-left")() == "20", 20_000)
        page.clock.fast_forward(17_000)
        wait_until(page, lambda: says(page, "trial-left")() in ("2", "3"), 20_000)
        assert page.evaluate(LIVE) == 1
        page.clock.fast_forward(4000)
        wait_until(page, lambda: page.locator("#trial-result").is_visible(), 20_000)
        assert page.evaluate(LIVE) == 0


@pytest.mark.parametrize(
    ("why", "words"),
    [("NotAllowedError", "was not allowed"), ("NotFoundError", "No microphone could be opened")],
)
def test_without_a_microphone_the_page_says_so_and_offers_to_try_again(
    live: Live, why: str, words: str
) -> None:
    with live.page() as page:
        page.add_init_script(refusing(why))
        try_it(page, live)
        wait_until(page, lambda: words in says(page, "claps-state")(), 20_000)
        assert page.locator("#try").is_visible()
        assert not page.locator("#trial").is_visible()


def test_only_the_two_pages_that_listen_may_open_the_microphone(live: Live) -> None:
    anna = live.house.person()
    with live.page() as page:
        may = {}
        for name in ("", "session/", "hands-free/", "settings/", "history/"):
            answer = page.goto(live.address(anna, name))
            assert answer is not None
            may[name] = "microphone=(self)" in (answer.header_value("permissions-policy") or "")
    assert may == {"": False, "session/": True, "hands-free/": True, "settings/": False, "history/": False}
