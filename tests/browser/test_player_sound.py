"""The real clock and the real audio, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from browser.conftest import wait_until
from browser.harness.served import Site

pytestmark = pytest.mark.alone

# Listens beside the loudspeaker, and notes when the press came and when the last sound was heard.
LISTEN = """
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
window.heard = {pressed: null, last: null};
addEventListener("pointerdown", (e) => { window.heard.pressed = e.timeStamp; }, true);
setInterval(() => { if (window.loudness() > 0.001) window.heard.last = performance.now(); }, 4);
"""

MUTE = """
window.speech = {said: [], cancelled: 0};
Object.defineProperty(window, "speechSynthesis", {value: {
  speak: (words) => window.speech.said.push(words.text),
  cancel: () => { window.speech.cancelled += 1; },
}});
"""


def begin(page: Page, site: Site) -> None:
    """The real page, begun."""
    page.goto(f"{site.url}/real")
    page.wait_for_selector("#begin:enabled")
    page.click("#begin")
    page.wait_for_selector("#stage[data-mode=performing]", state="attached")


def test_the_sound_stops_within_150_ms_of_the_press(page: Page, site: Site) -> None:
    # The calm words come late here, or they would be heard instead of the silence.
    site.script["asides"]["pain"]["cues"][0]["at_ms"] = 1000
    page.add_init_script(LISTEN)
    begin(page, site)
    wait_until(page, lambda: page.evaluate("loudness() > 0.05"), 8000)
    page.wait_for_timeout(300)
    page.evaluate("heard.pressed = null")
    page.click("#stop")
    page.wait_for_timeout(500)
    heard = page.evaluate("heard")
    assert heard["pressed"] is not None
    assert heard["pressed"] - 100 < heard["last"] <= heard["pressed"] + 150


def test_a_missing_clip_is_spoken_by_the_device_and_a_mute_device_does_not_hold_up_the_session(
    page: Page, site: Site
) -> None:
    site.missing_clips.add("en/mat-and-chair-within-reach.wav")
    page.add_init_script(MUTE)
    begin(page, site)
    wait_until(page, lambda: page.evaluate("speech.said.includes('Mat and chair within reach.')"), 8000)
    wait_until(page, lambda: page.evaluate("document.getElementById('heard').textContent !== ''"), 8000)
    assert page.evaluate("speech.cancelled") >= 1
    assert page.locator("#cue").inner_text() == "Mat and chair within reach."
    wait_until(page, lambda: page.evaluate("document.getElementById('number').textContent === '5'"), 8000)


def test_a_device_that_begins_and_never_ends_is_let_go(page: Page, site: Site) -> None:
    site.missing_clips.add("en/mat-and-chair-within-reach.wav")
    page.add_init_script(MUTE.replace("window.speech.said.push(words.text)", "words.onstart?.()"))
    begin(page, site)
    wait_until(page, lambda: page.evaluate("document.getElementById('heard').textContent !== ''"), 8000)
    assert page.locator("#stage").get_attribute("data-mode") == "performing"


def test_the_session_runs_by_itself_on_the_real_clock(page: Page, site: Site) -> None:
    site.script["steps"][0]["duration_ms"] = 1000
    site.script["steps"][0]["cues"] = []
    begin(page, site)
    wait_until(page, lambda: page.evaluate("document.getElementById('word').textContent === 'Hold'"), 6000)
    assert page.locator("#stage").get_attribute("data-field") == "hold"


def test_the_devices_sound_is_asked_for_at_the_first_press(page: Page, site: Site) -> None:
    """Until the browser knows it the page stands still, and iOS gives it inside a press only."""
    page.add_init_script(
        """
        window.made = 0;
        const Real = window.AudioContext;
        window.AudioContext = class extends Real { constructor() { super(); window.made += 1; } };
        """
    )
    page.goto(f"{site.url}/real")
    page.wait_for_selector("#begin:enabled")
    assert page.evaluate("made") == 0
    page.click("#hear")
    wait_until(page, lambda: page.evaluate("made") == 1, 2000)
    page.click("#begin")
    page.wait_for_selector("#stage[data-mode=performing]", state="attached")
    assert page.evaluate("made") == 1
