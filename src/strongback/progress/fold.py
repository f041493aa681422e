"""The fold: facts in, standing out.

A session is judged when the next one begins, or when somebody asks: pain the day after still speaks about
it. So a `Progress` keeps the last sitting and the notes since it unjudged, and going on from a kept
`Progress` gives exactly what replaying the whole history gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from strongback.programme.nouns import Dose, Exercise, Programme
from strongback.programme.timing import repetitions_in_set
from strongback.progress import reasons
from strongback.progress.away import gap_verdict, on_day
from strongback.progress.counting import counted, why_no_ease
from strongback.progress.notes import heard
from strongback.progress.nouns import Verdict
from strongback.progress.rules import Case, judge
from strongback.progress.sitting import Sitting, sitting_of
from strongback.progress.standing import Lock, Standing, beginning, cap, dose_of, in_use
from strongback.progress.steps import next_rung, note_earned
from strongback.record.history import moment, ordered
from strongback.record.nouns import AnyNote, DayAfter, Entry, History, SessionRecord


@dataclass(frozen=True, slots=True)
class Progress:
    """A fold that can be resumed: what is judged, the last sitting, and the notes since."""

    judged: Standing
    last: Sitting | None = None
    since: tuple[AnyNote, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionVerdicts:
    """One session's verdicts by exercise, and the notes after it that had no effect, with the reason."""

    record: str
    day: date
    verdicts: Mapping[str, Verdict]
    ignored: tuple[str, ...]


def start(programme: Programme) -> Progress:
    """The progress of somebody of whom nothing is known."""
    return Progress(beginning(programme))


def advance(progress: Progress, programme: Programme, entries: Iterable[Entry]) -> Progress:
    """Fold further entries, oldest first, which must not be older than those already folded."""
    for entry in entries:
        if isinstance(entry, SessionRecord):
            sitting = sitting_of(entry)
            progress = Progress(standing_now(progress, programme), sitting)
        else:
            progress = Progress(progress.judged, progress.last, (*progress.since, entry))
    return progress


def standing_now(progress: Progress, programme: Programme) -> Standing:
    """Where the person stands: the last sitting judged, the notes since it heard."""
    standing, _ = _settled(progress, programme)
    return standing


def fold(programme: Programme, history: History, until: date) -> Progress:
    """The progress after everything up to and including that local day, in the order of its instants."""
    return advance(start(programme), programme, (e for e in ordered(history) if moment(e).day <= until))


def replay(programme: Programme, history: History) -> Iterator[SessionVerdicts]:
    """Judge every session in turn, oldest first."""
    progress = start(programme)
    for entry in ordered(history):
        if isinstance(entry, SessionRecord) and progress.last is not None:
            yield verdicts_of(progress, programme)
        progress = advance(progress, programme, (entry,))
    if progress.last is not None:
        yield verdicts_of(progress, programme)


def verdicts_of(progress: Progress, programme: Programme) -> SessionVerdicts:
    """The verdicts on the last sitting as they stand now. Raises ValueError when there was none."""
    if progress.last is None:
        raise ValueError("no session to judge")
    standing, verdicts = _settled(progress, programme)
    return SessionVerdicts(progress.last.record, progress.last.day, verdicts, standing.ignored)


def _settled(progress: Progress, programme: Programme) -> tuple[Standing, Mapping[str, Verdict]]:
    standing = progress.judged
    verdicts: Mapping[str, Verdict] = {}
    if progress.last is not None:
        pains = [note.pain for note in progress.since if isinstance(note, DayAfter) and note.pain is not None]
        standing, verdicts = _judged(programme, standing, progress.last, max(pains, default=None))
    for note in progress.since:
        standing = heard(programme, standing, note)
    return standing, verdicts


def _judged(
    programme: Programme, standing: Standing, sitting: Sitting, day_after: int | None
) -> tuple[Standing, Mapping[str, Verdict]]:
    """Judge one sitting. One without any repetition is no session: only its pain and its signs count."""
    locked = replace(standing, locks=standing.locks + _locks(programme, sitting))
    if not sitting.repetitions and not sitting.pains and not any(w.missed for w in sitting.work.values()):
        return locked, {}
    here = on_day(programme, locked, sitting.day)
    exercises = dict(standing.exercises)
    rungs = dict(standing.rungs)
    verdicts: dict[str, Verdict] = {}
    using = {exercise.id for exercise in in_use(programme, here)}
    prescribed = 0
    for exercise in programme.exercises:
        name = exercise.id
        if name not in using and name not in sitting.work and name not in sitting.pains:
            continue
        dose = dose_of(exercise, here)
        if name in using:
            prescribed += dose.sets * repetitions_in_set(exercise, dose)
        case = _case(programme, here, exercise, dose, sitting, day_after)
        judgement = judge(case)
        verdicts[name] = judgement.verdict
        if case.done or case.hurt:
            exercises[name] = judgement.after
            _keep_rung(programme, here, rungs, name)
    after = replace(
        locked,
        exercises=exercises,
        rungs=rungs,
        days=_days(programme, locked, sitting, prescribed),
        steps=0,
        ignored=() if locked.judged else locked.ignored,
        judged=locked.judged + 1,
    )
    return note_earned(programme, after), verdicts


def _case(
    programme: Programme,
    here: Standing,
    exercise: Exercise,
    dose: Dose,
    sitting: Sitting,
    day_after: int | None,
) -> Case:
    work = sitting.work.get(exercise.id)
    before = here.exercises[exercise.id]
    no_ease = None
    after = before
    if work is not None:
        no_ease = why_no_ease(programme, exercise, dose, work, bool(sitting.pains), day_after)
        after = counted(programme, before, work, sitting.day, no_ease is None)
    return Case(
        programme=programme,
        exercise=exercise,
        cap=cap(exercise, here),
        next_rung=next_rung(programme, here, exercise.id),
        day=sitting.day,
        before=before,
        gap=gap_verdict(programme, before, sitting.day),
        done=work is not None,
        hurt=exercise.id in sitting.pains,
        no_ease=no_ease,
        counted=after,
    )


def _keep_rung(programme: Programme, here: Standing, rungs: dict[str, int], name: str) -> None:
    """Once the lower rung after a long gap is performed, the ladder really stands there."""
    for ladder in programme.ladders:
        if name == ladder.rungs[here.rungs[ladder.id]]:
            rungs[ladder.id] = here.rungs[ladder.id]


def _locks(programme: Programme, sitting: Sitting) -> tuple[Lock, ...]:
    on = reasons.day(sitting.day)
    hurt = [Lock(e, f"{reasons.name(programme, e)}: pain on {on}.") for e in sitting.pains if e is not None]
    if None in sitting.pains:
        hurt.append(Lock(None, f"Pain on {on}, before the first exercise."))
    known = programme.words[programme.languages[0]].red_flags
    signs = [Lock(None, f"On {on}: {known.get(flag, flag)}.") for flag in sitting.red_flags]
    return (*hurt, *signs)


def _days(programme: Programme, standing: Standing, sitting: Sitting, prescribed: int) -> tuple[date, ...]:
    """The days used up, as many as the week rule can ask about."""
    early = sitting.stopped in ("chosen", "lost")
    enough = prescribed * programme.progression.day_used_from_percent
    if not sitting.repetitions or (early and sitting.repetitions * 100 < enough):
        return standing.days
    if sitting.day in standing.days:
        return standing.days
    return (*standing.days, sitting.day)[-programme.progression.week_days :]
