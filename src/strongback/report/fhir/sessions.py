"""A session as FHIR: a Procedure, and Observations of what was done and what was said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from strongback.programme.nouns import Dose
from strongback.record.nouns import PainReported, Rated, RedFlagSeen, SessionRecord
from strongback.report.fhir.codes import Concept, Unit
from strongback.report.fhir.parts import (
    Frame,
    Resource,
    canonical,
    concept,
    dose_extension,
    exercise,
    id_of,
    moment,
    observation,
    patient,
    pointer,
    quantity,
    rating,
    resource,
    seconds,
    words,
)
from strongback.report.performed import Performed, ending, signs

Heard = Mapping[str | None, Performed]


def session_resources(
    frame: Frame, record: SessionRecord, found: Heard, doses: Mapping[str, Dose], clearance: str | None
) -> Iterator[Resource]:
    """One session. `found` is what was performed, `clearance` the id of the ServiceRequest it rests on."""
    key = record.id.lower()
    procedure = id_of(frame, "Procedure", key)
    yield _procedure(frame, record, procedure, found, clearance)
    about = {"partOf": [pointer(procedure)]}
    whole = about | {"effectivePeriod": _period(record)}
    yield from _whole(frame, key, record, whole)
    for name, one in found.items():
        about_it = f"{key} exercise {name}"
        if one.sets or one.skipped:
            yield _exercise(frame, about_it, one, doses.get(name or ""), whole)
        if one.rated is not None and _answered(one.rated):
            yield _effort(frame, about_it, one.rated, whole)
    pains = (pain for one in found.values() for pain in one.pains)
    for nth, pain in enumerate(pains, 1):
        yield _pain(frame, f"{key} pain {nth}", pain, about | _at(record, pain.at_ms))
    for nth, sign in enumerate(signs(record), 1):
        yield _sign(frame, f"{key} sign {nth}", sign, about | _at(record, sign.at_ms))


def _procedure(
    frame: Frame,
    record: SessionRecord,
    id: str,
    found: Heard,
    clearance: str | None,
) -> Resource:
    codes = frame.codes
    ended = ending(record)
    because = codes.stopped.get(ended[0]) if ended else None
    return resource(
        "Procedure",
        id,
        extension=[
            {"url": f"{codes.base}/StructureDefinition/script", "valueString": record.script},
        ],
        identifier=[{"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{record.id.lower()}"}],
        instantiatesCanonical=[canonical(frame, "PlanDefinition", record.programme, record.edition)],
        basedOn=[] if clearance is None else [pointer(clearance)],
        status=_status(ended and ended[0], found),
        statusReason=None if because is None else concept(frame, because),
        code=concept(frame, codes.exercise_therapy),
        subject=patient(frame),
        performedPeriod=_period(record),
        performer=[{"actor": patient(frame)}],
    )


def _status(ended: str | None, found: Heard) -> str:
    """In FHIR's words, what ends before anything but the preparation was begun is not done."""
    if not any(each.held_ms for one in found.values() for each in one.sets.values()):
        return "not-done"
    return {None: "in-progress", "finished": "completed"}.get(ended, "stopped")


def _period(record: SessionRecord) -> dict[str, str]:
    """From the start to the end of the performance, pauses included."""
    ended = ending(record)
    start = {"start": moment(record.started_at.at)}
    return start if ended is None else start | {"end": _later(record, ended[1])}


def _later(record: SessionRecord, at_ms: int) -> str:
    return moment(record.started_at.at + timedelta(milliseconds=at_ms))


def _at(record: SessionRecord, at_ms: int) -> dict[str, Any]:
    return {"effectiveDateTime": _later(record, at_ms)}


