"""The session as a score: steps in whole milliseconds, cues inside them, and what may be said out of turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from strongback.programme.nouns import PhaseKind, Side

StepKind = Literal["say", "move", "hold", "rest", "change_over", "ask"]
Counts = Literal["every_second", "halfway", "ticks"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a script is spoken to one person. `pace` stretches the tempo, never the hold; 1.0 or slower."""

    pace: float = 1.0
    language: str = "en"
    counts: Counts = "every_second"


@dataclass(frozen=True, slots=True)
class Clip:
    """One recorded utterance: its file below the voice folder and how long its sound lasts."""

    file: str
    length_ms: int


Voice = Mapping[str, Clip]
"""The clips there are, by the text they say."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Something said `at_ms` after its step begins. `clip` None: no recording, so the device speaks."""

    at_ms: int
    say: str
    clip: str | None
    length_ms: int


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of a script. What does not apply is None, or empty."""

    kind: StepKind
    duration_ms: int
    cues: tuple[Cue, ...] = ()
    exercise: str | None = None
    title: str | None = None
    set: int | None = None
    sets: int | None = None
    repetition: int | None = None
    repetitions: int | None = None
    side: Side | None = None
    side_title: str | None = None
    phase: PhaseKind | None = None
    next: str | None = None
    again: str | None = None
    lengthen_to_ms: tuple[int, ...] = ()
    tail_ms: int = 0


@dataclass(frozen=True, slots=True)
class Aside:
    """What may be said out of turn, and how long it takes."""

    duration_ms: int
    cues: tuple[Cue, ...]


@dataclass(frozen=True, slots=True)
class Asides:
    """Everything the player may need out of turn, limits included, so that it decides nothing itself.

    `again` by the key a step names; `more_rest` by the new length of the rest in milliseconds.
    """

    pain: Aside
    red_flag: Aside
    mistake: Aside
    paused: Aside
    resume: Aside
    get_ready: Aside
    all_right: Aside
    skipped: Aside
    finished_early: Aside
    longest_rest: Aside
    more_rest: Mapping[str, Aside]
    again: Mapping[str, Aside]
    undo_ms: int
    silence_ms: int
    ask_after_ms: int
    asleep_after_ms: int
    go_on_after_ms: int


@dataclass(frozen=True, slots=True)
class Script:
    """The plan as a timed score. `id` is the SHA-256 of the canonical rest of it."""

    script: int
    id: str
    programme: str
    edition: int
    language: str
    pace: float
    counts: Counts
    duration_ms: int
    steps: tuple[Step, ...]
    asides: Asides
