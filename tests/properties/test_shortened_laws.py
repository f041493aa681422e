"""The laws a shorter session must keep, whatever the history, each relative one with an absolute one."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from lives import IDS, TILT, Life, at_goal, days, lives
from people import EASY, Day, perform
from strongback.progress import Progress, SessionPlan, fold, plan_ms
from strongback.progress.fold import standing_now
from strongback.progress.shortened import TEN_MINUTES_MS, Shortened, waiting_since, within, without
from strongback.script import Delivery, compile_script

laws = settings(max_examples=40, deadline=None)
limits = st.integers(0, 40 * 60_000)
paces = st.sampled_from([1.0, 1.5, 2.0])
wishes = st.sets(st.sampled_from(IDS), max_size=3)


def progress_of(life: Life) -> Progress:
    return fold(life.programme, life.history, life.today)


def short(
    life: Life,
    limit_ms: int = TEN_MINUTES_MS,
    pace: float = 1.0,
    leave: frozenset[str] | set[str] = frozenset(),
) -> Shortened:
    since = waiting_since(progress_of(life), life.programme, life.today)
    asked = without(life.programme, Shortened(life.plan()), leave)
    return within(life.programme, asked, since, limit_ms, pace)


def names(plan: SessionPlan) -> list[str]:
    return [each.dose.exercise for each in plan.exercises]


def do(life: Life, made: Shortened, how: Day = EASY) -> None:
    """Perform a shortened plan today."""
    life.entries.append(perform(life.programme, made.plan, how, life._clock()))


@laws
@given(lives(sessions=6), limits, paces, wishes, st.integers(0, 60))
def test_a_short_session_is_some_of_the_days_exercises_unchanged_and_in_order(
    life: Life, limit_ms: int, pace: float, leave: set[str], later: int
) -> None:
    life.wait(later)
    whole, made = life.plan(), short(life, limit_ms, pace, leave)
    assert list(made.plan.exercises) == [each for each in whole.exercises if each in made.plan.exercises]
    assert replace(made.plan, exercises=whole.exercises, duration_ms=whole.duration_ms) == whole


@laws
@given(lives(sessions=6), limits, paces, wishes)
def test_it_fits_the_time_or_is_a_single_exercise_shorter_than_all_others(
    life: Life, limit_ms: int, pace: float, leave: set[str]
) -> None:
    made, programme = short(life, limit_ms, pace, leave), life.programme
    stays = [each for each in life.plan().exercises if each.dose.exercise not in leave]
    assert bool(made.plan.exercises) == bool(stays)
    if stays and plan_ms(programme, made.plan.exercises, pace) > limit_ms:
        alone = [plan_ms(programme, (each,), pace) for each in stays]
        assert [plan_ms(programme, made.plan.exercises, pace)] == [min(alone)]
        assert len(made.plan.exercises) == 1


@laws
@given(lives(sessions=6), limits, paces, wishes)
def test_there_is_a_reason_for_each_exercise_taken_or_left(
    life: Life, limit_ms: int, pace: float, leave: set[str]
) -> None:
    made = short(life, limit_ms, pace, leave)
    assert set(names(made.plan)) | set(made.left) == set(names(life.plan()))
    assert not set(names(made.plan)) & set(made.left)
    if set(made.left) - leave:
        assert set(made.taken) == set(names(made.plan))
    for name in leave & set(names(life.plan())):
        assert "as you wished" in made.left[name]


@laws
@given(lives(sessions=6), limits, paces)
def test_nothing_left_out_for_time_would_still_have_fitted(life: Life, limit_ms: int, pace: float) -> None:
    made = short(life, limit_ms, pace)
    for name in made.left:
        more = tuple(e for e in life.plan().exercises if e.dose.exercise in (name, *names(made.plan)))
        assert plan_ms(life.programme, more, pace) > limit_ms


@laws
@given(lives(pain=False, sessions=6), days(pain=False), wishes, st.booleans())
def test_leaving_out_leaves_the_standing_of_what_is_left_out_as_it_was(
    life: Life, how: Day, leave: set[str], ten: bool
) -> None:
    before = standing_now(progress_of(life), life.programme)
    made = short(life, TEN_MINUTES_MS if ten else 10**9, leave=leave)
    do(life, made, how)
    after = standing_now(progress_of(life), life.programme)
    for name in made.left:
        assert after.exercises[name] == before.exercises[name]


def test_what_is_done_in_ten_minutes_counts_as_in_a_whole_session() -> None:
    """The absolute twin: what is taken does earn, while what is left waits."""
    life = Life()
    for _ in range(2):
        do(life, without(life.programme, Shortened(life.plan()), set(IDS) - {TILT}))
        life.wait(2)
    assert life.offers() == [(TILT, "sets 2")]


@laws
@given(lives(pain=False, sessions=6), paces)
def test_ten_minutes_day_after_day_reach_in_turn_each_exercise_that_fits_by_itself(
    life: Life, pace: float
) -> None:
    life.wait(1)
    seen: set[str] = set()
    fitting = {
        each.dose.exercise
        for each in life.plan().exercises
        if plan_ms(life.programme, (each,), pace) <= TEN_MINUTES_MS
    }
    for _ in fitting:
        made = short(life, pace=pace)
        seen |= set(names(made.plan))
        do(life, made, Day(effort=None))
        life.wait(1)
    assert fitting <= seen


def test_at_the_goal_and_the_sheets_own_pace_every_exercise_has_its_turn_in_four_sessions() -> None:
    life = at_goal()
    seen: set[str] = set()
    for _ in range(4):
        made = short(life)
        assert made.plan.clearance.verdict == "cleared"
        seen |= set(names(made.plan))
        do(life, made)
        life.wait(2)
    assert seen == set(names(life.plan()))


@laws
@given(lives(sessions=6), paces, wishes)
def test_the_script_of_a_short_session_lasts_as_long_as_its_plan_says(
    life: Life, pace: float, leave: set[str]
) -> None:
    made = short(life, pace=pace, leave=leave)
    script = compile_script(life.programme, made.plan, Delivery(pace, "en"), {})
    assert script.duration_ms == plan_ms(life.programme, made.plan.exercises, pace)
    assert made.plan.duration_ms == plan_ms(life.programme, made.plan.exercises)


@laws
@given(lives(sessions=6), wishes)
def test_a_shorter_session_changes_neither_clearance_nor_locks_nor_offers(
    life: Life, leave: set[str]
) -> None:
    whole, made = life.plan(), short(life, leave=leave)
    assert made.plan.clearance == whole.clearance
    assert made.plan.locks == whole.locks
    assert made.plan.offers == whole.offers
