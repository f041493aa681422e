"""Every rule of the sheet's decisions, told as a life: what was done, and what the next day brings."""

from __future__ import annotations

import pytest

from lives import Life
from people import EASY, Day
from strongback.progress import replay
from strongback.record.nouns import (
    Cleared,
    Consulted,
    DayAfter,
    OfferAccepted,
    Override,
    Screened,
    WeightsConsented,
)

TILT, LEG, PRESS = "pelvic-tilt", "leg-and-arm-lift", "head-press"
ONE, TWO, THREE = "chest-lift-1", "chest-lift-2", "chest-lift-3"

ONLY_TILT = Day(effort=None, efforts={"pelvic-tilt": 2})
"""Easy for the Pelvic Tilt, silent about all others, so that no other step takes its place."""


def at_goal() -> Life:
    """Somebody who has climbed to three sets of everything and the third chest lift."""
    return Life().climb(40)


# One set to three (decision 6)


def test_everybody_begins_with_one_set_of_five_exercises() -> None:
    doses = [p.dose for p in Life().plan().exercises]
    assert [d.exercise for d in doses] == [TILT, LEG, ONE, "diagonal-lift", PRESS]
    assert {(d.sets, d.repetitions, d.rest_ms, d.load_g) for d in doses} == {(1, 8, 30_000, 0)}


def test_one_easy_session_offers_nothing() -> None:
    assert Life().sessions(1).offers() == []


def test_ease_twice_on_two_days_offers_a_second_set_and_leaves_the_dose() -> None:
    life = Life().sessions(2)
    assert life.offers() == [(TILT, "sets 2"), (LEG, "sets 2")]
    assert life.dose(TILT).sets == 1
    assert life.verdict(TILT).kind == "progress"


def test_two_easy_sessions_on_one_day_count_once() -> None:
    life = Life().session().session()
    assert life.offers() == []


def test_an_accepted_offer_is_next_times_dose_and_uses_the_ease_up() -> None:
    life = Life().sessions(2, ONLY_TILT).accept(TILT)
    assert life.dose(TILT).sets == 2
    assert life.sessions(1, ONLY_TILT).offers() == []
    assert life.sessions(1, ONLY_TILT).offers() == [(TILT, "sets 3")]


def test_at_most_two_steps_are_taken_between_two_sessions() -> None:
    life = Life().sessions(2).accept().accept()
    assert [life.dose(e).sets for e in (TILT, LEG, ONE, "diagonal-lift")] == [2, 2, 1, 1]
    assert life.offers() == []
    assert life.sessions(1).offers() == [(ONE, "sets 2"), ("diagonal-lift", "sets 2")]


def test_a_declined_offer_frees_its_place_and_comes_back_after_two_easy_sessions() -> None:
    life = Life().sessions(2).decline(TILT)
    assert life.offers() == [(LEG, "sets 2"), (ONE, "sets 2")]
    assert (TILT, "sets 2") not in life.sessions(1).decline().offers()
    life = Life().sessions(2).decline(TILT).accept().accept().sessions(2)
    assert (TILT, "sets 2") in life.offers()


def test_an_unanswered_offer_is_repeated_and_not_taken() -> None:
    life = Life().sessions(3)
    assert life.offers()[0] == (TILT, "sets 2")
    assert life.dose(TILT).sets == 1


def test_the_step_earned_longest_ago_is_offered_first() -> None:
    hard_tilt = Day(efforts={TILT: 5, LEG: 5})
    life = Life().sessions(2, hard_tilt).sessions(2)
    assert life.offers() == [(ONE, "sets 2"), ("diagonal-lift", "sets 2")]


def test_an_acceptance_of_something_never_offered_is_ignored_with_a_reason() -> None:
    life = Life().sessions(1).note(OfferAccepted, exercise=TILT, offer="sets 2")
    assert life.dose(TILT).sets == 1
    (session,) = replay(life.programme, life.history)
    ignored = session.ignored
    assert len(ignored) == 1
    assert "no such offer was open" in ignored[0]


# With ease (decision 8)


