"""The history and the programme as FHIR R4, for other programs of health care."""

from strongback.report.fhir.bundle import bundle, bundle_pieces
from strongback.report.fhir.codes import Codes, Concept
from strongback.report.fhir.weeks import Adherence

__all__ = ["Adherence", "Codes", "Concept", "bundle", "bundle_pieces"]
