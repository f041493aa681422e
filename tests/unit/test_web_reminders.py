"""Reminders on the settings page: chosen, refused when too few or too many, handed out as a calendar file."""

from __future__ import annotations

import re
from datetime import time
from typing import Any

import icalendar
import pytest

from webstore import House, house, models

__all__ = ["house"]


def save(house: House, person: models.Person, days: str, at: str = "17:30") -> Any:
    """Choose days and an hour, and save."""
    chosen = {"section": "reminders", "reminders-days": days.split(",") if days else [], "reminders-at": at}
    answer = house.browser.post(house.address(person, "settings/"), chosen)
    person.refresh_from_db()
    return answer


def chosen(person: models.Person) -> tuple[str, str, int]:
    return person.remind_days, person.remind_at, person.remind_changes


def entry(house: House, person: models.Person) -> Any:
    """The one entry of the person's file."""
    file = house.browser.get(house.address(person, "reminders.ics"))
    assert file.status_code == 200
    (found,) = icalendar.Calendar.from_ical(file.content).walk("VEVENT")
    return found


def test_three_days_with_a_day_between_are_suggested_and_nothing_is_kept_before_it_is_saved(
    house: House,
) -> None:
    anna = house.person()
    page = house.page(anna, "settings/")
    assert re.findall(r'value="(..)" id="id_reminders-days_\d" checked', page) == ["MO", "WE", "FR"]
    assert "The sheet asks for three to six days a week." in page
    assert "reminders.ics" not in page
    assert house.browser.get(house.address(anna, "reminders.ics")).status_code == 404
    assert save(house, anna, "MO,WE,FR", "10:00").status_code == 302, "the suggestion can be saved as it is"


def test_days_and_hour_are_kept_in_the_order_of_the_week_and_lead_to_the_file(house: House) -> None:
    anna = house.person()
    answer = save(house, anna, "SU,TU,TH")
    assert answer.headers["Location"] == house.address(anna, "settings/?saved=reminders#reminders")
    assert chosen(anna) == ("TU,TH,SU", "17:30", 1)
    page = house.page(anna, "settings/?saved=reminders")
    assert "You chose Tuesdays, Thursdays and Sundays at 17:30." in page
    assert f'href="{house.address(anna, "reminders.ics")}"' in page
    assert re.findall(r'value="(..)" id="id_reminders-days_\d" checked', page) == ["TU", "TH", "SU"]
    assert 'value="17:30"' in page


def test_the_file_is_a_calendar_to_keep_with_the_persons_days(house: House) -> None:
    anna = house.person("Änne; O'Neil")
    save(house, anna, "MO,TU,SA", "07:05")
    file = house.browser.get(house.address(anna, "reminders.ics"))
    assert file.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert file.headers["Content-Disposition"] == 'attachment; filename="strongback-reminders.ics"'
    assert file.headers["Cache-Control"] == "no-store"
    found = entry(house, anna)
    assert found["SUMMARY"] == "Time for your exercises, Änne; O'Neil"
    assert found["RRULE"]["BYDAY"] == ["MO", "TU", "SA"]
    assert f"{found.decoded('DTSTART'):%Y-%m-%d %H:%M}" == "2026-11-17 07:05", "this Monday at 07:05 is over"
    assert f"{found.decoded('DTSTAMP'):%Y-%m-%d %H:%M %Z}" == "2026-11-16 08:30 UTC"


def test_every_change_raises_the_sequence_and_saving_the_same_does_not(house: House) -> None:
    anna = house.person()
    save(house, anna, "MO,WE,FR")
    first = entry(house, anna)
    save(house, anna, "FR,WE,MO", "17:30:00")
    assert chosen(anna) == ("MO,WE,FR", "17:30", 1)
    for number, (days, at) in enumerate((("MO,WE,SA", "17:30"), ("MO,WE,SA", "18:00")), 2):
        save(house, anna, days, at)
        assert chosen(anna) == (days, at, number)
        assert entry(house, anna)["SEQUENCE"] == number
        assert entry(house, anna)["UID"] == first["UID"]


