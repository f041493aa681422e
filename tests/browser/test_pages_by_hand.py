"""The device's own switches, and the clicks that can be tried on the settings page."""

from __future__ import annotations

import pytest

from browser.conftest import wait_until
from browser.live import Live, house, live

__all__ = ["house", "live"]

HEIGHTS = """
const start = AudioBufferSourceNode.prototype.start;
window.heights = [];
AudioBufferSourceNode.prototype.start = function (...at) {
  window.heights.push(Math.max(...this.buffer.getChannelData(0)));
  return start.apply(this, at);
};
"""


@pytest.mark.parametrize("name", ["letters", "buzz"])
def test_a_switch_is_on_until_it_is_switched_off_and_stays_with_the_device(live: Live, name: str) -> None:
    anna = live.house.person()
    kept = f"localStorage.getItem('strongback.{name}')"
    with live.page() as page:
        page.goto(live.address(anna, "hands-free/"))
        switch = page.locator(f"[data-switch='strongback.{name}']")
        assert switch.is_checked()
        switch.focus()
        page.keyboard.press("Space")
        assert page.evaluate(kept) == "off"
        page.reload()
        assert not switch.is_checked()
        switch.check()
        assert page.evaluate(kept) is None


def test_without_script_no_switch_pretends_to_work(live: Live) -> None:
    anna = live.house.person()
    with live.page(java_script_enabled=False) as page:
        page.goto(live.address(anna, "hands-free/"))
        assert page.locator("[data-switch]:visible").count() == 0
        assert "One button is enough." in page.inner_text("main")


def test_the_loudness_is_asked_about_only_by_who_wants_clicks_and_can_be_heard(live: Live) -> None:
    anna = live.house.person()
    with live.page() as page:
        page.add_init_script(HEIGHTS)
        page.goto(live.address(anna, "settings/"))
        page.click("text=Your guide")
        hear = page.locator("[data-hear-clicks]")
        assert not hear.is_visible()
        page.check("[name=counts][value=ticks]")
        heard = []
        for clicks in ("soft", "loud"):
            page.check(f"[name=clicks][value={clicks}]")
            page.evaluate("heights.length = 0")
            hear.click()
            wait_until(page, lambda: page.evaluate("heights.length") == 3, 2000)
            heard.append(page.evaluate("heights[0]"))
        assert heard[1] == pytest.approx(4.75 * heard[0], rel=0.02)