def _whole(frame: Frame, key: str, record: SessionRecord, when: Mapping[str, Any]) -> Iterator[Resource]:
    """What was done in all, and how long it took."""
    codes = frame.codes
    yield observation(
        frame,
        id_of(frame, "Observation", f"{key} activity"),
        codes.activity_category,
        concept(frame, codes.activity),
        when,
        valueCodeableConcept={"text": words(frame.programme.title)},
    )
    ended = ending(record)
    if ended is not None:
        yield observation(
            frame,
            id_of(frame, "Observation", f"{key} duration"),
            codes.activity_category,
            concept(frame, codes.duration),
            when,
            valueQuantity=quantity(round(ended[1] / 60_000, 2), codes.minute),
        )


def _exercise(frame: Frame, key: str, one: Performed, dose: Dose | None, when: Mapping[str, Any]) -> Resource:
    """What was performed of one exercise, beside what was prescribed."""
    return observation(
        frame,
        id_of(frame, "Observation", key),
        frame.codes.activity_category,
        exercise(frame, one.exercise or ""),
        when,
        extension=[] if dose is None else [dose_extension(frame, dose)],
        component=list(_done(frame, one)),
    )


def _effort(frame: Frame, key: str, rated: Rated, when: Mapping[str, Any]) -> Resource:
    """How hard one exercise was. Silence about the one question still leaves the answer to the other."""
    codes = frame.codes
    more: list[Resource] = []
    if rated.two_more is not None:
        more.append({"code": concept(frame, codes.two_more), "valueBoolean": rated.two_more})
    return observation(
        frame,
        id_of(frame, "Observation", f"{key} effort"),
        codes.survey_category,
        concept(frame, codes.effort),
        when,
        **rating(frame, rated.effort),
        component=[_about(frame, rated.exercise), *more],
    )


def _answered(rated: Rated) -> bool:
    return rated.effort is not None or rated.two_more is not None


def _done(frame: Frame, one: Performed) -> Iterator[Resource]:
    codes = frame.codes
    sets = one.sets.values()
    if one.skipped:
        yield {"code": concept(frame, codes.left_out), "valueBoolean": True}
    if not sets:
        return
    holds = [held for each in sets for held in each.holds]
    yield _count(frame, codes.sets_done, sum(bool(each.holds) for each in sets), codes.sets)
    yield _count(frame, codes.repetitions_done, len(holds), codes.repetitions)
    yield _count(frame, codes.repetitions_missed, sum(each.missed for each in sets), codes.repetitions)
    rests = [each.rest_asked_ms for each in sets if each.rest_asked_ms is not None]
    if holds:
        yield {"code": concept(frame, codes.held_total), "valueQuantity": seconds(sum(holds), codes)}
        yield {"code": concept(frame, codes.held_least), "valueQuantity": seconds(min(holds), codes)}
    if rests:
        yield {"code": concept(frame, codes.rest_asked), "valueQuantity": seconds(max(rests), codes)}


def _count(frame: Frame, what: Concept, many: int, unit: Unit) -> Resource:
    return {"code": concept(frame, what), "valueQuantity": quantity(many, unit)}


def _about(frame: Frame, id: str) -> Resource:
    """Which exercise an answer is about."""
    return {"code": concept(frame, frame.codes.exercise), "valueCodeableConcept": exercise(frame, id)}


def _pain(frame: Frame, key: str, pain: PainReported, when: Mapping[str, Any]) -> Resource:
    where = words(pain.where)
    return observation(
        frame,
        id_of(frame, "Observation", key),
        frame.codes.survey_category,
        concept(frame, frame.codes.pain),
        when,
        **rating(frame, pain.severity),
        bodySite=None if where is None else {"text": where},
        component=[] if pain.exercise is None else [_about(frame, pain.exercise)],
    )


def _sign(frame: Frame, key: str, sign: RedFlagSeen, when: Mapping[str, Any]) -> Resource:
    codes = frame.codes
    known = frame.programme.words[frame.programme.languages[0]].red_flags.get(sign.which)
    named = words(known or sign.which)
    value = Concept(named or codes.sign.text, sign.which.replace("_", "-") if known else None)
    return observation(
        frame,
        id_of(frame, "Observation", key),
        codes.survey_category,
        concept(frame, codes.sign),
        when,
        valueCodeableConcept=concept(frame, value),
    )
