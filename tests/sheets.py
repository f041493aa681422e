"""Printed sheets for tests: of somebody new, at the goal, and with weights while a session is withheld."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from datetime import date
from functools import cache

from msgspec import structs

from strongback import body, library, paper
from strongback.library import figure
from strongback.progress import Clearance, SessionPlan
from strongback.report import Sheet
from strongback.script.example import Level, plan_at

PROGRAMME = library.load()
WORDS = PROGRAMME.words["en"]
ASKS = tuple(
    (one, f"Ask a professional about this first: {WORDS.screening[one]}") for one in PROGRAMME.screening
)
"""A yes to every question of the screening, each with its reason."""
KNOWN = {
    "name": "Anna-Katharina Berger",
    "call_name": "Dr Elisabeth Schneider-Hoffmann",
    "call_phone": "+49 30 1234567",
    "emergency": "112",
}


def at_goal(clearance: Clearance | None = None) -> SessionPlan:
    """Three sets of everything, on the last rung."""
    planned = plan_at(PROGRAMME, Level.goal, "chest-lift-3")
    said = clearance or Clearance("cleared", ("Cleared by physical therapist on 20 November 2026.",))
    return replace(planned, on=date(2026, 11, 22), clearance=said)


def with_weights(clearance: Clearance | None = None) -> SessionPlan:
    """As long as a sheet gets: eight on each side, weights, long rests, and a reason to wait."""
    hurt = ("Leg and arm lift: pain on 20 November 2026.", "Sessions wait until you have spoken to a doctor.")
    planned = at_goal(clearance or Clearance("withheld", hurt))
    loaded = PROGRAMME.progression.load.exercises
    exercises = tuple(
        replace(
            one,
            dose=structs.replace(
                one.dose, per_side=True, rest_ms=90_000, load_g=500 if one.dose.exercise in loaded else 0
            ),
        )
        for one in planned.exercises
    )
    return replace(planned, exercises=exercises)


def sheet_of(plan: SessionPlan, *, large: bool = False, pictures: bool = False, **known: object) -> Sheet:
    """A sheet; without pictures unless they matter."""
    drawn = _drawn(_names(plan)) if pictures else {}
    return Sheet(PROGRAMME, plan, "en", drawn, large=large, **known)  # type: ignore[arg-type]


@cache
def _drawn(exercises: tuple[str, ...]) -> dict[str, str]:
    plan = next(plan for plan in (at_goal(), paper.first_plan(PROGRAMME)) if _names(plan) == exercises)
    return paper.pictures(PROGRAMME, plan, "en", "woman", body.style_sheet(figure.look(), 2, theme="print"))


def _names(plan: SessionPlan) -> tuple[str, ...]:
    return tuple(one.dose.exercise for one in plan.exercises)


def unpacked(pdf: bytes) -> bytes:
    """A PDF with its packed streams opened, to be searched."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    return b"\n".join([pdf, *(inflated for stream in streams if (inflated := _inflated(stream)))])


def pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b", unpacked(pdf)))


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return b""
