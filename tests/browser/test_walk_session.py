"""The whole way in a real browser at accelerated time, from the first visit to the history; and pain."""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page

from browser.live import BLOCKED, Live, house, live
from webstore import FOLDER, models

pytestmark = pytest.mark.alone

__all__ = ["house", "live"]

FAKE = Path(__file__).parent / "harness" / "fake.js"
Json = dict[str, Any]


@pytest.fixture
def page(live: Live) -> Iterator[Page]:
    """A tablet in Berlin on the household's day, whose player runs on a clock that the test moves."""
    fake = FAKE.read_text(encoding="utf-8").replace("/static/player/", settings.STATIC_URL + "player/")
    with live.page(820, 1180, timezone_id="Europe/Berlin") as page:
        page.clock.set_fixed_time(live.house.now)
        page.route(
            "**/player/main.js", lambda route: route.fulfill(body=fake, content_type="text/javascript")
        )
        yield page


def arrive(page: Page, live: Live, name: str) -> models.Person:
    """The first visit, as a person makes it."""
    page.goto(live.url + "/")
    page.fill("#id_name", name)
    page.click("text=Next")
    page.click("text=I have read this")
    for question in page.locator("fieldset").all():
        question.get_by_text("No", exact=True).click()
    page.click("text=Next")
    page.click("text=Yes, and they said yes")
    page.fill("#id_by", "Dr. Meyer")
    page.fill("#id_on", "2026-11-12")
    page.click("text=Next")
    page.fill("#id_call_name", "Dr. Meyer")
    page.fill("#id_call_phone", "030 1234567")
    page.fill("#id_emergency", "112")
    page.click("text=Next")
    page.click("text=Done")
    page.wait_for_url("**/people/*/")
    return models.Person.objects.get(name=name)


def start(page: Page) -> None:
    """Press Start on Today, and Begin on the stage."""
    page.click(".start")
    page.wait_for_selector("html[data-fake=ready]", state="attached")
    page.click("#begin")
    page.wait_for_selector("#stage[data-mode=performing]", state="attached")


def script_of(person: models.Person) -> Json:
    """The script that was handed to the player last."""
    body = models.ScriptHanded.objects.filter(person=person).latest("id").body
    script: Json = json.loads(gzip.decompress(bytes(body)))
    return script


def rows(kind: str) -> list[Json]:
    """What the database file itself holds, read without the application."""
    with closing(sqlite3.connect(FOLDER / "strongback.sqlite3")) as connection:
        found = connection.execute("SELECT body FROM web_entry WHERE kind = ? ORDER BY id", (kind,))
        return [json.loads(body) for (body,) in found.fetchall()]


def finish(page: Page, script: Json) -> None:
    """Let the whole session pass, a quarter of a minute at a time, and arrive at After."""
    for _ in range(0, script["duration_ms"] + 15_000, 15_000):
        page.evaluate("fake.advance(15000)")
    page.wait_for_url("**/after/*/")


def expected(script: Json) -> list[tuple[Any, ...]]:
    """The events a script asks for: each repetition with its whole hold, each rest."""
    found: list[tuple[Any, ...]] = []
    held = 0
    for step in script["steps"]:
        where = (step["exercise"], step["set"])
        if step["kind"] == "hold":
            held += step["duration_ms"]
        elif step["phase"] == "lower":
            found.append(("repetition_done", *where, step["repetition"], step["side"], held))
            held = 0
        elif step["kind"] == "rest":
            found.append(("rest_ended", *where))
    return found


def performed(record: Json) -> list[tuple[Any, ...]]:
    """The same of a record."""
    fields = {
        "repetition_done": ("exercise", "set", "repetition", "side", "held_ms"),
        "rest_ended": ("exercise", "set"),
    }
    return [
        (event["event"], *(event[field] for field in fields[event["event"]]))
        for event in record["events"]
        if event["event"] in fields
    ]


