"""A session that is broken off is taken up again, or ends with all it had."""

from __future__ import annotations

from contextlib import suppress

import pytest
from playwright.sync_api import BrowserContext, Error, Page

from browser import kept
from browser.conftest import Player, wait_until
from browser.harness import score
from browser.harness.served import Json, Site

PREPARATION = 8000
REPETITION = 10_000
TWO_HOURS = 7_200_000

_LOG = """
const put = IDBObjectStore.prototype.put;
window.written = [];
IDBObjectStore.prototype.put = function (value, ...rest) {
  const said = window.fake?.said.length ?? 0;
  if (this.name === "sittings") window.written.push({events: value.record.events.length, said});
  return put.call(this, value, ...rest);
};
"""
_FULL = """
const put = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = function (...all) {
  if (window.full) throw new DOMException("full", "QuotaExceededError");
  return put.apply(this, all);
};
"""


def events(page: Page) -> list[str]:
    """The names of the events the device keeps of the one sitting there is."""
    [one] = kept.sittings(page)
    return [event["event"] for event in one["record"]["events"]]


def again(player: Player) -> Player:
    """Reload, as a person would or a crash does."""
    player.page.reload()
    player.page.wait_for_selector("html[data-fake=ready]", state="attached")
    return player


def perform(player: Player) -> list[Json]:
    """Let everything that is left pass, and give the events of the session."""
    for _ in range(0, player.site.script["duration_ms"] + 20_000, 10_000):
        with suppress(Error):  # the page goes on to After by itself
            player.page.evaluate("window.fake?.advance(10000)")
    player.until(lambda: player.site.drafts and player.site.drafts[-1]["events"][-1]["event"] == "finished")
    player.page.wait_for_url("**/after/*/")
    found: list[Json] = player.site.drafts[-1]["events"]
    return found


def of_repetitions(found: list[Json]) -> list[tuple[object, ...]]:
    """What was done, without when."""
    return [
        (e["exercise"], e["set"], e["repetition"], e["held_ms"])
        for e in found
        if e["event"] == "repetition_done"
    ]


def test_every_fact_is_written_down_before_another_cue_is_handed_over(page: Page, site: Site) -> None:
    page.add_init_script(_LOG)
    player = Player(page, site).begin()
    player.advance(site.script["duration_ms"] - 2000)
    facts = len(player.events)
    written = page.evaluate("window.written")
    first = {n: next(w["said"] for w in written if w["events"] >= n) for n in range(1, facts + 1)}
    handed = page.evaluate("fake.said.map((s) => s.said)")
    for number, event in enumerate(player.events, 1):
        assert all(at <= handed[0] + event["at_ms"] for at in handed[: first[number]]), event
    assert facts == 8


def test_a_reload_in_a_hold_goes_on_with_the_same_repetition(player: Player) -> None:
    player.begin().advance(PREPARATION + REPETITION + 4000)
    begun = kept.sittings(player.page)[0]["id"]
    again(player)
    assert player.mode == "recover"
    assert player.text("recover-say") == "You were in the middle of a session: Tilt, set 1 of 2."
    player.page.click("#recover-continue")
    player.page.wait_for_selector("#stage[data-mode=performing]", state="attached")
    player.advance(6200)  # at most the pause before the repetition comes first
    assert (player.text("word"), player.text("dots")) == ("Lift", "")
    assert player.page.get_attribute("#dots", "aria-label") == "1 of 2 done"
    found = perform(player)
    assert of_repetitions(found) == of_repetitions(score.expected_events(player.site.script["steps"]))
    assert [e["event"] for e in found if e["event"] in ("paused", "resumed")] == ["paused", "resumed"]
    assert [e["at_ms"] for e in found] == sorted(e["at_ms"] for e in found)
    assert player.site.drafts[-1]["id"] == begun


def test_a_second_reload_is_taken_up_as_well(player: Player) -> None:
    player.begin().advance(PREPARATION + REPETITION + 4000)
    for _ in range(2):
        again(player)
        player.page.click("#recover-continue")
        player.page.wait_for_selector("#stage[data-mode=performing]", state="attached")
        player.advance(5000 + REPETITION + 1000)
    found = perform(player)
    assert of_repetitions(found) == of_repetitions(score.expected_events(player.site.script["steps"]))


def test_a_reload_in_a_lengthened_rest_still_announces_the_next_set(player: Player) -> None:
    player.begin().advance(PREPARATION + 2 * REPETITION + 1000)
    player.press("more_rest")
    player.advance(45_000)
    again(player)
    player.page.click("#recover-continue")
    player.page.wait_for_selector("#stage[data-mode=performing]", state="attached")
    player.advance(5000 + 30_000)
    assert "Set two of two." in [one["say"] for one in player.said]
    assert "rest_lengthened" in [e["event"] for e in player.events]


def test_a_closed_tab_comes_back_in_another_one(player: Player, context: BrowserContext) -> None:
    player.begin().advance(PREPARATION + REPETITION + 4000)
    player.page.close()
    other = Player(context.new_page(), player.site).open()
    assert other.mode == "recover"
    assert [e["event"] for e in other.events] == ["started", "repetition_done", "paused"]


