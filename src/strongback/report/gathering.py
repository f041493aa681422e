"""One pass over the facts: what each session came to, and on which days there was leave to exercise.

The fold is that of `progress`; what was prescribed before a session is taken from it as it goes by.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from strongback.programme.nouns import Exercise, Programme
from strongback.programme.timing import repetitions_in_set
from strongback.progress.away import on_day
from strongback.progress.fold import Progress, advance, standing_now, start
from strongback.progress.sitting import Sitting, Work
from strongback.progress.standing import Standing, dose_of, ladder_of
from strongback.record.history import moment
from strongback.record.nouns import (
    Cleared,
    DayAfter,
    Entry,
    Finished,
    PainReported,
    SessionRecord,
    Stopped,
)
from strongback.report.leave import Leave
from strongback.report.numbers import NOTHING, PainSaid, Point, SessionNumbers, Share, SignSaid, together

_NOTHING_DONE = Work()
Worst = Mapping[str | None, int | None]
"""The worst severity said about each exercise that hurt; None where no number was said."""


@dataclass(slots=True)
class Gathered:
    """What one pass finds, oldest first; `days` counts the sessions of each local day."""

    progress: Progress
    leave: Leave
    since: date | None = None
    sessions: list[SessionNumbers] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    pains: list[PainSaid] = field(default_factory=list)
    signs: list[SignSaid] = field(default_factory=list)
    days: Counter[date] = field(default_factory=Counter)


def gather(programme: Programme, entries: Iterable[Entry], on: date) -> Gathered:
    """Everything up to and including that local day. `entries` come in the order of the clock."""
    found = Gathered(start(programme), Leave(programme))
    for entry in entries:
        day = moment(entry).day
        if day > on:
            continue
        before, found.progress = found.progress, advance(found.progress, programme, (entry,))
        if isinstance(entry, SessionRecord):
            sitting, standing = _opened(programme, before, found.progress)
            _session(found, programme, on_day(programme, standing, day), sitting, entry)
            found.leave.sat(day, standing, found.progress)
        else:
            found.leave.noted(day, before, found.progress)
            if isinstance(entry, DayAfter):
                found.pains.append(PainSaid(day, None, None, entry.pain, None))
        if isinstance(entry, Cleared) or day in found.days:
            found.since = min(found.since or day, day)
    found.leave.until(on, found.progress)
    return found


def _opened(programme: Programme, before: Progress, after: Progress) -> tuple[Sitting, Standing]:
    """The sitting that came last, and the standing before it: as a rule the fold has just judged that."""
    sitting = after.open[-1]
    assert isinstance(sitting, Sitting), "a record is the last thing open"  # noqa: S101
    return sitting, after.judged if len(after.open) == 1 else standing_now(before, programme)


def _session(
    found: Gathered, programme: Programme, here: Standing, sitting: Sitting, record: SessionRecord
) -> None:
    """Note one record. One in which nothing was tried and nothing said leaves no trace."""
    pains = _pains(sitting, record)
    found.pains += pains
    found.signs += [SignSaid(sitting.day, sitting.record, which) for which in sitting.red_flags]
    if not (sitting.work or sitting.pains or sitting.red_flags):
        return
    worst = _worst(pains)
    points = [
        _point(programme, here, exercise, sitting, worst)
        for exercise in programme.exercises
        if exercise.id in sitting.work or exercise.id in worst
    ]
    found.points += points
    if sitting.repetitions:
        found.days[sitting.day] += 1
    found.sessions.append(
        SessionNumbers(
            record=sitting.record,
            day=sitting.day,
            repetitions=sitting.repetitions,
            held_ms=sum(point.held_ms for point in points),
            lasted_ms=_lasted_ms(record),
            stopped=sitting.stopped,
            full=together(point.full for point in points),
        )
    )


def _pains(sitting: Sitting, record: SessionRecord) -> list[PainSaid]:
    """The pains of a record. One that stopped for pain and says no more has one, of nobody knows what."""
    if not sitting.pains:
        return []
    told = [event for event in record.events if isinstance(event, PainReported)] or [PainReported(0)]
    return [PainSaid(sitting.day, record.id, pain.exercise, pain.severity, pain.where) for pain in told]


def _worst(pains: list[PainSaid]) -> Worst:
    worst: dict[str | None, int | None] = {}
    for pain in pains:
        known = [each for each in (worst.get(pain.exercise), pain.severity) if each is not None]
        worst[pain.exercise] = max(known, default=None)
    return worst


def _lasted_ms(record: SessionRecord) -> int:
    """When the performance was over."""
    ends = (event for event in reversed(record.events) if type(event) in (Finished, Stopped))
    return next((event.at_ms for event in ends), 0)


def _point(programme: Programme, here: Standing, exercise: Exercise, sitting: Sitting, worst: Worst) -> Point:
    ladder = ladder_of(programme, exercise.id)
    dose = dose_of(exercise, here)
    work = sitting.work.get(exercise.id, _NOTHING_DONE)
    prescribed = dose.sets * repetitions_in_set(exercise, dose)
    full = work.full_of(exercise, dose) if work.held_ms else 0
    whole = full == prescribed == len(work.held_ms)
    return Point(
        record=sitting.record,
        day=sitting.day,
        exercise=exercise.id,
        rung=ladder.rungs.index(exercise.id) + 1 if ladder else None,
        dose=dose,
        sets=dose.sets if whole else work.sets_done(),
        repetitions=work.done,
        missed=work.missed,
        full=Share(full, prescribed) if work.held_ms else NOTHING,
        held_ms=work.held_in_all_ms(),
        rest_asked_ms=work.rest_ms or None,
        effort=work.effort,
        two_more=work.two_more,
        hurt=exercise.id in worst,
        severity=worst.get(exercise.id),
    )
