"""The plans for days without the server: they never ask for more than a plan made on the day itself."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from lives import TILT, Life, at_goal, lives
from people import Day
from strongback import library
from strongback.progress import SessionPlan, fold, plan, plan_from
from strongback.progress.ahead import PlanAhead, last_done, plans_ahead, sessions_lately, uses_the_day_from
from strongback.progress.fold import standing_now
from strongback.record.nouns import Override

PROGRAMME = library.load()
AWAY = PROGRAMME.progression.away
laws = settings(max_examples=60, deadline=None)


def ahead(life: Life) -> tuple[PlanAhead, ...]:
    return plans_ahead(fold(PROGRAMME, life.history, life.today), PROGRAMME, life.today)


def last(life: Life) -> date:
    found = last_done(standing_now(fold(PROGRAMME, life.history, life.today), PROGRAMME))
    assert found is not None
    return found


def sets(planned: SessionPlan) -> dict[str, int]:
    return {each.dose.exercise: each.dose.sets for each in planned.exercises}


def rungs(planned: SessionPlan) -> dict[str, int]:
    """Which rung of each ladder the plan stands on."""
    return {
        ladder.id: number
        for ladder in PROGRAMME.ladders
        for number, rung in enumerate(ladder.rungs)
        if rung in sets(planned)
    }


def assert_no_more(careful: SessionPlan, exact: SessionPlan) -> None:
    """No higher rung, and of no exercise more sets, repetitions, load or hold."""
    there = {each.dose.exercise: each.dose for each in exact.exercises}
    assert all(number <= rungs(exact)[ladder] for ladder, number in rungs(careful).items())
    for each in careful.exercises:
        dose = each.dose
        if dose.exercise not in there:
            assert any(dose.exercise in ladder.rungs for ladder in PROGRAMME.ladders)
            assert dose.sets == PROGRAMME.progression.start_sets, "a lower rung begins anew"
            assert dose.load_g == 0
            continue
        other = there[dose.exercise]
        assert (dose.repetitions, dose.per_side, dose.hold_ms) == (
            other.repetitions,
            other.per_side,
            other.hold_ms,
        )
        assert dose.sets <= other.sets
        assert dose.load_g <= other.load_g
        assert dose.rest_ms >= other.rest_ms


@laws
@given(lives(), st.data())
def test_no_plan_ahead_asks_for_more_than_the_plan_of_any_day_it_is_for(
    life: Life, data: st.DataObject
) -> None:
    progress = fold(PROGRAMME, life.history, life.today)
    if last_done(standing_now(progress, PROGRAMME)) is None:
        return
    already = (life.today - last(life)).days
    parts = ahead(life)
    ends = [*(one.from_days for one in parts[1:]), 400]
    for one, end in zip(parts, ends, strict=True):
        begin = max(one.from_days, already)
        if begin < end:
            day = last(life) + timedelta(days=data.draw(st.integers(begin, end - 1)))
            assert_no_more(one.plan, plan_from(progress, PROGRAMME, day))


@laws
@given(lives())
def test_a_longer_absence_never_brings_more(life: Life) -> None:
    parts = ahead(life)
    assert [one.from_days for one in parts] == sorted({one.from_days for one in parts})
    for shorter, longer in pairwise(parts):
        assert_no_more(longer.plan, shorter.plan)


def test_at_the_goal_a_fortnight_takes_one_set_and_six_weeks_begin_again() -> None:
    life = at_goal()
    days, fortnight, weeks = (one.plan for one in ahead(life))
    assert set(sets(days).values()) == {1, 3}, "the head press has one set at its goal"
    assert sets(fortnight)[TILT] == 2
    assert set(sets(weeks).values()) == {1}
    assert rungs(weeks) == {ladder: number - 1 for ladder, number in rungs(days).items()}
    assert [one.from_days for one in ahead(life)] == [0, AWAY.fewer_after_days, AWAY.again_after_days]


def test_an_exercise_left_out_for_longer_is_planned_as_on_the_last_day_of_the_part() -> None:
    life = at_goal()
    life.session(Day(skipped=(TILT,))).wait(5)
    now = sets(life.plan())[TILT]
    assert sets(ahead(life)[0].plan)[TILT] == now - 1, "it will have been left out for a fortnight by then"


def test_offers_are_never_taken_ahead() -> None:
    life = Life().sessions(2)
    assert life.offers(), "something is offered"
    assert set(sets(ahead(life)[0].plan).values()) == {1}


def test_who_has_never_done_a_session_gets_one_plan_that_of_the_day() -> None:
    life = Life()
    [only] = ahead(life)
    assert only == PlanAhead(0, plan(PROGRAMME, life.history, life.today))


def test_half_of_the_repetitions_use_the_day() -> None:
    planned = Life().plan()
    asked = sum(each.dose.sets * each.dose.repetitions for each in planned.exercises)
    assert uses_the_day_from(PROGRAMME, planned) == asked / 2
    odd = Life().note(Override, exercise=TILT, repetitions=5).plan()
    assert uses_the_day_from(PROGRAMME, odd) == (asked - 3 + 1) / 2, (
        "half of an odd number is the larger half"
    )


def test_the_sessions_of_the_week_are_those_that_the_rest_day_counts() -> None:
    life = Life().sessions(PROGRAMME.frequency.most, every=1)
    standing = standing_now(fold(PROGRAMME, life.history, life.today), PROGRAMME)
    assert len(sessions_lately(standing, PROGRAMME, life.today)) == PROGRAMME.frequency.most
    assert life.plan().clearance.verdict == "rest_day"
    assert (
        len(sessions_lately(standing, PROGRAMME, life.today + timedelta(days=1)))
        == PROGRAMME.frequency.most - 1
    )
