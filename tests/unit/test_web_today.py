"""Today as a person meets it: pain and consultations, offers, rest days, sessions left unfinished."""

from __future__ import annotations

from pathlib import Path

import pytest

from people import Day
from strongback.record.nouns import DayAfter
from webstore import House, draft_of, entries, house, models

__all__ = ["house"]

WEB = Path(models.__file__).parent
PAGES = (
    "",
    "session/",
    "history/",
    "settings/",
    "settings/health/",
    "settings/physiotherapist/",
    "about/",
    "help/",
    *(f"welcome/{step}/" for step in range(2, 7)),
)
QUESTIONS = entries.programmes()[0].screening
OTHERS = ("/", "/welcome/", "/about/", "/help/")


def test_pain_withholds_until_a_consultation_is_noted_and_restarts_at_one_set(house: House) -> None:
    anna = house.person()
    house.session(anna, Day(pain="chest-lift-1"))
    house.wait(days=1)
    page = house.page(anna)
    assert "Today waits" in page
    assert "Start" not in page
    assert "physical therapist about: Chest lift I<" in page
    assert "checked" not in page
    spoke = house.address(anna, "consulted/")
    assert "Please say whether you may exercise again." in house.browser.post(spoke).content.decode()
    answer = house.browser.post(spoke, {"may": "not-yet"}, follow=True).content.decode()
    assert "Nothing was changed." in answer
    assert "Today waits" in answer
    assert not models.Entry.objects.filter(kind="consulted").exists()
    page = house.browser.post(spoke, {"may": "yes"}, follow=True).content.decode()
    assert "Noted: they said you may exercise again." in page
    assert '"about":"chest-lift-1"' in models.Entry.objects.get(kind="consulted").body
    assert "Start" in page
    assert "It restarts at one set" in page


def test_a_consultation_about_nothing_known_is_not_noted(house: House) -> None:
    anna = house.person()
    house.browser.post(house.address(anna, "consulted/"), {"about": "juggling", "may": "yes"})
    house.session(anna, Day(pain="chest-lift-1"))
    house.wait(days=1)
    house.note(anna, DayAfter, pain=5)
    for about in ({"about": "juggling"}, {}):
        answer = house.browser.post(house.address(anna, "consulted/"), {"may": "yes"} | about)
        assert answer.status_code == 400
    assert not models.Entry.objects.filter(kind="consulted").exists()


def test_pain_since_last_time_is_asked_once_from_the_day_after(house: House) -> None:
    anna = house.person()
    house.session(anna)
    assert "Any pain since last time?" not in house.page(anna)
    house.wait(days=1)
    assert "Any pain since last time?" in house.page(anna)
    house.browser.post(house.address(anna, "since-last-time/"), {"pain": "0"})
    assert "Any pain since last time?" not in house.page(anna)
    assert '"pain":0' in models.Entry.objects.get(kind="day_after").body


@pytest.mark.parametrize("way", ["rather not say", "start"])
def test_the_question_about_pain_may_be_passed_over_and_leaves_no_note(house: House, way: str) -> None:
    anna = house.person()
    house.session(anna)
    house.wait(days=1)
    if way == "start":
        assert house.browser.get(house.address(anna, "session/")).status_code == 200
    else:
        house.browser.post(house.address(anna, "since-last-time/"), {"pass": "1"})
    assert "Any pain since last time?" not in house.page(anna)
    assert not models.Entry.objects.filter(kind="day_after").exists()


def test_an_empty_answer_about_pain_is_asked_for(house: House) -> None:
    anna = house.person()
    house.session(anna)
    house.wait(days=1)
    answer = house.browser.post(house.address(anna, "since-last-time/"), {})
    assert answer.status_code == 400
    assert "Please choose a number" in answer.content.decode()


def test_pain_the_day_after_withholds_from_the_number_the_programme_names(house: House) -> None:
    anna = house.person()
    house.session(anna)
    house.wait(days=1)
    house.note(anna, DayAfter, pain=5)
    page = house.page(anna)
    assert "Pain 5 of 10" in page
    house.browser.post(house.address(anna, "consulted/"), {"may": "yes"})
    assert "Start" in house.page(anna)


