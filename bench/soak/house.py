"""The server, the browser and the persons of the soak."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page, Playwright

HERE = Path(__file__).parent
HOST = "127.0.0.1"
SHIFT = """(() => {
  const Real = Date;
  const by = () => Number(localStorage.getItem("soak.shift") ?? 0);
  globalThis.Date = class extends Real {
    constructor(...all) { if (all.length === 0) super(Real.now() + by()); else super(...all); }
    static now() { return Real.now() + by(); }
  };
})()"""
TWICE = """(() => {
  const once = window.fetch;
  window.fetch = (where, how) => {
    if (how?.method === "POST" && localStorage.getItem("soak.twice")) void once(where, how).catch(() => {});
    return once(where, how);
  };
})()"""


@dataclass
class Told:
    """What a session's pages told: the facts, each with the moment at which it was first heard of."""

    facts: dict[str, float] = field(default_factory=dict)
    last: list[dict[str, Any]] = field(default_factory=list)

    def hear(self, events: str) -> None:
        """The events so far."""
        self.last = json.loads(events)
        for event in self.last:
            self.facts.setdefault(json.dumps(event, sort_keys=True), time.monotonic())


class House:
    """The server, the browser, and the persons who exercise there."""

    def __init__(self, playwright: Playwright, folder: Path) -> None:
        self.playwright = playwright
        self.folder = folder
        self.port = free_port()
        self.told: dict[str, Told] = {}
        self.server: subprocess.Popen[bytes] | None = None
        self.context: BrowserContext | None = None
        self.serve()
        self.open()

    @property
    def url(self) -> str:
        """Where the server answers."""
        return f"http://{HOST}:{self.port}"

    def prepare(self) -> None:
        """The store, and the static files with the fast clock in the place of the real one."""
        os.environ["STRONGBACK_DATA"] = str(self.folder / "data")
        os.environ["DJANGO_SETTINGS_MODULE"] = "strongback.web.settings"
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        import django

        django.setup()
        from django.conf import settings

        from strongback.web import static_files, store

        store.prepare()
        source = settings.HERE / "static"
        # Counted anew, as the server that starts now will count it.
        version = static_files.digest(source, settings.HERE / "templates")
        static = static_files.pressed(source, version, settings.DATA / "static")
        for module in HERE.glob("*.js"):
            shutil.copyfile(module, static / "player" / module.name)
            (static / "player" / (module.name + ".gz")).unlink(missing_ok=True)

    def serve(self) -> None:
        """Start the server."""
        self.prepare()
        command = [sys.executable, "-m", "strongback.web", "--port", str(self.port)]
        self.server = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with suppress(OSError), closing(socket.create_connection((HOST, self.port), 1)):
                return
            time.sleep(0.05)
        raise TimeoutError("the server does not answer")

    def stop_serving(self) -> None:
        """Kill it, as a power cut would."""
        if self.server is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait(20)

    def open(self) -> None:
        """Open the browser on its profile."""
        root = ["--no-sandbox"] if os.geteuid() == 0 else []
        quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        self.context = self.playwright.chromium.launch_persistent_context(
            self.folder / "profile", executable_path=chromium, args=[*quiet, *root]
        )
        self.context.add_init_script(SHIFT)
        self.context.add_init_script(TWICE)
        self.context.expose_function("noted", self.hear)

    def hear(self, person: str, events: str) -> None:
        """A page noted a fact."""
        self.told.setdefault(person, Told()).hear(events)

    def window(self) -> Page:
        """A fresh window."""
        assert self.context is not None
        page = self.context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        page.on("pageerror", lambda error: print("   page:", error, file=sys.stderr))
        return page

    def kill_browser(self) -> None:
        """Kill the browser's own processes, and open it again."""
        profile = str(self.folder / "profile")
        for one in Path("/proc").iterdir():
            with suppress(OSError):
                if one.name.isdigit() and profile.encode() in (one / "cmdline").read_bytes():
                    os.kill(int(one.name), signal.SIGKILL)
        with suppress(Error):
            assert self.context is not None
            self.context.close()
        for lock in (self.folder / "profile").glob("Singleton*"):
            lock.unlink(missing_ok=True)
        self.open()

    def person(self, name: str) -> str:
        """Somebody who may exercise."""
        from strongback.record.nouns import Cleared
        from strongback.web import clock, entries, models

        made = models.Person.objects.create(
            name=name, created=clock.now().isoformat(timespec="seconds"), emergency="112"
        )
        entries.note(made, Cleared(at=clock.instant(), by="physical therapist"))
        return str(made.id)

    def record(self, person: str) -> list[dict[str, Any]]:
        """The session records that the server has of somebody."""
        from strongback.web import models

        found = models.Entry.objects.filter(person_id=person, kind="record").order_by("id")
        return [json.loads(body) for body in found.values_list("body", flat=True)]

    def close(self) -> None:
        """Everything down."""
        with suppress(Error):
            if self.context is not None:
                self.context.close()
        self.stop_serving()


def free_port() -> int:
    """A port nobody listens on."""
    with closing(socket.create_server((HOST, 0))) as sock:
        return int(sock.getsockname()[1])