@pytest.mark.parametrize(
    "spoilt",
    [
        Day(effort=4),
        Day(effort=None),
        Day(two_more=None),
        Day(two_more=False),
        Day(missed={TILT: 1}),
        Day(held_short=(TILT,)),
        Day(stop_after=3),
    ],
)
def test_nothing_less_than_every_sign_counts_as_ease(spoilt: Day) -> None:
    life = Life().sessions(1).sessions(1, spoilt).sessions(1)
    assert TILT not in dict(life.offers())


def test_effort_zero_is_an_answer_and_it_is_ease() -> None:
    assert TILT in dict(Life().sessions(2, Day(effort=0)).offers())


@pytest.mark.parametrize("pain", [1, 2, 3])
def test_pain_the_day_after_is_no_ease_even_when_the_offer_was_taken(pain: int) -> None:
    life = Life().sessions(1).session().accept(TILT)
    assert life.dose(TILT).sets == 2
    life.wait(1).note(DayAfter, pain=pain)
    assert life.dose(TILT).sets == 1
    assert life.offers() == []
    assert life.plan(1).clearance.verdict == "cleared"


def test_no_pain_the_day_after_and_no_answer_about_it_both_leave_ease() -> None:
    assert Life().sessions(2).note(DayAfter, pain=0).offers()
    assert Life().sessions(2).note(DayAfter, pain=None).offers()


def test_a_skipped_exercise_counts_neither_for_nor_against() -> None:
    skipping = Day(effort=None, skipped=(TILT,))
    life = Life().sessions(1, ONLY_TILT).sessions(1, skipping).sessions(1, ONLY_TILT)
    assert life.offers() == [(TILT, "sets 2")]
    hard = Day(effort=8)
    life = Life().sessions(2).accept(TILT).sessions(1, hard).sessions(1, skipping).sessions(1, hard)
    assert life.dose(TILT).sets == 1


# The chest ladder (decisions 9, 10)


def test_the_next_rung_is_offered_at_the_goal_and_takes_the_old_ones_place() -> None:
    life = Life()
    while (ONE, f"rung {TWO}") not in life.offers():
        life.accept().sessions(1)
        assert life.today.year == 2026, "the rung was never offered"
    assert life.dose(ONE).sets == 3
    life.accept(ONE)
    shown = [p.dose.exercise for p in life.plan().exercises]
    assert TWO in shown
    assert ONE not in shown
    assert life.dose(TWO).sets == 1


def test_the_ladder_ends_at_its_last_rung() -> None:
    life = at_goal()
    assert life.dose(THREE).sets == 3
    assert not any(offer.startswith("rung") for _, offer in life.offers())


# Rest and its way back (decision 16)


def test_the_longest_rest_asked_for_becomes_the_next_rest() -> None:
    life = Life().climb(3).session(Day(longer={TILT: 90_000})).wait(2)
    assert life.dose(TILT).rest_ms == 90_000
    assert life.dose(LEG).rest_ms == 30_000


def test_ease_twice_first_shortens_the_rest_and_only_then_earns_a_set() -> None:
    life = Life().sessions(2).accept(TILT).session(Day(longer={TILT: 90_000})).wait(2)
    life.sessions(2)
    assert (life.dose(TILT).rest_ms, life.dose(TILT).sets) == (60_000, 2)
    assert TILT not in dict(life.offers())
    life.sessions(2)
    assert life.dose(TILT).rest_ms == 30_000
    assert TILT not in dict(life.offers())
    assert (TILT, "sets 3") in life.decline().sessions(2).offers()


def test_a_lengthened_rest_is_no_ease() -> None:
    life = Life().sessions(2).accept(TILT).sessions(2, Day(longer={TILT: 60_000}))
    assert TILT not in dict(life.offers())
    assert life.dose(TILT).rest_ms == 60_000


