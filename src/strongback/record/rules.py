"""What a well-shaped line must still keep: known exercises, the order of events, an end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from strongback.programme.nouns import Programme
from strongback.record.nouns import (
    AnyNote,
    Consulted,
    Finished,
    OfferAccepted,
    OfferDeclined,
    Override,
    Rated,
    RepetitionMissed,
    SessionRecord,
    Started,
    Stopped,
)
from strongback.record.shape import choose, printable
from strongback.record.tree import Path

_AFTER_THE_END = (Rated, RepetitionMissed)


@dataclass(frozen=True, slots=True)
class Known:
    """The exercise ids that may be named: those of each programme and edition, and all for the notes."""

    editions: Mapping[tuple[str, int], frozenset[str]]
    exercises: frozenset[str]


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule broken at the member `path` leads to."""

    path: Path
    what: str
    fix: str


def known_from(programmes: Iterable[Programme]) -> Known:
    """What records and notes may name when these programmes are at hand."""
    editions = {(one.id, one.edition): frozenset(e.id for e in one.exercises) for one in programmes}
    return Known(editions, frozenset().union(*editions.values()))


def record_breaches(record: SessionRecord, known: Known, *, draft: bool) -> list[Breach]:
    """Every rule the record breaks. A draft may still be without its end."""
    found = [*_beginning(record), *_order(record), *_ending(record, draft=draft)]
    exercises = known.editions.get((record.programme, record.edition))
    if exercises is None:
        return [_unknown_programme(record, known), *found]
    for place, event in enumerate(record.events):
        exercise = getattr(event, "exercise", None)
        if exercise is not None and exercise not in exercises:
            inside = f" in {record.programme} edition {record.edition}"
            found.append(_unknown_exercise(("events", place, "exercise"), exercise, exercises, inside))
    return found


def note_breaches(note: AnyNote, known: Known) -> list[Breach]:
    """Every rule the note breaks."""
    found = []
    member = "about" if isinstance(note, Consulted) else "exercise"
    exercise = getattr(note, member, None)
    if exercise is not None and exercise not in known.exercises:
        found.append(_unknown_exercise((member,), exercise, known.exercises))
    if isinstance(note, OfferAccepted | OfferDeclined):
        kind, _, rung = note.offer.partition(" ")
        if kind == "rung" and rung not in known.exercises:
            found.append(_unknown_exercise(("offer",), rung, known.exercises))
    if isinstance(note, Override):
        changes = [name for name in note.__struct_fields__ if name not in ("at", "exercise")]
        if all(getattr(note, name) is None for name in changes):
            found.append(Breach((), "changes nothing", f"write one or more of {', '.join(changes)}"))
    return found


def _beginning(record: SessionRecord) -> Iterator[Breach]:
    if not record.events:
        yield Breach(("events",), "there are no events", "begin with `started`")
    for place, event in enumerate(record.events):
        if (type(event) is Started) != (place == 0):
            what = "a record has only one `started`" if place else "a record begins with `started`"
            yield Breach(("events", place), what, "put `started` first, once")


def _order(record: SessionRecord) -> Iterator[Breach]:
    latest = 0
    for place, event in enumerate(record.events):
        if event.at_ms < latest:
            what = f"{event.at_ms} is earlier than {latest} before it"
            yield Breach(("events", place, "at_ms"), what, "write events in the order of time")
        latest = max(latest, event.at_ms)


def _ending(record: SessionRecord, *, draft: bool) -> Iterator[Breach]:
    ended = False
    for place, event in enumerate(record.events):
        kind = type(event)
        if ended and kind not in _AFTER_THE_END:
            fix = "after it only `rated` and `repetition_missed` may follow"
            yield Breach(("events", place), "comes after the end of the performance", fix)
        ended = ended or kind is Stopped or kind is Finished
    if record.events and not ended and not draft:
        yield Breach(("events",), "the performance has no end", "write `finished` or `stopped`")


def _unknown_programme(record: SessionRecord, known: Known) -> Breach:
    editions = sorted(edition for programme, edition in known.editions if programme == record.programme)
    if editions:
        what = f"edition {record.edition} of {record.programme} is unknown"
        return Breach(("edition",), what, f"the editions known are {', '.join(map(str, editions))}")
    programmes = frozenset(programme for programme, _ in known.editions)
    what = f"there is no programme {printable(record.programme)}"
    return Breach(("programme",), what, choose(record.programme, programmes))


def _unknown_exercise(path: Path, exercise: str, known: frozenset[str], inside: str = "") -> Breach:
    return Breach(path, f"there is no exercise {printable(exercise)}{inside}", choose(exercise, known))
