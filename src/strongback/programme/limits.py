"""The range in which each number of a programme makes sense, so that a slip of the finger is noticed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from strongback.programme.nouns import Centimetres, Days, Degrees, Grams, Milliseconds
from strongback.programme.units import write_duration


@dataclass(frozen=True, slots=True)
class Limit:
    """From `least` to `most`, in the field's own unit. `filled`: as a list it needs an entry."""

    least: float = 0
    most: float = 999_999
    unit: str = ""
    filled: bool = True

    @property
    def percent(self) -> bool:
        return self.unit == "%"

    def __str__(self) -> str:
        if self.least == self.most:
            return self._write(self.least)
        return f"{self._write(self.least)} to {self._write(self.most)}"

    def _write(self, value: float) -> str:
        return write_duration(int(value)) if self.unit == "ms" else f"{value:g} {self.unit}".rstrip()


BY_TYPE: Mapping[Any, Limit] = {
    Milliseconds: Limit(100, 7_200_000, "ms"),
    Grams: Limit(1, 20_000, "g"),
    Days: Limit(1, 3_650, "days"),
    Degrees: Limit(0, 90, "deg"),
    Centimetres: Limit(1, 200, "cm"),
    float: Limit(1, 10),
}

BY_FIELD: Mapping[tuple[str, str], Limit] = {
    ("Programme", "format"): Limit(1, 1),
    ("Programme", "edition"): Limit(1, 999_999),
    ("Frequency", "least"): Limit(1, 14),
    ("Frequency", "most"): Limit(1, 14),
    ("Goal", "sets"): Limit(1, 20),
    ("Goal", "repetitions"): Limit(1, 60),
    ("Progression", "start_sets"): Limit(1, 20),
    ("Progression", "offers_at_most"): Limit(1, 20),
    ("Progression", "new_for_sessions"): Limit(0, 60),
    ("Progression", "sessions_a_day"): Limit(1, 10),
    ("Progression", "day_used_from_percent"): Limit(1, 100, "%"),
    ("Ease", "sessions"): Limit(1, 60),
    ("Ease", "effort_at_most"): Limit(0, 10),
    ("Hard", "sessions"): Limit(1, 60),
    ("Hard", "effort_at_least"): Limit(1, 10),
    ("DayAfter", "no_ease_from"): Limit(1, 10),
    ("DayAfter", "withheld_from"): Limit(1, 10),
    ("Decision", "number"): Limit(1, 999),
}

MAY_BE_NOTHING = frozenset(
    {
        ("Tempo", "pause_ms"),
        ("Exercise", "introduction_ms"),
        ("SessionTimes", "first_preparation_ms"),
        ("SessionTimes", "introductions_at_most_ms"),
    }
)
MAY_BE_EMPTY = frozenset(
    {
        ("RestRules", "longer_ms"),
        ("LoadRules", "exercises"),
        ("Programme", "screening"),
        ("Programme", "red_flags"),
        ("Programme", "ladders"),
        ("Programme", "decisions"),
        ("Exercise", "sides"),
        ("Phase", "by"),
        ("Phase", "in_one_piece"),
    }
)


def limit_of(kind: type, name: str, hint: Any) -> Limit:
    """The limit of a noun's field; `hint` is its type, or that of its entries."""
    key = (kind.__name__, name)
    limit = BY_FIELD.get(key) or BY_TYPE.get(hint) or Limit()
    if key in MAY_BE_NOTHING:
        limit = replace(limit, least=0)
    return replace(limit, filled=False) if key in MAY_BE_EMPTY else limit
