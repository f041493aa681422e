"""Fixtures of every browser test: how Chromium is started, and the player on a clock that the test moves."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from browser.harness import score
from browser.harness.served import Json, Site, serving

QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-features=SpareRendererForSitePerProcess",  # a page that no test will ever open
]


def chromium() -> str | None:
    """Where the system's Chromium lies."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def chromium_arguments() -> list[str]:
    """Switches for a browser that talks to nobody; root has no sandbox."""
    return [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium where there is one, else the test driver's own."""
    system = chromium()
    return {
        **browser_type_launch_args,
        "args": chromium_arguments(),
        **({"executable_path": system} if system else {}),
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """No service worker: it would pass by what a test puts in place of our files. test_offline.py has one."""
    return {**browser_context_args, "service_workers": "block"}


@pytest.fixture
def site() -> Iterator[Site]:
    """The player's page with the small script."""
    with serving(score.script()) as site:
        yield site


class Player:
    """The session page on a fake clock: `advance` lets time pass, everything else is pressing and looking."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page = page
        self.site = site

    def open(self) -> Player:
        """Load the page and wait until it may begin."""
        self.page.goto(self.site.url)
        self.page.wait_for_selector("html[data-fake=ready]", state="attached")
        return self

    def begin(self) -> Player:
        """Open and begin."""
        self.open()
        self.page.click("#begin")
        self.page.wait_for_selector("#stage[data-mode=performing]", state="attached")
        return self

    def advance(self, ms: float) -> None:
        """Let time pass, every moment at its own time."""
        self.page.evaluate("(ms) => fake.advance(ms)", ms)

    def stall(self, ms: float) -> None:
        """Let time pass while the page does not run."""
        self.page.evaluate("(ms) => fake.stall(ms)", ms)

    def press(self, control: str) -> None:
        """Press a button of the footer by its name in the code."""
        self.page.click(f"[data-control={control}]")

    def text(self, element: str) -> str:
        """What an element says."""
        return self.page.locator(f"#{element}").inner_text()

    @property
    def mode(self) -> str:
        """ready, performing, paused, hurt, finishing or over."""
        return self.page.locator("#stage").get_attribute("data-mode") or ""

    @property
    def events(self) -> list[Json]:
        """The record so far."""
        found: list[Json] = self.page.evaluate("fake.performance.events")
        return found

    @property
    def said(self) -> list[Json]:
        """Everything handed to the voice: {at, said, say, clip}."""
        found: list[Json] = self.page.evaluate("fake.said")
        return found

    @property
    def now(self) -> float:
        """The fake clock."""
        found: float = self.page.evaluate("fake.now()")
        return found

    def until(self, condition: Callable[[], object]) -> None:
        """Wait, in real time and not for long, for something the network has to bring."""
        wait_until(self.page, condition, 5000)


def wait_until(page: Page, condition: Callable[[], object], within_ms: int) -> None:
    """Ask again and again; the page's own policy forbids the test driver to evaluate conditions inside it."""
    for _ in range(within_ms // 20):
        if condition():
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"it did not happen within {within_ms} ms")


@pytest.fixture
def player(page: Page, site: Site) -> Player:
    """The player, not yet opened."""
    return Player(page, site)
