"""The codes and fixed texts of the FHIR export, all in the one file beside this."""

from __future__ import annotations

from functools import cache

from strongback.body.reader import data_reader
from strongback.library import HOME
from strongback.report.fhir.codes import Codes

CODES = HOME / "fhir" / "r4.yaml"
read_codes = data_reader(Codes)
"""A file like ours with other codes. Raises msgspec.ValidationError when an entry is missing or wrong."""


@cache
def codes() -> Codes:
    """The codes we ship."""
    return read_codes(CODES.read_bytes())
