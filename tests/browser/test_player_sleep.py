"""A page that does not run for a while: it catches up after a stall, and has paused when the device slept."""

from __future__ import annotations

from browser.conftest import Player
from browser.test_player_session import HOLD, LIFT, LOWER, PREPARATION, REPETITION, lengths_of, overlaps


def test_a_stalled_page_catches_up_by_absolute_time(player: Player) -> None:
    player.begin().advance(PREPARATION - 3000)
    said = len(player.said)
    player.stall(3000 + REPETITION + LIFT + 1500)
    assert [e["at_ms"] for e in player.events] == [0, PREPARATION + LIFT + HOLD + LOWER]
    assert (player.text("word"), player.text("number")) == ("Hold", "4")
    assert len(player.said) == said
    player.advance(1000)
    assert player.said[-1]["say"] == "Three."


def test_a_device_that_slept_has_paused_and_nothing_counts_as_done(player: Player) -> None:
    player.begin().advance(PREPARATION + LIFT + 1500)
    player.stall(31_000)
    assert player.mode == "paused"
    assert player.events[1:] == [{"at_ms": PREPARATION + LIFT + 1000, "event": "paused"}]
    player.page.click("#continue")
    player.advance(60_000)
    done = [e for e in player.events if e["event"] == "repetition_done"]
    assert (done[0]["set"], done[0]["repetition"]) == (1, 1)


def test_a_cue_a_little_late_is_still_spoken_unless_it_would_meet_the_next(player: Player) -> None:
    player.begin().advance(PREPARATION - 300)
    player.stall(300 + 700)
    assert player.said[-1]["say"] == "Lift slowly."
    assert player.said[-1]["at"] == player.now
    assert overlaps(player.said, lengths_of(player.site.script)) == []


def test_a_device_that_slept_while_it_was_getting_ready_has_paused_too(player: Player) -> None:
    player.begin().advance(PREPARATION + LIFT + 1500)
    player.page.get_by_role("button", name="Pause").click()
    player.page.click("#continue")
    player.stall(2_400_000)
    assert player.mode == "paused"
    assert [e["event"] for e in player.events] == ["started", "paused", "resumed", "paused"]


def test_a_pause_that_was_slept_through_ends_as_a_pause_does(player: Player) -> None:
    player.begin().advance(PREPARATION + LIFT + 1500)
    player.page.get_by_role("button", name="Pause").click()
    player.stall(2_400_000)
    assert player.events[-1]["event"] == "stopped"
    assert player.events[-1]["because"] == "no_answer"