def test_from_the_first_visit_through_a_whole_session_to_the_history(live: Live, page: Page) -> None:
    anna = arrive(page, live, "Anna")
    assert "Five exercises, one set each. First session this week." in page.inner_text("main")
    start(page)
    script = script_of(anna)
    finish(page, script)
    live.house.wait(milliseconds=script["duration_ms"])
    assert rows("record") == []
    page.click("text=Everything done, all of it easy")
    page.wait_for_selector("text=It is in your history.")
    [record] = rows("record")
    assert record["script"] == script["id"]
    assert record["started_at"] == "2026-11-16T09:30:00+01:00"
    assert performed(record) == expected(script)
    assert len(performed(record)) == 5 * 8
    ends = [event["event"] for event in record["events"]]
    assert ends.count("finished") == 1
    assert ends.count("rated") == 5
    assert ends[0] == "started"
    page.click("text=History")
    page.wait_for_url("**/history/")
    told = page.inner_text("main")
    assert "Monday, 16 November 2026" in told
    assert "Pelvic tilt: 1 × 8" in told
    assert "Done with ease" in told
    page.click("text=Strongback")
    page.wait_for_selector("text=Rest today")


def test_a_session_of_two_sets_keeps_every_rest(live: Live, page: Page) -> None:
    anna = live.house.person()
    for _ in range(2):
        live.house.session(anna)
        live.house.wait(days=2)
    page.clock.set_fixed_time(live.house.now)
    page.goto(live.address(anna))
    for _ in range(2):
        page.locator("text=Yes, accept").first.click()
    page.wait_for_selector("text=2 × 8, hold 10 s")
    assert page.locator("text=Yes, accept").count() == 0
    start(page)
    script = script_of(anna)
    finish(page, script)
    page.click("text=Leave without answering")
    page.wait_for_selector("text=It is in your history.")
    record = rows("record")[-1]
    assert performed(record) == expected(script)
    assert [one[0] for one in performed(record)].count("rest_ended") == 2
    assert not [event for event in record["events"] if event["event"] == "rated"]


def in_a_hold(page: Page) -> None:
    """Go on half a second at a time until the second hold is half over."""
    holds = 0
    for _ in range(400):
        page.evaluate("fake.advance(500)")
        holds += page.inner_text("#word") == "Hold"
        if holds == 30:
            return
    raise AssertionError("there was no hold")


def test_it_hurts_in_a_hold_and_the_next_today_waits_until_somebody_was_asked(live: Live, page: Page) -> None:
    anna = arrive(page, live, "Anna")
    start(page)
    in_a_hold(page)
    page.click("#stop")
    assert page.evaluate("fake.stops.length") > 0
    assert page.evaluate("fake.stops.at(-1)") <= page.evaluate("fake.now()")
    page.click("#places >> text=Low back")
    page.click("[data-severity='6']")
    page.locator("[data-save]").last.click()
    page.wait_for_selector("#sending:has-text('Saved.')")
    [record] = rows("record")
    pain = [event for event in record["events"] if event["event"] == "pain_reported"]
    assert [(one["exercise"], one["severity"], one["where"]) for one in pain] == [
        ("pelvic-tilt", 6, "low back")
    ]
    assert record["events"][-1]["because"] == "pain"
    assert "Dr. Meyer" in page.inner_text("#over")
    live.house.wait(days=1)
    page.goto(live.address(anna))
    assert "Pelvic tilt: pain on 16 November 2026." in page.inner_text("main")
    assert page.locator(".start").count() == 0
    page.locator("label", has_text="Yes").click()
    page.click("text=Note it")
    page.wait_for_selector(".start")
    tilt = page.locator("li", has_text="Pelvic tilt")
    assert "1 × 8" in tilt.inner_text()
    assert "restarts at one set" in tilt.inner_text()


def test_a_pain_that_is_never_answered_withholds_all_the_same(live: Live, page: Page) -> None:
    anna = live.house.person()
    page.goto(live.address(anna))
    start(page)
    in_a_hold(page)
    page.click("#stop")
    page.wait_for_timeout(100)
    page.goto("about:blank")
    page.wait_for_timeout(300)
    page.goto(live.address(anna))
    assert "Today waits" in page.inner_text("main")
    assert page.locator(".start").count() == 0


def test_the_stage_shows_the_figure_that_was_chosen_and_the_policy_lets_it(live: Live, page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    skins = set()
    for body, skin in (("woman", 1), ("man", 3)):
        person = live.house.person(body)
        models.Person.objects.filter(id=person.id).update(body=body, skin=skin)
        page.goto(live.address(person))
        start(page)
        shown = page.locator("#figure svg [class~=skin]").first
        shown.wait_for(state="attached")
        skins.add(shown.evaluate("e => getComputedStyle(e).fill"))
        assert page.get_by_role("img", name="Pelvic tilt").is_visible()
    assert len(skins) == 2
    assert "rgb(0, 0, 0)" not in skins
    assert [text for text in said if text != BLOCKED] == []
