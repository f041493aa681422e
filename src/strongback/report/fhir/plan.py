"""The programme as FHIR: one PlanDefinition, an ActivityDefinition for each exercise, the Questionnaire."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from strongback.programme.nouns import Dose, Exercise, Ladder
from strongback.report.fhir.parts import (
    Frame,
    Resource,
    address,
    canonical,
    concept,
    dose_extension,
    exercise,
    extension,
    id_of,
    quantity,
    resource,
    seconds,
    words,
)
from strongback.report.performed import name_of
from strongback.report.sentences import capital, joined

_GOAL = "goal"


def programme_resources(frame: Frame) -> Iterator[Resource]:
    """What is prescribed, independent of any person but for the ids."""
    yield _plan(frame)
    for each in frame.programme.exercises:
        yield _activity(frame, each)
    yield _questionnaire(frame)


def plan_canonical(frame: Frame) -> str:
    """The address of the programme in its edition."""
    return canonical(frame, "PlanDefinition", frame.programme.id, frame.programme.edition)


def screening_canonical(frame: Frame) -> str:
    """The address of the screening in the programme's edition."""
    return canonical(frame, "Questionnaire", _screening(frame), frame.programme.edition)


def timing(frame: Frame) -> Resource:
    """How often in a week."""
    often = frame.programme.frequency
    return {
        "repeat": {
            "frequency": often.least,
            "frequencyMax": often.most,
            "period": 1,
            "periodUnit": "wk",
        }
    }


def _definition(frame: Frame, kind: str, name: str, title: str) -> dict[str, Any]:
    """What all definitions have."""
    programme = frame.programme
    return {
        "url": address(frame, kind, name),
        "version": str(programme.edition),
        "name": "".join(capital(part) for part in name.replace("_", "-").split("-")),
        "title": title,
        "status": frame.codes.status,
        "copyright": words(programme.source.licence),
    }


def _plan(frame: Frame) -> Resource:
    programme, codes = frame.programme, frame.codes
    source = programme.source
    often = programme.frequency
    return resource(
        "PlanDefinition",
        id_of(frame, "PlanDefinition", programme.id),
        **_definition(frame, "PlanDefinition", programme.id, programme.title),
        type=concept(frame, codes.plan_type),
        description=codes.texts.about,
        relatedArtifact=[
            {"type": "derived-from", "citation": words(f"{source.title}, {source.author}: {source.form}")}
        ],
        goal=[
            {
                "id": _GOAL,
                "description": concept(frame, codes.days_a_week),
                "target": [
                    {
                        "measure": concept(frame, codes.days_a_week),
                        "detailRange": {
                            "low": quantity(often.least, codes.a_week),
                            "high": quantity(often.most, codes.a_week),
                        },
                    }
                ],
            }
        ],
        action=[
            {"title": codes.texts.screening, "definitionCanonical": screening_canonical(frame)},
            {
                "title": codes.texts.session,
                "goalId": [_GOAL],
                "timingTiming": timing(frame),
                "groupingBehavior": "logical-group",
                "selectionBehavior": "all",
                "action": list(_actions(frame)),
            },
        ],
    )


def _actions(frame: Frame) -> Iterator[Resource]:
    """The exercises in their order; the rungs of a ladder as one group of which exactly one is done."""
    programme = frame.programme
    ladders = {rung: ladder for ladder in programme.ladders for rung in ladder.rungs}
    begun: set[str] = set()
    for each in programme.exercises:
        ladder = ladders.get(each.id)
        if ladder is None:
            yield _action(frame, each.id)
        elif ladder.id not in begun:
            begun.add(ladder.id)
            yield _ladder(frame, ladder)


def _ladder(frame: Frame, ladder: Ladder) -> Resource:
    return {
        "title": joined([name_of(frame.programme, rung) for rung in ladder.rungs]),
        "groupingBehavior": "logical-group",
        "selectionBehavior": "exactly-one",
        "action": [_action(frame, rung) for rung in ladder.rungs],
    }


def _action(frame: Frame, id: str) -> Resource:
    name = f"{frame.programme.id}-{id}"
    return {
        "title": name_of(frame.programme, id),
        "definitionCanonical": canonical(frame, "ActivityDefinition", name, frame.programme.edition),
    }


def _activity(frame: Frame, each: Exercise) -> Resource:
    programme = frame.programme
    said = programme.words[programme.languages[0]]
    name = f"{programme.id}-{each.id}"
    return resource(
        "ActivityDefinition",
        id_of(frame, "ActivityDefinition", each.id),
        extension=[dose_extension(frame, _goal(frame, each)), _tempo(frame, each)],
        **_definition(frame, "ActivityDefinition", name, said.exercises[each.id].name),
        description=words(said.exercises[each.id].instruction),
        kind="ServiceRequest",
        code=exercise(frame, each.id),
        intent="plan",
        participant=[{"type": "patient"}],
        bodySite=[{"text": words(said.strengthens[part])} for part in each.strengthens],
    )


def _goal(frame: Frame, each: Exercise) -> Dose:
    """The goal as a dose."""
    rest = frame.programme.rest.between_sets_ms
    return Dose(each.id, each.goal.sets, each.goal.repetitions, False, each.hold_ms, rest, 0)


def _tempo(frame: Frame, each: Exercise) -> Resource:
    """How long the parts of a repetition last but for the hold, as far as the exercise has them."""
    tempo = frame.programme.tempo
    usual = {"lift": tempo.lift_ms, "lower": tempo.lower_ms, "pause": tempo.pause_ms}
    parts: dict[str, Any] = {
        phase.phase: ("Quantity", seconds(phase.duration_ms or usual[phase.phase], frame.codes))
        for phase in each.phases
        if phase.phase in usual
    }
    return extension(frame, "exercise-tempo", parts)


def _screening(frame: Frame) -> str:
    return f"{frame.programme.id}-screening"


def _questionnaire(frame: Frame) -> Resource:
    programme = frame.programme
    asked = programme.words[programme.languages[0]].screening
    return resource(
        "Questionnaire",
        id_of(frame, "Questionnaire", _screening(frame)),
        **_definition(frame, "Questionnaire", _screening(frame), frame.codes.texts.screening),
        subjectType=["Patient"],
        item=[
            {"linkId": question, "text": words(asked[question]), "type": "boolean"}
            for question in programme.screening
        ],
    )
