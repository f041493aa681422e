"""The FHIR bundle: what each fact becomes, that it says no more than the record, and that it is valid R4."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from msgspec import ValidationError, to_builtins
from ruamel.yaml import YAML

from fhir_checks import dangling, problems
from lines import ID, event, lines, sitting
from lives import TILT, Life
from people import Day
from strongback.library import fhir, load
from strongback.record.history import ordered
from strongback.record.reader import read_history
from strongback.report.fhir import bundle, bundle_pieces

PROGRAMME = load()
CODES = fhir.codes()
WHOSE = "7d3c2a6e-3f0b-4d6e-8a51-1c2b3d4e5f60"
ROUNDS = [
    {
        "note": "screened",
        "at": "2026-11-20T09:50:00+01:00",
        "answers": {"glaucoma": False, "dizziness": None},
    },
    {"note": "cleared", "at": "2026-11-20T10:00:00+01:00", "by": "physical therapist"},
    {"note": "override", "at": "2026-11-20T10:01:00+01:00", "exercise": "head-press", "leave_out": True},
    sitting(
        event(0, "started"),
        event(60_000, "repetition_done", exercise=TILT, set=1, repetition=1, side=None, held_ms=10_000),
        event(80_000, "repetition_done", exercise=TILT, set=1, repetition=2, side=None, held_ms=9_500),
        event(90_000, "repetition_missed", exercise=TILT, set=1, repetition=3, side=None),
        event(91_000, "rest_lengthened", exercise=TILT, set=1, to_ms=60_000),
        event(92_000, "exercise_skipped", exercise="diagonal-lift"),
        event(95_000, "pain_reported", exercise="chest-lift-1", severity=None, where="low back"),
        event(96_000, "red_flag", which="dizziness"),
        event(120_000, "stopped", because="red_flag"),
        event(130_000, "rated", exercise=TILT, effort=0, two_more=True),
        event(131_000, "rated", exercise="chest-lift-1", effort=None, two_more=None),
    ),
    {"note": "day_after", "at": "2026-11-23T08:00:00+01:00", "pain": 0},
    {"note": "consulted", "at": "2026-11-25T16:00:00+01:00", "about": "chest-lift-1"},
    {"note": "weights_consented", "at": "2026-11-25T16:01:00+01:00", "by": "doctor"},
    {"note": "offer_accepted", "at": "2026-11-25T16:05:00+01:00", "exercise": TILT, "offer": "sets 2"},
]


def entries(*written: Any) -> Any:
    history, wrong = read_history(lines(*written), (PROGRAMME,))
    assert wrong == ()
    return ordered(history)


def made(*written: Any, **more: Any) -> dict[str, Any]:
    return bundle(PROGRAMME, entries(*(written or ROUNDS)), WHOSE, CODES, **more)


def kinds(found: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [entry["resource"] for entry in found["entry"] if entry["resource"]["resourceType"] == kind]


def only(found: dict[str, Any], kind: str) -> dict[str, Any]:
    (one,) = kinds(found, kind)
    return one


def coded(found: dict[str, Any], code: str) -> list[dict[str, Any]]:
    """The observations with this code."""
    return [one for one in kinds(found, "Observation") if one["code"]["coding"][0]["code"] == code]


def parts(one: Mapping[str, Any]) -> dict[str, Any]:
    """The components of an observation by their code: the number of a quantity, or the value itself."""
    found = {}
    for part in one["component"]:
        value = next(part[name] for name in part if name.startswith("value"))
        found[part["code"]["coding"][0]["code"]] = (
            value.get("value", value) if isinstance(value, dict) else value
        )
    return found


def extended(one: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The parts of one of our extensions, quantities as their numbers."""
    (whole,) = (
        each for each in one["extension"] if each["url"] == f"{CODES.base}/StructureDefinition/{name}"
    )
    found = {}
    for part in whole["extension"]:
        value = next(part[key] for key in part if key.startswith("value"))
        found[part["url"]] = value["value"] if isinstance(value, dict) else value
    return found


def test_a_bundle_of_everything_is_valid_in_both_checkers_and_no_reference_leads_nowhere() -> None:
    found = made(name="Änne O’Neill", adherence={date(2026, 11, 16): (1, 2)})
    assert problems(found) == []
    assert dangling(found) == []
    assert {entry["resource"]["resourceType"] for entry in found["entry"]} == {
        *("Patient", "PlanDefinition", "ActivityDefinition", "Questionnaire", "QuestionnaireResponse"),
        *("ServiceRequest", "CarePlan", "Procedure", "Observation", "Communication"),
    }


def test_somebody_new_has_the_programme_and_nothing_else() -> None:
    found = bundle(PROGRAMME, (), WHOSE, CODES)
    assert problems(found) == []
    counted = Counter(entry["resource"]["resourceType"] for entry in found["entry"])
    assert counted == {"Patient": 1, "PlanDefinition": 1, "ActivityDefinition": 7, "Questionnaire": 1}


