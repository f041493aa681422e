"""After without a connection: the same questions on the device, and the same record in the end."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Error, Page

from browser import kept
from browser.conftest import wait_until
from browser.live import Live, context, house, live
from webstore import models

pytestmark = pytest.mark.alone

__all__ = ["context", "house", "live"]

Json = dict[str, Any]


def perform(page: Page, live: Live, person: models.Person, part_ms: int | None) -> None:
    """A session to its end, or for so long and then finished by choice; it leads to After."""
    page.goto(live.address(person))
    page.click(".start")
    page.wait_for_selector("html[data-fake=ready]", state="attached")
    page.click("#begin")
    page.wait_for_selector("#stage[data-mode=performing]", state="attached")
    if part_ms is None:
        length = page.evaluate("fake.performance.script.duration_ms")
        for _ in range(0, length, 20_000):
            with suppress(Error):  # the page goes on to After by itself
                page.evaluate("window.fake?.advance(20000)")
    else:
        page.evaluate("(ms) => fake.advance(ms)", part_ms)
        page.keyboard.press("Space")
        page.click("#finish")
        page.evaluate("fake.advance(5000)")
    page.wait_for_url("**/after/*/")


def without_network(page: Page, live: Live, person: models.Person) -> None:
    """Letters go nowhere, and After is the page that was fetched ahead, as the service worker gives it."""
    for letters in ("**/draft/", "**/record/"):
        page.context.route(letters, lambda route: route.abort())
    ahead = live.house.page(person, "away/after/")
    page.context.route("**/after/*-*/", lambda route: route.fulfill(body=ahead, content_type="text/html"))
    # Where a service worker stands behind the page, it goes on to After also when nothing can be sent.
    page.context.add_init_script(
        "Object.defineProperty(navigator.serviceWorker, 'controller', {get: () => ({postMessage() {}})})"
    )


def with_network(page: Page) -> None:
    """The letters arrive again."""
    for letters in ("**/draft/", "**/record/", "**/after/*-*/"):
        page.context.unroute(letters)


def answer(page: Page, device: bool) -> None:
    """Some answers, one of each kind, and silence about the rest."""
    if not device:
        page.click("text=Or answer one by one") if page.locator("text=Or answer one by one").count() else None
    first = "pelvic-tilt"
    for name, value in (("all_done", "no"), ("missed", "2"), ("effort", "7"), ("two_more", "no")):
        page.locator(f"input[name='{first}-{name}'][value='{value}']").locator("xpath=..").click()
    page.click("text=Save my answers")


def facts(record: str) -> list[Json]:
    """The events of a record without their moments."""
    return [{k: v for k, v in e.items() if k != "at_ms"} for e in json.loads(record)["events"]]


def record_of(person: models.Person) -> str:
    """The one record that the server has of somebody."""
    return models.Entry.objects.get(person=person, kind="record").body


@pytest.mark.parametrize("part_ms", [170_000, None])
def test_the_answers_on_the_device_make_the_record_that_the_server_would_have_made(
    live: Live, context: BrowserContext, part_ms: int | None
) -> None:
    anna, bert = live.house.person("Anna"), live.house.person("Bert")
    page = context.new_page()
    perform(page, live, anna, part_ms)
    answer(page, device=False)
    page.wait_for_selector("text=It is in your history.")
    without_network(page, live, bert)
    perform(page, live, bert, part_ms)
    page.wait_for_selector("#open:visible")
    answer(page, device=True)
    page.wait_for_selector("#noted:visible")
    [sitting] = kept.sittings(page)
    assert sitting["state"] == "complete"
    with_network(page)
    page.goto(live.address(bert))
    wait_until(page, lambda: kept.nothing(page), 5000)
    assert facts(record_of(bert)) == facts(record_of(anna))
    assert [e["event"] for e in facts(record_of(bert))].count("repetition_missed") == 2
    assert [e["event"] for e in facts(record_of(bert))].count("rated") == 1


def test_one_press_says_that_everything_was_easy(live: Live, context: BrowserContext) -> None:
    anna, bert = live.house.person("Anna"), live.house.person("Bert")
    page = context.new_page()
    perform(page, live, anna, None)
    page.click("text=Everything done, all of it easy")
    page.wait_for_selector("text=It is in your history.")
    without_network(page, live, bert)
    perform(page, live, bert, None)
    page.click("#all-easy")
    page.wait_for_selector("#noted:visible")
    with_network(page)
    page.goto(live.address(bert))
    wait_until(page, lambda: kept.nothing(page), 5000)
    assert facts(record_of(bert)) == facts(record_of(anna))


def test_where_not_everything_was_done_one_press_cannot_say_so(live: Live, context: BrowserContext) -> None:
    anna = live.house.person()
    page = context.new_page()
    without_network(page, live, anna)
    perform(page, live, anna, 170_000)
    page.wait_for_selector("#open:visible")
    assert not page.locator("#together").is_visible()
    assert page.locator("[data-exercise]:visible").count() == 1
    done = kept.sittings(page)[0]["repetitions"]
    said = page.locator("[data-did]:visible").inner_text()
    assert said == f"One set, {done} repetitions"
    assert page.locator("input[name='pelvic-tilt-missed']").count() == done


def test_silence_is_no_answer(live: Live, context: BrowserContext) -> None:
    anna = live.house.person()
    page = context.new_page()
    without_network(page, live, anna)
    perform(page, live, anna, None)
    page.click("#leave")
    page.wait_for_selector("#noted:visible")
    with_network(page)
    page.goto(live.address(anna))
    wait_until(page, lambda: kept.nothing(page), 5000)
    events = [e["event"] for e in facts(record_of(anna))]
    assert events[-1] == "finished"
    assert "rated" not in events
    page.wait_for_selector("text=Rest today")  # Today loads itself anew when something arrived


def test_a_session_that_is_not_on_the_device_any_more_is_said_to_be_saved(
    live: Live, context: BrowserContext
) -> None:
    anna = live.house.person()
    page = context.new_page()
    without_network(page, live, anna)
    page.goto(live.address(anna, "after/01234567-89ab-4def-8123-456789abcdef/"))
    page.wait_for_selector("text=This session is not on this device any more")
    assert not page.locator("#open").is_visible()