def test_at_one_set_the_rest_waits() -> None:
    life = Life().sessions(2).accept(TILT).session(Day(longer={TILT: 60_000})).wait(2)
    life.note(Override, exercise=TILT, max_sets=1).note(Override, exercise=TILT, max_sets=3)
    life.sessions(2, ONLY_TILT)
    assert life.dose(TILT).rest_ms == 60_000
    assert (TILT, "sets 2") in life.offers()


# Missed or hard


@pytest.mark.parametrize("hard", [Day(effort=7), Day(effort=10), Day(missed={TILT: 2})])
def test_missed_or_hard_twice_takes_one_set_away(hard: Day) -> None:
    life = Life().sessions(2).accept(TILT).sessions(1, hard)
    assert life.dose(TILT).sets == 2
    life.sessions(1, hard)
    assert life.dose(TILT).sets == 1
    assert life.verdict(TILT).kind == "regress"


def test_hard_twice_at_one_set_stays_and_says_so() -> None:
    life = Life().sessions(2, Day(effort=8))
    assert life.dose(TILT).sets == 1
    assert life.verdict(TILT).kind == "maintain"
    assert "already" in life.verdict(TILT).because


def test_missed_once_and_hard_once_are_twice() -> None:
    life = Life().sessions(2).accept(TILT).sessions(1, Day(effort=7)).sessions(1, Day(missed={TILT: 1}))
    assert life.dose(TILT).sets == 1


def test_hard_easy_hard_takes_nothing_away() -> None:
    life = Life().sessions(2).accept(TILT)
    life.sessions(1, Day(effort=8)).sessions(1).sessions(1, Day(effort=8))
    assert life.dose(TILT).sets == 2


# Pain (decisions 34, 35, 36)


def test_pain_withholds_locks_and_restarts_at_one_set_after_a_consultation() -> None:
    life = Life().climb(6).session(Day(pain=LEG)).wait(3)
    assert life.plan().clearance.verdict == "withheld"
    assert life.verdict(LEG).kind == "lock"
    sets_before = life.dose(TILT).sets
    life.note(Consulted, about=LEG)
    assert life.plan().clearance.verdict == "cleared"
    assert life.dose(LEG).sets == 1
    assert life.dose(TILT).sets == sets_before


def test_pain_of_zero_and_pain_without_a_number_lock_too() -> None:
    for severity in (0, None):
        assert (
            Life().session(Day(pain=TILT, severity=severity)).wait(1).plan().clearance.verdict == "withheld"
        )


def test_several_locks_need_each_or_one_consultation_about_all() -> None:
    both = Life().session(Day(pain=TILT)).wait(1).session(Day(pain=LEG)).wait(1)
    assert both.note(Consulted, about=TILT).plan().clearance.verdict == "withheld"
    assert both.note(Consulted, about=LEG).plan().clearance.verdict == "cleared"
    all_at_once = Life().session(Day(pain=TILT)).wait(1).session(Day(pain=LEG)).wait(1)
    assert all_at_once.note(Consulted, about=None).plan().clearance.verdict == "cleared"


def test_a_consultation_before_the_pain_unlocks_nothing() -> None:
    life = Life().note(Consulted, about=None).session(Day(pain=TILT)).wait(1)
    assert life.plan().clearance.verdict == "withheld"


def test_pain_in_the_preparation_needs_a_consultation_about_everything() -> None:
    life = Life().session(Day(pain_before=True)).wait(1)
    assert life.plan().clearance.verdict == "withheld"
    assert life.note(Consulted, about=TILT).plan().clearance.verdict == "withheld"
    assert life.note(Consulted, about=None).plan().clearance.verdict == "cleared"


def test_a_red_flag_needs_a_consultation_about_everything() -> None:
    life = Life().session(Day(pain=TILT, red_flag="dizziness")).wait(1)
    assert life.note(Consulted, about=TILT).plan().clearance.verdict == "withheld"
    assert life.note(Consulted, about=None).plan().clearance.verdict == "cleared"


@pytest.mark.parametrize("pain", [4, 10])
def test_strong_pain_the_day_after_withholds_until_consulted(pain: int) -> None:
    life = Life().sessions(1).note(DayAfter, pain=pain)
    assert life.plan().clearance.verdict == "withheld"
    assert life.note(Consulted, about=TILT).plan().clearance.verdict == "withheld"
    assert life.note(Consulted, about=None).plan().clearance.verdict == "cleared"