def test_the_pieces_joined_are_the_bundle() -> None:
    pieces = list(bundle_pieces(PROGRAMME, entries(*ROUNDS), WHOSE, CODES, "Anna"))
    assert json.loads("".join(pieces)) == made(name="Anna")
    assert len(pieces) == len(made()["entry"]) + 1


def test_exporting_twice_gives_the_same_and_another_person_shares_no_id() -> None:
    urls = {entry["fullUrl"] for entry in made()["entry"]}
    assert made() == made()
    others = bundle(PROGRAMME, entries(*ROUNDS), "another", CODES)
    assert urls.isdisjoint(entry["fullUrl"] for entry in others["entry"])
    assert all(entry["fullUrl"] == f"urn:uuid:{entry['resource']['id']}" for entry in made()["entry"])


def test_one_more_session_leaves_the_ids_of_those_before_it() -> None:
    later = sitting(id=ID.replace("0001", "0002"), started_at="2026-11-26T09:30:00+01:00")
    before, after = made(), made(*ROUNDS, later)
    known = {entry["fullUrl"]: entry for entry in after["entry"]}
    assert all(known[entry["fullUrl"]] == entry for entry in before["entry"])
    assert len(after["entry"]) > len(before["entry"])


def test_the_person_is_opaque_until_a_name_is_given() -> None:
    assert only(made(), "Patient").keys() == {"resourceType", "id"}
    assert WHOSE not in json.dumps(made())
    assert only(made(name="Anna"), "Patient")["name"] == [{"text": "Anna"}]


def test_no_profile_is_claimed_and_nothing_of_ours_lies_at_somebody_elses_address() -> None:
    text = json.dumps(made())
    assert '"profile"' not in text
    assert "/us/" not in text
    hosts = {part.split("/")[2] for part in text.split('"') if part.startswith(("http://", "https://"))}
    assert hosts == {
        "strongback.example",
        "loinc.org",
        "snomed.info",
        "terminology.hl7.org",
        "unitsofmeasure.org",
    }


def test_three_to_six_times_a_week_and_one_rung_of_the_ladder() -> None:
    plan = only(made(), "PlanDefinition")
    ask, session = plan["action"]
    assert ask["definitionCanonical"].startswith(only(made(), "Questionnaire")["url"])
    often = {"frequency": 3, "frequencyMax": 6, "period": 1, "periodUnit": "wk"}
    assert session["timingTiming"] == {"repeat": often}
    assert [action["title"] for action in session["action"]] == [
        "Pelvic tilt",
        "Leg and arm lift",
        "Chest lift I, Chest lift II and Chest lift III",
        "Diagonal lift",
        "Head press",
    ]
    ladder = session["action"][2]
    assert ladder["selectionBehavior"] == "exactly-one"
    defined = {f"{one['url']}|{one['version']}" for one in kinds(made(), "ActivityDefinition")}
    named = [
        action["definitionCanonical"]
        for action in (*session["action"], *ladder["action"])
        if "action" not in action
    ]
    assert set(named) == defined
    assert len(named) == 7


def test_the_goal_of_each_exercise_is_the_programmes() -> None:
    for one, exercise in zip(kinds(made(), "ActivityDefinition"), PROGRAMME.exercises, strict=True):
        dose = extended(one, "exercise-dose")
        assert (dose["sets"], dose["repetitions"]) == (exercise.goal.sets, exercise.goal.repetitions)
        assert (dose["hold"] * 1000, dose["rest"], dose["load"]) == (exercise.hold_ms, 30, 0)
        assert (dose["sides"], dose["perSide"]) == (len(exercise.sides) or 1, False)
    tilt = kinds(made(), "ActivityDefinition")[0]
    assert extended(tilt, "exercise-tempo") == {"lift": 4, "lower": 4, "pause": 1}


def test_definitions_have_names_that_programs_can_use_and_credit_their_source() -> None:
    kinds_defined = ("PlanDefinition", "ActivityDefinition", "Questionnaire")
    defined = [one for kind in kinds_defined for one in kinds(made(), kind)]
    assert [one["name"] for one in defined if not re.fullmatch("[A-Z][A-Za-z0-9_]{0,254}", one["name"])] == []
    assert {one["version"] for one in defined} == {str(PROGRAMME.edition)}
    (source,) = only(made(), "PlanDefinition")["relatedArtifact"]
    assert source["type"] == "derived-from"
    assert PROGRAMME.source.author in source["citation"]


