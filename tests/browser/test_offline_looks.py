"""The pages for days without the server, as a device gets them: readable, reachable, in every theme."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from browser.axe import violations
from browser.live import Live, house, live
from browser.test_pages_looks import BUTTONS, DESK, LETTERS, PHONE
from people import Day

__all__ = ["house", "live"]


def pages(live: Live) -> Iterator[str]:
    """Each address that is fetched ahead and looks like no other page."""
    anna = live.house.person("Anna")
    anna.call_name, anna.call_phone = "Dr. Meyer", "030 1234567"
    anna.save()
    for page in ("now/today", "done", "week", "hurt", "connect"):
        yield live.address(anna, f"away/{page}/")
    yield live.address(anna, "history/")
    live.house.session(anna, Day(pain="pelvic-tilt"))
    yield live.address(anna, "away/waits/")
    yield live.address(live.house.person("Berta", cleared=False), "away/waits/")
    yield live.url + "/away/offline/"


def troubles(page: Page, url: str) -> Iterator[str]:
    page.goto(url)
    yield from (f"{url}: {one}" for one in violations(page))
    for what in (LETTERS, BUTTONS):
        yield from (f"{url}: too small: {found}" for found in page.evaluate(what))
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        yield f"{url}: wider than the screen"


@pytest.mark.parametrize(
    ("size", "scheme", "contrast"),
    [(PHONE, "dark", None), (DESK, "light", None), (PHONE, "light", "more"), (DESK, "dark", "more")],
    ids=["phone, dark", "desk, light", "phone, light contrast", "desk, dark contrast"],
)
def test_pages_made_ahead_are_readable_and_reachable(
    live: Live, size: tuple[int, int], scheme: str, contrast: str | None
) -> None:
    ahead = {"Strongback-Ahead": "1"}
    with live.page(*size, color_scheme=scheme, contrast=contrast, extra_http_headers=ahead) as page:
        found = [trouble for url in pages(live) for trouble in troubles(page, url)]
    assert found == []
