"""The scores of a whole session at the start and at the goal, as a person reads them."""

from __future__ import annotations

import pytest

from goldens import assert_golden
from strongback import library
from strongback.programme.nouns import Programme
from strongback.script import Delivery, compile_script, score
from strongback.script.example import Level, plan_at

PROGRAMME = library.load()
SCORES = {
    "start": (Level.start, None, False, Delivery()),
    "start-new": (Level.start, None, True, Delivery()),
    "goal": (Level.goal, None, False, Delivery()),
    "goal-third-rung-slower-ticks": (Level.goal, "chest-lift-3", False, Delivery(1.5, "en", "ticks")),
}


@pytest.mark.parametrize("name", SCORES)
def test_a_score_reads_as_it_was_read_before(name: str) -> None:
    level, rung, new, delivery = SCORES[name]
    plan = plan_at(PROGRAMME, level, rung, new)
    script = compile_script(PROGRAMME, plan, delivery, library.voice(PROGRAMME.id, "en"))
    assert_golden(f"scripts/{name}.txt", "\n".join(score(script)) + "\n")


def minutes(programme: Programme, level: Level, new: bool = False) -> float:
    return plan_at(programme, level, None, new).duration_ms / 60_000


def test_the_arithmetic_of_a_session_is_that_of_the_decisions() -> None:
    """27.9 min of repetitions, rests and changes of side, 2.5 of change-overs, 0.7 before and after."""
    assert minutes(PROGRAMME, Level.goal) == pytest.approx(31.1, abs=0.05)
    assert minutes(PROGRAMME, Level.start) == pytest.approx(12.0, abs=0.05)


def test_introductions_come_on_top_and_take_three_minutes_at_most() -> None:
    for level in Level:
        assert 0 < minutes(PROGRAMME, level, new=True) - minutes(PROGRAMME, level) <= 3.0
