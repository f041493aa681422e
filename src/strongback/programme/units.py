"""How numbers are written in a programme file, and back: `10 s`, `250 g`, `14 days`, `50 %`.

Readers return None when the text is not written so. They never round: `1.0005 s` is no whole millisecond.
"""

from __future__ import annotations

import re

MILLISECONDS = {"ms": 1, "s": 1_000, "min": 60_000}
_DURATION = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,3}))? (ms|s|min)")
_WHOLE = re.compile(r"[0-9]{1,9}")
_DECIMAL = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?")


def read_duration(text: str) -> int | None:
    """`1.5 s` → 1500 whole milliseconds."""
    match = _DURATION.fullmatch(text)
    if match is None:
        return None
    whole, fraction, unit = match.groups()
    thousandths = int(whole) * 1_000 + int((fraction or "").ljust(3, "0"))
    milliseconds, rest = divmod(thousandths * MILLISECONDS[unit], 1_000)
    return milliseconds if rest == 0 else None


def write_duration(ms: int) -> str:
    """1500 → `1500 ms`, 2000 → `2 s`: the largest unit that stays whole, minutes from two on."""
    if ms >= 120_000 and ms % 60_000 == 0:
        return f"{ms // 60_000} min"
    return f"{ms // 1_000} s" if ms % 1_000 == 0 else f"{ms} ms"


def read_whole(text: str) -> int | None:
    """Digits only: `8`. Signs, points, `0x10` and `true` are not whole numbers here."""
    return int(text) if _WHOLE.fullmatch(text) else None


def read_decimal(text: str) -> float | None:
    """`1.5` or `2`."""
    return float(text) if _DECIMAL.fullmatch(text) else None


def read_with_unit(text: str, unit: str) -> int | None:
    """`250 g` with unit `g` → 250. One day may be written `1 day`."""
    number, space, written = text.partition(" ")
    if not space or (written != unit and (number, f"{written}s") != ("1", unit)):
        return None
    return read_whole(number)
