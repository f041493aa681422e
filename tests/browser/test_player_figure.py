"""The figure on the stage: it moves with the script, stands still with it, and is nobody's condition."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from browser.conftest import Player
from browser.harness import score
from browser.harness.served import Site
from browser.test_player_session import FIRST_REST, HOLD, LIFT, LOWER, PREPARATION, REPETITION

SHOWN = """() => [...document.querySelectorAll("#figure svg > g > g:not([display])")]
  .map((g) => g.textContent).join("")"""
ROLL = FIRST_REST + 30_000 + 2 * REPETITION
SIDE = REPETITION + 1000  # a repetition that is held for six seconds


def frame(player: Player) -> str:
    """Which frame of which film is seen."""
    found: str = player.page.evaluate(SHOWN)
    return found


def sees(player: Player, wanted: str) -> None:
    """That frame is seen, or will be when the film has come and the screen has drawn."""
    player.until(lambda: frame(player) == wanted)


@pytest.fixture
def still(browser: Browser, site: Site) -> Iterator[Player]:
    """A player for somebody who wants no motion."""
    context = browser.new_context(reduced_motion="reduce")
    try:
        yield Player(context.new_page(), site)
    finally:
        context.close()


def test_the_figure_moves_with_the_phase_and_its_number(player: Player) -> None:
    player.begin()
    sees(player, "tilt 0")
    player.advance(PREPARATION + LIFT / 2)
    sees(player, "tilt 12")
    player.advance(LIFT / 4)
    sees(player, "tilt 18")
    player.advance(LIFT / 4)
    sees(player, "tilt 24")
    player.advance(HOLD / 2)
    sees(player, "tilt 24")
    player.advance(HOLD / 2 + LOWER / 4)
    sees(player, "tilt 18")
    assert player.text("word") == "Lower"
    player.advance(LOWER * 3 / 4)
    sees(player, "tilt 0")


def test_the_figure_moves_by_itself_between_the_seconds(player: Player) -> None:
    player.begin()
    sees(player, "tilt 0")
    player.advance(PREPARATION + 10)
    for at, seen in ((160, "tilt 2"), (410, "tilt 5"), (910, "tilt 11")):
        player.advance(PREPARATION + at - (player.now - player.page.evaluate("fake.performance.startedAt")))
        sees(player, seen)
        assert player.text("number") == "2"


def test_a_pause_freezes_the_figure_and_going_on_starts_the_repetition_anew(player: Player) -> None:
    player.begin().advance(PREPARATION + LIFT / 2)
    sees(player, "tilt 12")
    player.press("pause")
    player.advance(20_000)
    player.page.wait_for_timeout(100)
    assert frame(player) == "tilt 12"
    assert player.page.locator("#figure svg").is_visible()
    player.page.click("#continue")
    sees(player, "tilt 0")
    player.advance(5000 + LIFT / 2)
    sees(player, "tilt 12")


def test_in_a_rest_and_a_change_over_the_figure_waits_as_the_next_repetition_begins(player: Player) -> None:
    player.begin().advance(FIRST_REST + 2000)
    sees(player, "tilt 0")
    player.advance(ROLL - FIRST_REST)
    sees(player, "roll-left 0")
    assert player.page.get_by_role("img", name="Roll, left leg").is_visible()
    player.advance(30_000 + SIDE)
    sees(player, "roll-right 0")
    player.advance(3000 + LIFT / 2)
    sees(player, "roll-right 12")
    assert player.page.get_by_role("img", name="Roll, right leg").is_visible()


def test_where_nothing_is_moved_any_more_there_is_no_figure(player: Player) -> None:
    player.open()
    assert player.page.locator("#figure").is_hidden()
    player.page.click("#begin")
    player.page.wait_for_selector("#stage[data-mode=performing]", state="attached")
    sees(player, "tilt 0")
    player.page.click("#stop")
    assert player.page.locator("#figure").is_hidden()
    player.page.click("#mistake")
    player.advance(player.site.script["duration_ms"] + 1000 + 5000 - 2000)
    assert player.text("word") == "Done"
    assert player.page.locator("#figure").is_hidden()


def test_the_films_of_the_next_exercise_come_during_this_one(page: Page, site: Site) -> None:
    site.script = {
        **site.script,
        "steps": [*site.script["steps"][:-2], *more(site), *site.script["steps"][-2:]],
    }
    player = Player(page, site).begin()
    player.until(lambda: len(site.filmed) == 3)
    assert site.filmed == ["tilt", "roll-left", "roll-right"]
    player.advance(ROLL + 1000)
    player.page.wait_for_timeout(50)
    assert site.filmed == ["tilt", "roll-left", "roll-right"]
    player.advance(30_000 + 2 * SIDE + 5000)
    player.until(lambda: site.filmed[3:] == ["tilt"])


def more(site: Site) -> list[score.Json]:
    """A third exercise without a film, and then the first one once more."""
    again = [step for step in site.script["steps"] if step["exercise"] == "tilt"]
    return [*({**step, "exercise": "twist"} for step in again[:4]), *again[:4]]


def test_without_motion_only_the_poses_that_phases_end_in_are_seen(still: Player) -> None:
    still.begin()
    sees(still, "tilt 0")
    still.advance(PREPARATION + 1)
    sees(still, "tilt 24")
    still.advance(LIFT / 2)
    still.page.wait_for_timeout(50)
    assert frame(still) == "tilt 24"
    still.advance(LIFT / 2 + HOLD)
    sees(still, "tilt 0")
    still.advance(LOWER / 2)
    still.page.wait_for_timeout(50)
    assert frame(still) == "tilt 0"


def test_the_wish_for_no_motion_is_heard_in_the_middle_of_a_session(player: Player) -> None:
    player.begin().advance(PREPARATION + LIFT / 4)
    sees(player, "tilt 6")
    player.page.emulate_media(reduced_motion="reduce")
    sees(player, "tilt 24")
    player.page.emulate_media(reduced_motion="no-preference")
    sees(player, "tilt 6")


@pytest.mark.parametrize("broken", [None, {"film": 2}, {"film": 1}])
def test_films_that_do_not_come_change_no_cue_and_no_event(
    player: Player, broken: dict[str, int] | None
) -> None:
    films = player.site.films
    player.site.films = {} if broken is None else dict.fromkeys(films, broken)
    player.begin().advance(player.site.script["duration_ms"] - 1)
    assert len(player.site.filmed) == 3
    said = [cue["say"] for cue in player.said]
    assert said == [cue["say"] for step in player.site.script["steps"] for cue in step["cues"]]
    assert player.events == score.expected_events(player.site.script["steps"])[:-1]


def test_a_film_that_does_not_come_leaves_its_place_empty(player: Player) -> None:
    del player.site.films["tilt"]
    player.begin().advance(PREPARATION + LIFT / 2)
    player.until(lambda: "roll-left" in player.site.filmed)
    assert player.page.locator("#figure").is_visible()
    assert player.page.locator("#figure svg").count() == 0
    assert player.page.locator("#figure").get_attribute("role") is None
    player.advance(ROLL)
    sees(player, "roll-left 0")
