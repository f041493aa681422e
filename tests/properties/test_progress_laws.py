"""The laws every history must keep, each relative one paired with an absolute one."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from lives import IDS, Life, days, lives
from people import EASY, Day
from strongback import library
from strongback.programme.timing import exercise_of, repetitions_in_set
from strongback.progress import SessionPlan, advance, fold, plan, plan_from, start
from strongback.record.history import history_of, ordered
from strongback.record.nouns import Cleared, Consulted, DayAfter, PainReported, Screened, WeightsConsented
from strongback.record.reader import read_history
from strongback.record.writer import write_history
from strongback.script import Delivery, compile_script

PROGRAMME = library.load()
laws = settings(max_examples=60, deadline=None)


def doses(planned: SessionPlan) -> dict[str, object]:
    return {each.dose.exercise: each.dose for each in planned.exercises}


@laws
@given(lives(), st.integers(0, 60))
def test_sets_stay_within_one_and_the_goal(life: Life, later: int) -> None:
    for planned in life.plan(later).exercises:
        assert 1 <= planned.dose.sets <= exercise_of(PROGRAMME, planned.dose.exercise).goal.sets


@laws
@given(lives(), days())
def test_one_session_earns_at_most_one_step_an_exercise(life: Life, how: Day) -> None:
    before = {p.dose.exercise: p.dose for p in life.plan().exercises}
    open_before = dict(life.offers())
    life.session(how)
    after = {p.dose.exercise: p.dose for p in life.plan().exercises}
    pained = any(isinstance(event, PainReported) for event in life.entries[-1].events)
    assert before.keys() == after.keys()
    for name in before:
        down = before[name].sets - after[name].sets
        assert down <= 1 or (pained and after[name].sets == 1)
        assert after[name].sets <= before[name].sets, "a set is only ever added by saying yes"
        assert after[name].load_g <= before[name].load_g, "a load is only ever added by saying yes"
    for name, offer in life.offers():
        kind, value = offer.split(" ")
        if kind == "sets":
            assert int(value) == after[name].sets + 1
        if kind == "load_g":
            assert int(value) == after[name].load_g + PROGRAMME.progression.load.step_g
        assert open_before.get(name, offer) == offer


@laws
@given(lives(), st.data())
def test_resuming_from_a_progress_equals_replaying_the_history(life: Life, data: st.DataObject) -> None:
    entries = ordered(life.history)
    cut = data.draw(st.integers(0, len(entries)))
    resumed = advance(advance(start(PROGRAMME), PROGRAMME, entries[:cut]), PROGRAMME, entries[cut:])
    whole = fold(PROGRAMME, life.history, life.today)
    assert plan_from(resumed, PROGRAMME, life.today) == plan_from(whole, PROGRAMME, life.today)
    assert resumed == whole


@laws
@given(lives(silent=True), st.integers(0, 60))
def test_silence_never_progresses(life: Life, later: int) -> None:
    planned = life.plan(later)
    assert planned.offers == ()
    assert all(each.dose.sets == 1 and each.dose.load_g == 0 for each in planned.exercises)
    assert all(each.verdict.kind != "progress" for each in planned.exercises)


def test_ease_twice_always_offers_a_second_set() -> None:
    """The absolute twin of silence: ease does progress."""
    assert [offer for _, offer in Life().sessions(2).offers()] == ["sets 2", "sets 2"]


@laws
@given(lives(), st.sampled_from(IDS), st.integers(0, 10) | st.none(), st.integers(0, 90))
def test_reported_pain_always_locks(life: Life, exercise: str, severity: int | None, later: int) -> None:
    life.session(Day(pain=exercise, severity=severity))
    hurt = [e for e in life.entries[-1].events if isinstance(e, PainReported)]
    if not hurt:  # the exercise was not in the plan, so nothing hurt
        return
    planned = life.plan(later)
    assert planned.clearance.verdict == "withheld"
    assert planned.offers == ()
    locked = next((p for p in planned.exercises if p.dose.exercise == exercise), None)
    if later < PROGRAMME.progression.away.fewer_after_days:
        assert locked is not None
        assert (locked.verdict.kind, locked.dose.sets, locked.dose.load_g) == ("lock", 1, 0)


@laws
@given(lives(pain=False), st.sampled_from(IDS), st.lists(st.sampled_from(IDS), max_size=4))
def test_nothing_but_a_consultation_unlocks(life: Life, exercise: str, others: list[str]) -> None:
    life.session(Day(pain=exercise))
    if life.plan().clearance.verdict != "withheld":
        return
    life.wait(1).note(Cleared, by="doctor").note(Screened, answers={"new_pain": False})
    life.note(DayAfter, pain=0).note(WeightsConsented, by="doctor").session(EASY).accept()
    for other in others:
        if other != exercise:
            life.note(Consulted, about=other)
    life.wait(60)
    assert life.plan().clearance.verdict == "withheld"
    life.note(Consulted, about=exercise)
    assert life.plan().clearance.verdict != "withheld"


@laws
@given(lives())
def test_hearing_a_fact_twice_changes_nothing(life: Life) -> None:
    text = write_history(life.history)
    twice, problems = read_history(text + text, (PROGRAMME,))
    assert problems == ()
    assert plan(PROGRAMME, twice, life.today) == life.plan()
    assert history_of(life.entries + life.entries) == life.history


@laws
@given(lives(consent=None))
def test_no_new_load_before_every_goal_is_latched(life: Life) -> None:
    """Nobody who never did one exercise with ease is ever offered a load."""
    without = Life()
    without.note(WeightsConsented, by="doctor")
    for _ in range(3):
        without.sessions(6, Day(efforts={"head-press": 6})).accept()
        assert not any(offer.startswith("load_g") for _, offer in without.offers())
    loads = [offer for _, offer in life.offers() if offer.startswith("load_g")]
    if loads:
        consents = [entry for entry in life.entries if isinstance(entry, WeightsConsented)]
        assert consents
        goals = {p.dose.exercise: p.dose.sets for p in life.plan().exercises}
        assert all(goals[name] == exercise_of(PROGRAMME, name).goal.sets for name in goals)


@laws
@given(lives(pain=False, accepts=False), st.sampled_from(IDS), st.integers(0, 10), st.booleans())
def test_one_exercise_does_not_depend_on_what_was_said_of_another(
    life: Life, exercise: str, effort: int, two_more: bool
) -> None:
    before = doses(life.plan())
    other = Life()
    other.entries = [_rated(entry, exercise, effort, two_more) for entry in life.entries]
    other.today = life.today
    after = doses(other.plan())
    for name in before:
        if name != exercise and not (exercise.startswith("chest") and name.startswith("chest")):
            assert after[name] == before[name]


def _rated(entry, exercise: str, effort: int, two_more: bool):  # type: ignore[no-untyped-def]
    if not hasattr(entry, "events"):
        return entry
    from msgspec.structs import replace

    events = tuple(
        replace(event, effort=effort, two_more=two_more)
        if type(event).__name__ == "Rated" and event.exercise == exercise
        else event
        for event in entry.events
    )
    return replace(entry, events=events)


@laws
@given(lives(), st.sampled_from([1.0, 1.5, 2.0]), st.sampled_from(["every_second", "halfway", "ticks"]))
def test_the_script_is_contiguous_and_does_the_dose(life: Life, pace: float, counts: str) -> None:
    planned = life.plan()
    script = compile_script(PROGRAMME, planned, Delivery(pace, "en", counts), {})  # type: ignore[arg-type]
    assert script.duration_ms == sum(step.duration_ms for step in script.steps)
    assert pace != 1.0 or script.duration_ms == planned.duration_ms
    for each in planned.exercises:
        dose, exercise = each.dose, exercise_of(PROGRAMME, each.dose.exercise)
        lifted = [
            (step.set, step.repetition)
            for step in script.steps
            if step.exercise == dose.exercise and step.phase == "lift"
        ]
        many = repetitions_in_set(exercise, dose)
        assert lifted == [(s, r) for s in range(1, dose.sets + 1) for r in range(1, many + 1)]
        held = [s.duration_ms for s in script.steps if s.exercise == dose.exercise and s.kind == "hold"]
        assert held == [dose.hold_ms] * (dose.sets * many)


@laws
@given(lives(), st.integers(0, 50))
def test_a_plan_never_looks_at_what_comes_after_its_day(life: Life, back: int) -> None:
    on = life.today - timedelta(days=back)
    known = history_of(
        entry
        for entry in life.entries
        if (entry.started_at if hasattr(entry, "events") else entry.at).day <= on
    )
    assert plan(PROGRAMME, life.history, on) == plan(PROGRAMME, known, on)
