"""The real pages for a real browser: the whole application in a thread, on the tests' store and clock."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from playwright.sync_api import Browser, BrowserContext, Page

from webstore import House, house, models

__all__ = ["BLOCKED", "Live", "context", "house", "live"]

FAKE = Path(__file__).parent / "harness" / "fake.js"


BLOCKED = "Service Worker registration blocked by Playwright"
"""What Chromium's console says because the tests here have no service worker."""


class Quiet(WSGIRequestHandler):
    """Writes no line for each request."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@dataclass
class Live:
    """A household and the address it answers at."""

    house: House
    url: str
    browser: Browser

    def address(self, person: models.Person, page: str = "") -> str:
        """The whole address of one of a person's pages."""
        return self.url + self.house.address(person, page)

    def context(self, **wishes: object) -> BrowserContext:
        """A fresh browser context without a service worker; the caller closes it."""
        return self.browser.new_context(**{"service_workers": "block", **wishes})  # type: ignore[arg-type]

    @contextmanager
    def page(self, width: int = 820, height: int = 1180, **wishes: object) -> Iterator[Page]:
        """A page of that size in a context of its own."""
        context = self.context(viewport={"width": width, "height": height}, **wishes)
        try:
            yield context.new_page()
        finally:
            context.close()


@pytest.fixture
def live(house: House, browser: Browser) -> Iterator[Live]:
    """The server, up as long as the test lasts."""
    from strongback.web.wsgi import application

    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(application)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield Live(house, f"http://127.0.0.1:{server.server_port}", browser)
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


@pytest.fixture
def context(live: Live) -> Iterator[BrowserContext]:
    """One tablet, whose player runs on a clock that the test moves."""
    fake = FAKE.read_text(encoding="utf-8").replace("/static/player/", settings.STATIC_URL + "player/")
    context = live.context(
        viewport={"width": 820, "height": 1180}, timezone_id="Europe/Berlin", service_workers="block"
    )
    context.clock.set_fixed_time(live.house.now)
    context.route("**/player/main.js", lambda route: route.fulfill(body=fake, content_type="text/javascript"))
    yield context
    context.close()
