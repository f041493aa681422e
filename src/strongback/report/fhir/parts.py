"""The small pieces of every resource: references, codes, quantities, moments, texts. All are plain dicts.

Within one bundle equal pieces may be one dict, so whoever wants to change a bundle copies it first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from strongback.programme.nouns import Dose, Programme
from strongback.programme.timing import exercise_of
from strongback.report.fhir.codes import Codes, Concept, Unit
from strongback.report.performed import name_of

Resource = dict[str, Any]
"""A resource or a part of one, as its JSON is."""

_OURS = UUID("b6f0a3c2-6a3d-5f0e-9a55-2f3f0c9b7d41")
"""The name space of all ids in our bundles."""
_UCUM = "http://unitsofmeasure.org"
_FARTHEST = timedelta(hours=14)
"""FHIR knows no offset beyond it."""
_SPACE = re.compile(r"[^\S \t\r\n]|\ufeff")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Frame:
    """What all resources of one bundle share.

    Every id is made from `root`, which is made from the person's own; `patient` is that of their resource.
    `said` keeps the concepts that were made: a bundle says the same few dozen in thousands of places.
    """

    programme: Programme
    codes: Codes
    root: UUID
    patient: str
    said: dict[Concept, Resource] = field(default_factory=dict)


def frame_of(programme: Programme, codes: Codes, subject: str) -> Frame:
    """The frame of one person's bundle. From the ids in it nobody finds back to `subject`."""
    root = uuid5(_OURS, subject)
    return Frame(programme, codes, root, str(uuid5(root, "Patient")))


def resource(kind: str, id: str, /, **members: Any) -> Resource:
    """A resource without the members that are None or an empty list: FHIR has neither."""
    filled = {name: value for name, value in members.items() if value is not None and value != []}
    return {"resourceType": kind, "id": id, **filled}


def id_of(frame: Frame, kind: str, key: str) -> str:
    """Always the same for the same fact of the same person, and of no other."""
    return str(uuid5(frame.root, f"{kind} {key}"))


def pointer(id: str) -> Resource:
    """A reference to a resource of the same bundle."""
    return {"reference": f"urn:uuid:{id}"}


def patient(frame: Frame) -> Resource:
    """A reference to the person."""
    return pointer(frame.patient)


def address(frame: Frame, kind: str, name: str) -> str:
    """Where a definition of ours has its address."""
    return f"{frame.codes.base}/{kind}/{name}"


def canonical(frame: Frame, kind: str, name: str, edition: int) -> str:
    """The address of a definition in one edition."""
    return f"{address(frame, kind, name)}|{edition}"


def concept(frame: Frame, meant: Concept) -> Resource:
    """A CodeableConcept, the same one wherever the same is meant."""
    made = frame.said.get(meant)
    if made is None:
        made = frame.said[meant] = _concept(frame, meant)
    return made


def _concept(frame: Frame, meant: Concept) -> Resource:
    if meant.code is None:
        return {"text": meant.text}
    coding = {"system": meant.system or address(frame, "CodeSystem", "terms"), "code": meant.code}
    if meant.display is not None:
        coding["display"] = meant.display
    return {"coding": [coding], "text": meant.text}


def exercise(frame: Frame, id: str) -> Resource:
    """An exercise as a CodeableConcept of our own."""
    name = words(name_of(frame.programme, id)) or id
    return concept(frame, Concept(name, id, address(frame, "CodeSystem", "exercises")))


def quantity(value: int | float, unit: Unit) -> Resource:
    return {"value": value, "unit": unit.name, "system": _UCUM, "code": unit.code}


def seconds(duration_ms: int, codes: Codes) -> Resource:
    """Milliseconds as a quantity of seconds."""
    return quantity(duration_ms / 1000 if duration_ms % 1000 else duration_ms // 1000, codes.second)


def moment(at: datetime) -> str:
    """A FHIR dateTime, in the offset it was written with where FHIR has that offset, else in UTC."""
    offset = at.utcoffset() or timedelta()
    if abs(offset) > _FARTHEST or offset % timedelta(minutes=1):
        at = at.astimezone(UTC)
    return at.isoformat()


def words(text: str | None) -> str | None:
    """Text as FHIR takes it: no control characters, no space but the plain one; None when nothing is left."""
    if text is None:
        return None
    return _CONTROL.sub("\ufffd", _SPACE.sub(" ", text)).strip() or None


def extension(frame: Frame, name: str, parts: Mapping[str, Any]) -> Resource:
    """An extension of ours that has parts: each a name and a value, as `{"sets": ("PositiveInt", 3)}`."""
    inner = [{"url": part, f"value{kind}": value} for part, (kind, value) in parts.items()]
    return {"url": address(frame, "StructureDefinition", name), "extension": inner}


def dose_extension(frame: Frame, dose: Dose) -> Resource:
    """What was prescribed of one exercise; FHIR has no place for sets, holds and rests."""
    codes = frame.codes
    parts = {
        "sets": ("PositiveInt", dose.sets),
        "repetitions": ("PositiveInt", dose.repetitions),
        "perSide": ("Boolean", dose.per_side),
        "sides": ("PositiveInt", len(exercise_of(frame.programme, dose.exercise).sides) or 1),
        "hold": ("Quantity", seconds(dose.hold_ms, codes)),
        "rest": ("Quantity", seconds(dose.rest_ms, codes)),
        "load": ("Quantity", quantity(dose.load_g, codes.gram)),
    }
    return extension(frame, "exercise-dose", parts)


def observation(
    frame: Frame, id: str, category: Concept, code: Resource, when: Mapping[str, Any], **members: Any
) -> Resource:
    """Something the person did or said. `when` is an effective[x]."""
    return resource(
        "Observation",
        id,
        status="final",
        category=[concept(frame, category)],
        code=code,
        subject=patient(frame),
        performer=[patient(frame)],
        **when,
        **members,
    )


def rating(frame: Frame, value: int | None) -> Resource:
    """A number from 0 to 10 as the value of an observation; silence as the reason why there is none."""
    if value is None:
        return {"dataAbsentReason": concept(frame, frame.codes.unknown)}
    return {"valueQuantity": quantity(value, frame.codes.score)}
