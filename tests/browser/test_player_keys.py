"""Without a finger on a button: keys, clickers, a tap on the stage, and the media keys."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from browser.conftest import Player
from browser.harness.score import Json
from browser.harness.served import Site

PREPARATION, REPETITION = 8000, 10_000
FIRST_REST = PREPARATION + 2 * REPETITION
NEXT = ["PageDown", "ArrowRight", "ArrowDown", "MediaPlayPause", "MediaTrackNext"]
BACK = ["PageUp", "ArrowLeft", "ArrowUp", "MediaTrackPrevious"]

KEY = """([key, held]) => {
  const event = new KeyboardEvent("keydown", {key, [held]: true, bubbles: true, cancelable: true});
  (document.activeElement ?? document.body).dispatchEvent(event);
  return event.defaultPrevented;
}"""


def send(player: Player, key: str) -> bool:
    """One key as a clicker sends it; whether the browser's own meaning of it was taken away."""
    player.advance(600)
    taken: bool = player.page.evaluate(KEY, [key, "none"])
    return taken


def with_long_words(page: Page, site: Site) -> Player:
    """In a lift whose words a small phone has no room for."""
    site.script["steps"][1]["cues"][0]["say"] = "words " * 200
    page.set_viewport_size({"width": 360, "height": 640})
    player = Player(page, site).begin()
    player.advance(PREPARATION + 500)
    return player


def kinds(events: list[Json]) -> list[str]:
    """The names of the events."""
    return [event["event"] for event in events]


@pytest.mark.parametrize("key", NEXT)
def test_one_button_begins_pauses_and_continues(player: Player, key: str) -> None:
    player.open()
    send(player, key)
    player.until(lambda: player.mode == "performing")
    player.advance(PREPARATION + 500)
    send(player, key)
    assert player.mode == "paused"
    send(player, key)
    assert player.mode == "performing"
    assert kinds(player.events) == ["started", "paused", "resumed"]


@pytest.mark.parametrize("key", BACK)
def test_the_other_button_says_it_again_and_lengthens_a_rest(player: Player, key: str) -> None:
    player.begin().advance(PREPARATION + 500)
    send(player, key)
    assert player.text("word") == "Listen"
    assert player.said[-1]["say"] == "Lie on your back, knees bent."
    player.advance(2800 + 5000 + 2 * REPETITION + 1000)
    assert player.text("word") == "Rest"
    send(player, key)
    assert player.events[-1]["event"] == "rest_lengthened"
    assert player.text("word") == "Rest"


@pytest.mark.parametrize("key", ["Escape", ".", "b"])
def test_the_button_that_makes_a_screen_black_says_it_hurts(player: Player, key: str) -> None:
    player.begin().advance(PREPARATION + 500)
    send(player, key)
    assert player.mode == "hurt"


def test_a_media_stop_pauses_and_never_continues(player: Player) -> None:
    player.begin().advance(PREPARATION + 500)
    send(player, "MediaStop")
    send(player, "MediaStop")
    assert player.mode == "paused"
    assert kinds(player.events) == ["started", "paused"]


def test_presses_of_a_trembling_hand_are_one_press(player: Player) -> None:
    player.begin().advance(PREPARATION + 500)
    keys = player.page.keyboard
    for key in ("PageDown", "PageDown", "Space", "Enter", "PageDown"):
        keys.press(key)
        player.advance(200)
    assert kinds(player.events) == ["started", "paused"]
    player.advance(400)
    keys.press("PageDown")
    assert kinds(player.events) == ["started", "paused", "resumed"]


def test_nothing_begins_before_begin_can_be_pressed(page: Page, site: Site) -> None:
    player = Player(page, site).open()
    page.evaluate("document.getElementById('begin').disabled = true")
    send(player, "PageDown")
    send(player, " ")
    assert player.mode == "ready"
    assert player.events == []


@pytest.mark.parametrize("letter", ["r", "a", "s", "g", "b", "."])
def test_letters_can_be_switched_off_and_the_other_keys_stay(player: Player, letter: str) -> None:
    player.page.add_init_script("localStorage.setItem('strongback.letters', 'off')")
    player.begin().advance(FIRST_REST + 31_000 - 600 if letter == "g" else PREPARATION + 500)
    before = player.events
    assert send(player, letter) is False
    assert (player.events, player.mode) == (before, "performing")
    send(player, "Escape")
    assert player.mode == "hurt"


def test_in_the_pain_panel_keys_scroll_and_lead_nothing(player: Player) -> None:
    player.begin().advance(PREPARATION + 500)
    send(player, "Escape")
    for key in (*NEXT, *BACK, ".", " "):
        assert send(player, key) is False, key
    assert player.mode == "hurt"


def test_a_presenters_start_button_does_not_load_the_page_anew_in_a_session(player: Player) -> None:
    player.open()
    assert send(player, "F5") is False
    player.page.click("#begin")
    player.until(lambda: player.mode == "performing")
    assert send(player, "F5") is True
    player.press("pause")
    assert send(player, "F5") is True
    player.page.click("#stop")
    assert send(player, "F5") is True
    player.page.locator("[data-save]").first.click()
    assert player.mode == "over"
    assert send(player, "F5") is False


