"""A real server that may be killed, and a tablet whose browser keeps what it has when it is closed."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Error, Page, Playwright, Request

from processes import answers, free_port

SOURCE = Path(__file__).parents[2] / "src"
MAKE = """
import os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "strongback.web.settings"
django.setup()
from strongback.record.nouns import Cleared
from strongback.web import clock, entries, models
person = models.Person.objects.create(name=sys.argv[1], created=clock.now().isoformat(), emergency="112")
entries.note(person, Cleared(at=clock.instant(), by="physical therapist"))
print(person.id)
"""
KIT = """async (person) => {
  for (const name of await caches.keys())
    if (name.startsWith(`ahead ${person} `)) {
      const found = await caches.match(`/people/${person}/away/ahead.json`, {cacheName: name});
      if (found) return found.json();
    }
  return null;
}"""


@dataclass
class Server:
    """Strongback in a process of its own. `source` is the code it runs."""

    data: Path
    source: Path = SOURCE
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "STRONGBACK_DATA": str(self.data), "PYTHONPATH": str(self.source)}

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-P", "-c", "from strongback.cli import main; main()", *words]

    def start(self) -> Server:
        command = self.command("serve", "--no-browser", "--port", str(self.port))
        self.process = subprocess.Popen(
            command, env=self.environment, start_new_session=True, stdout=subprocess.DEVNULL
        )
        assert answers(self.port), "the server does not answer"
        return self

    def signal(self, which: signal.Signals) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, which)

    def kill(self) -> None:
        if self.process is not None:
            self.signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def person(self, name: str) -> str:
        """Somebody who may exercise; gives the id."""
        command = [sys.executable, "-P", "-c", MAKE, name]
        made = subprocess.run(command, env=self.environment, check=True, capture_output=True, text=True)
        return made.stdout.strip()

    def rows(self, query: str, *values: str) -> list[Any]:
        with closing(sqlite3.connect(self.data / "strongback.sqlite3", timeout=20)) as store, store:
            return store.execute(query, values).fetchall()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data folder, so that the pictures are drawn once."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def server(home: Path) -> Iterator[Server]:
    made = Server(home).start()
    yield made
    made.kill()


class Device:
    """A browser with a memory of its own that can be closed and opened again; `failed` did not load."""

    def __init__(self, playwright: Playwright, folder: Path, wishes: dict[str, Any]) -> None:
        self.playwright, self.folder, self.wishes = playwright, folder, wishes
        self.context: BrowserContext | None = None
        self.failed: list[str] = []
        self.loaded: list[str] = []
        self.open()

    def open(self) -> Page:
        self.context = self.playwright.chromium.launch_persistent_context(
            self.folder, timezone_id="Europe/Berlin", **self.wishes
        )
        self.context.on("requestfailed", lambda request: self.note(self.failed, request))
        self.context.on("response", lambda response: self.note(self.loaded, response.request))
        return self.page

    def note(self, where: list[str], request: Request) -> None:
        """A request of a page; what the service worker tries by itself may fail."""
        if request.service_worker is None:
            where.append(request.url)

    @property
    def page(self) -> Page:
        assert self.context is not None
        return self.context.pages[0]

    def close(self) -> None:
        if self.context is not None:
            self.context.close()
            self.context = None

    def restart(self) -> Page:
        self.close()
        self.failed.clear()
        self.loaded.clear()
        return self.open()

    def kit(self, person: str) -> Any:
        """What is kept for a person, None for nothing. A page may reload itself meanwhile."""
        for _ in range(5):
            with suppress(Error):
                return self.page.evaluate(KIT, person)
            self.page.wait_for_load_state()
        raise AssertionError("the page does not come to rest")

    def wait_for(self, what: Any, within_s: float = 60) -> Any:
        """Ask again and again until it is there. What did not come with one page comes with the next."""
        began = time.monotonic()
        again = began + within_s / 3
        while time.monotonic() < began + within_s:
            found = what()
            if found:
                return found
            if time.monotonic() > again and "/session/" not in self.page.url:
                again += within_s / 3
                with suppress(Error):
                    self.page.reload()
            self.page.wait_for_timeout(500)
        raise AssertionError("it did not happen")

    def visit(self, server: Server, person: str) -> Any:
        """Open Today once, and wait until everything is kept."""
        self.page.goto(f"{server.url}/people/{person}/")
        return self.wait_for(lambda: self.kit(person))


@pytest.fixture
def tablet(
    playwright: Playwright, browser_type_launch_args: dict[str, Any], tmp_path: Path
) -> Iterator[Device]:
    made = Device(playwright, tmp_path / "profile", browser_type_launch_args)
    yield made
    made.close()
