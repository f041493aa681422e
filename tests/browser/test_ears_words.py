"""Spoken words: only on the device, only in silences, and only the four phrases."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page

from browser.conftest import Player, wait_until
from browser.harness.served import Site
from browser.live import Live, house, live

__all__ = ["house", "live"]

pytestmark = pytest.mark.alone

ON = "localStorage.setItem('strongback.commands', 'on');"


def recogniser(answer: str) -> str:
    """A browser with a recogniser that says this when it is asked whether it works on the device."""
    return """
window.hearing = {asked: [], open: 0, begun: 0, local: []};
class Recogniser {
  set processLocally(on) { this.local = on; }
  get processLocally() { return this.local ?? false; }
  static async available(wish) { window.hearing.asked.push(wish); return ANSWER; }
  start() {
    window.hearing.open += 1;
    window.hearing.begun += 1;
    window.hearing.local.push(this.processLocally);
    window.hearing.last = this;
  }
  abort() { window.hearing.open -= 1; }
}
Object.defineProperty(window, "SpeechRecognition", {value: Recogniser});
window.speak = (words) => window.hearing.last.onresult({resultIndex: 0, results: [[{transcript: words}]]});
""".replace("ANSWER", json.dumps(answer))


@pytest.fixture
def speaker(player: Player) -> Player:
    """The player on a device that understands speech by itself, with words turned on."""
    player.page.add_init_script(recogniser("available") + ON)
    return player


def open_now(player: Player) -> int:
    """How many recognisers listen."""
    found: int = player.page.evaluate("hearing.open")
    return found


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("Coach, stop.", "pause"),
        ("well coach stop please", "pause"),
        ("Coach, it hurts!", "hurts"),
        ("coach go on", "go_on"),
        ("coach more rest", "more_rest"),
        ("stop", None),
        ("it hurts", None),
        ("coach", None),
        ("the coach stopped", None),
        ("", None),
    ],
)
def test_only_whole_phrases_mean_something(page: Page, site: Site, words: str, what: str | None) -> None:
    page.goto(f"{site.url}/blank")
    ask = "async (words) => (await import('/static/player/commands.js')).meant(words)"
    assert page.evaluate(ask, words) == what


def test_it_listens_in_a_pause_and_not_while_the_coach_speaks(speaker: Player) -> None:
    speaker.begin()
    speaker.advance(9000)
    assert open_now(speaker) == 0
    speaker.press("pause")
    assert open_now(speaker) == 0
    speaker.advance(2000)
    assert open_now(speaker) == 1
    assert speaker.page.evaluate("hearing.local") == [True]
    speaker.page.evaluate("speak('Coach, go on.')")
    assert speaker.mode == "performing"
    assert open_now(speaker) == 0


def test_it_stops_listening_before_the_next_word(speaker: Player) -> None:
    speaker.begin()
    listened = 0
    for _ in range(900):
        speaker.advance(100)
        if open_now(speaker) == 0:
            continue
        listened += 1
        now = speaker.now
        ahead = speaker.page.evaluate("fake.performance.cues[fake.performance.nextCue]?.at ?? Infinity")
        assert ahead - now > 500
        said = speaker.said[-1]
        assert said["at"] <= now
    assert listened > 20
    assert speaker.page.evaluate("hearing.begun") <= 3


def test_it_hurts_by_word(speaker: Player) -> None:
    speaker.begin()
    speaker.advance(9000)
    speaker.press("pause")
    speaker.advance(2000)
    speaker.page.evaluate("speak('Coach, it hurts.')")
    assert speaker.mode == "hurt"
    assert open_now(speaker) == 0


@pytest.mark.parametrize("answer", ["downloadable", "downloading", "unavailable"])
def test_what_would_listen_elsewhere_is_never_started(player: Player, answer: str) -> None:
    player.page.add_init_script(recogniser(answer) + ON)
    player.begin()
    player.advance(9000)
    player.press("pause")
    player.advance(20_000)
    assert player.page.evaluate("hearing.asked") == [{"langs": ["en"], "processLocally": True}]
    assert player.page.evaluate("hearing.begun") == 0


def test_words_that_were_not_turned_on_are_not_listened_for(player: Player) -> None:
    player.page.add_init_script(recogniser("available"))
    player.begin()
    player.advance(9000)
    player.press("pause")
    player.advance(20_000)
    assert player.page.evaluate("hearing.begun") == 0


@pytest.mark.parametrize(("answer", "there"), [("available", True), ("downloadable", False)])
def test_the_page_offers_words_only_where_the_device_understands_them(
    live: Live, answer: str, there: bool
) -> None:
    with live.page() as page:
        page.add_init_script(recogniser(answer))
        page.goto(live.address(live.house.person(), "hands-free/"))
        wait_until(page, lambda: "Looking" not in page.locator("#spoken-state").inner_text(), 3000)
        assert page.locator("#spoken-on").is_visible() == there
        if there:
            page.click("#spoken-on")
            assert page.evaluate("localStorage.getItem('strongback.commands')") == "on"
            page.click("#spoken-off")
            assert page.evaluate("localStorage.getItem('strongback.commands')") is None
        else:
            assert "cannot be used here" in page.locator("#spoken-state").inner_text()
