"""A shorter session as a person asks for it: ten minutes, not this one today, and what After then asks."""

from __future__ import annotations

import gzip
import json
import re

import pytest
from msgspec import structs

from people import Day, perform
from strongback import library
from strongback.record.nouns import ExerciseSkipped, SessionRecord
from webstore import House, coming, draft_of, ended_of, entries, house, models

__all__ = ["house"]


def exercises_of(house: House, person: models.Person, query: str) -> list[str]:
    """The exercises of the script that a session page hands over, in the order they are performed."""
    house.page(person, f"session/{query}")
    return list(dict.fromkeys(step["exercise"] for step in script_of(person)["steps"] if step["exercise"]))


def script_of(person: models.Person) -> dict:  # type: ignore[type-arg]
    """The script handed out last."""
    newest = models.ScriptHanded.objects.filter(person=person).latest("id")
    found: dict = json.loads(gzip.decompress(bytes(newest.body)))  # type: ignore[type-arg]
    return found


def test_ten_minutes_are_offered_and_lead_to_a_session_that_lasts_no_longer(house: House) -> None:
    anna = house.person()
    assert 'href="' + house.address(anna) + '?minutes=10">I have only ten minutes' in house.page(anna)
    page = house.page(anna, "?minutes=10")
    assert f'href="{house.address(anna, "session/")}?minutes=10">Start' in page
    assert f'href="{house.address(anna)}">Back to the whole session' in page
    assert "Not enough time" not in page
    assert "Left out today: not enough time. It keeps its place." in page
    assert "I have only ten minutes" not in page
    assert len(exercises_of(house, anna, "?minutes=10")) == 3
    assert script_of(anna)["duration_ms"] <= 600_000


def test_ten_minutes_are_not_offered_when_the_whole_session_is_as_short(house: House) -> None:
    anna = house.person()
    leave = "?without=pelvic-tilt,leg-and-arm-lift,diagonal-lift"
    assert "I have only ten minutes" not in house.page(anna, leave)
    assert "I have only ten minutes" in house.page(anna, "?without=head-press")


@pytest.mark.parametrize(
    "query",
    [
        "?without=head-press,pelvic-tilt",
        "?without=head-press&without=pelvic-tilt",
        "?without=juggling,pelvic-tilt,,head-press,chest-lift-3",
    ],
)
def test_what_is_not_wished_today_is_left_out_of_page_and_session(house: House, query: str) -> None:
    anna = house.person()
    page = house.page(anna, query)
    assert "Three exercises, one set each." in page
    assert page.count("Left out today, as you wished. It keeps its place.") == 2
    assert 'session/?without=pelvic-tilt,head-press">Start' in page
    assert re.findall(r'value="([a-z0-9-]+)" checked', page) == ["pelvic-tilt", "head-press"]
    assert exercises_of(house, anna, query) == ["leg-and-arm-lift", "chest-lift-1", "diagonal-lift"]


@pytest.mark.parametrize(
    "query", ["?minutes=7", "?minutes=", "?minutes=10.0", "?without=juggling", "?minutes=-1&without="]
)
def test_what_is_not_offered_is_ignored_in_the_address(house: House, query: str) -> None:
    anna = house.person()
    page = house.page(anna, query)
    assert f'href="{house.address(anna, "session/")}">Start' in page
    assert "Left out today" not in page
    assert len(exercises_of(house, anna, query)) == 5


def test_both_wishes_go_together_and_the_form_keeps_the_ten_minutes(house: House) -> None:
    anna = house.person()
    page = house.page(anna, "?minutes=10&without=pelvic-tilt")
    assert '<input type="hidden" name="minutes" value="10">' in page
    assert 'session/?minutes=10&amp;without=pelvic-tilt">Start' in page
    assert "pelvic-tilt" not in exercises_of(house, anna, "?minutes=10&without=pelvic-tilt")
    assert '?minutes=10&amp;without=head-press">I have only ten minutes' in house.page(
        anna, "?without=head-press"
    )


def test_the_pace_of_the_person_makes_ten_minutes_shorter(house: House) -> None:
    anna = house.person()
    anna.pace = 2.0
    anna.save()
    assert len(exercises_of(house, anna, "?minutes=10")) < 3
    assert script_of(anna)["duration_ms"] <= 600_000


