"""How loud the clicks of a hold are: kept with the person, told to the player, no part of the script."""

from __future__ import annotations

import json
import re

import pytest

from webstore import House, house

__all__ = ["house"]

GUIDANCE = {"section": "guidance", "pace": "1.0", "counts": "ticks"}


def told(page: str) -> str:
    """What the session page hands to the player."""
    found = re.search(r'<script id="session-data" type="application/json">(.*?)</script>', page)
    assert found is not None
    clicks: str = json.loads(found[1])["clicks"]
    return clicks


@pytest.mark.parametrize("clicks", ["soft", "medium", "loud"])
def test_the_chosen_loudness_is_kept_shown_and_told_to_the_player(house: House, clicks: str) -> None:
    anna = house.person()
    house.browser.post(house.address(anna, "settings/"), {**GUIDANCE, "clicks": clicks})
    anna.refresh_from_db()
    assert anna.clicks == clicks
    assert (
        f'value="{clicks}" id="id_clicks_{["soft", "medium", "loud"].index(clicks)}" checked'
        in house.page(anna, "settings/")
    )
    assert told(house.page(anna, "session/")) == clicks


def test_an_unanswered_loudness_leaves_it_as_it_was(house: House) -> None:
    anna = house.person()
    assert told(house.page(anna, "session/")) == "medium"
    house.browser.post(house.address(anna, "settings/"), {**GUIDANCE, "clicks": "loud"})
    house.browser.post(house.address(anna, "settings/"), GUIDANCE)
    anna.refresh_from_db()
    assert (anna.clicks, anna.counts) == ("loud", "ticks")


def test_a_loudness_that_there_is_not_is_refused(house: House) -> None:
    anna = house.person()
    answer = house.browser.post(house.address(anna, "settings/"), {**GUIDANCE, "clicks": "deafening"})
    assert answer.status_code == 400
    anna.refresh_from_db()
    assert (anna.clicks, anna.counts) == ("medium", "every_second")


def test_the_loudness_changes_no_script(house: House) -> None:
    anna = house.person()
    before = re.search(r"script/(\w{64})", house.page(anna, "session/"))
    house.browser.post(
        house.address(anna, "settings/"), {**GUIDANCE, "counts": "every_second", "clicks": "loud"}
    )
    after = re.search(r"script/(\w{64})", house.page(anna, "session/"))
    assert before is not None
    assert after is not None
    assert before[1] == after[1]
