"""What the pages say and do about sessions that this device keeps: broken off, not sent yet, hurt."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page

from browser import kept
from browser.conftest import wait_until
from browser.live import Live, context, house, live
from webstore import entries, models

pytestmark = pytest.mark.alone

__all__ = ["context", "house", "live"]

LETTERS = ("**/draft/", "**/record/")


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """One window of it."""
    return context.new_page()


def begin(page: Page, live: Live, anna: models.Person, performed_ms: int) -> None:
    """Perform the beginning of a session."""
    page.goto(live.address(anna))
    page.click(".start")
    page.wait_for_selector("html[data-fake=ready]", state="attached")
    page.click("#begin")
    page.wait_for_selector("#stage[data-mode=performing]", state="attached")
    page.evaluate("(ms) => fake.advance(ms)", performed_ms)


def records(anna: models.Person) -> list[str]:
    """What the server has of this person's sessions."""
    return [entry.body for entry in models.Entry.objects.filter(person=anna, kind="record")]


def offline(page: Page) -> None:
    """Nothing that is sent arrives."""
    for letters in LETTERS:
        page.context.route(letters, lambda route: route.abort())


def online(page: Page) -> None:
    """Everything arrives again, and the browser says so."""
    for letters in LETTERS:
        page.context.unroute(letters)
    page.evaluate("window.dispatchEvent(new Event('online'))")


def test_today_offers_to_go_on_with_a_session_that_was_broken_off(live: Live, page: Page) -> None:
    anna = live.house.person()
    begin(page, live, anna, 120_000)
    page.goto(live.address(anna))
    page.wait_for_selector("text=Continue where you were, or finish here?")
    assert page.locator(".start").count() == 0
    assert page.locator("[data-unfinished]").count() == 0
    page.click("[data-device=continue]")
    page.wait_for_selector("html[data-fake=ready]", state="attached")
    assert page.get_attribute("#stage", "data-mode") == "recover"
    page.click("#recover-continue")
    page.wait_for_selector("#stage[data-mode=performing]", state="attached")
    [sitting] = kept.sittings(page)
    assert sitting["repetitions"] >= 1


def test_today_finishes_it_here_and_asks_how_it_was(live: Live, page: Page) -> None:
    anna = live.house.person()
    begin(page, live, anna, 120_000)
    page.goto(live.address(anna))
    page.click("[data-device=finish]")
    page.wait_for_url("**/after/*/")
    page.click("text=Leave without answering")
    page.wait_for_selector("text=What you did")
    [record] = records(anna)
    assert '"chosen"' in record
    assert '"repetition_done"' in record
    assert kept.sittings(page) == []


def test_a_session_of_somebody_else_is_not_offered(live: Live, page: Page) -> None:
    anna, bert = live.house.person("Anna"), live.house.person("Bert")
    begin(page, live, anna, 120_000)
    page.goto(live.address(bert))
    page.wait_for_load_state("networkidle")
    assert not page.locator("[data-device=recover]").is_visible()
    assert page.locator(".start").count() == 1
    assert [one["person"] for one in kept.sittings(page)] == [str(anna.id)]


def test_what_waits_is_said_in_plain_words_and_goes_when_the_network_is_back(live: Live, page: Page) -> None:
    anna = live.house.person()
    offline(page)
    begin(page, live, anna, 120_000)
    page.goto(live.address(anna))
    page.click("[data-device=finish]")
    page.wait_for_url("**/after/*/")
    page.goto(live.address(anna))
    page.wait_for_selector("text=One session waits on this device and is sent as soon as Strongback answers.")
    # What was sent as the page was left may have come through; the end of it has not.
    assert not any(entries.ended(draft) for draft, _ in entries.drafts(anna))
    online(page)
    wait_until(page, lambda: [entries.ended(draft) for draft, _ in entries.drafts(anna)] == [True], 4000)
    wait_until(page, lambda: kept.nothing(page), 4000)
    page.wait_for_selector("text=How was it?")
    assert not page.locator("[data-device=waiting]").is_visible()


def test_pain_that_is_not_sent_yet_withholds_the_next_session(live: Live, page: Page) -> None:
    anna = live.house.person()
    offline(page)
    begin(page, live, anna, 120_000)
    page.click("#stop")
    page.click("text=Yes, it hurts. Save this.")
    page.wait_for_selector("#sending:has-text('Not saved yet')")
    page.goto(live.address(anna))
    page.wait_for_selector("text=It hurt in your last session.")
    assert page.locator(".start").count() == 0
    page.goto(live.address(anna, "session/"))
    page.wait_for_url(live.address(anna))
    page.wait_for_selector("text=It hurt in your last session.")
    online(page)
    page.wait_for_selector("text=Today waits")
    assert '"pain_reported"' in records(anna)[0]
    assert kept.sittings(page) == []


def test_another_window_that_performs_is_named_on_today(live: Live, page: Page) -> None:
    anna = live.house.person()
    begin(page, live, anna, 60_000)
    other = page.context.new_page()
    other.goto(live.address(anna))
    other.wait_for_selector("text=A session is running in another window")
    assert other.locator(".start").count() == 0
    assert not other.locator("[data-device=recover]").is_visible()


def test_what_the_server_refuses_stays_and_is_said(live: Live, page: Page) -> None:
    anna = live.house.person()
    begin(page, live, anna, 120_000)
    for letters in LETTERS:
        page.context.route(letters, lambda route: route.fulfill(status=400, body="no"))
    page.goto(live.address(anna))
    page.click("[data-device=finish]")
    page.wait_for_url("**/after/*/")
    page.goto(live.address(anna))
    page.wait_for_selector("text=could not be saved")
    [sitting] = kept.sittings(page)
    assert sitting["refused"] == "no"
    page.click("text=Take it off this device")
    wait_until(page, lambda: kept.nothing(page), 4000)
    page.wait_for_selector("[data-unfinished]")  # what the server does have of it
    assert not page.locator("[data-device=refused]").is_visible()
