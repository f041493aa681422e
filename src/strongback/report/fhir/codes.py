"""The nouns of the FHIR export's codes. Their values are data, so that each can be replaced or taken out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct


class Concept(Struct, frozen=True, forbid_unknown_fields=True):
    """A meaning in words, and the code for it where there is one; without a `system` it is one of our own."""

    text: str
    code: str | None = None
    system: str | None = None
    display: str | None = None


class Unit(Struct, frozen=True, forbid_unknown_fields=True):
    """A unit as people write it, and as the Unified Code for Units of Measure does."""

    name: str
    code: str


class Texts(Struct, frozen=True, forbid_unknown_fields=True):
    """Whole sentences that the export says of itself."""

    screening: str
    session: str
    noted: str
    about: str


class Codes(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything fixed that the export says. `base` is where our own definitions have their addresses."""

    base: str
    status: Literal["draft", "active", "retired", "unknown"]
    activity_category: Concept
    survey_category: Concept
    plan_type: Concept
    unknown: Concept
    exercise_therapy: Concept
    activity: Concept
    duration: Concept
    pain: Concept
    effort: Concept
    days_a_week: Concept
    exercise: Concept
    sets_done: Concept
    repetitions_done: Concept
    repetitions_missed: Concept
    held_total: Concept
    held_least: Concept
    rest_asked: Concept
    left_out: Concept
    two_more: Concept
    sign: Concept
    adherence: Concept
    day_after: Concept
    clearance: Concept
    weights: Concept
    consulted: Concept
    override: Concept
    stopped: Mapping[str, Concept]
    second: Unit
    minute: Unit
    gram: Unit
    score: Unit
    sets: Unit
    repetitions: Unit
    sessions: Unit
    a_week: Unit
    texts: Texts
