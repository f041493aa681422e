"""Charts and tables say the same, in one session and in forty; zeros are drawn and silence is not."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from charts import charts_of, days_in, in_drawing, in_table, numbers_below, rows_in, told
from lives import MONDAY, ONE, TILT, Life, at_goal
from people import Day
from strongback.record.nouns import Consulted, DayAfter
from strongback.report.charts import SILENT, Chart, Mark, table
from strongback.report.exercise_charts import (
    effort_chart,
    held_chart,
    pain_chart,
    rest_chart,
    rung_chart,
    sets_chart,
)
from strongback.report.numbers import Series, Trends
from strongback.report.periods import MOST, one_day, periods, week
from strongback.report.person_charts import pain_chart as all_pain_chart
from strongback.report.person_charts import weeks_chart, whole_chart
from strongback.report.plain import answer
from strongback.report.plot import LEFT, RIGHT, WIDTH, figure, svg
from strongback.report.week_grid import calendar_svg, calendar_table, in_band


def one() -> Life:
    return Life().session()


def twenty() -> Life:
    """Seven weeks with everything that happens: hard work, silence, pain and a talk, longer rests, a yes."""
    life = Life().sessions(2).accept()
    life.session(Day(longer={TILT: 90_000})).note(DayAfter, pain=0).wait(2)
    life.session(Day(effort=None, two_more=None, efforts={TILT: 0})).wait(2)
    life.session(Day(effort=8, missed={TILT: 2})).wait(3)
    life.session(Day(pain=ONE, severity=None)).wait(5).note(Consulted, about=ONE)
    return life.sessions(13).session(Day(pain=TILT, severity=3))


LIVES = {"one": one, "twenty": twenty, "forty": at_goal}


def of(trends: Trends, exercise: str) -> Series:
    return next(each for each in trends.series if exercise in each.exercises)


def only(chart: Chart | None) -> Chart:
    assert chart is not None
    return chart


@pytest.mark.parametrize("name", LIVES)
def test_every_drawing_measured_says_what_its_table_says(name: str) -> None:
    life = LIVES[name]()
    charts = charts_of(life, told(life))
    assert len(charts) >= 11
    for chart in charts:
        in_words = in_table(table(chart))
        assert in_words == [mark.value for mark in chart.marks], chart.title
        assert in_drawing(svg(chart), len(in_words)) == in_words, chart.title


@pytest.mark.parametrize("name", LIVES)
def test_the_numbers_below_a_drawing_are_those_of_the_table_and_the_last_is_always_there(name: str) -> None:
    life = LIVES[name]()
    for chart in charts_of(life, told(life)):
        below = numbers_below(svg(chart))
        in_order = iter(mark.number for mark in chart.marks)
        assert all(number in in_order for number in below), chart.title
        assert below[-1] == chart.marks[-1].number


@pytest.mark.parametrize("name", LIVES)
def test_the_calendar_has_the_days_that_its_table_has(name: str) -> None:
    life = LIVES[name]()
    trends = told(life)
    drawn = days_in(calendar_svg(trends))
    by_table = 0
    for each, row in zip(trends.weeks[-MOST:], rows_in(calendar_table(trends)), strict=True):
        days = [each.monday + timedelta(n) for n in range(7)]
        done = [day for day in days if drawn.get(day.isoformat()) == "done"]
        assert row[1] == str(len(done)) == str(each.done)
        assert [f"{day:%a}" for day in done] == [day for day in map(day_name, days) if day in row[3]]
        waited = [day for day in days if drawn.get(day.isoformat()) == "wait"]
        assert (f"; {len(each.closed)} to wait" in row[3]) == bool(each.closed)
        assert len(waited) <= len(each.closed)
        by_table += int(row[1])
    assert numbers_below(calendar_svg(trends)) == [row[1] for row in rows_in(calendar_table(trends))]
    assert by_table == sum(kind == "done" for kind in drawn.values()) > 0


def test_the_frame_around_a_number_says_that_it_lies_between_what_was_planned_and_the_most() -> None:
    life = Life().sessions(7, every=1).sessions(6, every=1).wait(1).sessions(3).wait(1).sessions(2).wait(9)
    weeks = told(life).weeks
    assert [each.done for each in weeks] == [7, 6, 3, 2, 0]
    assert [in_band(each) for each in weeks] == [False, True, True, False, False]
    drawn = ET.fromstring(calendar_svg(told(life)))
    assert sum(each.get("class") == "band" for each in drawn.iter()) == 2


def test_a_week_of_waiting_has_no_frame_around_its_zero() -> None:
    waiting = told(Life().session(Day(pain=TILT)).wait(10)).weeks[-1]
    assert (waiting.done, waiting.planned, in_band(waiting)) == (0, 0, False)


def day_name(day: date) -> str:
    return f"{day:%a}"


def test_a_zero_is_drawn_and_silence_is_not() -> None:
    life = Life().session(Day(effort=0)).wait(2).session(Day(effort=None)).wait(2).session(Day(effort=3))
    drawn = svg(only(effort_chart(of(told(life), TILT), life.programme.words["en"])))
    assert in_drawing(drawn, 3) == [0, None, 3]
    assert numbers_below(drawn) == ["0", SILENT, "3"]
    [joined] = [path for path in ET.fromstring(drawn).iter("path") if path.get("class") == "joined"]
    assert joined.get("d", "").count("M") == 2, "no line is drawn across silence"


def test_a_week_without_a_session_is_a_zero_with_its_number() -> None:
    life = Life().sessions(3).wait(8)
    drawn = svg(only(weeks_chart(told(life))))
    assert numbers_below(drawn) == ["3", "0", "0"]


def test_pain_without_a_number_has_a_question_mark_and_no_height() -> None:
    life = Life().session(Day(pain=TILT, severity=None)).wait(1).note(Consulted, about=None).session()
    chart = only(pain_chart(of(told(life), TILT), life.programme.words["en"]))
    assert [(mark.value, mark.number, mark.cells[0]) for mark in chart.marks] == [
        (None, "?", "pain, no number said"),
        (None, SILENT, "none named"),
    ]


def test_all_pain_stands_together_and_no_pain_afterwards_is_a_zero() -> None:
    life = Life().session().wait(1).note(DayAfter, pain=0).wait(1).session(Day(pain=TILT, severity=6))
    chart = only(all_pain_chart(told(life), life.programme.words["en"]))
    assert [(mark.value, *mark.cells) for mark in chart.marks] == [
        (0, "0 of 10", "after a session"),
        (6, "6 of 10", "Pelvic tilt"),
    ]
    assert all_pain_chart(told(Life().session()), life.programme.words["en"]) is None


def test_the_steps_of_the_chest_are_one_chart_with_their_names() -> None:
    life = at_goal()
    chart = only(rung_chart(of(told(life), ONE), life.programme.words["en"]))
    at_each = "Each dot is a week: the last session of it."
    assert chart.says == f"Chest lift I at first, Chest lift III last. {at_each}"
    assert [said for _, said in chart.ticks] == ["I", "II", "III"]
    assert rung_chart(of(told(life), TILT), life.programme.words["en"]) is None


def test_words_tell_the_first_and_the_last_session_also_where_a_mark_is_a_whole_week() -> None:
    life = at_goal()
    chart = only(sets_chart(of(told(life), TILT), life.programme.words["en"]))
    assert (
        chart.says == "One set at first, three sets last. Each dot is a week: the session with the most sets."
    )


def test_sets_go_up_with_the_line_of_what_was_prescribed() -> None:
    life = Life().sessions(2).accept().session(Day(stop_after=8))
    chart = only(sets_chart(of(told(life), TILT), life.programme.words["en"]))
    assert [mark.value for mark in chart.marks] == [1, 1, 1]
    assert [mark.line for mark in chart.marks] == [1, 1, 2]


def test_where_one_set_leaves_no_rest_there_is_no_chart_of_it() -> None:
    life = one()
    assert rest_chart(life.programme, of(told(life), TILT), life.programme.words["en"]) is None


def test_the_time_held_has_room_up_to_the_next_whole_minute() -> None:
    chart = only(held_chart(of(told(one()), TILT), Life().programme.words["en"]))
    assert (chart.marks[0].value, chart.top) == (80, 120)


def test_the_share_over_the_whole_time_comes_when_the_weeks_no_longer_show_it() -> None:
    assert whole_chart(told(Life().sessions(36))) is None
    assert whole_chart(told(Life().sessions(45))) is not None


def test_twelve_sessions_stand_alone_and_more_become_weeks() -> None:
    twelve, more = (Life().sessions(many, Day(effort=5)) for many in (12, 13))
    marks = [
        only(sets_chart(of(told(life), TILT), life.programme.words["en"])).marks for life in (twelve, more)
    ]
    assert [len(each) for each in marks] == [12, 4]
    assert marks[1][0].label == "5 to 11 Jan 2026"


@pytest.mark.parametrize(
    ("days", "many", "first"),
    [
        (0, 1, "5 to 11 Jan 2026"),
        (83, 12, "5 to 11 Jan 2026"),
        (84, 3, "January 2026"),
        (360, 12, "January 2026"),
        (361, 5, "January to March 2026"),
        (1090, 12, "January to March 2026"),
        (1100, 4, "2026"),
        (3650, 11, "2026"),
        (9125, 9, "2026 to 2028"),
    ],
)
def test_any_stretch_of_days_becomes_twelve_periods_at_most(days: int, many: int, first: str) -> None:
    found = periods(MONDAY, MONDAY + timedelta(days))
    assert (len(found), found[0].label) == (many, first)
    assert all(one.last + timedelta(1) == other.first for one, other in pairwise(found))
    assert found[0].first <= MONDAY
    assert found[-1].last >= MONDAY + timedelta(days)


def test_periods_are_named_in_full_and_short() -> None:
    assert week(date(2026, 11, 30)).label == "30 Nov to 6 Dec 2026"
    assert week(date(2026, 12, 28)).label == "28 Dec 2026 to 3 Jan 2027"
    assert (one_day(MONDAY).label, one_day(MONDAY).short) == ("5 January 2026", "5 Jan")


def test_what_a_file_says_is_escaped_in_drawing_and_table() -> None:
    bad = '<b>"&'
    mark = Mark("2026-01-05", bad, bad, 1, bad, (bad,))
    html = figure(Chart("x", bad, bad, "dots", (bad, bad), (mark,), 0, 1, ((0, bad), (1, bad))))
    assert "<b>" not in html
    ET.fromstring(svg(Chart("x", bad, bad, "dots", (bad, bad), (mark,), 0, 1, ((0, bad), (1, bad)))))


def test_every_drawing_has_its_name_and_its_point_in_words_and_ids_of_its_own() -> None:
    life = twenty()
    trends = told(life)
    drawings = [calendar_svg(trends), *map(svg, charts_of(life, trends))]
    ids: list[str] = []
    for drawn in drawings:
        root = ET.fromstring(drawn)
        name, point = root.find("title"), root.find("desc")
        assert name is not None
        assert point is not None
        assert root.get("role") == "img"
        assert root.get("aria-labelledby") == f"{name.get('id')} {point.get('id')}"
        assert (point.text or "").endswith(".")
        ids += [each.get("id", "") for each in root.iter() if each.get("id")]
        assert "style" not in drawn
    assert len(set(ids)) == len(ids)


def test_no_mark_and_no_letter_lies_outside_the_drawing() -> None:
    life = at_goal()
    for drawn in map(svg, charts_of(life, told(life))):
        for letters in ET.fromstring(drawn).iter("text"):
            wide = 11 * len(letters.text or "")
            x = float(letters.get("x", ""))
            begins = {"end": x - wide, "middle": x - wide / 2}.get(letters.get("text-anchor", ""), x)
            assert begins >= -3, letters.text
            assert begins + wide <= WIDTH + 3, letters.text
        assert LEFT < RIGHT <= WIDTH


# In words


def said(life: Life, days: int = 0) -> tuple[str, ...]:
    return answer(told(life, days), life.programme.words["en"])


def test_the_first_week_is_told_alone() -> None:
    assert said(Life().sessions(2)) == (
        "This week: two of at least three.",
        "Every repetition of what you began was done and held to the end.",
    )


def test_the_weeks_before_are_told_as_soon_as_they_are_over() -> None:
    assert said(Life().sessions(2), 4)[:2] == (
        "This week: none of at least three.",
        "Over the last whole week: two of three planned sessions.",
    )
    four_and_two = said(Life().sessions(6), 16)
    assert "Over the last four whole weeks: five of twelve planned sessions." in four_and_two


def test_twelve_weeks_are_told_when_there_are_more_than_four() -> None:
    [_, four, twelve] = said(Life().sessions(14), 36)
    assert four.startswith("Over the last four whole weeks:")
    assert twelve.startswith("Over the last nine whole weeks: twelve of 27")


def test_a_week_of_waiting_is_told_without_a_number() -> None:
    life = Life().session(Day(pain=TILT)).wait(20)
    assert said(life)[:2] == (
        "This week no session is planned.",
        "Over the last two whole weeks: no session was planned.",
    )


def test_more_than_planned_in_a_week_of_waiting_is_told_with_its_reason() -> None:
    assert said(Life().sessions(2).session(Day(pain=TILT)).wait(1))[0] == (
        "This week: three. At least two planned, because of the days to wait."
    )


def test_nearly_all_is_never_rounded_up_to_all() -> None:
    life = Life().sessions(6).session(Day(missed={TILT: 1}))
    assert "Of 100 repetitions in what you began, 99 were done and held to the end." in said(life)


def test_nothing_is_promised_or_praised() -> None:
    for life in (make() for make in LIVES.values()):
        trends = told(life)
        texts = [*said(life), *(chart.says for chart in charts_of(life, trends))]
        assert not [
            text for text in texts if any(word in text for word in ("!", "great", "streak", "well done"))
        ]