def test_finish_here_keeps_what_was_done_and_asks_about_it(player: Player) -> None:
    player.begin().advance(PREPARATION + REPETITION + 4000)
    again(player)
    player.page.click("#recover-finish")
    player.advance(4000)
    player.page.wait_for_url("**/after/*/")
    last = player.site.drafts[-1]["events"]
    assert [e["event"] for e in last] == ["started", "repetition_done", "paused", "stopped"]
    assert last[-1]["because"] == "chosen"


def test_a_session_left_for_more_than_two_hours_ends_as_lost_with_all_it_had(player: Player) -> None:
    player.begin().advance(PREPARATION + REPETITION + 4000)
    before = kept.sittings(player.page)[0]
    player.page.goto(player.site.url + "/nothing")
    kept.change(player.page, at=before["at"] - TWO_HOURS - 60_000)
    player.page.goto(player.site.url)
    player.page.wait_for_url("**/today")
    record = player.site.records[-1]
    assert record["id"] == before["id"]
    assert [e["event"] for e in record["events"]] == ["started", "repetition_done", "stopped"]
    assert record["events"][-1]["because"] == "lost"
    wait_until(player.page, lambda: kept.nothing(player.page), 2000)


def test_a_session_left_for_less_than_two_hours_is_not_lost(player: Player) -> None:
    player.begin().advance(PREPARATION + REPETITION + 4000)
    player.page.goto(player.site.url + "/nothing")
    before = kept.sittings(player.page)[0]
    kept.change(player.page, at=before["at"] - TWO_HOURS + 60_000, began=before["began"] - TWO_HOURS + 60_000)
    player.open()
    assert player.mode == "recover"
    assert player.site.records == []


@pytest.mark.parametrize("by", [-3 * 3_600_000, -86_400_000 * 400, 3_600_000])
def test_a_clock_that_is_put_right_neither_breaks_nor_reorders_the_record(player: Player, by: int) -> None:
    player.begin().advance(PREPARATION + REPETITION + 4000)
    player.page.goto(player.site.url + "/nothing")
    before = kept.sittings(player.page)[0]
    kept.change(player.page, at=before["at"] - by, began=before["began"] - by)
    player.open()
    assert player.mode == "recover"
    player.page.click("#recover-continue")
    player.page.wait_for_selector("#stage[data-mode=performing]", state="attached")
    found = perform(player)
    assert [e["at_ms"] for e in found] == sorted(e["at_ms"] for e in found)
    assert found[-1]["at_ms"] < 86_400_000
    assert player.site.drafts[-1]["started_at"] == before["record"]["started_at"]
    assert of_repetitions(found) == of_repetitions(score.expected_events(player.site.script["steps"]))


def test_pain_that_nobody_could_save_any_more_ends_the_session_as_pain(
    player: Player, context: BrowserContext
) -> None:
    player.begin().advance(PREPARATION + 4000)
    player.page.click("#stop")
    player.page.click("[data-severity='6']")
    player.until(lambda: "pain_reported" in events(player.page))
    kept_then = kept.sittings(player.page)[0]
    player.page.goto(player.site.url + "/nothing")
    # As if the device had died: the page could not say good-bye.
    kept.change(player.page, record=kept_then["record"], state="going", sent=False)
    player.site.records.clear()
    player.page.goto(player.site.url)
    player.page.wait_for_url("**/today")
    assert [e["event"] for e in player.site.records[-1]["events"]] == ["started", "pain_reported", "stopped"]
    assert player.site.records[-1]["events"][1]["severity"] == 6
    assert player.site.records[-1]["events"][-1]["because"] == "pain"


def test_a_device_that_cannot_write_tells_the_server_every_fact_at_once(page: Page, site: Site) -> None:
    page.add_init_script(_FULL)
    player = Player(page, site).begin()
    page.evaluate("window.full = true")
    player.advance(PREPARATION + REPETITION)
    player.until(
        lambda: (
            site.drafts and [e["event"] for e in site.drafts[-1]["events"]] == ["started", "repetition_done"]
        )
    )


def test_of_two_windows_one_performs_and_the_other_says_so(player: Player, context: BrowserContext) -> None:
    player.begin().advance(PREPARATION + 4000)
    other = Player(context.new_page(), player.site).open()
    assert other.mode == "elsewhere"
    assert "another window" in other.page.inner_text("#elsewhere")
    other.page.keyboard.press("Space")
    other.page.keyboard.press("Escape")
    assert other.mode == "elsewhere"
    player.page.close()
    other.page.click("[data-again]")
    other.page.wait_for_selector("#stage[data-mode=recover]", state="attached")


def test_a_window_that_was_ready_before_the_other_began_does_not_begin_too(
    player: Player, context: BrowserContext
) -> None:
    other = Player(context.new_page(), player.site).open()
    player.begin()
    other.page.click("#begin")
    other.page.wait_for_selector("#stage[data-mode=elsewhere]", state="attached")
    assert other.events == []
    assert other.said == []


def test_the_script_is_kept_as_long_as_its_session_may_go_on(player: Player) -> None:
    player.begin().advance(PREPARATION + REPETITION)
    player.until(lambda: kept.scripts(player.page) == [player.site.script["id"]])
    player.site.script = {**score.script(), "id": "6" * 64}
    again(player)
    assert player.page.evaluate("fake.performance.script.id") == "5" * 64
    player.page.click("#recover-finish")
    player.advance(4000)
    player.page.wait_for_url("**/after/*/")
    wait_until(player.page, lambda: kept.scripts(player.page) == [], 2000)
