"""What it adds up to, told as lives: weeks, adherence, fidelity, each exercise over time, what comes next."""

from __future__ import annotations

from datetime import timedelta

import pytest

from charts import told
from lives import LEG, MONDAY, ONE, ONLY_TILT, PRESS, THREE, TILT, TWO, Life, at_goal
from people import Day
from strongback.record.nouns import Cleared, Consulted, DayAfter, Override, Screened
from strongback.report.numbers import Point, Series, Share, Trends, Week
from strongback.report.trends import adherence, fidelity, weeks_over

EVERYTHING = 40
"""The repetitions of a first session: five exercises, one set of eight each."""


def week(life: Life, number: int = 0, days: int = 0) -> Week:
    return told(life, days).weeks[number]


def series(trends: Trends, exercise: str) -> Series:
    return next(each for each in trends.series if exercise in each.exercises)


def points(life: Life, exercise: str = TILT) -> tuple[Point, ...]:
    return series(told(life), exercise).points


# Weeks


def test_before_anything_happened_there_is_no_week_and_no_number() -> None:
    trends = told(Life(cleared=False))
    assert (trends.since, trends.weeks, trends.sessions) == (None, (), ())
    assert adherence(trends, 4).value is None
    assert fidelity(trends, 4).value is None


def test_three_sessions_from_monday_to_friday_are_three_of_three() -> None:
    life = Life().sessions(3)
    assert (week(life).done, week(life).planned) == (3, 3)
    assert week(life).days == (MONDAY, MONDAY + timedelta(2), MONDAY + timedelta(4))


def test_a_week_is_not_over_on_its_sunday_and_is_on_the_monday_after() -> None:
    life = Life().sessions(3)
    assert life.today.isoweekday() == 7
    assert not week(life).over
    assert adherence(told(life), 4).value is None
    assert week(life, days=1).over
    assert adherence(told(life, 1), 4) == Share(3, 3)


def test_weeks_begin_with_the_clearance_not_with_the_first_session() -> None:
    life = Life().wait(14).session()
    assert [each.done for each in told(life).weeks] == [0, 0, 1]
    assert adherence(told(life), 4) == Share(0, 6)


@pytest.mark.parametrize(("weekday", "planned"), [(0, 3), (2, 2), (3, 1), (4, 1), (5, 0), (6, 0)])
def test_a_first_week_plans_in_proportion_of_the_days_it_has(weekday: int, planned: int) -> None:
    life = Life(cleared=False).wait(weekday).note(Cleared, by="doctor")
    assert week(life).planned == planned


def test_an_empty_week_of_somebody_who_was_free_to_exercise_counts_as_missed() -> None:
    life = Life().sessions(3).wait(8)
    assert adherence(told(life), 4) == Share(3, 6)


def test_a_busy_week_does_not_hide_an_empty_one() -> None:
    life = Life().sessions(5, every=1).wait(9)
    assert [each.done for each in told(life).weeks] == [5, 0, 0]
    assert adherence(told(life), 4) == Share(3, 6)


def test_only_the_last_four_weeks_count_for_four_weeks() -> None:
    life = Life().wait(28).sessions(12).wait(4)
    assert adherence(told(life), 12).of > 12
    assert adherence(told(life), 4).of == 12
    assert weeks_over(told(life), 12) == 8


def test_days_on_which_one_had_to_wait_for_a_talk_are_not_missed() -> None:
    life = Life().session(Day(pain=TILT)).wait(9).note(Consulted, about=TILT)
    first, second = told(life).weeks
    assert len(first.closed) == 6
    assert (first.open_days, first.planned) == (1, 0)
    assert second.closed == (MONDAY + timedelta(7), MONDAY + timedelta(8))
    assert (second.open_days, second.planned) == (5, 2)


def test_who_never_talks_to_anybody_is_silent_not_at_zero() -> None:
    life = Life().session(Day(pain=TILT)).wait(60)
    assert adherence(told(life), 4) == Share(0, 0)
    assert adherence(told(life), 4).value is None


def test_the_days_to_come_of_a_week_in_which_one_waits_are_not_planned() -> None:
    life = Life().session().wait(1).session(Day(pain=LEG))
    assert week(life).planned == 0
    assert week(life).open_days == 2