def test_who_leaves_everything_out_has_nothing_to_start_and_a_way_back(house: House) -> None:
    anna = house.person()
    query = "?without=pelvic-tilt,leg-and-arm-lift,chest-lift-1,diagonal-lift,head-press"
    page = house.page(anna, query)
    assert "Nothing is left for today" in page
    assert ">Start<" not in page
    assert "Back to the whole session" in page
    answer = house.browser.get(house.address(anna, f"session/{query}"))
    assert answer.headers["Location"] == house.address(anna) + query


def test_who_may_not_exercise_is_offered_no_short_session_either(house: House) -> None:
    anna = house.person()
    house.session(anna, Day(pain="leg-and-arm-lift"))
    house.wait(days=1)
    for query in ("?minutes=10", "?without=leg-and-arm-lift"):
        page = house.page(anna, query)
        assert "Today waits" in page
        assert "ten minutes" not in page
        assert "Not this one" not in page
        assert "Left out today" not in page
        assert page.count('<p class="dose">') == 5
        assert house.browser.get(house.address(anna, f"session/{query}")).status_code == 302
    assert not models.ScriptHanded.objects.exists()


def test_pain_is_sent_to_it_hurts_where_an_exercise_can_be_left_out(house: House) -> None:
    page = house.page(house.person())
    assert "Does one of them hurt? Then do not just leave it out." in page


def test_a_short_session_uses_the_day_and_the_next_begins_with_what_waited(house: House) -> None:
    anna = house.person()
    shortly(house, anna, "?minutes=10")
    assert "Rest today" in house.page(anna)
    house.wait(days=1)
    page = house.page(anna, "?minutes=10")
    assert page.count("Taken today: you have not done it yet.") == 2
    assert "Taken today: it has waited since 16 November 2026." in page


def shortly(house: House, person: models.Person, query: str, *, keep: bool = True) -> SessionRecord:
    """Do a short session: the record names the script it was handed."""
    asked = exercises_of(house, person, query)
    whole = coming.plan_on(person, house.now.date())
    skipped = tuple(one.dose.exercise for one in whole.exercises if one.dose.exercise not in asked)
    done = perform(library.load(), whole, Day(skipped=skipped), house.wait(seconds=1).now.isoformat())
    events = tuple(event for event in done.events if not isinstance(event, ExerciseSkipped))
    named = structs.replace(done, script=script_of(person)["id"], events=events)
    if keep:
        entries.keep(person, named)
    else:
        entries.keep_draft(person, ended_of(named), house.now)
    return named


def test_after_a_short_session_one_press_says_that_everything_asked_for_was_easy(house: House) -> None:
    anna = house.person()
    done = shortly(house, anna, "?without=head-press", keep=False)
    address = house.address(anna, f"after/{done.id}/")
    assert "Everything done, all of it easy" in house.page(anna, f"after/{done.id}/")
    assert house.browser.post(address, {"all-easy": "1"}).status_code == 302
    assert models.Entry.objects.get(kind="record").body.count('"rated"') == 4


def test_one_press_is_not_there_when_a_repetition_of_the_short_session_is_missing(house: House) -> None:
    anna = house.person()
    done = shortly(house, anna, "?without=head-press", keep=False)
    models.Draft.objects.all().delete()
    fewer = draft_of(ended_of(done), len(ended_of(done).events) - 2)
    entries.keep_draft(anna, entries.stopped(fewer, "chosen"), house.now)
    assert "Everything done" not in house.page(anna, f"after/{done.id}/")


def test_doing_the_short_session_is_not_everything_when_the_whole_one_was_handed_over(house: House) -> None:
    anna = house.person()
    done = shortly(house, anna, "?without=head-press", keep=False)
    models.Draft.objects.all().delete()
    house.page(anna, "session/")
    whole = structs.replace(done, script=script_of(anna)["id"])
    entries.keep_draft(anna, ended_of(whole), house.now)
    assert "Everything done" not in house.page(anna, f"after/{done.id}/")


@pytest.mark.parametrize(("query", "everything"), [("", True), ("?without=head-press", False)])
def test_without_the_script_everything_means_the_whole_plan(
    house: House, query: str, everything: bool
) -> None:
    anna = house.person()
    done = shortly(house, anna, query, keep=False)
    models.ScriptHanded.objects.all().delete()
    assert ("Everything done" in house.page(anna, f"after/{done.id}/")) is everything


def test_the_device_is_told_that_something_was_left_out(house: House) -> None:
    anna = house.person()
    assert '"shortened": false' in house.page(anna, "session/")
    assert '"shortened": true' in house.page(anna, "session/?minutes=10")
    assert '"shortened": true' in house.page(anna, "session/?without=head-press")
    assert '"shortened": false' in house.page(anna, "session/?minutes=99&without=nothing")
