"""What a printed sheet is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from strongback.programme.nouns import Programme, Words
from strongback.progress.nouns import SessionPlan


class Paper(StrEnum):
    """The sizes of paper a sheet fits on."""

    a4 = "a4"
    letter = "letter"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One person's sheet: what is prescribed on one day, and what is known about them.

    `on` is that day, None for a sheet that is nobody's yet and good on any day.
    `pictures` are HTML by exercise, an `<svg>` or an `<img>`. What is empty becomes a line to write on.
    `large` is large print: the same in fewer words, so that it stays within four pages.
    """

    programme: Programme
    plan: SessionPlan
    language: str
    pictures: Mapping[str, str]
    on: date | None = None
    name: str = ""
    pace: float = 1.0
    call_name: str = ""
    call_phone: str = ""
    emergency: str = ""
    large: bool = False

    @property
    def words(self) -> Words:
        """The programme's words in the language of the sheet."""
        return self.programme.words[self.language]
