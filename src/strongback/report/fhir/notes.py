"""Notes as FHIR: what a professional said, as the person noted it; health questions; pain the day after."""

from __future__ import annotations

from typing import Any

from strongback.record.history import identity
from strongback.record.nouns import (
    AnyNote,
    Cleared,
    Consulted,
    DayAfter,
    Override,
    Screened,
    WeightsConsented,
)
from strongback.report.fhir.parts import (
    Frame,
    Resource,
    concept,
    exercise,
    extension,
    id_of,
    moment,
    observation,
    patient,
    pointer,
    rating,
    resource,
    words,
)
from strongback.report.fhir.plan import plan_canonical, screening_canonical, timing


def note_resource(frame: Frame, note: AnyNote) -> Resource | None:
    """The resource of a note. An answer to an offer has none: it is of this programme, and no care."""
    match note:
        case Screened():
            return _screened(frame, note)
        case Cleared():
            return _cleared(frame, note)
        case WeightsConsented():
            agreed = concept(frame, frame.codes.weights)
            return _request(frame, note, agreed, requester=_by(note.by))
        case Override():
            return _override(frame, note)
        case Consulted():
            return _consulted(frame, note)
        case DayAfter():
            return _day_after(frame, note)
        case _:
            return None


def care_plan(frame: Frame, cleared: list[str]) -> Resource:
    """What holds the clearances together; `cleared` are the ids of their ServiceRequests, at least one."""
    return resource(
        "CarePlan",
        id_of(frame, "CarePlan", frame.programme.id),
        instantiatesCanonical=[plan_canonical(frame)],
        status="active",
        intent="plan",
        title=frame.programme.title,
        subject=patient(frame),
        activity=[{"reference": pointer(request)} for request in cleared],
    )


def _request(frame: Frame, note: AnyNote, code: Resource, **members: Any) -> Resource:
    """What a professional agreed to. The person noted it, so it plans and orders nothing."""
    return resource(
        "ServiceRequest",
        _id(frame, "ServiceRequest", note),
        status="active",
        intent="plan",
        code=code,
        subject=patient(frame),
        authoredOn=moment(note.at.at),
        note=[{"text": frame.codes.texts.noted}],
        **members,
    )


def _cleared(frame: Frame, note: Cleared) -> Resource:
    return _request(
        frame,
        note,
        concept(frame, frame.codes.exercise_therapy),
        orderDetail=[concept(frame, frame.codes.clearance)],
        instantiatesCanonical=[plan_canonical(frame)],
        occurrenceTiming=timing(frame),
        requester=_by(note.by),
    )


def _override(frame: Frame, note: Override) -> Resource:
    """A change for one exercise. One that is to be left out is, in FHIR's words, not to be performed."""
    changes = {
        "perSide": ("Boolean", note.per_side),
        "repetitions": ("PositiveInt", note.repetitions),
        "maxSets": ("PositiveInt", note.max_sets),
        "leaveOut": ("Boolean", note.leave_out),
        "inOnePiece": ("Boolean", note.in_one_piece),
    }
    said = {name: change for name, change in changes.items() if change[1] is not None}
    return _request(
        frame,
        note,
        exercise(frame, note.exercise),
        orderDetail=[concept(frame, frame.codes.override)],
        doNotPerform=note.leave_out,
        extension=[extension(frame, "exercise-override", said)],
    )


def _consulted(frame: Frame, note: Consulted) -> Resource:
    return resource(
        "Communication",
        _id(frame, "Communication", note),
        status="completed",
        subject=patient(frame),
        topic=concept(frame, frame.codes.consulted),
        sent=moment(note.at.at),
        reasonCode=[] if note.about is None else [exercise(frame, note.about)],
        note=[{"text": frame.codes.texts.noted}],
    )


def _day_after(frame: Frame, note: DayAfter) -> Resource:
    codes = frame.codes
    return observation(
        frame,
        _id(frame, "Observation", note),
        codes.survey_category,
        concept(frame, codes.pain),
        {"effectiveDateTime": moment(note.at.at)},
        method=concept(frame, codes.day_after),
        **rating(frame, note.pain),
    )


def _screened(frame: Frame, note: Screened) -> Resource:
    return resource(
        "QuestionnaireResponse",
        _id(frame, "QuestionnaireResponse", note),
        questionnaire=screening_canonical(frame),
        status="completed",
        subject=patient(frame),
        authored=moment(note.at.at),
        source=patient(frame),
        item=[_answer(frame, question, answer) for question, answer in note.answers.items()],
    )


def _answer(frame: Frame, question: str, answer: bool | None) -> Resource:
    """A question that was left unanswered stands there without an answer."""
    asked = frame.programme.words[frame.programme.languages[0]].screening
    item: Resource = {"linkId": question, "text": words(asked.get(question, question.replace("_", " ")))}
    return item if answer is None else item | {"answer": [{"valueBoolean": answer}]}


def _by(name: str) -> Resource | None:
    """Whoever agreed, by the words the person wrote; there is no resource of them."""
    said = words(name)
    return None if said is None else {"display": said}


def _id(frame: Frame, kind: str, note: AnyNote) -> str:
    """A note is known by everything it says."""
    return id_of(frame, kind, str(identity(note)))
