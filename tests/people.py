"""People who exercise, for tests and benches: they perform a plan and leave a session record."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from strongback.programme.nouns import Dose, Programme
from strongback.programme.timing import exercise_of, repetition_ms, repetitions_by_side
from strongback.progress import SessionPlan
from strongback.record.nouns import (
    AnyEvent,
    ExerciseSkipped,
    Finished,
    Instant,
    PainReported,
    Rated,
    RedFlagSeen,
    RepetitionDone,
    RepetitionMissed,
    RestEnded,
    RestLengthened,
    SessionRecord,
    Started,
    Stopped,
)

NAMESPACE = uuid.UUID("6f2a4c52-0b0e-4f39-9a86-0d5b3f1f7a11")
SCRIPT = "ab" * 32


@dataclass(frozen=True, slots=True)
class Day:
    """How one session goes. `effort` None: the questions stay unanswered.

    `missed` repetitions at the end of the last set by exercise; `longer` rest asked for in ms by exercise;
    `efforts` where one exercise differs; `pain_at` is the
    repetition in which `pain` is felt; `stop_after` ends by choice after that many repetitions.
    """

    effort: int | None = 2
    two_more: bool | None = True
    efforts: Mapping[str, int | None] = field(default_factory=dict)
    missed: Mapping[str, int] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    longer: Mapping[str, int] = field(default_factory=dict)
    held_short: tuple[str, ...] = ()
    pain: str | None = None
    pain_at: int = 2
    pain_before: bool = False
    severity: int | None = 4
    red_flag: str | None = None
    stop_after: int | None = None
    because: str = "chosen"


EASY = Day()


class _Sheet:
    def __init__(self) -> None:
        self.at = 0
        self.events: list[AnyEvent] = [Started(at_ms=0)]
        self.done = 0

    def add(self, event_type: type, after_ms: int, **facts: object) -> None:
        self.at += after_ms
        self.events.append(event_type(at_ms=self.at, **facts))


def perform(programme: Programme, plan: SessionPlan, day: Day = EASY, at: str | None = None) -> SessionRecord:
    """Perform a plan the way the day goes, beginning at the instant `at`, else at 09:30."""
    begun = at or f"{plan.on.isoformat()}T09:30:00+01:00"
    sheet = _Sheet()
    if day.pain_before:
        _hurt(sheet, None, day)
    else:
        _perform_all(sheet, programme, plan, day)
    return SessionRecord(
        id=str(uuid.uuid5(NAMESPACE, begun)),
        programme=programme.id,
        edition=programme.edition,
        script=SCRIPT,
        started_at=Instant(begun),
        events=tuple(sheet.events),
    )


def _perform_all(sheet: _Sheet, programme: Programme, plan: SessionPlan, day: Day) -> None:
    sheet.at += programme.session.preparation_ms
    for planned in plan.exercises:
        name = planned.dose.exercise
        if name in day.skipped:
            sheet.add(ExerciseSkipped, 1000, exercise=name)
            continue
        for event_type, after_ms, facts in _exercise(programme, planned.dose, day):
            if day.pain == name and facts.get("repetition") == day.pain_at:
                return _hurt(sheet, name, day)
            if day.stop_after is not None and sheet.done >= day.stop_after:
                return sheet.add(Stopped, 1000, because=day.because)
            sheet.add(event_type, after_ms, exercise=name, **facts)
            sheet.done += event_type is RepetitionDone
        sheet.at += programme.session.change_over_ms
    sheet.add(Finished, programme.session.closing_ms)
    for planned in plan.exercises:
        name = planned.dose.exercise
        if name not in day.skipped:
            effort = day.efforts.get(name, day.effort)
            sheet.add(Rated, 1000, exercise=name, effort=effort, two_more=day.two_more)
    return None


def _hurt(sheet: _Sheet, exercise: str | None, day: Day) -> None:
    sheet.add(PainReported, 2000, exercise=exercise, severity=day.severity, where="low back")
    if day.red_flag is not None:
        sheet.add(RedFlagSeen, 500, which=day.red_flag)
    sheet.add(Stopped, 3000, because="red_flag" if day.red_flag else "pain")


def _exercise(programme: Programme, dose: Dose, day: Day) -> Iterator[tuple[type, int, dict[str, object]]]:
    exercise = exercise_of(programme, dose.exercise)
    length = repetition_ms(programme, dose)
    missed = day.missed.get(dose.exercise, 0)
    for number in range(1, dose.sets + 1):
        repetitions = [
            side for side, many in repetitions_by_side(exercise, dose, number) for _ in range(many)
        ]
        for nth, side in enumerate(repetitions, 1):
            facts: dict[str, object] = {"set": number, "repetition": nth, "side": side}
            if number == dose.sets and nth > len(repetitions) - missed:
                yield RepetitionMissed, length, facts
            else:
                short = dose.exercise in day.held_short and nth == 1
                yield RepetitionDone, length, facts | {"held_ms": dose.hold_ms - (1500 if short else 0)}
        if number < dose.sets:
            to_ms = day.longer.get(dose.exercise)
            if to_ms is not None and number == 1:
                yield RestLengthened, 5000, {"set": number, "to_ms": to_ms}
            yield RestEnded, to_ms or dose.rest_ms, {"set": number}


def morning(day: date, hour: str = "08:00:00") -> Instant:
    """An instant on that day."""
    return Instant(f"{day.isoformat()}T{hour}+01:00")
