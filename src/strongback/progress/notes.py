"""What a note does to a standing: clearance, consultation, answers to offers, consent, overrides."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from strongback.programme.nouns import Programme
from strongback.progress import reasons
from strongback.progress.away import on_day
from strongback.progress.standing import ExerciseStanding, Lock, Standing, cap
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


def heard(programme: Programme, standing: Standing, note: AnyNote) -> Standing:
    """The standing after one note. A note that changes nothing it could change is named in `ignored`."""
    match note:
        case Cleared():
            return replace(standing, cleared=note, asks=())
        case Screened():
            return replace(standing, asks=tuple(q for q, yes in note.answers.items() if yes is not False))
        case Consulted():
            kept = tuple(lock for lock in standing.locks if note.about not in (None, lock.exercise))
            return replace(standing, locks=kept)
        case DayAfter():
            return _day_after(programme, standing, note)
        case WeightsConsented():
            return note_earned(programme, replace(standing, consented=True))
        case Override():
            return note_earned(programme, _overridden(programme, standing, note))
        case OfferAccepted() | OfferDeclined():
            return note_earned(programme, _answered(programme, standing, note))


def _day_after(programme: Programme, standing: Standing, note: DayAfter) -> Standing:
    if note.pain is None or note.pain < programme.progression.day_after.withheld_from:
        return standing
    lock = Lock(
        None, f"Pain {note.pain} of 10 after the last session, reported on {reasons.day(note.at.day)}."
    )
    return replace(standing, locks=(*standing.locks, lock))


def _answered(programme: Programme, standing: Standing, note: OfferAccepted | OfferDeclined) -> Standing:
    """Accepting or declining counts only for an offer that was open on the day of the note."""
    that_day = on_day(programme, standing, note.at.day)
    for offer in offers(programme, that_day):
        if (offer.exercise, offer.offer) == (note.exercise, note.offer):
            taken = isinstance(note, OfferAccepted)
            return accept(programme, standing, offer) if taken else decline(standing, offer)
    said = "accepted" if isinstance(note, OfferAccepted) else "declined"
    reason = (
        f"{said} {note.offer} for {note.exercise} on {note.at.day}: no such offer was open, so it is ignored"
    )
    return replace(standing, ignored=(*standing.ignored, reason))


def _overridden(programme: Programme, standing: Standing, note: Override) -> Standing:
    """The newest of each field wins. A lower `max_sets` takes sets away at once, and for good."""
    known = standing.overrides.get(note.exercise)
    merged = note if known is None else _merge(known, note)
    after = replace(standing, overrides={**standing.overrides, note.exercise: merged})
    exercise = next(e for e in programme.exercises if e.id == note.exercise)
    here = after.exercises[exercise.id]
    most = cap(exercise, after)
    if here.sets <= most:
        return after
    exercises: Mapping[str, ExerciseStanding] = {
        **after.exercises,
        exercise.id: replace(here, sets=most, ease=0, ease_on=None, latched=False),
    }
    return replace(after, exercises=exercises)


def _merge(known: Override, newer: Override) -> Override:
    said = {name: getattr(newer, name) for name in newer.__struct_fields__}
    return replace(known, **{name: value for name, value in said.items() if value is not None})
