"""Facts into the store and out of it. What is written here is committed when the function returns."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Literal, cast

from django.db import connection, transaction
from msgspec.structs import replace

from strongback import library
from strongback.programme.nouns import Programme
from strongback.record.history import moment
from strongback.record.nouns import (
    AnyEvent,
    AnyNote,
    Entry,
    Finished,
    PainReported,
    Rated,
    RedFlagSeen,
    RepetitionDone,
    RepetitionMissed,
    SessionRecord,
    Stopped,
    StopReason,
)
from strongback.record.reader import read_again, read_draft, read_note, read_record
from strongback.record.writer import write_entry
from strongback.web import models

# Through the models these two cost twice as much, and records are what comes in numbers.
_INSERT = (
    "INSERT INTO web_entry (person_id, uid, kind, at, moment_us, body) "
    "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"
)
_END_DRAFT = "DELETE FROM web_draft WHERE person_id = %s AND record = %s"
LONGEST_MS = 86_400_000
Kept = Literal["new", "same"]
_LONGEST_AT = models.Entry._meta.get_field("at").max_length or 0


class Differs(ValueError):
    """A session record with this id is kept already, and says something else."""


@cache
def programmes() -> tuple[Programme, ...]:
    """Every programme we ship, read once."""
    return tuple(library.load(name) for name in library.programmes())


def keep(person: models.Person, entry: Entry) -> Kept:
    """Keep one record or note of a person. The same fact again is no second one. Raises Differs."""
    row = row_of(person, entry)
    owner = models.Entry._meta.get_field("person").get_db_prep_value(person.id, connection)
    with transaction.atomic(), connection.cursor() as cursor:
        _one_at_a_time(person)
        cursor.execute(_INSERT, (owner, row.uid, row.kind, row.at, row.moment_us, row.body))
        new = cursor.rowcount == 1
        if new and row.kind == "record":
            cursor.execute(_END_DRAFT, (owner, row.uid))
        if not new and models.Entry.objects.get(person=person, uid=row.uid).body != row.body:
            raise Differs(row.uid)
    return "new" if new else "same"


def _one_at_a_time(person: models.Person) -> None:
    """Until the transaction is over nobody else writes facts of this person.

    What is read before it is written stays true, and facts are seen in the order of their ids: a fold that
    has seen a later one would pass over an earlier one. SQLite lets one write at a time anyway.
    """
    if connection.features.has_select_for_update:
        mine = models.Person.objects.select_for_update(no_key=True).filter(id=person.id)
        list(mine.values_list("id"))


def keep_all(person: models.Person, facts: Iterable[Entry]) -> int:
    """Keep many, all of them or (Differs) none. Gives how many were new."""
    with transaction.atomic():
        return sum(keep(person, fact) == "new" for fact in facts)


def lines(person: models.Person) -> Iterator[str]:
    """Everything kept of a person as canonical JSON Lines, without line breaks, in the order it came."""
    mine = models.Entry.objects.filter(person=person).order_by("id")
    return mine.values_list("body", flat=True).iterator(chunk_size=100)


def row_of(person: models.Person, entry: Entry) -> models.Entry:
    """The row an entry is kept as."""
    line = write_entry(entry)
    at = moment(entry)
    return models.Entry(
        person=person,
        uid=entry.id.lower() if isinstance(entry, SessionRecord) else hashlib.sha256(line).hexdigest(),
        kind="record" if isinstance(entry, SessionRecord) else str(type(entry).__struct_config__.tag),
        # Only a column to look by: the line has it as it was written.
        at=at.text if len(at.text) <= _LONGEST_AT else at.at.isoformat(timespec="seconds"),
        moment_us=microseconds(at.at),
        body=line.decode(),
    )


def read(rows: Iterable[models.Entry]) -> Iterator[Entry]:
    """The entries of those rows. They were checked when kept; one that no longer reads is a defect."""
    for row in rows:
        reader = read_record if row.kind == "record" else read_note
        entry, problems = reader(row.body.encode(), programmes(), f"entry {row.pk}")
        if entry is None:
            raise ValueError("; ".join(map(str, problems)))
        yield entry


def recall(person: models.Person) -> Iterator[Entry]:
    """Everything kept of a person in the order of the clock, not checked again: it was when it was kept."""
    mine = models.Entry.objects.filter(person=person).order_by("moment_us", "id")
    return (
        read_again(body.encode()) for body in mine.values_list("body", flat=True).iterator(chunk_size=100)
    )


def keep_draft(person: models.Person, draft: SessionRecord, now: datetime) -> bool:
    """Put a draft in place of the one before it. False when that session is history already."""
    with transaction.atomic():
        _one_at_a_time(person)
        if models.Entry.objects.filter(person=person, uid=draft.id.lower()).exists():
            return False
        if _heard_more(person, draft):
            return True
        models.Draft.objects.update_or_create(
            person=person,
            record=draft.id.lower(),
            defaults={"body": write_entry(draft).decode(), "updated_ms": milliseconds(now)},
        )
    return True


def _heard_more(person: models.Person, draft: SessionRecord) -> bool:
    """Whether a later draft that goes on from this one is here already: letters may overtake each other.

    "Pressed by mistake" is none of these: it leaves a pause where the pain was.
    """
    row = models.Draft.objects.filter(person=person, record=draft.id.lower()).first()
    there, _ = read_draft(row.body.encode(), programmes()) if row is not None else (None, ())
    many = len(draft.events)
    return there is not None and len(there.events) > many and there.events[:many] == draft.events


def continue_with(person: models.Person, fuller: SessionRecord, now: datetime | None = None) -> bool:
    """Put the player's own word in place of an end that was only assumed here, all at once or not at all.

    A session that was not heard of is closed as lost, or by choice; when the player comes back and its
    record goes on where that one was cut, nothing of it may be lost, least of all pain. With `now` it is a
    draft again. False when the record kept is no beginning of this one.
    """
    with transaction.atomic():
        _one_at_a_time(person)
        row = models.Entry.objects.filter(person=person, uid=fuller.id.lower(), kind="record").first()
        if row is None or not _was_cut(next(iter(read([row]))), fuller):
            return False
        row.delete()
        if now is None:
            keep(person, fuller)
            return True
        return keep_draft(person, fuller, now)


def holds(person: models.Person, record: SessionRecord) -> bool:
    """Whether the history has every fact of this record already, perhaps with answers after it.

    Letters may come late and in any order: the one that lost the race has nothing to add.
    """
    row = models.Entry.objects.filter(person=person, uid=record.id.lower(), kind="record").first()
    kept = next(iter(read([row]))) if row is not None else None
    if not isinstance(kept, SessionRecord):
        return False
    return replace(kept, id=record.id, events=kept.events[: len(record.events)]) == record


def _was_cut(kept: Entry, fuller: SessionRecord) -> bool:
    """Whether the record kept ends where it was only assumed to end, or lacks no more than its answers."""
    if not isinstance(kept, SessionRecord):
        return False
    many = len(kept.events)
    if fuller.events[:many] == kept.events:
        return many < len(fuller.events) and all(
            isinstance(event, Rated | RepetitionMissed) for event in fuller.events[many:]
        )
    before, end = kept.events[:-1], kept.events[-1]
    rest = fuller.events[len(before) :]
    return isinstance(end, Stopped) and fuller.events[: len(before)] == before and bool(rest)


def drafts(person: models.Person) -> list[tuple[SessionRecord, int]]:
    """The person's drafts, each with when it was last heard of, in milliseconds since 1970; oldest first."""
    found = []
    for row in models.Draft.objects.filter(person=person).order_by("updated_ms"):
        draft, problems = read_draft(row.body.encode(), programmes())
        if draft is None:
            raise ValueError("; ".join(map(str, problems)))
        found.append((draft, row.updated_ms))
    return found


