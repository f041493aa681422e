"""One session record, read once: what was performed of each exercise, and what was said about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache

from strongback.programme.nouns import Dose, Exercise
from strongback.programme.timing import repetitions_in_set
from strongback.record.nouns import (
    AnyEvent,
    PainReported,
    Rated,
    RedFlagSeen,
    RepetitionDone,
    RepetitionMissed,
    RestEnded,
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
    """What was performed of one exercise. `held_ms` by set × 2²⁰ + repetition.

    `done` and `missed` count repetitions; the later event about one repetition wins.
    """

    held_ms: dict[int, int] = field(default_factory=dict)
    done: int = 0
    missed: int = 0
    rest_ms: int = 0
    effort: int | None = None
    two_more: bool | None = None

    def did_all_of(self, exercise: Exercise, dose: Dose) -> bool:
        """Whether every prescribed repetition of every set was done and held in full."""
        prescribed = _prescribed(dose.sets, repetitions_in_set(exercise, dose))
        if self.held_ms.keys() == prescribed:
            return min(self.held_ms.values()) >= dose.hold_ms
        return all(self.held_ms.get(key, MISSED) >= dose.hold_ms for key in prescribed)

    def full_of(self, exercise: Exercise, dose: Dose) -> int:
        """How many of the prescribed repetitions were done and held in full."""
        prescribed = _prescribed(dose.sets, repetitions_in_set(exercise, dose))
        if self.did_all_of(exercise, dose):
            return len(prescribed)
        return sum(self.held_ms.get(key, MISSED) >= dose.hold_ms for key in prescribed)

    def sets_done(self) -> int:
        """How many sets have at least one repetition that was done."""
        return len({key // _SET for key, held in self.held_ms.items() if held != MISSED})

    def held_in_all_ms(self) -> int:
        """All its holds added up."""
        return sum(self.held_ms.values()) - self.missed * MISSED


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
    others: list[AnyEvent] = []
    current = None
    held: dict[int, int] = {}
    for event in record.events:
        if type(event) is RepetitionDone:  # nearly every event is one, so this is the path that must be short
            if event.exercise != current:
                current = event.exercise
                held = work.setdefault(current, Work()).held_ms
            held[event.set * _SET + event.repetition] = event.held_ms
        elif type(event) is RepetitionMissed:
            work.setdefault(event.exercise, Work()).held_ms[event.set * _SET + event.repetition] = MISSED
        elif type(event) is not RestEnded:
            others.append(event)
    for each in work.values():
        each.missed = list(each.held_ms.values()).count(MISSED)
        each.done = len(each.held_ms) - each.missed
    _say_more(work, others)
    stopped = next((event.because for event in others if type(event) is Stopped), None)
    return Sitting(
        record=record.id,
        day=record.started_at.day,
        work=work,
        pains=_pains(others, stopped),
        red_flags=_signs(others, stopped),
        stopped=stopped,
        repetitions=sum(each.done for each in work.values()),
        ended=record.started_at.at + timedelta(milliseconds=record.events[-1].at_ms),
    )


def _say_more(work: dict[str, Work], others: list[AnyEvent]) -> None:
    """The answers about each exercise, and the longest rest asked for."""
    for event in others:
        if type(event) is Rated and event.exercise in work:
            work[event.exercise].effort = event.effort
            work[event.exercise].two_more = event.two_more
        elif type(event) is RestLengthened and event.exercise in work:
            work[event.exercise].rest_ms = max(work[event.exercise].rest_ms, event.to_ms)


def _pains(others: list[AnyEvent], stopped: str | None) -> tuple[str | None, ...]:
    """What hurt. A performance that stopped for pain locks, also where it does not say which exercise."""
    found = tuple(event.exercise for event in others if type(event) is PainReported)
    return found or ((None,) if stopped == "pain" else ())


def _signs(others: list[AnyEvent], stopped: str | None) -> tuple[str, ...]:
    """The red flags. A performance that stopped for one locks, also where it does not say which."""
    found = tuple(event.which for event in others if type(event) is RedFlagSeen)
    return found or (("a sign that was not named",) if stopped == "red_flag" else ())


@lru_cache(maxsize=256)
def _prescribed(sets: int, repetitions: int) -> frozenset[int]:
    return frozenset(s * _SET + r for s in range(1, sets + 1) for r in range(1, repetitions + 1))
