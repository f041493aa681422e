"""The check of the volume, what the device knows and feels of a session, and how loud a click is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from browser.conftest import Player, wait_until
from browser.harness.served import Site

PREPARATION, REPETITION = 8000, 10_000
FIRST_REST = PREPARATION + 2 * REPETITION

# What the page asks of the device, written down.
DEVICE = """
window.felt = [];
navigator.vibrate = (pattern) => { window.felt.push(pattern.join(" ")); return true; };
window.handlers = {};
const real = navigator.mediaSession.setActionHandler.bind(navigator.mediaSession);
navigator.mediaSession.setActionHandler = (action, run) => {
  window.handlers[action] = run;
  real(action, run);
};
const play = HTMLMediaElement.prototype.play;
window.elements = new Set();
HTMLMediaElement.prototype.play = function () { window.elements.add(this); return play.call(this); };
window.playing = () =>
  [...window.elements].filter((e) => !e.paused && e.currentSrc.startsWith("blob:")).length;
"""
LIFT, HOLD, LOWER, REST = "150", "600", "150 150 150", "150 150 150 150 150"
SOON, WAITING, OVER = "60 60 60 60 60 60 60", "1000", "600 300 600"


@pytest.fixture
def known(player: Player) -> Player:
    """The player on a device that writes down what it is asked for."""
    player.page.add_init_script(DEVICE)
    return player


def felt(player: Player) -> list[str]:
    """What was felt so far."""
    found: list[str] = player.page.evaluate("felt")
    return found


def state(player: Player) -> str:
    """What the device is told: playing, paused or none."""
    found: str = player.page.evaluate("navigator.mediaSession.playbackState")
    return found


def test_hear_the_voice_says_the_first_words_and_what_to_do_when_it_is_not_heard(player: Player) -> None:
    player.open()
    assert not player.page.locator("#unheard").is_visible()
    player.page.click("#hear")
    player.until(lambda: [one["say"] for one in player.said] == ["Mat and chair within reach."])
    assert "mute switch" in player.text("unheard")
    assert "hearing aid" in player.text("unheard")
    assert player.page.locator("#begin").is_enabled()
    assert (player.mode, player.events) == ("ready", [])


def test_begin_needs_no_check(player: Player) -> None:
    player.begin()
    assert player.page.evaluate("fake.stops.length") == 0


def test_begin_ends_a_check_that_is_under_way(player: Player) -> None:
    player.open()
    player.page.click("#hear")
    player.until(lambda: len(player.said) == 1)
    player.page.click("#begin")
    player.until(lambda: player.mode == "performing")
    assert player.page.evaluate("fake.stops.length") == 1


def test_the_check_is_a_sound_of_the_loudspeaker(page: Page, site: Site) -> None:
    page.add_init_script(
        """
        const connect = AudioNode.prototype.connect;
        AudioNode.prototype.connect = function (to, ...rest) {
          if (to instanceof AudioDestinationNode) {
            window.ear ??= new AnalyserNode(this.context, {fftSize: 256});
            connect.call(this, window.ear);
          }
          return connect.call(this, to, ...rest);
        };
        window.loudness = () => {
          const wave = new Float32Array(256);
          window.ear?.getFloatTimeDomainData(wave);
          return Math.max(...wave.map(Math.abs));
        };
        """
    )
    page.goto(f"{site.url}/real")
    page.wait_for_selector("#hear:enabled")
    page.click("#hear")
    wait_until(page, lambda: page.evaluate("loudness() > 0.05"), 5000)


def test_the_device_knows_the_exercise_and_whether_it_goes_on(known: Player) -> None:
    known.open()
    assert state(known) == "none"
    known.page.click("#begin")
    known.until(lambda: known.mode == "performing")
    known.advance(PREPARATION + 500)
    told = known.page.evaluate(
        "(({title, artist, album}) => [title, artist, album])(navigator.mediaSession.metadata)"
    )
    assert told == ["Tilt", "Strongback", "Set 1 of 2"]
    assert state(known) == "playing"
    known.until(lambda: known.page.evaluate("playing()") == 1)
    known.press("pause")
    assert state(known) == "paused"
    assert known.page.evaluate("playing()") == 0
    known.page.click("#continue")
    assert state(known) == "playing"
    known.until(lambda: known.page.evaluate("playing()") == 1)
    assert known.page.evaluate("elements.size") == 1
    known.page.click("#stop")
    assert state(known) == "paused"
    known.page.locator("[data-save]").first.click()
    assert state(known) == "none"
    assert known.page.evaluate("playing()") == 0
    assert known.page.evaluate("navigator.mediaSession.metadata") is None


def test_media_keys_pause_continue_and_say_it_again(known: Player) -> None:
    known.begin().advance(PREPARATION + 500)
    for action, mode in (
        ("pause", "paused"),
        ("pause", "paused"),
        ("play", "performing"),
        ("play", "performing"),
        ("stop", "paused"),
        ("nexttrack", "performing"),
    ):
        known.page.evaluate("(action) => handlers[action]({action})", action)
        assert known.mode == mode, action
        known.advance(600)
    known.advance(5100)
    known.page.evaluate("handlers.previoustrack({})")
    assert known.text("word") == "Listen"


def test_a_key_that_comes_twice_as_key_and_as_media_key_is_one_press(known: Player) -> None:
    known.begin().advance(PREPARATION + 500)
    known.page.keyboard.press("PageDown")
    known.page.evaluate("handlers.nexttrack({})")
    assert known.mode == "paused"


def test_a_call_that_takes_the_sound_pauses_the_session(known: Player) -> None:
    known.begin().advance(PREPARATION + 500)
    known.until(lambda: known.page.evaluate("playing()") == 1)
    known.page.evaluate("[...elements][0].pause()")
    known.until(lambda: known.mode == "paused")


def test_pausing_and_continuing_at_once_is_no_call(known: Player) -> None:
    known.begin().advance(PREPARATION + 500)
    known.until(lambda: known.page.evaluate("playing()") == 1)
    known.page.evaluate("handlers.pause({}); handlers.play({});")
    known.page.wait_for_timeout(200)
    assert known.mode == "performing"


def test_the_silence_is_silent_and_long_enough_to_count_as_playing(page: Page, site: Site) -> None:
    Player(page, site).open()
    measured = page.evaluate(
        """async () => {
          const { silence } = await import("/static/player/media.js");
          const sound = await new AudioContext().decodeAudioData(await silence().arrayBuffer());
          return [sound.duration, sound.getChannelData(0).some((sample) => sample !== 0)];
        }"""
    )
    assert measured == [10, False]


def test_every_phase_is_felt_once_and_told_from_the_others(known: Player) -> None:
    known.begin().advance(PREPARATION + REPETITION + 500)
    assert felt(known) == [LIFT, HOLD, LOWER, LIFT]
    known.advance(REPETITION - 500 + 26_000)
    assert felt(known)[3:] == [LIFT, HOLD, LOWER, REST, SOON]
    known.press("pause")
    known.page.click("#continue")
    assert felt(known)[-2:] == [WAITING, SOON]
    known.page.click("#stop")
    known.page.locator("[data-save]").first.click()
    assert felt(known)[-2:] == [WAITING, OVER]
    assert len({LIFT, HOLD, LOWER, REST, SOON, WAITING, OVER}) == 7


def test_nothing_is_felt_where_it_was_switched_off(known: Player) -> None:
    known.page.add_init_script("localStorage.setItem('strongback.buzz', 'off')")
    known.begin().advance(FIRST_REST + 1000)
    assert felt(known) == []


def test_a_device_without_motor_and_media_keys_performs_all_the_same(player: Player) -> None:
    player.page.add_init_script(
        """
        Object.defineProperty(navigator, "vibrate", {value: undefined});
        Object.defineProperty(navigator, "mediaSession", {value: undefined});
        """
    )
    player.begin().advance(FIRST_REST + 1000)
    assert player.text("word") == "Rest"


def test_a_loud_click_swings_almost_five_times_as_far_as_a_soft_one(page: Page, site: Site) -> None:
    Player(page, site).open()
    heights = page.evaluate(
        """async () => {
          const { clickBuffer } = await import("/static/player/click.js");
          const context = new OfflineAudioContext(1, 4800, 48000);
          const height = (clicks) => Math.max(...clickBuffer(context, clicks).getChannelData(0));
          return ["soft", "medium", "loud"].map(height);
        }"""
    )
    soft, medium, loud = heights
    assert loud / soft == pytest.approx(4.75, rel=0.01)
    assert soft < medium < loud < 1


@pytest.mark.parametrize("clicks", ["soft", "loud"])
def test_the_page_hands_the_chosen_loudness_to_the_voice(page: Page, site: Site, clicks: str) -> None:
    site.clicks = clicks
    page.add_init_script(
        """
        const start = AudioBufferSourceNode.prototype.start;
        window.heights = [];
        AudioBufferSourceNode.prototype.start = function (...at) {
          const { duration, length } = this.buffer;
          if (duration < 0.05 && length > 1) window.heights.push(Math.max(...this.buffer.getChannelData(0)));
          return start.apply(this, at);
        };
        """
    )
    site.script["steps"][0]["cues"] = [{"at_ms": 300, "say": "", "clip": "tick", "length_ms": 40}]
    page.goto(f"{site.url}/real")
    page.wait_for_selector("#begin:enabled")
    page.click("#begin")
    wait_until(page, lambda: page.evaluate("heights.length > 0"), 5000)
    assert page.evaluate("heights[0]") == pytest.approx({"soft": 0.193, "loud": 0.915}[clicks], abs=0.005)