def close_draft(person: models.Person, record: SessionRecord) -> None:
    """Make a draft history. Where the player was quicker, its word stands."""
    try:
        keep(person, record)
    except Differs:
        models.Draft.objects.filter(person=person, record=record.id.lower()).delete()


def ended(record: SessionRecord) -> bool:
    """Whether the performance is over."""
    return any(isinstance(event, Stopped | Finished) for event in record.events)


def hurt(record: SessionRecord) -> bool:
    """Whether pain or a sign that needs a professional was named in it."""
    return any(isinstance(event, PainReported | RedFlagSeen) for event in record.events)


def stopped(record: SessionRecord, because: StopReason) -> SessionRecord:
    """The same performance with its end: pain and red flags weigh more than any other reason."""
    if ended(record):
        return record
    if any(isinstance(event, RedFlagSeen) for event in record.events):
        because = "red_flag"
    elif hurt(record):
        because = "pain"
    return more(record, (Stopped(at_ms=last_ms(record), because=because),))


def repetitions(record: SessionRecord) -> int:
    """How many repetitions were done."""
    return sum(isinstance(event, RepetitionDone) for event in record.events)


def more(record: SessionRecord, events: Sequence[AnyEvent]) -> SessionRecord:
    """The same record with further events."""
    return replace(record, events=(*record.events, *events))


def last_ms(record: SessionRecord) -> int:
    """When its last event was."""
    return record.events[-1].at_ms if record.events else 0


def note(person: models.Person, fact: AnyNote) -> Kept:
    """Keep one note of a person."""
    return keep(person, cast(Entry, fact))


def microseconds(at: datetime) -> int:
    """An instant in microseconds since 1970."""
    return round(at.timestamp() * 1_000_000)


def milliseconds(at: datetime) -> int:
    """An instant in milliseconds since 1970."""
    return round(at.timestamp() * 1000)
