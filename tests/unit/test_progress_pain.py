"""When not to go on, told as lives: pain, absences, rest days, clearance."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from lives import LEG, ONE, PRESS, THREE, TILT, TWO, Life, at_goal
from people import EASY, Day
from strongback.record.nouns import (
    Cleared,
    Consulted,
    DayAfter,
    Finished,
    Instant,
    OfferAccepted,
    Override,
    RedFlagSeen,
    Screened,
    WeightsConsented,
)

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


def test_pain_before_the_first_repetition_is_over_locks_too() -> None:
    life = Life().climb(9)
    assert life.dose(LEG).sets > 1
    life.session(Day(pain=LEG, pain_at=1)).wait(1)
    assert life.verdict(LEG).kind == "lock"
    assert life.dose(LEG).sets == 1


def test_nothing_is_offered_while_pain_waits() -> None:
    life = Life().sessions(2).session(Day(pain=TILT)).wait(1)
    assert life.offers() == []
    life.note(OfferAccepted, exercise=LEG, offer="sets 2").note(Consulted, about=TILT)
    assert life.dose(LEG).sets == 1
    assert life.offers() == [(LEG, "sets 2"), (ONE, "sets 2")]


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


def test_a_stub_of_a_session_does_not_take_the_pain_of_the_one_before_on_itself() -> None:
    for stub in (Day(stop_after=0), Day(stop_after=1, because="lost")):
        life = Life().sessions(1).session().session(stub).wait(1).note(DayAfter, pain=3)
        assert life.accept().offers() == []
        assert life.dose(TILT).sets == 1


def test_a_second_sitting_on_one_day_leaves_the_first_open_to_pain() -> None:
    life = Life().sessions(1).session().session(Day(skipped=(TILT,))).wait(1)
    assert TILT not in dict(life.note(DayAfter, pain=2).offers())


def test_pain_answered_with_none_before_the_next_sitting_is_settled() -> None:
    life = Life().sessions(1).session().note(DayAfter, pain=0).session(Day(stop_after=1)).wait(1)
    assert life.note(DayAfter, pain=2).offers()


def test_a_performance_that_stopped_for_pain_locks_even_where_no_pain_is_named() -> None:
    for because in ("pain", "red_flag"):
        life = Life().session(Day(stop_after=9, because=because)).wait(1)
        assert life.plan().clearance.verdict == "withheld"
        assert life.note(Consulted, about=None).plan().clearance.verdict == "cleared"


def test_a_consultation_noted_before_the_pain_of_a_running_session_opens_nothing() -> None:
    life = Life().session(Day(pain=TILT))
    begun = life.entries[-1].started_at.at
    life.entries.append(Consulted(at=Instant((begun + timedelta(seconds=1)).isoformat()), about=None))
    assert life.wait(1).plan().clearance.verdict == "withheld"


def test_nothing_is_earned_while_pain_waits() -> None:
    life = Life().session(Day(pain=LEG)).wait(1).sessions(3)
    assert all(verdict.kind != "progress" for verdict in life.replayed()[-1].values())
    assert life.note(Consulted, about=LEG).offers() == []


def test_a_sign_without_pain_is_no_ease() -> None:
    life = Life().sessions(1).session()
    record = life.entries[-1]
    sign = RedFlagSeen(at_ms=record.events[-1].at_ms, which="dizziness")
    end = next(i for i, event in enumerate(record.events) if isinstance(event, Finished))
    life.entries[-1] = replace(record, events=(*record.events[:end], sign, *record.events[end:]))
    assert life.wait(1).note(Consulted, about=None).offers() == []


def test_a_locked_exercise_stays_locked_through_a_gap() -> None:
    life = Life().climb(9).session(Day(pain=TILT))
    for later in (1, 15, 50):
        assert life.verdict(TILT, later).kind == "lock"
        assert life.plan(later).locks == (TILT,)


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


def test_the_session_after_a_long_gap_is_told_why_it_is_a_rung_lower() -> None:
    life = at_goal().wait(40).session()
    verdict = life.replayed()[-1][TWO]
    assert verdict.kind == "regress"
    assert "one step back" in verdict.because
    assert life.wait(2).dose(TWO).sets == 1
    only_two = Day(effort=None, efforts={TWO: 2})
    assert life.sessions(2, only_two).offers() == [(TWO, "sets 2")]


def test_a_new_rung_that_was_never_done_is_gone_after_a_long_gap() -> None:
    life = Life()
    while (ONE, f"rung {TWO}") not in life.offers():
        life.accept().sessions(1)
    life.accept(ONE)
    assert TWO in [p.dose.exercise for p in life.plan(39).exercises]
    assert {p.dose.exercise: p.dose.sets for p in life.plan(40).exercises}[ONE] == 1


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


def test_a_session_that_ends_a_gap_ends_it_even_when_nothing_was_managed() -> None:
    life = Life().climb(9)
    sets = life.dose(TILT).sets
    life.wait(20).session(Day(effort=None, missed={TILT: 16})).wait(1)
    assert sets == 3
    assert life.dose(TILT).sets == sets - 1


def test_a_rung_that_is_left_out_is_passed_over_on_the_way_down() -> None:
    life = at_goal().note(Override, exercise=TWO, leave_out=True)
    assert ONE in [p.dose.exercise for p in life.plan(45).exercises]
    life.note(Override, exercise=ONE, leave_out=True)
    assert {p.dose.exercise: p.dose.sets for p in life.plan(45).exercises}[THREE] == 1


def test_hard_work_before_a_gap_still_counts_after_it() -> None:
    life = Life().climb(9).sessions(1, Day(effort=8)).wait(18).sessions(2, Day(effort=8))
    assert life.dose(TILT).sets == 1


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


def test_two_halves_make_a_day() -> None:
    half = Day(stop_after=12, because="lost")
    life = Life().session(half)
    assert life.plan().clearance.verdict == "cleared"
    assert life.session(half).plan().clearance.verdict == "rest_day"


def test_two_full_sessions_on_one_day_count_twice_in_the_week() -> None:
    life = Life().session().session().wait(1).sessions(4, every=1)
    assert life.plan().clearance.verdict == "rest_day"


def test_a_session_nobody_answered_uses_up_the_day() -> None:
    assert Life().session(Day(stop_after=3, because="no_answer")).plan().clearance.verdict == "rest_day"


def test_a_record_without_a_repetition_is_no_session() -> None:
    life = Life().session(Day(stop_after=0))
    assert life.plan().clearance.verdict == "cleared"
    assert life.plan().exercises[0].new


# Clearance (decisions 37, 38)


def test_without_a_clearance_the_app_asks() -> None:
    life = Life(cleared=False)
    assert life.plan().clearance.verdict == "ask"
    assert life.note(Cleared, by="doctor").plan().clearance.verdict == "cleared"


def test_a_yes_in_the_screening_asks_until_a_later_clearance() -> None:
    life = Life().note(Screened, answers={"glaucoma": True, "dizziness": False})
    assert life.plan().clearance.verdict == "ask"
    assert "glaucoma" in life.plan().clearance.because[0].lower()
    assert life.plan().clearance.asks == (("glaucoma", life.plan().clearance.because[0]),)
    assert life.note(Cleared, by="doctor").plan().clearance.verdict == "cleared"


def test_a_yes_stays_until_a_clearance_whatever_is_answered_later() -> None:
    life = Life().note(Screened, answers={"recent_fracture": True})
    life.note(Screened, answers={"recent_fracture": False, "glaucoma": False})
    assert life.plan().clearance.verdict == "ask"


def test_no_step_up_is_offered_while_a_yes_waits_for_a_clearance() -> None:
    life = Life().sessions(2).note(Screened, answers={"new_pain": True})
    assert life.offers() == []
    assert "waits" in life.verdict(TILT).because
    assert life.note(Cleared, by="doctor").offers()


def test_an_unanswered_screening_question_asks_as_a_yes_does() -> None:
    assert Life().note(Screened, answers={"glaucoma": None}).plan().clearance.verdict == "ask"


def test_pain_weighs_more_than_a_missing_clearance() -> None:
    life = Life(cleared=False).session(Day(pain=TILT))
    assert life.plan().clearance.verdict == "withheld"
    assert len(life.plan().clearance.because) >= 2
    assert life.plan().clearance.asks == ()
    asked = life.note(Screened, answers={"new_pain": True}).plan().clearance
    assert (asked.verdict, [name for name, _ in asked.asks]) == ("withheld", ["new_pain"])


def test_an_exercise_is_new_for_its_first_two_sessions() -> None:
    life = Life()
    seen = []
    for _ in range(3):
        seen.append(life.plan().exercises[0].new)
        life.session(EASY).wait(2)
    assert seen == [True, True, False]
