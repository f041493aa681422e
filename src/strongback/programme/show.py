"""A programme to look at: as JSON for other people's programs, and as text for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from strongback.programme.nouns import Decision, Exercise, Phase, Programme
from strongback.programme.units import write_duration


def to_json(programme: Programme, language: str = "") -> dict[str, Any]:
    """The programme as contracts promise it: durations in whole ms, exercises in printed order.

    Names are in `language`, else in the first language of the programme.
    """
    return {
        "id": programme.id,
        "edition": programme.edition,
        "title": programme.words[language or programme.languages[0]].title,
        "source": asdict(programme.source),
        "frequency": asdict(programme.frequency),
        "ladders": [{"id": each.id, "rungs": list(each.rungs)} for each in programme.ladders],
        "exercises": [_exercise(programme, each, language) for each in programme.exercises],
        "decisions": [_decision(each) for each in programme.decisions],
    }


def _exercise(programme: Programme, exercise: Exercise, language: str) -> dict[str, Any]:
    words = programme.words[language or programme.languages[0]]
    return {
        "id": exercise.id,
        "name": words.exercises[exercise.id].name,
        "position": exercise.position,
        "sides": list(exercise.sides),
        "goal": asdict(exercise.goal),
        "hold_ms": exercise.hold_ms,
        "rest_ms": programme.rest.between_sets_ms,
        "strengthens": list(exercise.strengthens),
        "phases": [
            {"phase": each.phase, "duration_ms": _phase_ms(programme, exercise, each)}
            for each in exercise.phases
        ],
    }


def _phase_ms(programme: Programme, exercise: Exercise, phase: Phase) -> int:
    tempo = programme.tempo
    usual = {
        "lift": tempo.lift_ms,
        "hold": exercise.hold_ms,
        "lower": tempo.lower_ms,
        "pause": tempo.pause_ms,
    }
    return usual[phase.phase] if phase.duration_ms is None else phase.duration_ms


def _decision(decision: Decision) -> dict[str, Any]:
    return {**asdict(decision), "values": list(decision.values)}


def to_text(programme: Programme, decisions: bool = False, language: str = "") -> str:
    """The programme on one page; with `decisions` only those, each with its gap and its reason."""
    lines = _decision_lines(programme) if decisions else _lines(programme, language)
    return "\n".join(lines) + "\n"


def _lines(programme: Programme, language: str) -> Iterator[str]:
    words = programme.words[language or programme.languages[0]]
    often = programme.frequency
    yield f"{words.title} ({programme.id}, edition {programme.edition})"
    yield f"From “{programme.source.title}” by {programme.source.author}, {programme.source.form}"
    yield f"{often.least} to {often.most} sessions a week; {_range(programme)}"
    yield ""
    for each in programme.exercises:
        yield from _exercise_lines(programme, each, language)
    for ladder in programme.ladders:
        yield f"Ladder {ladder.id}, one rung a session: {' → '.join(ladder.rungs)}"
    yield f"{len(programme.decisions)} decisions where the sheet is silent: see --decisions"


def _range(programme: Programme) -> str:
    start, goal = programme.session.length_at_start, programme.session.length_at_goal
    return (
        f"{_minutes(start.least_ms)} to {_minutes(start.most_ms)} minutes at the start, "
        f"{_minutes(goal.least_ms)} to {_minutes(goal.most_ms)} at the goal"
    )


def _minutes(ms: int) -> str:
    return f"{ms / 60_000:g}"


def _exercise_lines(programme: Programme, exercise: Exercise, language: str) -> Iterator[str]:
    words = programme.words[language or programme.languages[0]]
    goal = exercise.goal
    strengthens = ", ".join(words.strengthens[part] for part in exercise.strengthens)
    sides = f", {' then '.join(exercise.sides)}" if exercise.sides else ""
    phases = ", ".join(
        f"{each.phase} {write_duration(_phase_ms(programme, exercise, each))}" for each in exercise.phases
    )
    yield f"{words.exercises[exercise.id].name} ({exercise.id})"
    rest = write_duration(programme.rest.between_sets_ms)
    yield f"  goal {goal.sets} × {goal.repetitions}{sides}; rest {rest}"
    yield f"  {phases}"
    yield f"  for {strengthens}"
    yield ""


def _decision_lines(programme: Programme) -> Iterator[str]:
    for each in programme.decisions:
        yield f"{each.number}. {each.gap}"
        yield f"   {each.decision}"
        yield f"   Why: {each.why}"
        yield f"   Sets: {', '.join(each.values)}"
        if each.override:
            yield f"   A clinician can change {each.override} for one person."
        yield ""
