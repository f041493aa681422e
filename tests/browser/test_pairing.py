"""Connecting a tablet over real https, walked by hand in a real browser, and what it looks like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright

from browser.away import Device, Server
from browser.axe import COLOURS, EVERYTHING, violations
from browser.kept import sittings
from browser.test_offline import start_session
from browser.test_pages_looks import BUTTONS, ITALICS, LETTERS
from processes import free_port

pytestmark = pytest.mark.alone

PHONE, TABLET = (390, 844), (820, 1180)


class LanServer(Server):
    """Strongback with its home network."""

    lan_port = 0
    said = ""

    @property
    def lan(self) -> str:
        return f"https://127.0.0.1:{self.lan_port}"

    def start(self) -> LanServer:
        import subprocess
        import time

        self.lan_port = self.lan_port or free_port()
        ports = ("--port", str(self.port), "--lan-port", str(self.lan_port))
        self.process = subprocess.Popen(
            self.command("serve", "--lan", "--no-browser", *ports),
            env=self.environment,
            start_new_session=True,
            stdout=subprocess.PIPE,
        )
        assert self.process.stdout is not None
        lines = []
        for line in self.process.stdout:
            lines.append(line.decode())
            if line.startswith(b"Stop it"):
                break
        self.said = "".join(lines)
        for _ in range(400):
            if not all(_answers(port) for port in (self.port, self.lan_port)):
                time.sleep(0.05)
                continue
            return self
        raise AssertionError("the servers do not answer")

    @property
    def code(self) -> str:
        return re.search(r"code (\d{4} \d{4})", self.said)[1]  # type: ignore[index]


def _answers(port: int) -> bool:
    import socket

    try:
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
    except OSError:
        return False
    return True


@pytest.fixture(scope="module")
def lan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanServer]:
    made = LanServer(tmp_path_factory.mktemp("home"))
    made.start()
    yield made
    made.kill()


def looks(page: Page, name: str) -> list[str]:
    """What is wrong with how a page looks: axe in both themes, letters, buttons, width."""
    found = []
    for scheme, rules in (("light", EVERYTHING), ("dark", COLOURS)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found += [f"{name}, {scheme}: {one}" for one in violations(page, rules)]
    for what in (LETTERS, BUTTONS, ITALICS):
        found += [f"{name}: too small or slanted: {one}" for one in page.evaluate(what)]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append(f"{name}: wider than the screen")
    return found


def unfold(page: Page) -> None:
    for closed in page.query_selector_all("details:not([open]) > summary"):
        closed.click()


def new_code(browser: Browser, lan: LanServer, size: tuple[int, int]) -> tuple[str, list[str]]:
    """Make a code on the device where Strongback runs; gives it, and what is wrong with its pages."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, service_workers="block")
    page = context.new_page()
    page.goto(lan.url + "/")
    page.click("text=Other devices")
    found = looks(page, "devices")
    page.click("text=Add a device")
    found += looks(page, "add")
    code = page.inner_text(".code")
    assert page.locator("svg.qr").bounding_box()["width"] >= 250  # type: ignore[index]
    page.goto(lan.url + "/certificate/")
    unfold(page)
    found += looks(page, "certificate")
    context.close()
    return code, found


def code_only(browser: Browser, lan: LanServer) -> str:
    page = browser.new_page()
    page.goto(lan.url + "/devices/")
    page.click("text=Add a device")
    code = page.inner_text(".code")
    page.close()
    return code


@pytest.mark.parametrize("size", [PHONE, TABLET], ids=["phone", "tablet"])
def test_a_device_is_connected_and_walks_to_today(
    lan: LanServer, browser: Browser, size: tuple[int, int]
) -> None:
    anna, berta = lan.person("Anna"), lan.person("Berta")
    code, found = new_code(browser, lan, size)
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, ignore_https_errors=True, service_workers="block"
    )
    page = context.new_page()
    refused: list[str] = []
    page.on("response", lambda answer: refused.append(answer.url) if answer.status >= 400 else None)
    page.goto(f"{lan.lan}/people/{anna}/")
    assert page.url == f"{lan.lan}/pair/"
    assert "Anna" not in page.inner_text("body")
    found += looks(page, "code")
    assert refused == [], "the pairing page asks for nothing that it does not get"
    page.fill("#id_code", "1234")
    page.click("button.main")
    found += looks(page, "code, wrong")
    page.goto("about:blank")
    page.goto(f"{lan.lan}/pair/#{code.replace(' ', '')}")
    assert page.input_value("#id_code") == code
    assert page.url == f"{lan.lan}/pair/", "the code does not stay in the address"
    page.click("button.main")
    page.wait_for_selector("text=The code is right")
    found += looks(page, "who")
    page.click("button.main")
    found += looks(page, "who, missing")
    page.check("text=Anna")
    page.fill("#id_name", "Tablet in the kitchen")
    page.click("button.main")
    page.wait_for_selector("text=This device is connected")
    found += looks(page, "connected")
    page.click("text=To the exercises")
    assert page.locator(".people .button").all_inner_texts() == ["Anna"]
    assert "Someone new" not in page.inner_text("main")
    page.click("text=Anna")
    page.wait_for_selector(".start")
    assert page.locator("img").first.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    assert page.evaluate("document.cookie") == "", "no script sees a cookie"
    assert page.goto(f"{lan.lan}/people/{berta}/").status == 404  # type: ignore[union-attr]
    page.goto(f"{lan.lan}/welcome/")
    found += looks(page, "somebody new")
    context.close()
    assert found == []