def test_a_yes_in_the_health_questions_takes_leave_and_a_clearance_gives_it_back() -> None:
    life = Life().wait(1).note(Screened, answers={"recent_fracture": True}).wait(2).note(Cleared, by="doctor")
    assert week(life).closed == (MONDAY + timedelta(2),)


def test_strong_pain_the_day_after_takes_leave_too() -> None:
    life = Life().session().wait(1).note(DayAfter, pain=5).wait(3)
    assert week(life).closed == tuple(MONDAY + timedelta(n) for n in range(2, 7))


def test_a_session_done_without_leave_still_opens_its_day() -> None:
    life = Life().session(Day(pain=TILT)).wait(2).session()
    assert MONDAY + timedelta(2) not in week(life).closed
    assert MONDAY + timedelta(1) in week(life).closed


def test_who_has_no_exercise_left_misses_nothing() -> None:
    life = Life()
    for exercise in life.programme.exercises:
        life.note(Override, exercise=exercise.id, leave_out=True)
    assert [each.planned for each in told(life.wait(20)).weeks] == [0, 0, 0]


def test_a_sitting_that_was_broken_off_and_the_one_after_it_are_one_session() -> None:
    life = Life().session(Day(stop_after=3)).session()
    assert (week(life).done, len(told(life).sessions)) == (1, 2)


def test_a_few_repetitions_make_a_session_and_none_make_none() -> None:
    assert week(Life().session(Day(stop_after=1))).done == 1
    nothing = Life().session(Day(pain_before=True))
    assert week(nothing).done == 0
    assert not told(nothing).sessions[0].counts


def test_what_comes_later_than_the_day_is_left_out() -> None:
    life = Life().sessions(3)
    assert [each.done for each in told(life, -4).weeks] == [2]


# Fidelity


def test_a_whole_session_is_all_of_what_was_prescribed() -> None:
    life = Life().session()
    assert told(life).sessions[0].full == Share(EVERYTHING, EVERYTHING)
    assert fidelity(told(life), 4).value == 1


def test_missed_and_short_repetitions_are_missing_from_fidelity() -> None:
    life = Life().session(Day(missed={TILT: 2}, held_short=(LEG,)))
    assert points(life)[0].full == Share(6, 8)
    assert points(life, LEG)[0].full == Share(7, 8)
    assert told(life).sessions[0].full == Share(EVERYTHING - 3, EVERYTHING)


def test_an_exercise_that_was_not_begun_says_nothing_about_fidelity() -> None:
    life = Life().session(Day(skipped=(LEG,)))
    assert points(life, LEG) == ()
    assert told(life).sessions[0].full == Share(EVERYTHING - 8, EVERYTHING - 8)


def test_fidelity_goes_by_the_dose_before_the_session() -> None:
    life = Life().sessions(2, ONLY_TILT).accept().session(ONLY_TILT)
    assert [point.full.of for point in points(life)] == [8, 8, 16]
    assert [point.dose.sets for point in points(life)] == [1, 1, 2]


def test_a_gap_before_a_session_is_looked_at_first() -> None:
    life = Life().sessions(2, ONLY_TILT).accept().session(ONLY_TILT).wait(15).session(ONLY_TILT)
    assert [point.dose.sets for point in points(life)] == [1, 1, 2, 1]


# Each exercise over time


def test_silence_about_effort_is_none_and_no_effort_is_zero() -> None:
    life = Life().session(Day(effort=None, two_more=None)).wait(2).session(Day(effort=0))
    assert [point.effort for point in points(life)] == [None, 0]
    assert [point.two_more for point in points(life)] == [None, True]


def test_time_held_is_all_holds_together() -> None:
    life = Life().session()
    assert points(life)[0].held_ms == 80_000
    assert points(life, PRESS)[0].held_ms == 40_000
    assert told(life).sessions[0].held_ms == 80_000 + 80_000 + 3 * 40_000


def test_missed_repetitions_hold_nothing() -> None:
    assert points(Life().session(Day(missed={TILT: 3})))[0].held_ms == 50_000


def test_a_set_is_done_when_one_repetition_of_it_is() -> None:
    life = Life().sessions(2, ONLY_TILT).accept().session(Day(missed={TILT: 7})).wait(2)
    assert [point.sets for point in points(life)] == [1, 1, 2]
    assert points(life.session(Day(missed={TILT: 8})))[-1].sets == 1