# Away (decision 18)


def test_thirteen_days_change_nothing_and_fourteen_take_one_set() -> None:
    life = Life().climb(9)
    sets = life.dose(TILT).sets
    last = 2  # climb ends two days after its last session
    assert sets > 1
    assert life.dose(TILT, 13 - last).sets == sets
    assert life.dose(TILT, 14 - last).sets == sets - 1
    assert life.verdict(TILT, 14 - last).kind == "regress"


def test_a_gap_takes_one_set_once_however_long_it_is_looked_at() -> None:
    life = Life().climb(9)
    sets = life.dose(TILT).sets
    assert life.dose(TILT, 20).sets == life.dose(TILT, 39).sets == sets - 1
    life.wait(20).session().wait(1)
    assert life.dose(TILT).sets == sets - 1


def test_forty_two_days_begin_again_at_one_set_one_rung_lower() -> None:
    life = at_goal()
    assert life.dose(THREE).sets == 3
    shown = {p.dose.exercise: p.dose.sets for p in life.plan(39).exercises}
    assert THREE in shown
    shown = {p.dose.exercise: p.dose.sets for p in life.plan(40).exercises}
    assert shown == {TILT: 1, LEG: 1, TWO: 1, "diagonal-lift": 1, PRESS: 1}


def test_a_gap_never_goes_below_the_first_rung() -> None:
    assert Life().sessions(1).dose(ONE, 100).sets == 1


def test_a_gap_cancels_open_offers_and_ease() -> None:
    life = Life().sessions(2)
    assert life.offers(11)
    assert life.offers(12) == []
    life.wait(12).sessions(1)
    assert life.offers() == []


def test_fourteen_days_take_the_load_first() -> None:
    life = at_goal().note(WeightsConsented, by="doctor").accept()
    assert life.dose(LEG).load_g == 250
    life.climb(4)
    sets = life.dose(LEG).sets
    assert sets > 1
    assert (life.dose(LEG, 12).load_g, life.dose(LEG, 12).sets) == (0, sets)
    assert (life.dose(LEG, 40).load_g, life.dose(LEG, 40).sets) == (0, 1)


# One a day, six a week (decision 18)


def test_the_second_session_of_a_day_waits_until_tomorrow() -> None:
    life = Life().session()
    assert life.plan().clearance.verdict == "rest_day"
    assert life.plan(1).clearance.verdict == "cleared"


def test_a_seventh_session_in_seven_days_is_a_rest_day() -> None:
    life = Life().sessions(6, every=1)
    assert life.plan().clearance.verdict == "rest_day"
    assert life.plan(1).clearance.verdict == "cleared"


def test_five_sessions_in_a_week_leave_room_for_a_sixth() -> None:
    assert Life().sessions(5, every=1).plan().clearance.verdict == "cleared"


@pytest.mark.parametrize("because", ["chosen", "lost"])
def test_stopping_before_half_does_not_use_up_the_day(because: str) -> None:
    assert Life().session(Day(stop_after=19, because=because)).plan().clearance.verdict == "cleared"
    assert Life().session(Day(stop_after=20, because=because)).plan().clearance.verdict == "rest_day"


def test_a_session_nobody_answered_uses_up_the_day() -> None:
    assert Life().session(Day(stop_after=3, because="no_answer")).plan().clearance.verdict == "rest_day"


def test_a_record_without_a_repetition_is_no_session() -> None:
    life = Life().session(Day(stop_after=0))
    assert life.plan().clearance.verdict == "cleared"
    assert life.plan().exercises[0].new


# Weights (decisions 11, 12)


def test_weights_need_every_goal_and_a_consent() -> None:
    life = at_goal()
    assert life.offers() == []
    life.note(WeightsConsented, by="doctor")
    assert life.offers() == [(LEG, "load_g 250"), ("diagonal-lift", "load_g 250")]
    life.accept(LEG)
    assert (life.dose(LEG).load_g, life.dose(LEG).sets) == (250, 1)


