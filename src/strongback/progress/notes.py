"""What a note does to a standing: clearance, consultation, answers to offers, consent, overrides."""

from __future__ import annotations

from msgspec.structs import replace

from strongback.programme.nouns import Exercise, Programme
from strongback.programme.timing import exercise_of, repetitions_in_set
from strongback.progress import reasons
from strongback.progress.away import on_day
from strongback.progress.nouns import Verdict
from strongback.progress.standing import ExerciseStanding, Lock, Standing, cap, dose_of
from strongback.progress.steps import accept, decline, note_earned, offers
from strongback.record.nouns import (
    AnyNote,
    Cleared,
    Consulted,
    DayAfter,
    OfferAccepted,
    OfferDeclined,
    Override,
    Screened,
    WeightsConsented,
)


def heard(programme: Programme, standing: Standing, note: AnyNote) -> tuple[Standing, str | None]:
    """The standing after one note, and the reason where the note has no effect."""
    if isinstance(note, OfferAccepted | OfferDeclined):
        answered = _answered(programme, standing, note)
        return (
            (standing, _ignored(programme, note))
            if answered is None
            else (note_earned(programme, answered), None)
        )
    changed = _changed(programme, standing, note)
    return (standing if changed is standing else note_earned(programme, changed)), None


def _changed(programme: Programme, standing: Standing, note: AnyNote) -> Standing:
    match note:
        case Cleared():
            return replace(standing, cleared=note, asks=())
        case Screened():
            yes = (question for question, answer in note.answers.items() if answer is not False)
            return replace(standing, asks=tuple(dict.fromkeys((*standing.asks, *yes))))
        case Consulted():
            return replace(standing, locks=tuple(lock for lock in standing.locks if not _opens(note, lock)))
        case DayAfter():
            return _day_after(programme, standing, note)
        case WeightsConsented():
            return replace(standing, consented=True)
        case Override():
            return _overridden(programme, standing, note)
        case _:
            return standing


def _opens(note: Consulted, lock: Lock) -> bool:
    """A consultation opens the locks it is about, and only those that were there when it was noted."""
    return note.about in (None, lock.exercise) and note.at.at >= lock.since


def _day_after(programme: Programme, standing: Standing, note: DayAfter) -> Standing:
    if note.pain is None or note.pain < programme.progression.day_after.withheld_from:
        return standing
    said = f"Pain {note.pain} of 10, reported on {reasons.day(note.at.day)}."
    return replace(standing, locks=(*standing.locks, Lock(None, note.at.at, said)))


def _answered(
    programme: Programme, standing: Standing, note: OfferAccepted | OfferDeclined
) -> Standing | None:
    """Accepting or declining counts only for an offer that was open on the day of the note."""
    that_day = on_day(programme, standing, note.at.day)
    for offer in offers(programme, that_day):
        if (offer.exercise, offer.offer) == (note.exercise, note.offer):
            taken = isinstance(note, OfferAccepted)
            return accept(programme, standing, offer) if taken else decline(standing, offer)
    return None


def _ignored(programme: Programme, note: OfferAccepted | OfferDeclined) -> str:
    said = "yes" if isinstance(note, OfferAccepted) else "not yet"
    step, name = reasons.step(programme, note.offer), reasons.name(programme, note.exercise)
    return (
        f"“{said}” to {step} ({name}) on {reasons.day(note.at.day)} is ignored:"
        " no such offer was open, or pain afterwards took it back"
    )


def _overridden(programme: Programme, standing: Standing, note: Override) -> Standing:
    """The newest of each field wins. What was eased at a smaller dose counts no more at a larger one."""
    known = standing.overrides.get(note.exercise)
    merged = note if known is None else _merge(known, note)
    after = replace(standing, overrides={**standing.overrides, note.exercise: merged})
    exercise = exercise_of(programme, note.exercise)
    here = standing.exercises[exercise.id]
    changed = _under_override(exercise, here, standing, after)
    if changed is here:
        return after
    return replace(after, exercises={**after.exercises, exercise.id: changed})


def _under_override(
    exercise: Exercise, here: ExerciseStanding, before: Standing, after: Standing
) -> ExerciseStanding:
    """A lower `max_sets` takes sets away for good; more repetitions begin a new count of ease."""
    most = cap(exercise, after)
    old, new = (repetitions_in_set(exercise, dose_of(exercise, each)) for each in (before, after))
    if here.sets <= most and new <= old:
        return here
    said = Verdict("maintain", "Your professional has changed this exercise.")
    return replace(
        here, sets=min(here.sets, most), ease=0, ease_on=None, latched=False, earned=None, verdict=said
    )


def _merge(known: Override, newer: Override) -> Override:
    said = {name: getattr(newer, name) for name in newer.__struct_fields__}
    return replace(known, **{name: value for name, value in said.items() if value is not None})