def test_a_session_that_was_stopped_says_why_and_rests_on_the_clearance() -> None:
    procedure = only(made(), "Procedure")
    assert procedure["status"] == "stopped"
    assert procedure["statusReason"]["coding"][0]["code"] == "red-flag"
    assert procedure["performedPeriod"] == {
        "start": "2026-11-22T09:30:00+01:00",
        "end": "2026-11-22T09:32:00+01:00",
    }
    assert procedure["identifier"][0]["value"] == f"urn:uuid:{ID}"
    (clearance,) = (one for one in kinds(made(), "ServiceRequest") if "instantiatesCanonical" in one)
    assert procedure["basedOn"] == [{"reference": f"urn:uuid:{clearance['id']}"}]
    assert clearance["requester"] == {"display": "physical therapist"}
    assert only(made(), "CarePlan")["activity"] == [{"reference": procedure["basedOn"][0]}]


@pytest.mark.parametrize(
    ("tried", "because", "status"),
    [
        (True, None, "completed"),
        (True, "chosen", "stopped"),
        (False, "pain", "not-done"),
        (False, None, "not-done"),
    ],
)
def test_a_session_is_completed_stopped_or_not_done(tried: bool, because: str | None, status: str) -> None:
    lift = event(60_000, "repetition_missed", exercise=TILT, set=1, repetition=1, side=None)
    end = event(90_000, "stopped", because=because) if because else event(90_000, "finished")
    procedure = only(made(sitting(event(0, "started"), *([lift] if tried else []), end)), "Procedure")
    assert procedure["status"] == status
    assert ("statusReason" in procedure) == (because is not None)


def test_what_was_done_of_an_exercise_stands_beside_what_was_asked_for() -> None:
    (one,) = coded(made(), TILT)
    assert parts(one) == {
        "sets-done": 1,
        "repetitions-done": 2,
        "repetitions-missed": 1,
        "held-total": 19.5,
        "held-least": 9.5,
        "rest-asked": 60,
    }
    dose = extended(one, "exercise-dose")
    assert (dose["sets"], dose["repetitions"], dose["perSide"], dose["sides"]) == (1, 8, False, 1)
    assert (dose["hold"], dose["rest"], dose["load"]) == (10, 30, 0)
    (other,) = coded(made(), "diagonal-lift")
    assert parts(other) == {"left-out": True}


def test_zero_effort_is_a_value_and_silence_is_nothing() -> None:
    (effort,) = coded(made(), "82289-0")
    assert effort["valueQuantity"]["value"] == 0
    assert parts(effort)["two-more"] is True
    assert parts(effort)["exercise"]["coding"][0]["code"] == TILT


def test_an_effort_that_was_not_said_has_a_reason_in_place_of_a_value() -> None:
    rated = event(20_000, "rated", exercise=TILT, effort=None, two_more=False)
    (effort,) = coded(made(sitting(event(0, "started"), event(10_000, "finished"), rated)), "82289-0")
    assert "valueQuantity" not in effort
    assert effort["dataAbsentReason"]["coding"][0]["code"] == "unknown"
    assert parts(effort)["two-more"] is False


def test_pain_has_its_number_or_none_its_place_its_exercise_and_its_moment() -> None:
    hurt, after = coded(made(), "72514-3")
    assert "valueQuantity" not in hurt
    assert hurt["dataAbsentReason"]["coding"][0]["code"] == "unknown"
    assert hurt["bodySite"] == {"text": "low back"}
    assert parts(hurt)["exercise"]["coding"][0]["code"] == "chest-lift-1"
    assert hurt["effectiveDateTime"] == "2026-11-22T09:31:35+01:00"
    assert after["valueQuantity"]["value"] == 0, "no pain the day after is an answer"
    assert after["method"]["coding"][0]["code"] == "day-after"


def test_a_sign_is_named_in_the_programmes_words() -> None:
    (sign,) = coded(made(), "red-flag")
    assert sign["valueCodeableConcept"]["text"] == PROGRAMME.words["en"].red_flags["dizziness"]


def test_length_and_activity_are_those_of_the_session() -> None:
    (length,), (activity,) = coded(made(), "55411-3"), coded(made(), "73985-4")
    assert (length["valueQuantity"]["value"], length["valueQuantity"]["code"]) == (2, "min")
    assert activity["valueCodeableConcept"] == {"text": "Strong back and hips"}
    assert length["effectivePeriod"] == only(made(), "Procedure")["performedPeriod"]


def test_the_health_questions_keep_yes_no_and_unanswered_apart() -> None:
    answered = only(made(), "QuestionnaireResponse")
    asked = only(made(), "Questionnaire")
    assert answered["questionnaire"] == f"{asked['url']}|{asked['version']}"
    assert [item["linkId"] for item in asked["item"]] == list(PROGRAMME.screening)
    assert [(item["linkId"], item.get("answer")) for item in answered["item"]] == [
        ("glaucoma", [{"valueBoolean": False}]),
        ("dizziness", None),
    ]


