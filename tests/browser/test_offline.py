"""The app without its server: a real one is started and killed, and the browser closed in between."""

from __future__ import annotations

import re
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page

from browser.away import SOURCE, Device, Server, home, server, tablet
from browser.kept import sittings

pytestmark = pytest.mark.alone

__all__ = ["home", "server", "tablet"]


def start_session(page: Page) -> None:
    """Press Start on Today, and Begin when the whole voice is there."""
    page.click(".start")
    page.wait_for_selector("text=The voice is ready.")
    page.click("#begin")
    page.wait_for_selector("#stage[data-mode=performing]", state="attached")


def test_what_was_opened_once_works_without_the_server(server: Server, tablet: Device) -> None:
    anna = server.person("Anna")
    tablet.visit(server, anna)
    server.kill()
    page = tablet.restart()
    page.goto(server.url + "/")
    page.click("text=Anna")
    page.wait_for_selector(".start")
    assert "This was planned ahead." in page.inner_text("main")
    assert (
        page.locator("img").first.evaluate("async (image) => (await image.decode(), image.naturalWidth)") > 0
    )
    start_session(page)
    page.wait_for_selector("#figure svg", state="attached")
    assert len({url for url in tablet.loaded if "/static/voice/" in url}) > 40
    assert tablet.failed == []
    page.goto(f"{server.url}/people/{anna}/history/")
    assert "a professional said yes" in page.inner_text("main")
    assert "This page is as it was on" in page.inner_text("main")
    page.goto(f"{server.url}/people/{anna}/exercises/pelvic-tilt/")
    page.wait_for_selector("text=How to begin")
    page.goto(f"{server.url}/people/{anna}/settings/")
    assert "No connection" in page.inner_text("h1")


def test_a_session_left_without_the_server_leads_to_its_questions_and_arrives_later(
    server: Server, tablet: Device
) -> None:
    clara = server.person("Clara")
    tablet.visit(server, clara)
    server.kill()
    page = tablet.restart()
    page.goto(f"{server.url}/people/{clara}/")
    start_session(page)
    page.click("[data-control=pause]")
    page.click("#finish")
    page.wait_for_url("**/after/*/")
    assert "no connection" in page.inner_text("main").lower()
    [kept] = sittings(page)
    server.start()
    page.goto(f"{server.url}/people/{clara}/")
    tablet.wait_for(lambda: server.rows("SELECT 1 FROM web_draft WHERE record = ?", kept["id"]))


def test_pain_without_the_server_withholds_before_and_after_it_was_sent(
    server: Server, tablet: Device
) -> None:
    dora = server.person("Dora")
    tablet.visit(server, dora)
    server.kill()
    page = tablet.restart()
    page.goto(f"{server.url}/people/{dora}/")
    start_session(page)
    page.click("#stop")
    page.click("[data-save]")
    page.wait_for_selector("#over:not([hidden])")
    page = tablet.restart()
    for where in ("", "session/"):
        page.goto(f"{server.url}/people/{dora}/{where}")
        assert "Something hurt in a session on this device" in page.inner_text("main")
        assert page.locator(".start").count() == 0
    server.start()
    page.goto(f"{server.url}/people/{dora}/")
    tablet.wait_for(
        lambda: server.rows("SELECT 1 FROM web_entry WHERE kind = 'record' AND body LIKE '%pain%'")
    )
    tablet.wait_for(lambda: (kit := tablet.kit(dora)) and kit["cleared"] is False)
    server.kill()
    page.goto(f"{server.url}/people/{dora}/")
    assert "Sessions wait until you have spoken" in page.inner_text("main")


def test_a_server_that_hangs_is_no_white_page(server: Server, tablet: Device) -> None:
    emma = server.person("Emma")
    tablet.visit(server, emma)
    server.signal(signal.SIGSTOP)
    try:
        tablet.page.goto(f"{server.url}/people/{emma}/")
        assert "This was planned ahead." in tablet.page.inner_text("main")
    finally:
        server.signal(signal.SIGCONT)


