"""The fold: facts in, standing out.

A session is judged for good when the next one begins: until then pain the day after still speaks about it.
So a `Progress` keeps its latest entries open, and going on from a kept `Progress` gives exactly what
replaying the whole history gives. A sitting that does not use up its day, or the second one of a day, leaves
the one before it open too, so that nobody's pain is asked about the wrong sitting.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from strongback.programme.nouns import Exercise, Programme
from strongback.programme.timing import repetitions_in_set
from strongback.progress import reasons
from strongback.progress.away import gap_verdict, on_day
from strongback.progress.counting import Spoilt, counted, why_no_ease
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
    """A fold that can be resumed: the standing judged for good, and what is still open, in order."""

    judged: Standing
    open: tuple[Sitting | AnyNote, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionVerdicts:
    """One session's verdicts by exercise, and the notes after it that had no effect, with the reason.

    `record` is None for notes that came before any session.
    """

    record: str | None
    day: date
    verdicts: Mapping[str, Verdict]
    ignored: tuple[str, ...]


def start(programme: Programme) -> Progress:
    """The progress of somebody of whom nothing is known."""
    return Progress(beginning(programme))


def advance(progress: Progress, programme: Programme, entries: Iterable[Entry]) -> Progress:
    """Fold further entries, oldest first, which must not be older than those already folded."""
    for entry in entries:
        if not isinstance(entry, SessionRecord):
            progress = Progress(progress.judged, (*progress.open, entry))
            continue
        sitting = sitting_of(entry)
        standing = standing_now(progress, programme)
        if _closes_what_is_open(programme, progress, standing, sitting):
            progress = Progress(standing, (sitting,))
        else:
            progress = Progress(progress.judged, (*progress.open, sitting))
    return progress


def standing_now(progress: Progress, programme: Programme) -> Standing:
    """Where the person stands: the open sittings judged, the notes since them heard."""
    standing, _ = _settled(progress, programme)
    return standing


def fold(programme: Programme, history: History, until: date) -> Progress:
    """The progress after everything up to and including that local day, in the order of its instants."""
    return advance(start(programme), programme, (e for e in ordered(history) if moment(e).day <= until))


def verdicts_of(progress: Progress, programme: Programme) -> tuple[SessionVerdicts, ...]:
    """The verdicts on the open sittings as they stand now, oldest first."""
    _, told = _settled(progress, programme)
    return told


def replay(programme: Programme, history: History) -> Iterator[SessionVerdicts]:
    """Judge every session in turn, oldest first."""
    progress = start(programme)
    for entry in ordered(history):
        further = advance(progress, programme, (entry,))
        if further.judged is not progress.judged:
            yield from verdicts_of(progress, programme)
        progress = further
    yield from verdicts_of(progress, programme)


def _closes_what_is_open(
    programme: Programme, progress: Progress, standing: Standing, sitting: Sitting
) -> bool:
    """Whether the sittings before this one are judged for good: it is a session of another day."""
    before = [each.day for each in progress.open if isinstance(each, Sitting)]
    return not before or (sitting.day != before[-1] and _uses_its_day(programme, standing, sitting))


def _settled(progress: Progress, programme: Programme) -> tuple[Standing, tuple[SessionVerdicts, ...]]:
    standing = progress.judged
    told: list[SessionVerdicts] = []
    for index, each in enumerate(progress.open):
        if isinstance(each, Sitting):
            day_after = _pain_after(each, progress.open[index + 1 :])
            standing, verdicts = _judged(programme, standing, each, day_after)
            told.append(SessionVerdicts(each.record, each.day, verdicts, ()))
            continue
        standing, reason = heard(programme, standing, each)
        if reason is not None:
            told = _with_reason(told, each, reason)
    return standing, tuple(told)


def _with_reason(told: list[SessionVerdicts], note: AnyNote, reason: str) -> list[SessionVerdicts]:
    if not told:
        return [SessionVerdicts(None, note.at.day, {}, (reason,))]
    last = told[-1]
    return [*told[:-1], SessionVerdicts(last.record, last.day, last.verdicts, (*last.ignored, reason))]


def _pain_after(sitting: Sitting, later: Sequence[Sitting | AnyNote]) -> int | None:
    """The worst pain reported about a sitting: up to the next sitting after the question was answered."""
    pains: list[int] = []
    for each in later:
        if isinstance(each, Sitting) and pains:
            break
        if isinstance(each, DayAfter) and each.pain is not None and each.at.at >= sitting.ended:
            pains.append(each.pain)
    return max(pains, default=None)


def _judged(
    programme: Programme, standing: Standing, sitting: Sitting, day_after: int | None
) -> tuple[Standing, Mapping[str, Verdict]]:
    """Judge one sitting. One in which nothing was tried is no session: only its pain and its signs count."""
    locked = replace(standing, locks=standing.locks + _locks(programme, sitting))
    if not sitting.work and not sitting.pains:
        return locked, {}
    here = on_day(programme, locked, sitting.day)
    exercises = dict(standing.exercises)
    rungs = dict(standing.rungs)
    verdicts: dict[str, Verdict] = {}
    using = {exercise.id for exercise in in_use(programme, here)}
    spoilt = _spoilt(standing, sitting, day_after)
    for exercise in programme.exercises:
        name = exercise.id
        if name not in using and name not in sitting.work and name not in sitting.pains:
            continue
        case = _case(programme, here, exercise, sitting, spoilt, name in using)
        judgement = judge(case)
        verdicts[name] = judgement.verdict
        if case.hurt or (case.done and case.in_use):
            exercises[name] = judgement.after
            _keep_rung(programme, here, rungs, name)
    used = _uses_its_day(programme, locked, sitting)
    after = replace(
        locked,
        exercises=exercises,
        rungs=rungs,
        days=_days(programme, locked, sitting) if used else locked.days,
        tried=(sitting.day, _tried_on(locked, sitting)),
        steps=0 if used else locked.steps,
        judged=locked.judged + 1,
    )
    return note_earned(programme, after), verdicts


def _spoilt(standing: Standing, sitting: Sitting, day_after: int | None) -> Spoilt:
    return Spoilt(
        waiting=bool(standing.locks),
        pain=bool(sitting.pains),
        sign=bool(sitting.red_flags),
        day_after=day_after,
    )


def _case(
    programme: Programme,
    here: Standing,
    exercise: Exercise,
    sitting: Sitting,
    spoilt: Spoilt,
    using: bool,
) -> Case:
    work = sitting.work.get(exercise.id)
    before = here.exercises[exercise.id]
    no_ease = None
    after = before
    if work is not None:
        no_ease = why_no_ease(programme, exercise, dose_of(exercise, here), work, spoilt)
        after = counted(programme, before, work, sitting.day, no_ease is None)
    return Case(
        programme=programme,
        exercise=exercise,
        cap=cap(exercise, here),
        next_rung=next_rung(programme, here, exercise.id),
        day=sitting.day,
        before=before,
        gap=gap_verdict(programme, before, sitting.day),
        in_use=using,
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
    on, since = reasons.day(sitting.day), sitting.ended
    hurt = [Lock(e, since, f"{reasons.name(programme, e)}: pain on {on}.") for e in sitting.pains if e]
    if None in sitting.pains:
        hurt.append(Lock(None, since, f"Pain on {on}."))
    known = programme.words[programme.languages[0]].red_flags
    signs = [Lock(None, since, f"On {on}: {known.get(flag, flag)}.") for flag in sitting.red_flags]
    return (*hurt, *signs)


def _uses_its_day(programme: Programme, standing: Standing, sitting: Sitting) -> bool:
    """Whether a sitting is the session of its day: not one broken off, by choice or lost, before half.

    What was done before on the same day counts with it.
    """
    if not sitting.repetitions:
        return False
    if sitting.stopped not in ("chosen", "lost"):
        return True
    here = on_day(programme, standing, sitting.day)
    doses = ((exercise, dose_of(exercise, here)) for exercise in in_use(programme, here))
    prescribed = sum(dose.sets * repetitions_in_set(exercise, dose) for exercise, dose in doses)
    return _tried_on(standing, sitting) * 100 >= prescribed * programme.progression.day_used_from_percent


def _tried_on(standing: Standing, sitting: Sitting) -> int:
    """The repetitions of that day, this sitting's included."""
    day, before = standing.tried or (sitting.day, 0)
    return sitting.repetitions + (before if day == sitting.day else 0)


def _days(programme: Programme, standing: Standing, sitting: Sitting) -> tuple[date, ...]:
    """The day of each session in the week that ends with this one."""
    week = programme.progression.week_days
    return (*(day for day in standing.days if (sitting.day - day).days < week), sitting.day)