def test_a_step_up_is_taken_only_when_it_is_accepted(house: House) -> None:
    anna = house.person()
    for _ in range(2):
        house.session(anna)
        house.wait(days=2)
    page = house.page(anna)
    assert "Pelvic tilt: a second set?" in page
    assert page.count("Yes, accept") == 2
    house.browser.post(
        house.address(anna, "offer/"), {"exercise": "pelvic-tilt", "offer": "sets 2", "answer": "accept"}
    )
    not_yet = {"exercise": "leg-and-arm-lift", "offer": "sets 2", "answer": "not-yet"}
    house.browser.post(house.address(anna, "offer/"), not_yet)
    page = house.page(anna)
    assert "2 × 8, hold 10 s" in page
    assert "Leg and arm lift: a second set?" not in page


def test_an_offer_that_is_not_open_is_not_noted(house: House) -> None:
    anna = house.person()
    house.browser.post(
        house.address(anna, "offer/"), {"exercise": "pelvic-tilt", "offer": "sets 3", "answer": "accept"}
    )
    assert not models.Entry.objects.filter(kind="offer_accepted").exists()


def test_one_session_a_day_is_enough(house: House) -> None:
    anna = house.person()
    house.session(anna)
    page = house.page(anna)
    assert "Rest today" in page
    assert "Start" not in page
    assert "One session this week." in page
    assert 'class="done now"' in page


def test_a_session_not_heard_of_for_two_hours_was_lost_and_keeps_its_events(house: House) -> None:
    anna = house.person()
    draft = draft_of(house.perform(anna), 10)
    entries.keep_draft(anna, draft, house.now)
    house.wait(minutes=119)
    assert "You have a session that is not finished" in house.page(anna)
    house.wait(minutes=2)
    assert "You have a session that is not finished" not in house.page(anna)
    kept = models.Entry.objects.get(kind="record")
    assert kept.body.count("repetition_done") == entries.repetitions(draft)
    assert '"because":"lost"' in kept.body
    assert not models.Draft.objects.exists()


def test_an_unfinished_session_can_be_finished_here_and_then_asked_about(house: House) -> None:
    anna = house.person()
    draft = draft_of(house.perform(anna), 10)
    entries.keep_draft(anna, draft, house.now)
    answer = house.browser.post(house.address(anna, "finish-here/"), {"record": draft.id})
    assert answer.headers["Location"] == house.address(anna, f"after/{draft.id}/")
    assert "Everything done" not in house.page(anna, f"after/{draft.id}/")
    assert "Save my answers" in house.page(anna, f"after/{draft.id}/")
    house.wait(hours=3).page(anna)
    assert '"because":"chosen"' in models.Entry.objects.get(kind="record").body


def test_a_draft_that_hurts_withholds_at_once_and_is_kept_when_it_was_not_taken_back(house: House) -> None:
    anna = house.person()
    hurting = house.perform(anna, Day(pain="pelvic-tilt"))
    entries.keep_draft(anna, draft_of(hurting, len(hurting.events) - 1), house.now)
    assert "Today waits" in house.page(anna)
    assert house.browser.get(house.address(anna, "session/")).status_code == 302
    assert models.Draft.objects.exists()
    house.wait(minutes=3)
    assert "Today waits" in house.page(anna)
    assert '"because":"pain"' in models.Entry.objects.get(kind="record").body


def test_a_consultation_answers_a_draft_that_hurts(house: House) -> None:
    anna = house.person()
    hurting = house.perform(anna, Day(pain="pelvic-tilt"))
    entries.keep_draft(anna, draft_of(hurting, len(hurting.events) - 1), house.now)
    house.wait(days=1)
    house.browser.post(house.address(anna, "consulted/"), {"may": "yes"})
    assert "Start" in house.page(anna)


def test_several_things_that_wait_ask_what_was_spoken_about(house: House) -> None:
    anna = house.person()
    house.session(anna, Day(pain="chest-lift-1"))
    house.wait(days=1)
    house.note(anna, DayAfter, pain=5)
    spoke = house.address(anna, "consulted/")
    assert "What did you speak about?" in house.page(anna)
    page = house.browser.post(spoke, {"about": "chest-lift-1", "may": "yes"}, follow=True).content.decode()
    assert "Something else still waits." in page
    page = house.browser.post(spoke, {"may": "yes"}, follow=True).content.decode()
    assert "Start" in page


@pytest.mark.parametrize(("sign", "urgent"), [("chest_pressure", True), ("crack", False), (None, False)])
def test_whatever_waits_shows_the_emergency_number_and_largest_after_an_urgent_sign(
    house: House, sign: str | None, urgent: bool
) -> None:
    anna = house.person()
    house.session(anna, Day(pain="pelvic-tilt", red_flag=sign))
    page = house.page(anna)
    assert 'href="tel:112"' in page
    assert ("Call 112" in page) is urgent