@contextmanager
def nobody_there(port: int) -> Iterator[None]:
    """A door that is still there when the server behind it is gone."""

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_error(502)

        def log_message(self, *_: object) -> None: ...

    door = HTTPServer(("127.0.0.1", port), Door, bind_and_activate=False)
    for _ in range(100):
        with suppress(OSError):  # the one that was killed may still be letting go
            door.server_bind()
            break
        time.sleep(0.05)
    door.server_activate()
    thread = threading.Thread(target=door.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield
    door.shutdown()
    door.server_close()


def test_a_door_with_nobody_behind_it_is_no_connection(server: Server, tablet: Device) -> None:
    fritz = server.person("Fritz")
    tablet.visit(server, fritz)
    server.kill()
    with nobody_there(server.port):
        tablet.page.goto(f"{server.url}/people/{fritz}/")
        assert "This was planned ahead." in tablet.page.inner_text("main")


def test_a_form_that_cannot_be_sent_says_so(server: Server, tablet: Device) -> None:
    greta = server.person("Greta")
    tablet.visit(server, greta)
    page = tablet.page
    page.goto(f"{server.url}/people/{greta}/settings/")
    page.click("summary:has-text('Your name')")
    server.kill()
    page.click("#name button.main")
    page.wait_for_selector("text=Nothing was changed.")


def test_what_is_kept_of_somebody_who_was_deleted_goes(server: Server, tablet: Device) -> None:
    hans = server.person("Hans")
    tablet.visit(server, hans)
    for table, column in (
        ("web_entry", "person_id"),
        ("web_scripthanded", "person_id"),
        ("web_person", "id"),
    ):
        server.rows(f"DELETE FROM {table} WHERE {column} = ?", hans.replace("-", ""))
    tablet.page.goto(server.url)  # nothing leads to their pages any more
    tablet.wait_for(lambda: tablet.kit(hans) is None)


def test_the_browser_is_asked_once_to_keep_it_for_good(server: Server, tablet: Device) -> None:
    ida = server.person("Ida")
    tablet.visit(server, ida)
    tablet.wait_for(lambda: tablet.page.evaluate("localStorage.getItem('strongback.persist-asked')"))


# A new version. It is the same program with one more line in a style sheet.


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The code of a newer version."""
    copy = tmp_path / "newer"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    with (copy / "strongback/web/static/css/tokens.css").open("a") as file:
        file.write("/* newer */\n")
    return copy


def versions(urls: list[str]) -> set[str]:
    """Of which versions the files are that were loaded."""
    return {found[1] for url in urls if (found := re.search(r"/static/([0-9a-f]{12})/", url))}


def test_a_new_version_waits_for_the_session_and_never_mixes(
    server: Server, tablet: Device, newer: Path
) -> None:
    jutta = server.person("Jutta")
    old = tablet.visit(server, jutta)["version"]
    session = tablet.page
    session.goto(f"{server.url}/people/{jutta}/")
    start_session(session)
    server.kill()
    server.source = newer
    server.start()
    assert tablet.context is not None
    today = tablet.context.new_page()
    loaded: list[str] = []
    today.on("response", lambda response: loaded.append(response.url))
    today.goto(f"{server.url}/people/{jutta}/")
    [new] = versions(loaded)
    assert new != old
    waiting = "async () => (await navigator.serviceWorker.getRegistration()).waiting !== null"
    tablet.wait_for(lambda: today.evaluate(waiting))
    today.goto(f"{server.url}/people/{jutta}/history/")
    today.wait_for_timeout(500)
    assert today.evaluate(waiting), "a session is running"
    assert tablet.kit(jutta)["version"] == old, "what was planned ahead fits the files that are there"
    session.click("[data-control=again]")  # it goes on with its own files
    assert session.evaluate(
        "(url) => fetch(url).then((answer) => answer.ok)", f"/static/{old}/player/stage.js"
    )
    session.close()
    loaded.clear()
    today.goto(f"{server.url}/people/{jutta}/")
    tablet.wait_for(lambda: tablet.kit(jutta)["version"] == new)
    assert versions(loaded) == {new}
    tablet.wait_for(lambda: old not in "".join(today.evaluate("caches.keys()")))
    server.kill()
    page = tablet.restart()
    page.goto(f"{server.url}/people/{jutta}/")
    page.click("[data-device=continue]")  # what was broken off goes on, without the server too
    page.wait_for_selector("#stage", state="attached")
    page.wait_for_load_state()
    assert versions(tablet.loaded) == {new}
    assert tablet.failed == []


def test_a_new_version_without_a_session_takes_over_at_once_and_reloads_nothing(
    server: Server, tablet: Device, newer: Path
) -> None:
    kurt = server.person("Kurt")
    old = tablet.visit(server, kurt)["version"]
    server.kill()
    server.source = newer
    server.start()
    tablet.page.goto(f"{server.url}/people/{kurt}/")
    tablet.page.evaluate("window.here = true")
    tablet.wait_for(lambda: tablet.kit(kurt)["version"] != old)
    assert tablet.page.evaluate("window.here")
