"""Claps in a session: when they mean something, and that the microphone is open for no moment longer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserType, Page

from browser.conftest import Player, wait_until
from browser.harness.served import Site
from browser.microphone import CLAPS_ON, LIVE, NOTE_STREAMS, claps, hearing, refusing

pytestmark = pytest.mark.alone


def clap(player: Player) -> None:
    """Two claps were heard."""
    player.page.evaluate("fake.ears.onTwo()")


def is_open(player: Player) -> bool:
    """Whether the session wants the microphone."""
    found: bool = player.page.evaluate("fake.ears.open")
    return found


@pytest.fixture
def clapper(player: Player) -> Player:
    """The player on a device where claps were turned on."""
    player.page.add_init_script(CLAPS_ON)
    return player


def test_two_claps_pause_and_two_more_go_on(clapper: Player) -> None:
    clapper.begin()
    clapper.advance(9000)
    clap(clapper)
    assert clapper.mode == "paused"
    assert clapper.said[-1]["say"] == "Paused."
    clap(clapper)
    assert clapper.mode == "performing"
    assert [e["event"] for e in clapper.events] == ["started", "paused", "resumed"]


def test_claps_mean_nothing_before_the_session_while_it_hurts_and_after_it(clapper: Player) -> None:
    clapper.open()
    clap(clapper)
    assert clapper.mode == "ready"
    assert not is_open(clapper)
    clapper.page.click("#begin")
    clapper.page.wait_for_selector("#stage[data-mode=performing]", state="attached")
    clapper.advance(9000)
    clapper.page.click("#stop")
    clap(clapper)
    assert clapper.mode == "hurt"
    clapper.page.click("[data-save]")
    clapper.advance(5000)
    clap(clapper)
    assert clapper.mode == "over"
    assert [e["event"] for e in clapper.events] == ["started", "pain_reported", "stopped"]


def test_the_microphone_is_wanted_from_begin_to_the_end(clapper: Player) -> None:
    clapper.begin()
    clapper.advance(9000)
    assert is_open(clapper)
    clapper.page.click("#stop")
    clapper.page.click("[data-save]")
    clapper.advance(5000)
    assert not is_open(clapper)


def test_without_the_trial_the_microphone_stays_shut(player: Player) -> None:
    player.begin()
    player.advance(9000)
    assert not is_open(player)


def begin_real(page: Page, site: Site) -> None:
    """The real page with its real ears, begun."""
    page.goto(f"{site.url}/real")
    page.wait_for_selector("#begin:enabled")
    page.click("#begin")


def mode(page: Page) -> str | None:
    """What the stage shows."""
    return page.locator("#stage").get_attribute("data-mode")


def test_claps_in_the_room_pause_the_session_and_let_it_go_on(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any], site: Site, tmp_path: Path
) -> None:
    site.script["steps"][0]["cues"] = []
    sound = claps(tmp_path / "claps.wav", (3.0, 3.4, 7.0, 7.4), 12)
    with hearing(browser_type, browser_type_launch_args, sound) as context:
        page = context.new_page()
        page.add_init_script(CLAPS_ON + NOTE_STREAMS)
        begin_real(page, site)
        wait_until(page, lambda: mode(page) == "paused", 20_000)
        wait_until(page, lambda: mode(page) == "performing", 20_000)
        assert page.evaluate(LIVE) == 1
        wish = page.evaluate("streams[0].wish.audio")
        assert wish == {"echoCancellation": False, "noiseSuppression": False, "autoGainControl": False}
        page.click("#stop")
        page.click("[data-save]")
        wait_until(page, lambda: mode(page) == "over", 20_000)
        assert page.evaluate(LIVE) == 0
        assert site.records or site.drafts


def test_the_coach_alone_in_the_microphone_pauses_nothing(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any], site: Site, tmp_path: Path
) -> None:
    sound = claps(tmp_path / "hiss.wav", (3.0,), 12)
    with hearing(browser_type, browser_type_launch_args, sound) as context:
        page = context.new_page()
        page.add_init_script(CLAPS_ON + NOTE_STREAMS)
        begin_real(page, site)
        wait_until(page, lambda: page.evaluate("streams.length") == 1, 20_000)
        page.wait_for_timeout(5000)
        assert mode(page) == "performing"


@pytest.mark.parametrize("why", ["NotAllowedError", "NotFoundError"])
def test_without_a_microphone_the_session_runs(page: Page, site: Site, why: str) -> None:
    site.script["steps"][0]["duration_ms"] = 1000
    site.script["steps"][0]["cues"] = []
    page.add_init_script(CLAPS_ON + refusing(why))
    begin_real(page, site)
    wait_until(page, lambda: page.locator("#word").inner_text() == "Hold", 20_000)
    assert mode(page) == "performing"
