"""What today brings: the nouns of clearance, verdicts, offers and the session plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from msgspec import Struct

from strongback.programme.nouns import Dose

ClearanceKind = Literal["cleared", "ask", "withheld", "rest_day"]
VerdictKind = Literal["progress", "maintain", "regress", "lock"]


@dataclass(frozen=True, slots=True)
class Clearance:
    """May this person exercise today? `because` gives the reasons in words, the weightiest first.

    `asks` are the health questions that were answered with yes and wait for a talk, each by its id with its
    reason; they are for asking them together and no part of the JSON.
    """

    verdict: ClearanceKind
    because: tuple[str, ...]
    asks: tuple[tuple[str, str], ...] = ()


class Verdict(Struct, frozen=True):
    """What an exercise does next, always with a reason in words the person may see."""

    kind: VerdictKind
    because: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A step up that the person may accept or decline. `offer` is `sets N`, `rung ID` or `load_g N`."""

    exercise: str
    offer: str
    because: str


@dataclass(frozen=True, slots=True)
class PlannedExercise:
    """A dose with the verdict that led to it. `new`: it still gets its introduction."""

    dose: Dose
    verdict: Verdict
    new: bool


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """What one day brings.

    `locks` are the exercises that wait for a talk with a professional, None for everything; they are for
    asking about them and no part of the JSON. `duration_ms` is at pace 1.0.
    """

    on: date
    programme: str
    edition: int
    clearance: Clearance
    exercises: tuple[PlannedExercise, ...]
    offers: tuple[Offer, ...]
    duration_ms: int
    locks: tuple[str | None, ...] = ()