def test_the_code_can_be_typed_without_script(lan: LanServer, browser: Browser) -> None:
    lan.person("Clara")
    code = code_only(browser, lan)
    context = browser.new_context(ignore_https_errors=True, java_script_enabled=False)
    page = context.new_page()
    page.goto(lan.lan + "/")
    page.fill("#id_code", code)
    page.keyboard.press("Enter")
    page.wait_for_selector("text=The code is right")
    page.locator("label", has_text="Clara").locator("input").first.focus()
    page.keyboard.press("Space")
    page.fill("#id_name", "phone")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=This device is connected")
    context.close()


@pytest.fixture
def trusting(
    playwright: Playwright, browser_type_launch_args: dict[str, Any], tmp_path: Path
) -> Iterator[Device]:
    """A tablet that was given the certificate: it trusts what it is served, also for its service worker."""
    arguments = [*browser_type_launch_args["args"], "--ignore-certificate-errors"]
    made = Device(playwright, tmp_path / "profile", {**browser_type_launch_args, "args": arguments})
    yield made
    made.close()


def connect(page: Page, lan: LanServer, browser: Browser, name: str) -> None:
    """Connect this tablet for one person."""
    page.goto(f"{lan.lan}/pair/#{code_only(browser, lan).replace(' ', '')}")
    page.click("button.main")
    page.check(f"text={name}")
    page.fill("#id_name", f"{name}’s tablet")
    page.click("button.main")
    page.wait_for_selector("text=This device is connected")


def disconnect_all(lan: LanServer) -> None:
    lan.rows("DELETE FROM web_device_persons")
    lan.rows("DELETE FROM web_device")


def test_a_connected_tablet_works_without_the_server_and_forgets_when_it_is_disconnected(
    lan: LanServer, browser: Browser, trusting: Device
) -> None:
    dora = lan.person("Dora")
    page = trusting.page
    connect(page, lan, browser, "Dora")
    page.goto(f"{lan.lan}/people/{dora}/")
    trusting.wait_for(lambda: trusting.kit(dora))
    lan.kill()
    page = trusting.restart()
    page.goto(lan.lan + "/")
    assert page.locator(".people .button").all_inner_texts() == ["Dora"]
    page.click("text=Dora")
    page.wait_for_selector(".start")
    assert "This was planned ahead." in page.inner_text("main")
    lan.start()
    page.goto(f"{lan.lan}/people/{dora}/")
    assert "This was planned ahead." not in page.inner_text("main")
    disconnect_all(lan)
    page.goto(f"{lan.lan}/people/{dora}/")
    assert page.url == f"{lan.lan}/pair/"
    trusting.wait_for(lambda: trusting.kit(dora) is None, 10)


def test_what_a_disconnected_tablet_did_not_send_comes_when_it_is_connected_again(
    lan: LanServer, browser: Browser, trusting: Device
) -> None:
    emil = lan.person("Emil")
    page = trusting.page
    connect(page, lan, browser, "Emil")
    page.goto(f"{lan.lan}/people/{emil}/")
    start_session(page)
    page.click("[data-control=pause]")
    disconnect_all(lan)
    lan.rows("DELETE FROM web_draft")
    page.click("#finish")
    page.wait_for_timeout(1500)
    page.goto(f"{lan.lan}/people/{emil}/")
    assert page.url == f"{lan.lan}/pair/"
    [kept] = sittings(page)
    assert not kept.get("refused")
    connect(page, lan, browser, "Emil")
    page.goto(f"{lan.lan}/people/{emil}/")
    trusting.wait_for(lambda: lan.rows("SELECT 1 FROM web_draft WHERE record = ?", kept["id"]), 30)
