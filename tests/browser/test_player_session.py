"""A whole session on a fake clock, and what each control does to it."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from playwright.sync_api import Page

from browser import kept
from browser.conftest import Player
from browser.harness import score
from browser.harness.served import Json, serving
from strongback import library
from strongback.script import Delivery, compile_script, script_json
from strongback.script.example import Level, plan_at

LIFT, HOLD, LOWER, PAUSE = 2000, 5000, 2000, 1000
REPETITION = LIFT + HOLD + LOWER + PAUSE
PREPARATION = 8000
FIRST_REST = PREPARATION + 2 * REPETITION


def kinds(events: list[Json]) -> list[str]:
    """The names of the events."""
    return [event["event"] for event in events]


def overlaps(said: list[Json], lengths: dict[str, int]) -> list[tuple[str, str]]:
    """Pairs of cues of which the second begins before the first has ended."""
    in_order = sorted(said, key=lambda cue: cue["at"])
    return [
        (a["say"], b["say"]) for a, b in pairwise(in_order) if a["at"] + lengths[a["say"]] > b["at"] + 0.5
    ]


def lengths_of(script: Json) -> dict[str, int]:
    """How long each text takes, by its words."""
    asides = [a for a in script["asides"].values() if isinstance(a, dict)]
    spoken = [a for a in asides if "cues" in a] + [b for a in asides if "cues" not in a for b in a.values()]
    return {c["say"]: c["length_ms"] for part in [*script["steps"], *spoken] for c in part["cues"]}


def test_a_session_without_a_press_is_recorded_as_the_script_says(player: Player) -> None:
    player.begin().advance(player.site.script["duration_ms"])
    player.until(
        lambda: bool(player.site.drafts) and player.site.drafts[-1]["events"][-1]["event"] == "finished"
    )
    record = player.site.drafts[-1]
    assert record["events"] == score.expected_events(player.site.script["steps"])
    assert record["script"] == player.site.script["id"]
    assert record["started_at"][10] == "T"
    assert record["started_at"][-6] in "+-"
    player.page.wait_for_url(f"**/after/{record['id']}/")


@pytest.mark.parametrize("level", [Level.start, Level.goal])
def test_the_real_programme_is_performed_as_compiled(page: Page, level: Level) -> None:
    programme = library.load()
    voice = library.voice(programme.id, "en")
    script = json.loads(
        json.dumps(script_json(compile_script(programme, plan_at(programme, level), Delivery(), voice)))
    )
    with serving(script) as site:
        player = Player(page, site)
        player.begin().advance(script["duration_ms"] - 1)
        said = player.said
        player.advance(1)
        player.until(lambda: bool(site.drafts) and site.drafts[-1]["events"][-1]["event"] == "finished")
        # A browser context that is closed in the middle of a navigation may never answer.
        page.wait_for_url("**/after/*/")
    assert site.drafts[-1]["events"] == score.expected_events(script["steps"])
    assert [cue["say"] for cue in said] == [cue["say"] for step in script["steps"] for cue in step["cues"]]
    assert overlaps(said, lengths_of(script)) == []


def test_every_cue_is_handed_over_ahead_and_at_its_time(player: Player) -> None:
    player.begin().advance(player.site.script["duration_ms"] - 1)
    begun = 1000
    wanted, at = [], begun
    for step in player.site.script["steps"]:
        wanted += [at + cue["at_ms"] for cue in step["cues"]]
        at += step["duration_ms"]
    assert [cue["at"] for cue in player.said] == wanted
    assert all(100 <= cue["at"] - cue["said"] <= 300 for cue in player.said if cue["at"] > begun)


def test_every_spoken_cue_is_also_written(player: Player) -> None:
    player.begin()
    shown: list[str] = [player.text("cue")]
    for _ in range(player.site.script["duration_ms"] // 500 - 1):
        player.advance(500)
        shown.append(player.text("cue"))
    said = [cue["say"] for step in player.site.script["steps"] for cue in step["cues"]]
    assert [words for words in said if not any(words in text for text in shown)] == []


def test_drafts_are_sent_after_each_set(player: Player) -> None:
    player.begin().advance(FIRST_REST + 100)
    player.until(lambda: len(player.site.drafts) == 1)
    assert kinds(player.site.drafts[0]["events"]) == ["started", "repetition_done", "repetition_done"]
    player.advance(30_000 + 2 * REPETITION)
    player.until(lambda: len(player.site.drafts) == 2)
    assert kinds(player.site.drafts[1]["events"]).count("repetition_done") == 4
    assert player.site.drafts[0]["id"] == player.site.drafts[1]["id"]


def test_the_stage_shows_number_phase_set_and_repetition(player: Player) -> None:
    player.begin().advance(PREPARATION + LIFT + 2100)
    assert (player.text("number"), player.text("word")) == ("3", "Hold")
    assert (player.text("title"), player.text("set"), player.text("left")) == (
        "Tilt",
        "Set 1 of 2",
        "3 min left",
    )
    assert player.page.locator("#stage").get_attribute("data-field") == "hold"
    assert player.page.locator("#dots").get_attribute("aria-label") == "0 of 2 done"
    player.advance(HOLD + LOWER - 2000)
    assert (player.text("number"), player.text("word")) == ("2", "of 2")


def test_continue_starts_the_repetition_again_from_its_lift(player: Player) -> None:
    player.begin().advance(PREPARATION + LIFT + 3000)
    player.press("pause")
    assert player.mode == "paused"
    assert kinds(player.events) == ["started", "paused"]
    player.advance(20_000)
    player.page.click("#continue")
    player.advance(5000)
    assert (player.text("word"), player.text("number")) == ("Lift", "2")
    player.advance(LIFT + HOLD + LOWER)
    assert kinds(player.events) == ["started", "paused", "resumed", "repetition_done"]
    done = player.events[-1]
    assert done["held_ms"] == HOLD
    assert done["at_ms"] == PREPARATION + LIFT + 3000 + 20_000 + 5000 + LIFT + HOLD + LOWER


def test_a_repetition_that_is_done_is_not_done_twice_after_a_pause(player: Player) -> None:
    player.begin().advance(PREPARATION + REPETITION - 500)
    player.press("pause")
    player.page.click("#continue")
    player.advance(5000 + PAUSE + REPETITION)
    done = [(e["set"], e["repetition"]) for e in player.events if e["event"] == "repetition_done"]
    assert done == [(1, 1), (1, 2)]


def test_a_rest_goes_on_where_it_was(player: Player) -> None:
    player.begin().advance(FIRST_REST + 10_000)
    player.press("pause")
    player.advance(60_000)
    player.page.click("#continue")
    player.advance(5000)
    assert (player.text("word"), player.text("number")) == ("Rest", "20")


def test_again_repeats_the_instruction_and_then_goes_on_as_after_a_pause(player: Player) -> None:
    player.begin().advance(PREPARATION + 500)
    before = len(player.said)
    player.press("again")
    player.advance(2800 + 5000 + 100)
    texts = [cue["say"] for cue in player.said[before:]]
    assert texts[:5] == ["Lie on your back, knees bent.", "We go on. Get ready.", "Three.", "Two.", "One."]
    assert kinds(player.events) == ["started", "paused", "resumed"]
    assert player.text("word") == "Lift"


def test_skip_leaves_the_exercise_out_and_goes_to_the_next_change_over(player: Player) -> None:
    player.begin().advance(PREPARATION + 500)
    player.press("skip")
    player.advance(1800 + 100)
    assert player.events[-1] == {"at_ms": PREPARATION + 500, "event": "exercise_skipped", "exercise": "tilt"}
    assert (player.text("title"), player.text("word"), player.text("number")) == ("Roll", "Next", "30")
    player.press("skip")
    player.advance(1800 + 3900)
    assert player.text("word") == "Done"
    assert kinds(player.events) == ["started", "exercise_skipped", "exercise_skipped"]
    assert player.events[2]["exercise"] == "roll"


def test_more_rest_moves_the_end_and_its_cues(player: Player) -> None:
    player.begin().advance(FIRST_REST + 10_000)
    player.press("more_rest")
    assert player.events[-1] == {
        "at_ms": FIRST_REST + 10_000,
        "event": "rest_lengthened",
        "exercise": "tilt",
        "set": 1,
        "to_ms": 60_000,
    }
    assert player.text("number") == "50"
    player.advance(50_000)
    tail = [
        (cue["say"], cue["at"] - 1000 - FIRST_REST) for cue in player.said if cue["at"] >= 1000 + FIRST_REST
    ]
    assert ("Rest. One minute in all.", 10_000) in tail
    assert ("Set two of two.", 53_000) in tail
    assert [say for say, at in tail if 55_000 <= at < 60_000] == ["Five.", "Four.", "Three.", "Two.", "One."]
    ended = [e for e in player.events if e["event"] == "rest_ended"]
    assert [e["at_ms"] for e in ended] == [FIRST_REST + 60_000]


def test_more_rest_in_the_last_seconds_takes_the_count_back(player: Player) -> None:
    player.begin().advance(FIRST_REST + 27_500)
    player.press("more_rest")
    player.advance(2000)
    assert player.said[-1]["say"] == "Rest. One minute in all."
    assert player.text("number") == "31"


def test_the_longest_rest_says_so(player: Player) -> None:
    player.begin().advance(FIRST_REST + 5000)
    for _ in range(4):
        player.press("more_rest")
        player.advance(3000)
    assert [e["to_ms"] for e in player.events if e["event"] == "rest_lengthened"] == [60_000, 90_000, 120_000]
    assert player.said[-1]["say"] == "That is the longest rest."
    assert overlaps(player.said, lengths_of(player.site.script)) == []


def test_go_on_appears_after_thirty_seconds_and_ends_the_rest_after_get_ready(player: Player) -> None:
    player.begin().advance(FIRST_REST + 10_000)
    player.press("more_rest")
    go_on = player.page.locator("[data-control=go_on]")
    player.advance(19_900)
    assert not go_on.is_visible()
    player.advance(100)
    assert go_on.is_visible()
    go_on.click()
    assert player.text("cue") == "Get ready. Five."
    player.advance(5000)
    assert player.events[-1]["event"] == "rest_ended"
    assert player.events[-1]["at_ms"] == FIRST_REST + 35_000
    assert (player.text("set"), player.text("word")) == ("Set 2 of 2", "Lift")
    assert not go_on.is_visible()


def test_more_rest_in_a_change_over_is_not_recorded(player: Player) -> None:
    player.begin().advance(FIRST_REST + 30_000 + 2 * REPETITION + 8000)
    before = len(player.events)
    player.press("more_rest")
    assert player.text("number") == "52"
    player.advance(52_000)
    assert player.text("word") == "Lift"
    assert len(player.events) == before


def test_a_cue_under_way_is_not_cut_off_by_more_rest(player: Player) -> None:
    player.begin().advance(FIRST_REST + 30_000 + 2 * REPETITION + 3000)
    stops = player.page.evaluate("fake.stops.length")
    player.press("more_rest")
    player.advance(6000)
    assert player.page.evaluate("fake.stops.length") == stops
    assert player.said[-1]["say"] == "Rest. One minute in all."
    assert overlaps(player.said, lengths_of(player.site.script)) == []


def test_finish_for_today_is_recorded_and_leads_to_after(player: Player) -> None:
    player.begin().advance(PREPARATION + 500)
    player.press("pause")
    player.page.click("#finish")
    assert player.events[-1] == {"at_ms": PREPARATION + 500, "event": "stopped", "because": "chosen"}
    player.advance(2100)
    player.page.wait_for_url("**/after/*/")


def test_a_long_pause_asks_and_then_stops_by_itself(player: Player) -> None:
    player.begin().advance(PREPARATION + 500)
    player.press("pause")
    player.advance(300_000 + 100)
    assert player.said[-1]["say"] == "Are you all right?"
    assert player.text("paused-say") == "Are you all right?"
    player.advance(59_800)
    assert player.mode == "paused"
    player.advance(200)
    assert player.events[-1]["because"] == "no_answer"
    assert player.text("over-title") == "We stopped, because nobody answered."
    assert player.text("over-say") == "If you need help, call 112. Otherwise you can start again from Today."
    assert not player.page.locator("#over-call").is_visible()
    player.until(lambda: len(player.site.records) == 1)
    assert player.site.records[0]["events"] == player.events


def test_any_key_answers_the_question_of_a_long_pause(player: Player) -> None:
    player.begin().advance(PREPARATION + 500)
    player.press("pause")
    player.advance(330_000)
    player.page.keyboard.press("Tab")
    player.advance(100_000)
    assert player.mode == "paused"
    assert kinds(player.events) == ["started", "paused"]


def test_the_keys_do_what_the_buttons_do(player: Player) -> None:
    player.begin().advance(PREPARATION + 500)
    keys = player.page.keyboard
    keys.press("Space")
    assert player.mode == "paused"
    player.page.evaluate("document.activeElement.blur()")
    player.advance(600)  # sooner it would be the same press of a trembling hand
    keys.press("Space")
    player.advance(5100)
    assert player.text("word") == "Lift"
    keys.press("a")
    assert player.text("word") == "Listen"
    player.advance(2800 + 5000 + 2 * REPETITION + 1000)
    assert player.text("word") == "Rest"
    keys.press("r")
    assert player.events[-1]["event"] == "rest_lengthened"
    player.advance(31_000)
    keys.press("g")
    player.advance(5100)
    assert player.text("set") == "Set 2 of 2"
    keys.press("s")
    assert player.events[-1]["event"] == "exercise_skipped"
    player.advance(2500)
    keys.press("Escape")
    assert player.mode == "hurt"


def test_space_after_a_pressed_button_pauses_and_does_not_press_it_again(player: Player) -> None:
    player.begin().advance(PREPARATION + 500)
    player.press("again")
    player.advance(8000)
    player.page.keyboard.press("Space")
    assert player.mode == "paused"


def test_pause_again_and_skip_keep_their_order_in_every_step(player: Player) -> None:
    def there() -> str:
        return " · ".join(player.page.locator("[data-control]:visible").all_inner_texts())

    player.begin().advance(PREPARATION + 500)
    assert there() == "Pause · Again · Skip"
    player.advance(FIRST_REST - PREPARATION)
    assert there() == "Pause · More rest"
    player.advance(30_000 + 2 * REPETITION)
    assert there() == "Pause · Again · Skip · More rest"


def test_dots_come_with_the_get_ready_of_their_set(player: Player) -> None:
    dots = player.page.locator("#dots")
    player.begin().advance(PREPARATION + 2 * REPETITION + 30_000 + 2 * REPETITION + 22_500)
    assert not dots.is_visible()
    player.advance(1000)
    assert dots.is_visible()


def test_keys_are_shown_on_request(player: Player) -> None:
    player.open()
    assert not player.page.locator("#ready-keys").is_visible()
    player.page.click("#ready [data-keys]")
    assert "It hurts" in player.text("ready-keys")


def test_a_record_that_cannot_be_sent_is_kept_and_sent_again(player: Player) -> None:
    player.site.fail = 1000
    player.begin().advance(player.site.script["duration_ms"])
    player.until(lambda: "Not saved yet" in player.text("sending"))
    [sitting] = kept.sittings(player.page)
    assert sitting["record"]["events"][-1]["event"] == "finished"
    player.site.fail = 0
    player.page.wait_for_url("**/after/*/")
    assert kept.sittings(player.page) == []


def test_what_an_earlier_visit_could_not_send_is_sent_by_the_next(player: Player) -> None:
    player.site.fail = 1000
    player.begin().advance(player.site.script["duration_ms"])
    player.until(lambda: "Not saved yet" in player.text("sending"))
    player.page.goto(player.site.url + "/nothing")
    player.site.fail = 0
    player.open()
    player.until(lambda: [d["events"][-1]["event"] for d in player.site.drafts[-1:]] == ["finished"])
    player.until(lambda: kept.sittings(player.page) == [])
    assert player.mode == "ready"
