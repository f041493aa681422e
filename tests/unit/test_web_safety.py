"""What keeps the app safe: headers, cookies, and how the store is opened."""

from __future__ import annotations

import pytest
from django.conf import settings

from webstore import House, house

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


def test_no_script_can_read_the_token_from_its_cookie() -> None:
    assert settings.CSRF_COOKIE_HTTPONLY is True
    assert settings.CSRF_COOKIE_SAMESITE in ("Lax", "Strict")


def test_the_store_waits_for_its_turn_and_writes_through_to_the_disk() -> None:
    options = settings.DATABASES["default"]["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]
    assert "synchronous=FULL" in options["init_command"]


def test_only_this_device_is_answered(house: House) -> None:
    assert house.browser.get("/", headers={"host": "evil.example"}).status_code == 400


def test_an_offer_of_one_exercise_is_not_taken_for_another(house: House) -> None:
    from people import EASY

    anna = house.person()
    for _ in range(2):
        house.session(anna, EASY)
        house.wait(days=2)
    house.browser.post(
        house.address(anna, "offer/"), {"exercise": "head-press", "offer": "sets 2", "answer": "accept"}
    )
    assert "offer_accepted" not in {entry.kind for entry in anna.entry_set.all()}
