"""Letters as large as a browser makes them: every page and every state of the stage, on three screens."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserType, Page

from browser.conftest import Player
from browser.harness.served import Site
from browser.live import Live, house, live
from browser.test_pages_looks import states
from browser.test_player_look import STATES, covered, enlarged

__all__ = ["house", "live"]

SIZES = ((360, 640), (820, 1180), (1280, 800))
LETTERS = (32, 64)

# Words that leave the screen on the side, or that their own box cuts off; not what scrolls by itself.
CUT = """() => {
  const sideways = (e) => e.closest(".wide") !== null;
  const unseen = (e) => e.closest(".unseen, .jump, .stage-heard, svg, option") !== null;
  const shown = [...document.querySelectorAll("body *")].filter((e) => e.checkVisibility() && !unseen(e));
  const says = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim() !== "");
  const leaves = (box) => box.width > 0 && (box.right > innerWidth + 1 || box.left < -1);
  const out = shown.filter((e) => {
    const words = document.createRange();
    words.selectNodeContents(e);
    return says(e) && !sideways(e) && [...words.getClientRects()].some(leaves);
  });
  const hides = (e) => ["hidden", "clip"].includes(getComputedStyle(e).overflowX);
  const cut = shown.filter((e) => hides(e) && e.scrollWidth > e.clientWidth + 1);
  const wide = document.documentElement.scrollWidth > innerWidth ? ["the page scrolls sideways"] : [];
  return [...wide, ...[...out, ...cut].map((e) => e.outerHTML.slice(0, 90))];
}"""


def sized(page: Page, size: tuple[int, int]) -> str:
    """Give the screen a size; its name."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    return f"{size[0]}x{size[1]}"


def forget(page: Page, site: Site) -> None:
    """Nothing is left on the device of a session before."""
    page.goto("about:blank")
    device = page.context.new_cdp_session(page)
    device.send("Storage.clearDataForOrigin", {"origin": site.url, "storageTypes": "all"})


@pytest.mark.parametrize("letters", LETTERS)
def test_no_page_is_cut_off_or_scrolls_sideways(
    live: Live, browser_type: BrowserType, tmp_path: Path, letters: int
) -> None:
    found: dict[str, list[str]] = {}
    with enlarged(browser_type, tmp_path, letters, SIZES[0]) as page:
        for state in states(live):
            page.goto(state.url)
            state.act(page)
            for size in SIZES:
                name = f"{state.name} {sized(page, size)}"
                if cut := page.evaluate(CUT):
                    found[name] = cut
    assert found == {}


@pytest.mark.parametrize("letters", LETTERS)
def test_the_stage_keeps_number_and_stop_in_every_state_and_cuts_nothing_off(
    site: Site, browser_type: BrowserType, tmp_path: Path, letters: int
) -> None:
    found: dict[str, list[str]] = {}
    with enlarged(browser_type, tmp_path, letters, SIZES[0]) as page:
        for state, act in STATES.items():
            sized(page, SIZES[1])
            forget(page, site)
            player = Player(page, site)
            act(player)
            for size in SIZES:
                name = f"{state} {sized(page, size)}"
                keeps = ["#number", "#stop"] if player.text("number") else ["#stop"]
                wrong = page.evaluate(CUT) + covered(page, [] if player.mode == "over" else keeps)
                if wrong:
                    found[name] = wrong
    assert found == {}