def test_up_and_down_scroll_words_that_do_not_fit_and_page_down_still_leads(page: Page, site: Site) -> None:
    player = with_long_words(page, site)
    assert send(player, "ArrowDown") is True
    assert player.mode == "performing"
    player.until(lambda: page.locator("#now").evaluate("e => e.scrollTop") > 0)
    send(player, "PageDown")
    assert player.mode == "paused"


@pytest.mark.parametrize("held", ["ctrlKey", "altKey", "metaKey"])
def test_a_key_with_control_alt_or_meta_is_the_browsers(player: Player, held: str) -> None:
    player.begin().advance(PREPARATION + 500)
    for key in ("a", "b", "ArrowLeft", "PageDown", "F5"):
        assert player.page.evaluate(KEY, [key, held]) is False, key
    assert (player.mode, kinds(player.events)) == ("performing", ["started"])


def test_a_tap_on_the_number_the_figure_or_the_field_pauses(player: Player) -> None:
    player.begin().advance(PREPARATION + 500)
    for id in ("number", "head", "figure", "now"):
        player.page.locator(f"#{id}").click(position={"x": 5, "y": 5})
        assert player.mode == "paused", id
        player.advance(600)
        player.page.click("#continue")
        player.advance(5100 + 500)
    assert kinds(player.events) == ["started", *["paused", "resumed"] * 4]


def test_a_double_tap_pauses_once_and_neither_continues_nor_finishes(player: Player) -> None:
    player.begin().advance(PREPARATION + 500)
    player.page.locator("#now").click(position={"x": 5, "y": 5})
    for button in ("continue", "finish", "continue"):
        player.advance(300)
        player.page.click(f"#{button}")
    assert player.mode == "paused"
    assert kinds(player.events) == ["started", "paused"]


def test_after_a_tap_it_hurts_answers_at_once(player: Player) -> None:
    player.begin().advance(PREPARATION + 500)
    player.page.locator("#now").click(position={"x": 5, "y": 5})
    player.page.click("#stop")
    assert player.mode == "hurt"


def test_a_tap_leads_nothing_where_nobody_is_led(player: Player) -> None:
    player.open()
    player.page.locator("#ready-title").click()
    assert player.mode == "ready"
    player.page.click("#begin")
    player.until(lambda: player.mode == "performing")
    player.press("pause")
    player.page.locator("#paused-title").click()
    assert player.mode == "paused"
    player.page.click("#stop")
    player.page.locator("#hurt-title").click()
    assert player.mode == "hurt"


def test_words_that_are_being_marked_do_not_pause(player: Player) -> None:
    player.begin().advance(PREPARATION + 500)
    cue = player.page.locator("#cue").bounding_box()
    assert cue is not None
    mouse, y = player.page.mouse, cue["y"] + 10
    mouse.move(cue["x"] + 2, y)
    mouse.down()
    mouse.move(cue["x"] + 80, y, steps=4)
    mouse.up()
    assert player.page.evaluate("getSelection().toString()") != ""
    assert player.mode == "performing"


def test_a_finger_that_scrolls_long_words_does_not_pause(browser: Browser, site: Site) -> None:
    context = browser.new_context(has_touch=True)
    player = with_long_words(context.new_page(), site)
    hand = context.new_cdp_session(player.page)
    for kind, y in (
        ("Start", 350),
        ("Move", 320),
        ("Move", 240),
        ("Move", 160),
        ("Move", 160),
        ("End", None),
    ):
        player.page.wait_for_timeout(60)  # a finger that rests before it lifts throws nothing
        points = [] if y is None else [{"x": 180, "y": y}]
        hand.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})
    player.until(lambda: player.page.locator("#now").evaluate("e => e.scrollTop") > 0)
    assert player.mode == "performing"
    player.page.touchscreen.tap(180, 250)
    player.until(lambda: player.mode == "paused")
    context.close()


def test_whoever_begins_by_keyboard_stands_on_pause_and_is_never_lost(player: Player) -> None:
    def here() -> str:
        found: str = player.page.evaluate(
            "(e => e.dataset.control ?? e.id ?? e.tagName)(document.activeElement)"
        )
        return found

    player.open()
    player.page.focus("#begin")
    player.page.keyboard.press("Enter")
    player.until(lambda: player.mode == "performing")
    assert here() == "pause"
    player.advance(PREPARATION + 600)
    player.page.keyboard.press("Enter")
    assert here() == "continue"
    player.advance(600)
    player.page.keyboard.press("Enter")
    assert here() == "pause"
    player.page.keyboard.press("Escape")
    assert here() == "hurt-title"
    player.page.focus("#mistake")
    player.page.keyboard.press("Enter")
    assert here() == "pause"


def test_a_page_left_alone_at_ready_records_nothing(player: Player) -> None:
    player.open()
    player.advance(3_600_000)
    assert (player.mode, player.events, player.said) == ("ready", [], [])
    assert player.site.drafts == []