def test_a_consent_alone_offers_no_weights() -> None:
    life = Life().note(WeightsConsented, by="doctor").sessions(2)
    assert not any(offer.startswith("load") for _, offer in life.offers())


def test_the_head_press_must_be_eased_too_before_any_weight() -> None:
    life = Life().note(WeightsConsented, by="doctor")
    for _ in range(40):
        life.session(Day(efforts={PRESS: 5})).wait(2).accept()
    assert life.dose(TILT).sets == 3
    assert life.offers() == []
    life.sessions(2)
    assert life.offers() == [(LEG, "load_g 250"), ("diagonal-lift", "load_g 250")]


def test_pain_takes_the_goal_away_and_no_new_weight_is_offered() -> None:
    life = at_goal().note(WeightsConsented, by="doctor").session(Day(pain=TILT)).wait(1)
    life.note(Consulted, about=TILT).sessions(3)
    assert not any(offer.startswith("load") for _, offer in life.offers())


def test_a_cap_on_sets_never_counts_as_the_goal() -> None:
    life = at_goal().note(Override, exercise=TILT, max_sets=2).note(WeightsConsented, by="doctor").sessions(4)
    assert life.dose(TILT).sets == 2
    assert life.offers() == []


def test_the_next_weight_needs_the_whole_way_again() -> None:
    life = at_goal().note(WeightsConsented, by="doctor").accept(LEG).sessions(1)
    assert (LEG, "load_g 500") not in life.offers()
    for _ in range(10):
        life.decline("diagonal-lift").accept(LEG).sessions(1)
    assert life.dose(LEG).load_g == 500


# Overrides


def test_overrides_change_the_dose_and_the_newest_wins() -> None:
    life = Life().note(Override, exercise=LEG, per_side=True, repetitions=6)
    assert (life.dose(LEG).per_side, life.dose(LEG).repetitions) == (True, 6)
    life.note(Override, exercise=LEG, per_side=False)
    assert (life.dose(LEG).per_side, life.dose(LEG).repetitions) == (False, 6)
    life.note(Override, exercise=TILT, leave_out=True)
    assert TILT not in [p.dose.exercise for p in life.plan().exercises]
    life.note(Override, exercise=TILT, leave_out=False)
    assert TILT in [p.dose.exercise for p in life.plan().exercises]


def test_a_cap_takes_sets_away_for_good() -> None:
    life = at_goal().note(Override, exercise=TILT, max_sets=1)
    assert life.dose(TILT).sets == 1
    life.note(Override, exercise=TILT, max_sets=3)
    assert life.dose(TILT).sets == 1


# Clearance (decisions 37, 38)


def test_without_a_clearance_the_app_asks() -> None:
    life = Life(cleared=False)
    assert life.plan().clearance.verdict == "ask"
    assert life.note(Cleared, by="doctor").plan().clearance.verdict == "cleared"


def test_a_yes_in_the_screening_asks_until_a_later_clearance() -> None:
    life = Life().note(Screened, answers={"glaucoma": True, "dizziness": False})
    assert life.plan().clearance.verdict == "ask"
    assert "glaucoma" in life.plan().clearance.because[0].lower()
    assert life.note(Cleared, by="doctor").plan().clearance.verdict == "cleared"


def test_an_unanswered_screening_question_asks_as_a_yes_does() -> None:
    assert Life().note(Screened, answers={"glaucoma": None}).plan().clearance.verdict == "ask"


def test_pain_weighs_more_than_a_missing_clearance() -> None:
    life = Life(cleared=False).session(Day(pain=TILT))
    assert life.plan().clearance.verdict == "withheld"
    assert len(life.plan().clearance.because) >= 2


def test_an_exercise_is_new_for_its_first_two_sessions() -> None:
    life = Life()
    seen = []
    for _ in range(3):
        seen.append(life.plan().exercises[0].new)
        life.session(EASY).wait(2)
    assert seen == [True, True, False]