def test_rest_is_the_longest_asked_for_and_one_set_has_none() -> None:
    life = Life().sessions(2, ONLY_TILT).accept().session(Day(longer={TILT: 90_000})).wait(2).session()
    assert [point.rest_ms for point in points(life)] == [None, None, 90_000, 90_000]
    assert [point.rest_asked_ms for point in points(life)] == [None, None, 90_000, None]


def test_the_chest_lifts_are_one_series_over_their_rungs() -> None:
    chest = series(told(at_goal()), TWO)
    assert (chest.key, chest.exercises) == ("chest-lift", (ONE, TWO, THREE))
    rungs = [point.rung for point in chest.points]
    assert rungs == sorted(r for r in rungs if r is not None)
    assert set(rungs) == {1, 2, 3}
    assert [each.key for each in told(Life()).series].count("chest-lift") == 1


def test_pain_stands_with_its_number_and_without_one() -> None:
    loud = points(Life().session(Day(pain=TILT, severity=7)))[0]
    assert (loud.hurt, loud.severity) == (True, 7)
    silent = points(Life().session(Day(pain=TILT, severity=None)))[0]
    assert (silent.hurt, silent.severity) == (True, None)


def test_pain_at_the_first_repetition_is_seen_although_nothing_was_done() -> None:
    [point] = points(Life().session(Day(pain=TILT, pain_at=1)))
    assert (point.hurt, point.repetitions, point.full.of) == (True, 0, 0)


def test_pain_before_any_exercise_is_nobodys_but_not_lost() -> None:
    [pain] = told(Life().session(Day(pain_before=True, severity=2))).pains
    assert (pain.exercise, pain.severity, pain.where, pain.after) == (None, 2, "low back", False)


def test_no_pain_afterwards_is_a_zero_and_no_answer_is_silence() -> None:
    life = Life().session().wait(1).note(DayAfter, pain=0).wait(1).session().note(DayAfter, pain=None)
    assert [(pain.severity, pain.after) for pain in told(life).pains] == [(0, True), (None, True)]


def test_a_sign_is_named() -> None:
    [sign] = told(Life().session(Day(pain=TILT, red_flag="dizziness"))).signs
    assert sign.which == "dizziness"


# What comes next


def test_after_one_easy_session_it_takes_one_more() -> None:
    coming = series(told(Life().session().wait(1)), TILT).next
    assert coming is not None
    assert coming.verdict.because == "Done with ease. Once more, and a second set is offered."
    assert coming.takes is None, "the verdict says so"


def test_after_a_session_without_ease_it_takes_two_and_two_are_enough() -> None:
    life = Life().session(Day(effort=5)).wait(2)
    coming = series(told(life), TILT).next
    assert coming is not None
    assert coming.takes == "Twice with ease, and a second set is offered."
    assert (TILT, "sets 2") in life.sessions(2, ONLY_TILT).offers()


def test_an_open_offer_stands_there_and_takes_no_more() -> None:
    coming = series(told(Life().sessions(2, ONLY_TILT)), TILT).next
    assert coming is not None
    assert coming.offer is not None
    assert (coming.offer.offer, coming.takes) == ("sets 2", None)


def test_what_hurt_waits_and_nothing_is_promised_about_it() -> None:
    trends = told(Life().session(Day(pain=TILT)).wait(1))
    hurt, other = series(trends, TILT).next, series(trends, LEG).next
    assert hurt is not None
    assert other is not None
    assert (hurt.verdict.kind, hurt.takes) == ("lock", None)
    assert other.takes == "Twice with ease, and a second set is offered."


def test_an_exercise_that_was_left_out_has_nothing_next() -> None:
    life = Life().session().wait(1).note(Override, exercise=TILT, leave_out=True)
    assert series(told(life), TILT).next is None
    assert len(series(told(life), TILT).points) == 1


def test_at_one_set_with_a_goal_of_one_set_it_is_the_goal_that_comes_next() -> None:
    coming = series(told(Life().session(Day(effort=5)).wait(1)), PRESS).next
    assert coming is not None
    assert coming.takes == "Twice with ease, and its goal is reached."