def test_what_a_professional_changed_is_a_request_that_was_noted_and_not_signed() -> None:
    request = next(one for one in kinds(made(), "ServiceRequest") if "extension" in one)
    assert request["doNotPerform"] is True
    assert extended(request, "exercise-override") == {"leaveOut": True}
    assert all(one["intent"] == "plan" for one in kinds(made(), "ServiceRequest"))
    assert all(
        "no professional has signed" in one["note"][0]["text"] for one in kinds(made(), "ServiceRequest")
    )
    assert only(made(), "Communication")["reasonCode"][0]["coding"][0]["code"] == "chest-lift-1"


def test_weeks_count_days_with_a_session_and_know_what_was_planned_where_it_is_told() -> None:
    life = Life().sessions(2, every=1).wait(13).session(Day(effort=None))
    planned = {date(2026, 1, 5): (2, 3), date(2026, 1, 19): (0, 0), date(2026, 1, 26): (0, 3)}
    found = bundle(PROGRAMME, life.entries, WHOSE, CODES, adherence=planned)
    weeks = coded(found, "82291-6")
    assert [(one["effectivePeriod"]["start"], one["valueQuantity"]["value"]) for one in weeks] == [
        ("2026-01-05", 2),
        ("2026-01-12", 0),
        ("2026-01-19", 1),
        ("2026-01-26", 0),
    ]
    assert weeks[0]["effectivePeriod"]["end"] == "2026-01-11"
    shares = [[part["valueRatio"] for part in one.get("component", ())] for one in weeks]
    told = [[(one["numerator"]["value"], one["denominator"]["value"]) for one in share] for share in shares]
    assert told == [[(2, 3)], [], [], [(0, 3)]], "of nothing planned there is no share"


def test_a_session_without_a_repetition_is_none_of_the_week() -> None:
    assert coded(made(sitting()), "82291-6") == []


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2026-11-22T09:30:00Z", "2026-11-22T09:30:00+00:00"),
        ("2026-11-22T09:30:00.5+14:00", "2026-11-22T09:30:00.500000+14:00"),
        ("2026-11-22T09:30:00+14:30", "2026-11-21T19:00:00+00:00"),
        ("2026-11-22T09:30:00+00:00:30", "2026-11-22T09:29:30+00:00"),
        ("20261122T093000-0300", "2026-11-22T09:30:00-03:00"),
        ("2026-W47-7T09:30-23:59", "2026-11-23T09:29:00+00:00"),
    ],
)
def test_every_instant_of_a_history_is_one_that_fhir_takes(written: str, told: str) -> None:
    found = made(sitting(started_at=written))
    assert only(found, "Procedure")["performedPeriod"]["start"] == told
    assert problems(found) == []


@pytest.mark.parametrize(
    "typed", ["", " ", "\x00", "\u00a0\u3000", "a\u00a0b\x0bc\u2028d\ufeff", "<b>&\"'", "\x85"]
)
def test_whatever_was_typed_the_bundle_is_valid(typed: str) -> None:
    hurt = event(2_000, "pain_reported", exercise=TILT, severity=3, where=typed)
    sign = event(3_000, "red_flag", which=typed)
    found = made(
        {"note": "cleared", "at": "2026-11-20T10:00:00+01:00", "by": typed},
        {"note": "screened", "at": "2026-11-20T10:00:00+01:00", "answers": {}},
        sitting(event(0, "started"), hurt, sign, event(4_000, "stopped", because="pain")),
        name=typed,
    )
    assert problems(found) == []


def test_every_code_can_be_replaced_or_taken_out() -> None:
    written = YAML(typ="safe", pure=True).load(fhir.CODES.read_text(encoding="utf-8"))
    written["exercise_therapy"] = {"text": "Oefentherapie"}
    written["pain"] = {"text": "Pijn", "system": "urn:oid:1.2.3", "code": "p"}
    written["base"] = "https://clinic.example/fhir"
    text = json.dumps(to_builtins(written)).encode()
    found = bundle(PROGRAMME, entries(*ROUNDS), WHOSE, fhir.read_codes(text))
    assert only(found, "Procedure")["code"] == {"text": "Oefentherapie"}
    assert "snomed" not in json.dumps(found)
    assert "72514-3" not in json.dumps(found)
    assert "strongback.example" not in json.dumps(found)
    assert problems(found) == []


@pytest.mark.parametrize(("entry", "says"), [("pain", "pain"), ("second", "second"), ("texts", "texts")])
def test_a_file_of_codes_that_lacks_one_is_refused_by_its_name(entry: str, says: str) -> None:
    written = YAML(typ="safe", pure=True).load(fhir.CODES.read_text(encoding="utf-8"))
    del written[entry]
    with pytest.raises(ValidationError, match=says):
        fhir.read_codes(json.dumps(written).encode())
