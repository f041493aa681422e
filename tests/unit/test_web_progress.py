"""The page Progress without a browser: what it says, when it is made anew, and that it is one person's."""

from __future__ import annotations

import pytest

from people import Day
from strongback.record.nouns import Consulted, Override
from webstore import House, ended_of, entries, house, models, trending

__all__ = ["house"]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the persons whose numbers were added up anew, in order."""
    found: list[str] = []
    real = trending.trends_of

    def noted(person: models.Person, *more: object) -> object:
        found.append(person.name)
        return real(person, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(trending, "trends_of", noted)
    return found


def test_before_the_first_session_it_says_so_and_draws_nothing(house: House) -> None:
    page = house.page(house.person(), "progress/")
    assert "Nothing yet." in page
    assert "<svg" not in page
    assert "None" not in page


def test_after_one_session_it_says_the_week_and_what_comes_next(house: House) -> None:
    anna = house.person()
    house.session(anna)
    page = house.page(anna, "progress/")
    assert "This week: one of at least three." in page
    assert "Once more, and a second set is offered." in page


def test_every_page_leads_to_it_and_it_says_where_one_is(house: House) -> None:
    anna = house.person()
    link = f'<a href="{house.address(anna, "progress/")}"'
    assert f"{link}>Progress</a>" in house.page(anna)
    assert f'{link} aria-current="page">Progress</a>' in house.page(anna, "progress/")
    record = house.session(anna)
    assert house.address(anna, "progress/") in house.page(anna, f"after/{record.id}/").split("<main")[1]


def test_a_second_look_makes_nothing_anew_and_a_new_fact_does(house: House, made: list[str]) -> None:
    anna = house.person()
    house.session(anna)
    assert house.page(anna, "progress/") == house.page(anna, "progress/")
    assert made == ["Anna"]
    house.wait(days=2).session(anna)
    assert "This week: two of at least three." in house.page(anna, "progress/")
    assert made == ["Anna", "Anna"]


def test_another_day_makes_it_anew(house: House, made: list[str]) -> None:
    anna = house.person()
    house.session(anna)
    house.page(anna, "progress/")
    house.wait(days=7)
    assert "Over the last whole week: one of three planned sessions." in house.page(anna, "progress/")
    assert made == ["Anna", "Anna"]


def test_a_row_that_was_replaced_makes_it_anew(house: House, made: list[str]) -> None:
    anna = house.person()
    kept = house.session(anna, Day(stop_after=30))
    assert "1 × 8" in house.page(anna, "progress/")
    models.Entry.objects.filter(person=anna, uid=kept.id.lower()).delete()
    house.session(anna)
    house.page(anna, "progress/")
    assert made == ["Anna", "Anna"]


def test_what_is_kept_of_one_person_is_never_shown_to_another(house: House) -> None:
    anna, berta = house.person("Anna"), house.person("Berta")
    house.session(anna)
    assert "<svg" in house.page(anna, "progress/")
    assert "<svg" not in house.page(berta, "progress/")


def test_forgetting_throws_it_away(house: House, made: list[str]) -> None:
    anna = house.person()
    house.session(anna)
    house.page(anna, "progress/")
    trending.forget()
    house.page(anna, "progress/")
    assert made == ["Anna", "Anna"]


def test_a_session_whose_questions_are_still_open_counts_already(house: House) -> None:
    anna = house.person()
    done = ended_of(house.perform(anna))
    entries.keep_draft(anna, done, house.now)
    assert "This week: one of at least three." in house.page(anna, "progress/")


def test_a_week_of_waiting_is_not_held_against_anybody(house: House) -> None:
    anna = house.person()
    house.session(anna, Day(pain="pelvic-tilt"))
    house.wait(days=9)
    house.note(anna, Consulted, about="pelvic-tilt")
    page = house.page(anna, "progress/")
    assert "Over the last whole week: no session was planned." in page
    assert "6 to wait" in page


def test_an_exercise_that_was_done_once_and_is_left_out_keeps_its_charts(house: House) -> None:
    anna = house.person()
    house.session(anna)
    house.note(anna, Override, exercise="pelvic-tilt", leave_out=True)
    page = house.page(anna, "progress/")
    assert "It is not part of your sessions now." in page
    assert "Pelvic tilt, sets" in page


def test_nobodys_page_is_not_there(house: House) -> None:
    assert house.browser.get("/people/00000000-0000-4000-8000-000000000000/progress/").status_code == 404


def test_a_year_of_sessions_is_told_in_twelve_marks_a_chart(house: House) -> None:
    anna = house.person()
    for _ in range(30):
        house.session(anna)
        house.wait(days=3)
    page = house.page(anna, "progress/")
    tables = page.split("<tbody>")[1:]
    assert len(tables) > 15
    assert max(table.split("</tbody>")[0].count("<tr") for table in tables) == 12


def test_everything_is_recalled_as_it_was_read(house: House) -> None:
    anna = house.person()
    house.session(anna, Day(pain="pelvic-tilt", red_flag="dizziness"))
    house.wait(days=1).note(anna, Consulted, about="pelvic-tilt")
    house.session(anna)
    rows = models.Entry.objects.filter(person=anna).order_by("id")
    assert list(entries.recall(anna)) == list(entries.read(rows))
    assert len(rows) == 4
