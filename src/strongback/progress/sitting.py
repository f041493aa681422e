"""One session record, read once: what was performed of each exercise, and what was said about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache

from strongback.programme.nouns import Dose, Exercise
from strongback.programme.timing import repetitions_in_set
from strongback.record.nouns import (
    PainReported,
    Rated,
    RedFlagSeen,
    RepetitionDone,
    RepetitionMissed,
    RestLengthened,
    SessionRecord,
    Stopped,
)

MISSED = -1
"""Stands where a repetition's hold would, when the last word about it is that it was missed."""

_SET = 1 << 20
"""Packs set and repetition into one number, which folds 3,000 sessions twice as fast as pairs do."""


@dataclass(slots=True)
class Work:
    """What was performed of one exercise. `held_ms` by set × 2²⁰ + repetition."""

    held_ms: dict[int, int] = field(default_factory=dict)
    rest_ms: int = 0
    effort: int | None = None
    two_more: bool | None = None

    @property
    def missed(self) -> bool:
        """Whether any repetition was missed; the later event about one repetition wins."""
        return MISSED in self.held_ms.values()

    @property
    def done(self) -> int:
        """How many repetitions were performed."""
        held = list(self.held_ms.values())
        return len(held) - held.count(MISSED)

    def did_all_of(self, exercise: Exercise, dose: Dose) -> bool:
        """Whether every prescribed repetition of every set was done and held in full."""
        prescribed = _prescribed(dose.sets, repetitions_in_set(exercise, dose))
        if self.held_ms.keys() == prescribed:
            return min(self.held_ms.values()) >= dose.hold_ms
        return all(self.held_ms.get(key, MISSED) >= dose.hold_ms for key in prescribed)


@dataclass(frozen=True, slots=True)
class Sitting:
    """A session record as the rules see it.

    `pains` holds the exercises that hurt; None is none of them. `repetitions` were performed in all; `ended`
    is the moment of the last event.
    """

    record: str
    day: date
    work: Mapping[str, Work]
    pains: tuple[str | None, ...]
    red_flags: tuple[str, ...]
    stopped: str | None
    repetitions: int
    ended: datetime


def sitting_of(record: SessionRecord) -> Sitting:
    """Read one record. An exercise is in `work` when any repetition of it was done or missed."""
    work: dict[str, Work] = {}
    pains: list[str | None] = []
    flags: list[str] = []
    rests: list[RestLengthened] = []
    ratings: list[Rated] = []
    stopped = None
    current = None
    held: dict[int, int] = {}
    for event in record.events:
        if type(event) is RepetitionDone:  # nearly every event is one, so this is the path that must be short
            if event.exercise != current:
                current = event.exercise
                held = work.setdefault(current, Work()).held_ms
            held[event.set * _SET + event.repetition] = event.held_ms
        elif isinstance(event, RepetitionMissed):
            missed = work.setdefault(event.exercise, Work()).held_ms
            missed[event.set * _SET + event.repetition] = MISSED
        elif isinstance(event, RestLengthened):
            rests.append(event)
        elif isinstance(event, Rated):
            ratings.append(event)
        elif isinstance(event, PainReported):
            pains.append(event.exercise)
        elif isinstance(event, RedFlagSeen):
            flags.append(event.which)
        elif isinstance(event, Stopped):
            stopped = event.because
    _say_more(work, rests, ratings)
    done = sum(each.done for each in work.values())
    # A performance that ended for pain or a sign locks, also where it does not say which.
    if stopped == "pain" and not pains:
        pains.append(None)
    if stopped == "red_flag" and not flags:
        flags.append("a sign that was not named")
    ended = record.started_at.at + timedelta(milliseconds=record.events[-1].at_ms)
    day = record.started_at.day
    return Sitting(record.id, day, work, tuple(pains), tuple(flags), stopped, done, ended)


def _say_more(work: dict[str, Work], rests: list[RestLengthened], ratings: list[Rated]) -> None:
    for event in rests:
        if event.exercise in work:
            work[event.exercise].rest_ms = max(work[event.exercise].rest_ms, event.to_ms)
    for rated in ratings:
        if rated.exercise in work:
            work[rated.exercise].effort = rated.effort
            work[rated.exercise].two_more = rated.two_more


@lru_cache(maxsize=256)
def _prescribed(sets: int, repetitions: int) -> frozenset[int]:
    return frozenset(s * _SET + r for s in range(1, sets + 1) for r in range(1, repetitions + 1))
