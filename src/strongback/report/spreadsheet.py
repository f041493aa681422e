"""The table as CSV: RFC 4180, and nothing in it that a spreadsheet program takes for something else.

Whoever opens the file may be a professional with Excel or LibreOffice, and some of its cells are what people
typed. So a text that a spreadsheet would calculate, or would turn into a number or a date, gets an apostrophe
in front (https://owasp.org/www-community/attacks/CSV_Injection). Numbers, ids and instants stay as they are.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec.structs import astuple

from strongback.programme.nouns import Programme
from strongback.record.nouns import Entry
from strongback.report.table import COLUMNS, SetRow, set_rows

BOM = "\ufeff"
"""Without it Excel reads the file in the code page of its Windows and spoils every letter beyond ASCII."""

_AS_WRITTEN = ("started_at", "record")
"""They begin with a digit and are no number in any spreadsheet: 2026-11-22T09:30:00+01:00, a UUID."""
_TYPED = ("programme", "red_flags", "exercise", "exercise_name", "pain_where")
_YES_NO = ("skipped", "two_more", "pain_reported")

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_UNSEEN = "[ \u00a0\u00ad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]*"
"""Spaces, and what has no width: some programs look past them."""
_SIGNS = "[=+\\-@\uff1d\uff0b\uff0d\uff20]"  # the last four are their full-width forms
_FORMULA = re.compile(f'(?:^|(?<=[;,\t\n|"])){_UNSEEN}(?={_SIGNS})|^(?=[\t\n])')
"""Also inside a text: where the program's list separator is not the comma, a `;` begins a new cell."""
_MONTH = "(?:jan|feb|f[eé]v|m[aäá]|apr|avr|abr|ju|giu|lug|au|ao|ago|sep|set|o[ckt]|out|nov|d[eéi])[^\\W\\d_]*"
_OTHERWISE = re.compile(
    rf"[\W_]*\d[\d\W_]*(?:[^\W\d_]+[\d\W_]*)?|{_MONTH}[\W_]*\d{{1,4}}|true|false", re.IGNORECASE
)
"""A number (007, 1e5, 5 %), a date (3-4, 12 May, Sept2), an hour (5 am), a truth value."""


def csv_lines(programme: Programme, entries: Iterable[Entry]) -> Iterator[str]:
    """The file in pieces: a byte order mark with the header, then one row a piece, each with its line end.

    `entries` are oldest first. The columns are those of `SetRow`; an empty cell is a None.
    """
    write = csv.writer(_Line()).writerow
    yield BOM + str(write(COLUMNS))
    for row in set_rows(programme, entries):
        yield str(write(_cells(row)))


class _Line:
    """Gives back what is written, so that a row needs no file."""

    def write(self, text: str) -> str:
        return text


_READ = tuple(COLUMNS.index(name) for name in _AS_WRITTEN)
_GUARDED = tuple(COLUMNS.index(name) for name in _TYPED)
_SAID = tuple(COLUMNS.index(name) for name in _YES_NO)


def _cells(row: SetRow) -> list[object]:
    """The writer itself makes an empty cell of None, and ISO 8601 of a date."""
    cells = list(astuple(row))
    for at in _READ:
        cells[at] = _plain(cells[at])
    for at in _GUARDED:
        if cells[at] is not None:
            cells[at] = guarded(cells[at])
    for at in _SAID:
        if cells[at] is not None:
            cells[at] = "yes" if cells[at] else "no"
    return cells


@lru_cache(maxsize=1024)
def guarded(text: str) -> str:
    """A text that every spreadsheet program shows as this text, with apostrophes where it would not."""
    plain = _plain(text)
    safe = _FORMULA.sub(lambda found: "'" + found[0], plain)
    return safe if safe.startswith("'") or not _OTHERWISE.fullmatch(plain) else "'" + safe


def _plain(text: str) -> str:
    """Line ends as line feeds; a control character, which ends a cell in some programs, as U+FFFD."""
    return _CONTROL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