def test_two_changes_at_the_same_time_are_both_counted(house: House) -> None:
    from strongback.web.pages import reminders  # not before the store is set up

    anna = house.person()
    other = models.Person.objects.get(id=anna.id)
    reminders.keep(anna, {"days": ["MO", "WE", "FR"], "at": time(17, 30)})
    reminders.keep(other, {"days": ["TU", "TH", "SA"], "at": time(17, 30)})
    anna.refresh_from_db()
    assert chosen(anna) == ("TU,TH,SA", "17:30", 2)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ("", "Please choose three days or more. The sheet asks for three to six days a week."),
        ("MO,TH", "Please choose three days or more. The sheet asks for three to six days a week."),
        ("MO,TU,WE,TH,FR,SA,SU", "Please keep a day for rest. The sheet asks for three to six days a week."),
        ("MO,WE,XX", "Please choose from these days."),
    ],
)
def test_too_few_too_many_or_unknown_days_are_refused_with_the_reason(
    house: House, days: str, said: str
) -> None:
    anna = house.person()
    answer = save(house, anna, days)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert f'<a href="#id_reminders-days_0">{said}</a>' in page
    assert "One thing is still open" in page
    assert '<details id="reminders" open>' in page
    assert chosen(anna) == ("", "", 0)


@pytest.mark.parametrize("days", ["MO,WE,FR", "MO,TU,WE,TH,FR,SA"])
def test_three_and_six_days_are_taken(house: House, days: str) -> None:
    anna = house.person()
    save(house, anna, days)
    assert anna.remind_days == days


@pytest.mark.parametrize("at", ["", "5 o'clock", "25:00", "17.30", "\x00"])
def test_a_time_that_is_none_is_refused_and_the_days_stay_chosen(house: House, at: str) -> None:
    anna = house.person()
    answer = save(house, anna, "TU,TH,SA", at)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert '<a href="#id_reminders-at">Please write the time like 17:30.</a>' in page
    assert re.findall(r'value="(..)" id="id_reminders-days_\d" checked', page) == ["TU", "TH", "SA"]
    assert chosen(anna) == ("", "", 0)


def test_no_more_reminders_hands_out_the_file_that_ends_them_under_the_same_name(house: House) -> None:
    anna = house.person()
    save(house, anna, "MO,WE,FR")
    before = entry(house, anna)
    answer = house.browser.post(house.address(anna, "reminders/off/"))
    assert answer.headers["Location"] == house.address(anna, "settings/?saved=reminders#reminders")
    anna.refresh_from_db()
    assert chosen(anna) == ("", "", 2)
    after = entry(house, anna)
    assert (after["UID"], after["SEQUENCE"], after["STATUS"]) == (before["UID"], 2, "CANCELLED")
    page = house.page(anna, "settings/")
    assert "Take it out of your calendar" in page
    assert "No more reminders" not in page
    house.browser.post(house.address(anna, "reminders/off/"))
    anna.refresh_from_db()
    assert anna.remind_changes == 2, "off twice is off once"


def test_turning_off_is_never_a_link(house: House) -> None:
    anna = house.person()
    save(house, anna, "MO,WE,FR")
    assert house.browser.get(house.address(anna, "reminders/off/")).status_code == 405
    anna.refresh_from_db()
    assert anna.remind_days == "MO,WE,FR"


def test_the_reminders_of_one_person_are_not_those_of_another(house: House) -> None:
    anna, berta = house.person("Anna"), house.person("Berta")
    save(house, anna, "MO,WE,FR")
    save(house, berta, "TU,TH,SA")
    assert entry(house, anna)["UID"] != entry(house, berta)["UID"]
    anna.refresh_from_db()
    assert anna.remind_days == "MO,WE,FR"
