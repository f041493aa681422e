"""Weights after the goal and a clinician's overrides, told as lives."""

from __future__ import annotations

from lives import LEG, ONE, ONLY_TILT, PRESS, TILT, Life, at_goal
from people import Day
from strongback.record.nouns import (
    Consulted,
    Override,
    WeightsConsented,
)

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


def test_a_capped_rung_offers_no_next_one() -> None:
    life = Life().note(Override, exercise=ONE, max_sets=2).climb(12)
    assert life.dose(ONE).sets == 2
    assert not any(offer.startswith("rung") for _, offer in life.offers())


def test_a_cap_below_the_goal_stops_new_weights_for_all() -> None:
    life = at_goal().note(WeightsConsented, by="doctor").accept(LEG)
    assert ("diagonal-lift", "load_g 250") in life.offers()
    life.note(Override, exercise=LEG, max_sets=2)
    assert life.offers() == []


def test_ease_under_a_cap_latches_nothing_for_the_day_it_is_lifted() -> None:
    life = at_goal().note(Override, exercise=TILT, max_sets=2).sessions(3)
    life.note(Override, exercise=TILT, max_sets=3).note(WeightsConsented, by="doctor")
    assert life.offers() == [(TILT, "sets 3")]


def test_a_step_back_takes_the_goal_away_too() -> None:
    life = at_goal().sessions(2, Day(efforts={TILT: 8})).note(WeightsConsented, by="doctor")
    assert life.dose(TILT).sets == 2
    assert life.offers() == []
    life.sessions(2)
    assert life.offers() == [(TILT, "sets 3")]


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


def test_ease_at_a_smaller_dose_earns_nothing_at_a_larger_one() -> None:
    life = Life().sessions(2).note(Override, exercise=LEG, per_side=True)
    assert LEG not in dict(life.offers())
    life = Life().sessions(2).note(Override, exercise=TILT, repetitions=5)
    assert (TILT, "sets 2") in life.offers()


def test_an_offer_that_a_cap_takes_away_is_not_promised_any_more() -> None:
    life = Life().sessions(1).session().accept(TILT).wait(2).sessions(2, ONLY_TILT)
    assert life.verdict(TILT).kind == "progress"
    life.note(Override, exercise=TILT, max_sets=1)
    assert life.verdict(TILT).kind == "maintain"
    assert TILT not in dict(life.offers())


def test_a_cap_above_the_goal_changes_nothing() -> None:
    life = at_goal().note(Override, exercise=TILT, max_sets=5).sessions(4)
    assert life.offers() == []
    assert life.dose(TILT).sets == 3
