"""The sheet as a page, asked without a browser: it is the person's own, and there on every day."""

from __future__ import annotations

import re

from people import Day
from webstore import House, house

__all__ = ["house"]


def test_the_sheet_is_the_persons_own(house: House) -> None:
    anna = house.person("Anna")
    anna.call_name, anna.call_phone, anna.pace = "Dr. Meyer", "030 1234567", 2.0
    anna.save()
    page = house.page(anna, "sheet/")
    for known in (
        "Anna",
        "Dr. Meyer",
        "030 1234567",
        "Call 112 at once",
        "Lift <b>8 s</b>",
        "16 November 2026.",
    ):
        assert known in page
    assert page.count("<svg") == 5


def test_the_sheet_is_large_only_when_asked(house: House) -> None:
    anna = house.person()
    assert 'class="sheet large"' in house.page(anna, "sheet/?large=yes")
    assert 'class="sheet"' in house.page(anna, "sheet/")
    assert 'class="sheet"' in house.page(anna, "sheet/?large=<script>")


def test_today_leads_to_the_sheet_also_on_a_day_that_waits(house: House) -> None:
    anna = house.person()
    assert house.address(anna, "sheet/") in house.page(anna)
    house.session(anna)
    assert "Rest today" in house.page(anna, "sheet/")
    house.wait(days=1)
    house.session(anna, Day(pain="pelvic-tilt"))
    assert house.address(anna, "sheet/") in house.page(anna)
    assert "Do not exercise yet" in house.page(anna, "sheet/")


def test_a_first_visit_is_finished_before_there_is_a_sheet(house: House) -> None:
    anna = house.person()
    anna.welcome_step = 3
    anna.save()
    answer = house.browser.get(house.address(anna, "sheet/"))
    assert answer.headers["Location"] == house.address(anna, "welcome/3/")


def test_the_page_has_no_style_of_its_own_and_no_script_in_it(house: House) -> None:
    page = house.page(house.person("<script>alert(1)</script>"), "sheet/")
    assert "<style" not in page
    assert " style=" not in page
    assert "<script>alert" not in page
    assert all('src="/static/' in tag for tag in re.findall(r"<script[^>]*>", page))


def test_the_sheet_only_looks(house: House) -> None:
    anna = house.person()
    assert house.browser.post(house.address(anna, "sheet/")).status_code == 405
