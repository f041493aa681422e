"""Steps up and down, told as lives: one set to three, ease, the ladder, rest, hard work."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from lives import LEG, ONE, ONLY_TILT, PRESS, THREE, TILT, TWO, Life, at_goal
from people import Day
from strongback.progress import replay
from strongback.record.nouns import (
    DayAfter,
    Finished,
    OfferAccepted,
    Override,
    RestLengthened,
)

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


def test_a_sitting_that_is_broken_off_gives_no_further_places() -> None:
    life = Life().sessions(2).accept().session(Day(stop_after=1, because="lost")).accept()
    assert sorted(p.dose.sets for p in life.plan().exercises) == [1, 1, 1, 2, 2]


def test_what_comes_next_is_said_as_it_is() -> None:
    life = Life().sessions(1)
    assert life.verdict(TILT).because.endswith("Once more, and a second set is offered.")
    assert life.verdict(PRESS).because.endswith("Once more, and its goal is reached.")
    assert at_goal().verdict(TILT).because.startswith("The goal is reached")
    tired = Life().sessions(2).accept(TILT).session(Day(longer={TILT: 90_000})).wait(2)
    assert tired.verdict(TILT).because.endswith("The rest is 90 seconds from now on.")
    assert tired.sessions(1).verdict(TILT).because.endswith("Once more, and the rest gets shorter.")


def test_what_is_done_of_another_rung_is_noted_and_changes_nothing() -> None:
    life = Life()
    plans = [life.plan()]
    for record in life.sessions(2).entries[1:]:
        swapped = tuple(
            replace(event, exercise=TWO) if getattr(event, "exercise", None) == ONE else event
            for event in record.events
        )
        life.entries[life.entries.index(record)] = replace(record, events=swapped)
    assert life.replayed()[-1][TWO].because.startswith("It was not part of the plan")
    assert life.dose(ONE) == next(p.dose for p in plans[0].exercises if p.dose.exercise == ONE)


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


def test_an_acceptance_before_any_session_is_told_on_a_line_of_its_own() -> None:
    life = Life().note(OfferAccepted, exercise=TILT, offer="sets 2")
    (told,) = replay(life.programme, life.history)
    assert (told.record, told.verdicts) == (None, {})
    assert "is ignored" in told.ignored[0]


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


def test_of_two_answers_about_the_day_after_the_worse_one_counts() -> None:
    life = Life().sessions(2).note(DayAfter, pain=2).note(DayAfter, pain=0)
    assert life.offers() == []


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


def test_of_several_rests_asked_for_the_longest_counts_and_none_shortens() -> None:
    life = Life().sessions(2).accept(TILT).session(Day(longer={TILT: 120_000}))
    record = life.entries[-1]
    shorter = RestLengthened(at_ms=record.events[-1].at_ms, exercise=TILT, set=2, to_ms=60_000)
    end = next(i for i, event in enumerate(record.events) if isinstance(event, Finished))
    life.entries[-1] = replace(record, events=(*record.events[:end], shorter, *record.events[end:]))
    assert life.wait(2).dose(TILT).rest_ms == 120_000
    assert life.session(Day(longer={TILT: 60_000})).wait(2).dose(TILT).rest_ms == 120_000


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
    assert "stays at one set" in life.verdict(TILT).because


def test_missed_once_and_hard_once_are_twice() -> None:
    life = Life().sessions(2).accept(TILT).sessions(1, Day(effort=7)).sessions(1, Day(missed={TILT: 1}))
    assert life.dose(TILT).sets == 1


def test_a_set_taken_away_uses_the_hard_sessions_up() -> None:
    life = Life().climb(9)
    assert life.dose(TILT).sets == 3
    life.sessions(3, Day(effort=8))
    assert life.dose(TILT).sets == 2
    life.sessions(1, Day(effort=8))
    assert life.dose(TILT).sets == 1


def test_hard_easy_hard_takes_nothing_away() -> None:
    life = Life().sessions(2).accept(TILT)
    life.sessions(1, Day(effort=8)).sessions(1).sessions(1, Day(effort=8))
    assert life.dose(TILT).sets == 2
