"""Six people over twelve weeks, as diaries: what each day brought, what they did, and why it went on so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

import pytest

from goldens import assert_golden
from lives import Life
from people import EASY, Day
from strongback.programme.nouns import Dose
from strongback.progress.fold import fold, verdicts_of
from strongback.progress.reasons import name as shown
from strongback.progress.reasons import step
from strongback.record.nouns import Consulted, DayAfter, Override, WeightsConsented

WEEKS = 12
Act = Callable[[Life], object]


@dataclass(frozen=True)
class Persona:
    """Somebody with habits: `sessions` by day number where one is not the usual, `acts` before it."""

    name: str
    about: str
    weekdays: tuple[int, ...]
    usual: Day = EASY
    answer: str = "accept"
    away: tuple[range, ...] = ()
    sessions: Mapping[int, Day] = field(default_factory=dict)
    acts: Mapping[int, tuple[str, Act]] = field(default_factory=dict)


PERSONAS = (
    Persona(
        "Ruth",
        "Ruth, 72, exercises three times a week. It comes easily, and she says yes to every offer.",
        (0, 2, 4),
    ),
    Persona(
        "Karl",
        "Karl, 81, is careful: he needs longer rests, finds some weeks hard, and at first says not yet.",
        (1, 3, 5),
        usual=Day(effort=3),
        answer="wait",
        sessions={
            22: Day(effort=5),
            33: Day(effort=3, longer={"pelvic-tilt": 90_000}),
            50: Day(effort=8),
            52: Day(effort=7, missed={"leg-and-arm-lift": 2}),
        },
        acts={
            10: ("says not yet to everything", lambda life: life.decline()),
            17: ("says yes to what is offered", lambda life: life.accept()),
            31: ("says yes to what is offered", lambda life: life.accept()),
            45: ("says yes to what is offered", lambda life: life.accept()),
            66: ("says yes to what is offered", lambda life: life.accept()),
        },
    ),
    Persona(
        "Marta",
        "Marta, 66, would exercise every day. The week has its rest day all the same.",
        (0, 1, 2, 3, 4, 5, 6),
        acts={
            25: ("reports pain 2 of 10 since yesterday", lambda life: life.note(DayAfter, pain=2)),
            60: (
                "notes that her doctor agrees to weights",
                lambda life: life.note(WeightsConsented, by="doctor"),
            ),
        },
    ),
    Persona(
        "Ivo",
        "Ivo, 77, feels pain in his back in the second week, and asks before he goes on.",
        (0, 2, 4),
        sessions={7: Day(pain="chest-lift-1", severity=5)},
        acts={
            13: (
                "notes speaking to his physical therapist about Chest lift I",
                lambda life: life.note(Consulted, about="chest-lift-1"),
            )
        },
    ),
    Persona(
        "Lena",
        "Lena, 69, goes away for three weeks, and later has the flu for six.",
        (0, 2, 4, 5),
        away=(range(12, 33), range(36, 77)),
    ),
    Persona(
        "Sam",
        "Sam, 88, never answers a question. Some sessions are broken off, and once he gets dizzy.",
        (0, 3),
        usual=Day(effort=None, two_more=None),
        sessions={
            10: Day(effort=None, stop_after=12, because="lost"),
            42: Day(pain="head-press", severity=None, red_flag="dizziness"),
        },
        acts={
            21: (
                "has the Diagonal lift left out by his therapist",
                lambda life: life.note(Override, exercise="diagonal-lift", leave_out=True),
            ),
            49: (
                "notes a talk with his doctor about everything",
                lambda life: life.note(Consulted, about=None),
            ),
        },
    ),
)


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.name.lower())
def test_a_diary_of_twelve_weeks_reads_as_it_was_read_before(persona: Persona) -> None:
    assert_golden(f"personas/{persona.name.lower()}.txt", diary(persona))


def diary(persona: Persona) -> str:
    """Live the twelve weeks and write them down."""
    life, lines, known = Life(), [persona.about], {}
    for number in range(WEEKS * 7):
        if number % 7 == 0:
            lines.append(f"\nWeek {number // 7 + 1}")
        lines += _day(persona, life, number, known)
        life.wait(1)
    return "\n".join(lines) + "\n"


def _day(persona: Persona, life: Life, number: int, known: dict[str, str]) -> list[str]:
    lines = []
    label = _label(life.today)
    act = persona.acts.get(number)
    if act is not None:
        lines.append(f"{label}{persona.name} {act[0]}.")
        act[1](life)
    if life.today.weekday() not in persona.weekdays or any(number in gone for gone in persona.away):
        return lines
    lines += _answers(persona, life, label)
    today = life.plan()
    if today.clearance.verdict != "cleared":
        return [*lines, f"{label}No session: {' '.join(today.clearance.because)}"]
    doses = ", ".join(f"{shown(life.programme, p.dose.exercise)} {_dose(p.dose)}" for p in today.exercises)
    lines.append(f"{label}{today.duration_ms / 60_000:.0f} minutes: {doses}.")
    life.session(persona.sessions.get(number, persona.usual))
    verdicts = verdicts_of(fold(life.programme, life.history, life.today), life.programme)[-1].verdicts
    for exercise, verdict in verdicts.items():
        told = f"{shown(life.programme, exercise)}: {verdict.kind}: {verdict.because}"
        if known.get(exercise) != told:
            lines.append(f"{'':12}{told}")
        known[exercise] = told
    return lines


def _answers(persona: Persona, life: Life, label: str) -> list[str]:
    offers = life.plan().offers
    if persona.answer != "accept" or not offers:
        return []
    life.accept()
    names = (
        f"{shown(life.programme, offer.exercise)}: {step(life.programme, offer.offer)}" for offer in offers
    )
    return [f"{label}{persona.name} says yes. {'; '.join(names)}."]


def _dose(dose: Dose) -> str:
    """Sets and repetitions, and what is out of the ordinary."""
    extras = [f"rest {dose.rest_ms // 1000} s"] if dose.rest_ms != 30_000 else []
    extras += [f"{dose.load_g} g"] if dose.load_g else []
    return " ".join([f"{dose.sets} × {dose.repetitions}", *(f"({extra})" for extra in extras)])


def _label(day: date) -> str:
    return f"{day:%a} {day.day:2d} {day:%b}  "
