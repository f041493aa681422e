"""A session record read for tables: what was done of every set, and what was said of every exercise.

The rules read the same record in `progress/sitting.py`, where an exercise counts as a whole; here each set
stays by itself. Of two events about one repetition the later one wins, there as here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from strongback.programme.nouns import Dose, Programme, Side
from strongback.progress.away import on_day
from strongback.progress.fold import advance, standing_now, start
from strongback.progress.standing import dose_of, in_use
from strongback.record.nouns import (
    Entry,
    ExerciseSkipped,
    Finished,
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


@dataclass(slots=True)
class SetDone:
    """One set. `held_ms` and `sides` are by repetition; a hold of None: the last word is that it was missed.

    `rest_asked_ms` is the longest rest that was asked for after it, None where none was.
    """

    number: int
    held_ms: dict[int, int | None] = field(default_factory=dict)
    sides: dict[int, Side | None] = field(default_factory=dict)
    rest_asked_ms: int | None = None

    @property
    def holds(self) -> list[int]:
        """How long each repetition that was done was held."""
        return [held for held in self.held_ms.values() if held is not None]

    @property
    def missed(self) -> int:
        """How many repetitions were not managed."""
        return len(self.held_ms) - len(self.holds)


@dataclass(slots=True)
class Performed:
    """One exercise in one session; `exercise` None holds what was said of none of them.

    `sets` are by number, every one that any event names; `rated` is the last answer, None for silence.
    """

    exercise: str | None
    sets: dict[int, SetDone] = field(default_factory=dict)
    skipped: bool = False
    rated: Rated | None = None
    pains: list[PainReported] = field(default_factory=list)


def performed(record: SessionRecord) -> Mapping[str | None, Performed]:
    """Everything a record says of exercises, each where it was first heard of. Empty when it says nothing."""
    found: dict[str | None, Performed] = {}
    events: Iterable[Any] = record.events
    for event in events:
        hear = _HEARD.get(type(event))
        if hear is None:
            continue
        one = found.get(event.exercise)
        if one is None:
            one = found[event.exercise] = Performed(event.exercise)
        hear(one, event)
    return found


def ending(record: SessionRecord) -> tuple[str, int] | None:
    """`finished` or why it stopped, and when in ms after the start; None for a draft without an end."""
    for event in reversed(record.events):
        if type(event) is Finished:
            return "finished", event.at_ms
        if type(event) is Stopped:
            return event.because, event.at_ms
    return None


def signs(record: SessionRecord) -> tuple[RedFlagSeen, ...]:
    """The red flags that were named."""
    return tuple(event for event in record.events if type(event) is RedFlagSeen)


def with_doses(programme: Programme, entries: Iterable[Entry]) -> Iterator[tuple[Entry, Mapping[str, Dose]]]:
    """Every entry and, for a session record, the dose of each exercise that its day asked for.

    The doses are those of the plan made from what stands before the record; notes have none, nor has a record
    of another programme. `entries` are oldest first, as `ordered` gives them.
    """
    progress = start(programme)
    for entry in entries:
        if isinstance(entry, SessionRecord):
            if entry.programme != programme.id:
                yield entry, {}
                continue
            here = on_day(programme, standing_now(progress, programme), entry.started_at.day)
            yield entry, {exercise.id: dose_of(exercise, here) for exercise in in_use(programme, here)}
        else:
            yield entry, {}
        progress = advance(progress, programme, (entry,))


def name_of(programme: Programme, exercise: str) -> str:
    """The exercise's name in the programme's first language; its id where the programme does not know it."""
    known = programme.words[programme.languages[0]].exercises.get(exercise)
    return exercise if known is None else known.name


def _set_of(one: Performed, number: int) -> SetDone:
    found = one.sets.get(number)
    if found is None:
        found = one.sets[number] = SetDone(number)
    return found


def _done(one: Performed, event: RepetitionDone) -> None:
    into = _set_of(one, event.set)
    into.held_ms[event.repetition] = event.held_ms
    into.sides[event.repetition] = event.side


def _missed(one: Performed, event: RepetitionMissed) -> None:
    into = _set_of(one, event.set)
    into.held_ms[event.repetition] = None
    into.sides[event.repetition] = event.side


def _lengthened(one: Performed, event: RestLengthened) -> None:
    into = _set_of(one, event.set)
    into.rest_asked_ms = max(into.rest_asked_ms or 0, event.to_ms)


def _rested(one: Performed, event: RestEnded) -> None:
    _set_of(one, event.set)


def _skipped(one: Performed, event: ExerciseSkipped) -> None:
    one.skipped = True


def _rated(one: Performed, event: Rated) -> None:
    one.rated = event


def _hurt(one: Performed, event: PainReported) -> None:
    one.pains.append(event)


_HEARD: Mapping[type, Callable[[Performed, Any], None]] = {
    RepetitionDone: _done,
    RepetitionMissed: _missed,
    RestLengthened: _lengthened,
    RestEnded: _rested,
    ExerciseSkipped: _skipped,
    Rated: _rated,
    PainReported: _hurt,
}
