"""A first guess at the local emergency number, which the person confirms. Nothing is looked up elsewhere."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path


@cache
def _numbers() -> dict[str, str]:
    found: dict[str, str] = json.loads((Path(__file__).parent / "data" / "emergency.json").read_bytes())
    return found


def guess(accept_language: str) -> str:
    """The number for the first region named in an Accept-Language header, else 112."""
    for wish in accept_language.split(","):
        parts = wish.split(";")[0].strip().split("-")
        for part in parts[1:]:
            if part.upper() in _numbers():
                return _numbers()[part.upper()]
            if len(part) == 2:
                return _numbers()[""]
    return _numbers()[""]
