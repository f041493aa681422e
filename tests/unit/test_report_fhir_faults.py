"""Both checkers are worth having: of five planted faults each alone misses two, together they miss none."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from fhir_checks import dangling, fhirkit_problems, problems, schema_problems
from lives import Life
from people import Day
from strongback.library import fhir, load
from strongback.report.fhir import bundle

Bundle = dict[str, Any]
LIFE = Life().session(Day(effort=3, pain="chest-lift-1"))
GOOD = bundle(load(), LIFE.entries, "somebody", fhir.codes())


def first(found: Bundle, kind: str, code: str | None = None) -> dict[str, Any]:
    """The first resource of a kind; of observations, the first with this code."""
    return next(
        entry["resource"]
        for entry in found["entry"]
        if entry["resource"]["resourceType"] == kind
        and code in (None, entry["resource"].get("code", {}).get("coding", [{}])[0].get("code"))
    )


def no_status(found: Bundle) -> None:
    del first(found, "Observation")["status"]


def two_values(found: Bundle) -> None:
    first(found, "Observation", "72514-3")["valueString"] = "four"


def an_id_with_a_space(found: Bundle) -> None:
    first(found, "CarePlan")["id"] = "my plan"


def a_week_as_people_write_it(found: Bundle) -> None:
    first(found, "PlanDefinition")["action"][1]["timingTiming"]["repeat"]["periodUnit"] = "week"


def a_day_as_people_write_it(found: Bundle) -> None:
    first(found, "Observation", "72514-3")["effectiveDateTime"] = "22.11.2026"


def no_intent(found: Bundle) -> None:
    del first(found, "ServiceRequest")["intent"]


def a_list_of_nothing(found: Bundle) -> None:
    first(found, "Procedure")["performer"] = []


def no_set_at_all(found: Bundle) -> None:
    first(found, "ActivityDefinition")["extension"][0]["extension"][0]["valuePositiveInt"] = 0


def an_unknown_member(found: Bundle) -> None:
    first(found, "Procedure")["mood"] = "good"


def a_number_as_text(found: Bundle) -> None:
    first(found, "Observation", "72514-3")["valueQuantity"]["value"] = "4"


def an_empty_text(found: Bundle) -> None:
    first(found, "Observation", "72514-3")["bodySite"]["text"] = ""


def one_where_many_are(found: Bundle) -> None:
    observed = first(found, "Observation")
    observed["performer"] = observed["performer"][0]


Fault = Callable[[Bundle], None]
FIVE: dict[Fault, set[str]] = {
    no_status: {"fhirkit"},
    two_values: {"fhirkit"},
    an_id_with_a_space: {"schema"},
    a_week_as_people_write_it: {"schema"},
    a_day_as_people_write_it: {"fhirkit", "schema"},
}
MORE: tuple[Fault, ...] = (
    no_intent,
    a_list_of_nothing,
    no_set_at_all,
    an_unknown_member,
    a_number_as_text,
    an_empty_text,
    one_where_many_are,
)


def seen_by(fault: Fault) -> set[str]:
    """Which of the two find a fault in a bundle that is good but for it."""
    spoilt = deepcopy(GOOD)
    fault(spoilt)
    said = {"fhirkit": fhirkit_problems(spoilt), "schema": schema_problems(spoilt)}
    return {name for name, problems in said.items() if problems}


def test_the_bundle_that_faults_are_planted_in_has_none() -> None:
    assert problems(GOOD) == []
    assert dangling(GOOD) == []


@pytest.mark.parametrize("fault", FIVE, ids=lambda fault: fault.__name__)
def test_each_of_five_faults_is_found_by_whom_we_expect(fault: Fault) -> None:
    assert seen_by(fault) == FIVE[fault]


def test_each_checker_alone_misses_two_of_the_five() -> None:
    for checker in ("fhirkit", "schema"):
        assert sum(checker not in seen for seen in FIVE.values()) == 2


@pytest.mark.parametrize("fault", MORE, ids=lambda fault: fault.__name__)
def test_seven_more_are_found_by_one_of_them(fault: Fault) -> None:
    assert seen_by(fault)


def test_a_status_that_neither_knows_is_found_by_our_own_list() -> None:
    spoilt = deepcopy(GOOD)
    first(spoilt, "Procedure")["status"] = "abandoned"
    assert fhirkit_problems(spoilt) == schema_problems(spoilt) == []
    assert problems(spoilt) == ["Procedure.status: abandoned is no code of R4"]


def test_a_reference_to_nothing_is_found_and_two_of_one_id() -> None:
    lost = deepcopy(GOOD)
    first(lost, "Procedure")["subject"]["reference"] = "urn:uuid:00000000-0000-0000-0000-000000000000"
    assert dangling(lost) == ["urn:uuid:00000000-0000-0000-0000-000000000000"]
    twice = deepcopy(GOOD)
    twice["entry"].append(twice["entry"][0])
    assert dangling(twice) == [twice["entry"][0]["fullUrl"]]
