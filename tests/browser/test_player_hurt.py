"""It hurts: silence, questions that may stay unanswered, and a record in any case."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browser import kept
from browser.conftest import Player
from browser.harness.served import Json

IN_THE_FIRST_HOLD = 8000 + 2000 + 2500


def ends(record: Json) -> list[Json]:
    """The events that a pain brings."""
    return [e for e in record["events"] if e["event"] in ("pain_reported", "red_flag", "stopped")]


@pytest.fixture
def hurting(player: Player) -> Player:
    """The button was pressed in the first hold."""
    player.begin().advance(IN_THE_FIRST_HOLD)
    player.page.click("#stop")
    return player


def test_the_press_stops_the_sound_and_sends_a_draft_at_once(hurting: Player) -> None:
    assert hurting.mode == "hurt"
    assert hurting.page.evaluate("fake.stops.at(0)") == hurting.now
    hurting.until(lambda: len(hurting.site.drafts) == 1)
    pain = {"event": "pain_reported", "exercise": "tilt", "severity": None, "where": None}
    assert ends(hurting.site.drafts[0]) == [{"at_ms": IN_THE_FIRST_HOLD, **pain}]
    assert hurting.said[-1]["say"] == "We stop here. Let go, and lie still."
    assert hurting.text("hurt-say") == "We stop here. Let go, and lie still."


def test_yes_saves_the_answers_and_says_whom_to_call(hurting: Player) -> None:
    page = hurting.page
    page.click("text=Low back")
    page.click("[data-severity='0']")
    hurting.advance(5000)
    page.click("text=Yes, it hurts. Save this.")
    hurting.until(lambda: len(hurting.site.records) == 1)
    assert ends(hurting.site.records[0]) == [
        {
            "at_ms": IN_THE_FIRST_HOLD,
            "event": "pain_reported",
            "exercise": "tilt",
            "severity": 0,
            "where": "low back",
        },
        {"at_ms": IN_THE_FIRST_HOLD + 5000, "event": "stopped", "because": "pain"},
    ]
    assert hurting.mode == "over"
    assert page.locator("#over-call a").get_attribute("href") == "tel:+15550100"
    assert "Dr. Example" in hurting.text("over-call")
    assert page.locator("#over [data-today]").get_attribute("href") == "/today"
    page.wait_for_selector("#sending:has-text('Saved.')")


def test_an_emergency_sign_brings_the_emergency_number_before_anything_is_saved(hurting: Player) -> None:
    page = hurting.page
    page.set_viewport_size({"width": 360, "height": 640})
    page.click("[data-sign=chest_pressure]")
    assert page.locator("#hurt-call a").get_attribute("href") == "tel:112"
    expect(page.locator("#hurt-call a")).to_be_in_viewport(ratio=1)
    assert hurting.said[-1]["say"] == "Please call for help now."
    page.click("[data-sign=dizziness]")
    page.click("text=Yes, it hurts. Save this.")
    hurting.until(lambda: len(hurting.site.records) == 1)
    assert [e.get("which") or e.get("because") for e in ends(hurting.site.records[0])] == [
        None,
        "chest_pressure",
        "dizziness",
        "red_flag",
    ]
    assert "Call 112" in hurting.text("over-call")


def test_an_answer_can_be_taken_back(hurting: Player) -> None:
    page = hurting.page
    for _ in range(2):
        page.click("[data-sign=fall]")
        page.click("[data-severity='7']")
    page.click("text=Yes, it hurts. Save this.")
    hurting.until(lambda: len(hurting.site.records) == 1)
    pain, stopped = ends(hurting.site.records[0])
    assert pain["severity"] is None
    assert stopped["because"] == "pain"


def test_pressed_by_mistake_takes_the_pain_back_and_goes_on(hurting: Player) -> None:
    hurting.advance(4000)
    hurting.page.click("#mistake")
    hurting.until(lambda: len(hurting.site.drafts) == 2)
    assert ends(hurting.site.drafts[1]) == []
    hurting.advance(1000 + 5000)
    assert (hurting.mode, hurting.text("word")) == ("performing", "Lift")
    hurting.advance(2000 + 5000 + 2000)
    assert [e["event"] for e in hurting.events] == ["started", "paused", "resumed", "repetition_done"]
    assert hurting.events[1]["at_ms"] == IN_THE_FIRST_HOLD


def test_a_mistake_can_be_taken_back_for_a_minute_only(hurting: Player) -> None:
    hurting.advance(40_000)
    hurting.page.click("text=Knee")
    hurting.advance(19_500)
    assert hurting.page.locator("#mistake").is_visible()
    hurting.advance(1000)
    assert not hurting.page.locator("#mistake").is_visible()
    assert hurting.mode == "hurt"


def test_a_minute_of_silence_saves_it(hurting: Player) -> None:
    hurting.advance(59_900)
    assert hurting.mode == "hurt"
    hurting.advance(100)
    assert hurting.mode == "over"
    hurting.until(lambda: len(hurting.site.records) == 1)
    pain, stopped = ends(hurting.site.records[0])
    assert (pain["severity"], pain["where"], stopped["because"]) == (None, None, "pain")
    assert stopped["at_ms"] == IN_THE_FIRST_HOLD + 60_000


def test_leaving_the_page_saves_it(hurting: Player) -> None:
    hurting.page.click("text=Hip")
    hurting.page.goto(f"{hurting.site.url}/today")
    hurting.until(lambda: len(hurting.site.records) == 1)
    pain, stopped = ends(hurting.site.records[0])
    assert (pain["where"], stopped["because"]) == ("hip", "pain")


def test_leaving_during_a_session_asks_first_and_keeps_a_draft(player: Player) -> None:
    asked: list[str] = []
    player.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    player.begin().advance(8000 + 10_000)
    player.page.goto(f"{player.site.url}/today")
    player.until(lambda: len(player.site.drafts) == 1)
    assert [e["event"] for e in player.site.drafts[0]["events"]] == ["started", "repetition_done"]
    assert asked == ["beforeunload"]


def test_leaving_before_anything_was_performed_asks_nothing(player: Player) -> None:
    asked: list[str] = []
    player.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    player.begin().advance(3000)
    player.page.goto(f"{player.site.url}/today")
    assert asked == []


def test_pressed_by_mistake_before_begin_is_ready_again_and_leaves_nothing(player: Player) -> None:
    player.open()
    player.page.click("#stop")
    player.page.click("[data-sign=chest_pressure]")
    player.advance(3000)
    player.page.click("#mistake")
    assert player.mode == "ready"
    player.advance(100_000)
    assert (player.mode, player.events, player.site.drafts, player.site.records) == ("ready", [], [], [])
    player.page.click("#begin")
    player.page.wait_for_selector("#stage[data-mode=performing]", state="attached")
    player.advance(8000)
    assert (player.mode, player.text("word")) == ("performing", "Lift")
    assert [e["event"] for e in player.events] == ["started"]


def test_leaving_after_a_pain_before_begin_saves_it(player: Player) -> None:
    player.open()
    player.page.click("#stop")
    player.page.goto(f"{player.site.url}/today")
    player.until(lambda: len(player.site.records) == 1)
    assert [e["event"] for e in player.site.records[0]["events"]] == ["started", "pain_reported", "stopped"]
    assert player.site.drafts == []


def test_the_emergency_number_stands_before_every_question(hurting: Player) -> None:
    assert hurting.page.locator("#emergency-call").get_attribute("href") == "tel:112"
    order = hurting.page.evaluate(
        "[...document.querySelectorAll('#hurt > [id], #hurt fieldset [id]')].map((e) => e.id)"
    )
    wanted = ["hurt-say", "emergency", "hurt-call", "signs", "places", "severities"]
    assert [name for name in order if name in wanted] == wanted


def test_pain_belongs_to_the_exercise_before_it(player: Player) -> None:
    player.begin().advance(3000)
    player.page.click("#stop")
    assert player.page.evaluate("fake.performance.hurt.exercise") is None
    player.page.click("#mistake")
    player.advance(6000 + 5000 + 20_000 + 10_000)
    player.page.click("#stop")
    assert player.page.evaluate("fake.performance.hurt.exercise") == "tilt"
    player.page.click("#mistake")
    player.advance(6000 + 20_000 + 20_000 + 5000)
    assert player.text("title") == "Roll"
    player.page.click("#stop")
    assert player.page.evaluate("fake.performance.hurt.exercise") == "tilt"


def test_pain_can_be_told_from_a_pause(player: Player) -> None:
    player.begin().advance(9000)
    player.press("pause")
    player.page.click("#stop")
    assert player.mode == "hurt"


def test_pain_can_be_told_before_the_beginning(player: Player) -> None:
    player.open()
    player.page.keyboard.press("Escape")
    assert player.mode == "hurt"
    player.page.click("text=Yes, it hurts. Save this.")
    player.until(lambda: len(player.site.records) >= 1)
    assert [e["event"] for e in player.site.records[-1]["events"]] == ["started", "pain_reported", "stopped"]


def test_pressing_twice_neither_saves_nor_takes_back(player: Player) -> None:
    player.begin().advance(IN_THE_FIRST_HOLD)
    box = player.page.locator("#stop").bounding_box()
    assert box is not None
    player.page.mouse.dblclick(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert player.mode == "hurt"
    assert len(ends({"events": player.events})) == 0


def test_when_nothing_can_be_sent_the_page_says_so_and_keeps_it(hurting: Player) -> None:
    hurting.site.fail = 50
    hurting.page.click("text=Yes, it hurts. Save this.")
    hurting.page.wait_for_selector("#sending:has-text('Not saved yet')")
    [sitting] = kept.sittings(hurting.page)
    assert [e["event"] for e in sitting["record"]["events"]][-2:] == ["pain_reported", "stopped"]
