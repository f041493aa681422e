"""What keeps the app safe: headers, cookies, and how the store is opened."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.http import HttpResponse
from msgspec.structs import replace

from people import EASY, Day
from strongback import library
from strongback.record.nouns import Instant, SessionRecord
from strongback.record.writer import write_entry
from webstore import House, draft_of, entries, house, models, standings

__all__ = ["house"]


@pytest.mark.parametrize("page", ["", "history/", "settings/", "session/", "help/"])
def test_every_page_of_a_person_is_framed_by_nobody_and_kept_by_nobody(house: House, page: str) -> None:
    answer = house.browser.get(house.address(house.person(), page))
    policy = answer.headers["Content-Security-Policy"].split("; ")
    for rule in ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "form-action 'self'"):
        assert rule in policy
    assert not any("unsafe" in rule for rule in policy)
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_a_session_closed_as_lost_goes_on_when_the_player_comes_back_with_its_pain(house: House) -> None:
    anna = house.person()
    whole = house.perform(anna, Day(pain="leg-and-arm-lift"))
    part = draft_of(whole, 6)
    assert post(house, anna, "draft/", part).status_code == 204
    house.wait(hours=3).page(anna)
    assert models.Entry.objects.get(kind="record").body.count('"lost"') == 1
    assert post(house, anna, "record/", whole).status_code == 201
    assert models.Entry.objects.filter(kind="record").count() == 1
    assert "pain_reported" in models.Entry.objects.get(kind="record").body
    assert "It hurt" in house.page(anna)
    assert post(house, anna, "record/", whole).status_code == 200


def test_a_record_that_is_not_the_same_sitting_going_on_is_refused(house: House) -> None:
    anna = house.person()
    done = house.session(anna)
    other = replace(done, events=(done.events[0], *done.events[2:]))
    assert post(house, anna, "record/", other).status_code == 409
    assert post(house, anna, "draft/", draft_of(other, 5)).status_code == 409
    later = replace(done, started_at=Instant("2020-01-01T09:00:00+01:00"))
    assert post(house, anna, "draft/", draft_of(later, 5)).status_code == 409


def test_a_draft_that_was_overtaken_does_not_take_the_later_one_back(house: House) -> None:
    anna = house.person()
    whole = house.perform(anna)
    post(house, anna, "draft/", draft_of(whole, 9))
    assert post(house, anna, "draft/", draft_of(whole, 4)).status_code == 204
    assert len(entries.drafts(anna)[0][0].events) == 9


def test_pain_told_by_a_clock_that_is_ahead_withholds_today(house: House) -> None:
    anna = house.person()
    house.now += timedelta(days=1)
    house.session(anna, Day(pain="pelvic-tilt"))
    house.now -= timedelta(days=1)
    assert "It hurt" in house.page(anna)


def post(house: House, person: models.Person, page: str, record: SessionRecord) -> HttpResponse:
    body = write_entry(record)
    return house.browser.post(house.address(person, page), body, content_type="application/json")


def test_no_script_can_read_the_token_from_its_cookie() -> None:
    assert settings.CSRF_COOKIE_HTTPONLY is True
    assert settings.CSRF_COOKIE_SAMESITE in ("Lax", "Strict")


def test_only_this_device_is_answered(house: House) -> None:
    assert house.browser.get("/", headers={"host": "evil.example"}).status_code == 400


def test_an_offer_of_one_exercise_is_not_taken_for_another(house: House) -> None:
    anna = house.person()
    for _ in range(2):
        house.session(anna, EASY)
        house.wait(days=2)
    house.browser.post(
        house.address(anna, "offer/"), {"exercise": "head-press", "offer": "sets 2", "answer": "accept"}
    )
    assert "offer_accepted" not in {entry.kind for entry in anna.entry_set.all()}


def test_a_session_that_another_process_took_up_again_is_judged_as_it_is_now(house: House) -> None:
    """Two processes serve one store with `serve --lan`; what one keeps may not hide the other's word."""
    anna = house.person()
    whole = house.perform(anna, Day(pain="leg-and-arm-lift"))
    assert post(house, anna, "draft/", draft_of(whole, 6)).status_code == 204
    house.wait(hours=3).page(anna)
    before = standings.progress_of(anna, library.load(), house.now.date())
    assert entries.continue_with(anna, whole)
    kept = standings.progress_of(anna, library.load(), house.now.date())
    standings.forget()
    assert kept == standings.progress_of(anna, library.load(), house.now.date())
    assert kept != before
