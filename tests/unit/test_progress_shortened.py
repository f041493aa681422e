"""A shorter session: which exercises are taken, in which order, why, and what that leaves untouched."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from lives import LEG, MONDAY, ONE, PRESS, TILT, Life, at_goal
from people import Day
from strongback.progress import fold, plan_json, plan_ms
from strongback.progress.shortened import TEN_MINUTES_MS, Shortened, waiting_since, within, without

DIAGONAL = "diagonal-lift"
DAY = date(2026, 1, 5)


def ids(short: Shortened) -> list[str]:
    return [each.dose.exercise for each in short.plan.exercises]


def since(life: Life) -> Mapping[str, date | None]:
    return waiting_since(fold(life.programme, life.history, life.today), life.programme, life.today)


def short(
    life: Life, limit_ms: int = TEN_MINUTES_MS, pace: float = 1.0, leave: tuple[str, ...] = ()
) -> Shortened:
    asked = without(life.programme, Shortened(life.plan()), leave)
    return within(life.programme, asked, since(life), limit_ms, pace)


def minutes_of(life: Life, *names: str, pace: float = 1.0) -> int:
    """How long a session of those exercises of today takes, in ms."""
    planned = tuple(each for each in life.plan().exercises if each.dose.exercise in names)
    return plan_ms(life.programme, planned, pace)


def test_in_ten_minutes_the_first_ones_come_when_nothing_was_done_yet() -> None:
    made = short(Life())
    assert ids(made) == [TILT, LEG, ONE]
    assert set(made.taken.values()) == {"Taken today: you have not done it yet."}
    assert made.left[DIAGONAL] == "Left out today: not enough time. It keeps its place."


def test_what_waits_longest_comes_first_and_is_done_in_programme_order() -> None:
    life = Life().session(Day(skipped=(PRESS,))).wait(2).session(Day(skipped=(PRESS, DIAGONAL))).wait(2)
    made = short(life, limit_ms=minutes_of(life, TILT, DIAGONAL, PRESS))
    assert ids(made) == [TILT, DIAGONAL, PRESS]
    assert made.taken[PRESS] == "Taken today: you have not done it yet."
    assert made.taken[DIAGONAL] == "Taken today: it has waited since 5 January 2026."
    assert made.taken[TILT] == "Taken today: it has waited since 7 January 2026."
    assert set(made.left) == {LEG, ONE}


def test_the_time_is_a_limit_that_may_be_reached_and_never_passed() -> None:
    life = Life()
    exactly = minutes_of(life, TILT, LEG)
    assert ids(short(life, limit_ms=exactly)) == [TILT, LEG]
    assert LEG not in ids(short(life, limit_ms=exactly - 1))


def test_one_that_does_not_fit_gives_way_to_the_next_that_does() -> None:
    life = Life()
    limit_ms = minutes_of(life, TILT, ONE)
    assert minutes_of(life, TILT, LEG) > limit_ms
    assert ids(short(life, limit_ms=limit_ms)) == [TILT, ONE]


def test_the_pace_of_the_person_counts() -> None:
    life = Life()
    assert len(ids(short(life, pace=2.0))) < len(ids(short(life, pace=1.0)))
    assert plan_ms(life.programme, short(life, pace=2.0).plan.exercises, 2.0) <= TEN_MINUTES_MS


def test_where_nothing_fits_the_shortest_is_taken_and_says_so() -> None:
    made = short(at_goal(), limit_ms=60_000)
    assert ids(made) == [PRESS]
    assert made.taken[PRESS] == "Taken today: nothing fits in the time, and this is the shortest."


def test_what_is_too_long_by_itself_is_told_apart_from_what_has_no_room_today() -> None:
    life = at_goal()
    made = short(life, pace=2.0)
    longer = "Left out today: it takes longer than this by itself. It keeps its place for a whole session."
    assert made.left[TILT] == made.left[DIAGONAL] == longer
    assert short(life).left[LEG] == "Left out today: not enough time. It keeps its place."


def test_a_session_that_fits_as_a_whole_stays_whole_and_explains_nothing() -> None:
    life = Life()
    made = short(life, limit_ms=life.plan().duration_ms)
    assert made == Shortened(life.plan())


def test_what_is_not_wished_today_is_left_out_and_the_rest_stays() -> None:
    life = Life()
    made = without(life.programme, Shortened(life.plan()), (LEG, "juggling"))
    assert ids(made) == [TILT, ONE, DIAGONAL, PRESS]
    assert made.left == {LEG: "Left out today, as you wished. It keeps its place."}
    assert made.taken == {}
    assert made.plan.duration_ms == plan_ms(life.programme, made.plan.exercises) < life.plan().duration_ms


def test_leaving_out_makes_room_in_the_ten_minutes() -> None:
    made = short(Life(), leave=(TILT,))
    assert TILT not in ids(made)
    assert DIAGONAL in ids(made)
    assert made.left[TILT] == "Left out today, as you wished. It keeps its place."


def test_who_leaves_everything_out_has_no_session_left() -> None:
    life = Life()
    everything = tuple(each.dose.exercise for each in life.plan().exercises)
    assert ids(short(life, leave=everything)) == []


def test_the_order_of_the_two_wishes_does_not_bring_back_what_was_left_out() -> None:
    life = Life()
    ten = within(life.programme, Shortened(life.plan()), since(life), TEN_MINUTES_MS)
    both = without(life.programme, ten, (TILT,))
    assert ids(both) == [LEG, ONE]
    assert set(both.taken) == {LEG, ONE}


def test_a_new_rung_waits_since_the_rung_before_it_was_done() -> None:
    easy = Day(effort=None, efforts={ONE: 2})
    life = Life().sessions(2, easy).accept(ONE).sessions(2, easy).accept(ONE).sessions(2, easy)
    assert life.offers() == [(ONE, "rung chest-lift-2")]
    last = since(life)[ONE]
    life.accept(ONE)
    assert last is not None
    assert since(life)["chest-lift-2"] == last > MONDAY


def test_the_lower_rung_after_a_long_gap_waits_since_the_upper_one_was_done() -> None:
    life = at_goal()
    assert life.dose("chest-lift-3").sets == 3
    last = since(life)["chest-lift-3"]
    life.wait(60)
    assert "chest-lift-2" in [each.dose.exercise for each in life.plan().exercises]
    assert since(life)["chest-lift-2"] == last


def test_a_session_that_would_fit_only_at_the_sheets_own_pace_is_cut_for_a_slower_one() -> None:
    life = Life()
    assert short(life, limit_ms=life.plan().duration_ms, pace=1.5).left


def test_pain_withholds_a_short_session_as_it_does_a_whole_one() -> None:
    life = Life().session(Day(pain=LEG)).wait(1)
    made = short(life, leave=(LEG,))
    assert made.plan.clearance.verdict == "withheld"
    assert made.plan.locks == (LEG,)


def test_the_plan_of_a_short_session_has_the_shape_of_every_plan() -> None:
    life = Life()
    assert plan_json(short(life).plan).keys() == plan_json(life.plan()).keys()
