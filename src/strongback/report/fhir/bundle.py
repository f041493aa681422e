"""A history as one FHIR R4 Bundle, whole or in pieces.

Its type is `collection`: it hands facts on and asks no server to do anything with them. Exporting the same
history twice gives the same, byte for byte; there is no moment of writing in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from msgspec import json

from strongback.programme.nouns import Programme
from strongback.record.nouns import Cleared, Entry, SessionRecord
from strongback.report.fhir.codes import Codes
from strongback.report.fhir.notes import care_plan, note_resource
from strongback.report.fhir.parts import Frame, Resource, frame_of, id_of, resource, words
from strongback.report.fhir.plan import programme_resources
from strongback.report.fhir.sessions import Heard, session_resources
from strongback.report.fhir.weeks import Adherence, week_resources
from strongback.report.performed import performed, with_doses

_NONE: Adherence = {}


def bundle(
    programme: Programme,
    entries: Iterable[Entry],
    subject: str,
    codes: Codes,
    name: str | None = None,
    adherence: Adherence = _NONE,
) -> dict[str, Any]:
    """The bundle as a plain dict.

    `entries` are oldest first. `subject` is whatever tells this person from others; nothing of it is in
    the bundle. `name` stands in it only when it is given. `adherence` says what was planned, by the week's
    Monday.
    """
    frame = frame_of(programme, codes, subject)
    listed = [_entry(each) for each in _resources(frame, entries, name, adherence)]
    return _head(frame) | {"entry": listed}


def bundle_pieces(
    programme: Programme,
    entries: Iterable[Entry],
    subject: str,
    codes: Codes,
    name: str | None = None,
    adherence: Adherence = _NONE,
) -> Iterator[str]:
    """The same as text, a resource a piece, so that ten years need no memory; joined they are its JSON."""
    frame = frame_of(programme, codes, subject)
    head = json.encode(_head(frame)).decode()
    before = f'{head[:-1]},"entry":[\n'
    for each in _resources(frame, entries, name, adherence):
        yield before + json.encode(_entry(each)).decode()
        before = ",\n"
    yield "\n]}\n"


def _head(frame: Frame) -> Resource:
    return resource("Bundle", id_of(frame, "Bundle", frame.programme.id), type="collection")


def _entry(each: Resource) -> Resource:
    return {"fullUrl": f"urn:uuid:{each['id']}", "resource": each}


def _resources(
    frame: Frame, entries: Iterable[Entry], name: str | None, adherence: Adherence
) -> Iterator[Resource]:
    """Everything in the bundle, the person first; the care plan and the weeks, which need all, last."""
    named = words(name)
    yield resource("Patient", frame.patient, name=[] if named is None else [{"text": named}])
    yield from programme_resources(frame)
    cleared: list[str] = []
    days: set[date] = set()
    for entry, doses in with_doses(frame.programme, entries):
        if isinstance(entry, SessionRecord):
            found = performed(entry)
            if _is_session(found):
                days.add(entry.started_at.day)
            yield from session_resources(frame, entry, found, doses, cleared[-1] if cleared else None)
        elif (made := note_resource(frame, entry)) is not None:
            yield made
            if isinstance(entry, Cleared):
                cleared.append(made["id"])
    if cleared:
        yield care_plan(frame, cleared)
    yield from week_resources(frame, days, adherence)


def _is_session(found: Heard) -> bool:
    """At least one repetition was done (decision 18)."""
    return any(each.holds for one in found.values() for each in one.sets.values())
