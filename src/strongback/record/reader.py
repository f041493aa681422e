"""Reading a history, and refusing what does not belong in it: every problem at once, by line and name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice, repeat

from msgspec.json import Decoder

from strongback.programme.nouns import Programme
from strongback.programme.problem import Problem
from strongback.record.nouns import AnyNote, Entry, History, SessionRecord
from strongback.record.rules import Breach, Known, known_from, note_breaches, record_breaches
from strongback.record.shape import Finding, examine, instant, printable
from strongback.record.tree import Branch, Malformed, Node, Path, find, read_tree
from strongback.record.writer import write_entry

LONGEST_LINE = 1 << 20
"""Bytes of one record or note."""
_PROBLEMS_A_LINE = 20
_BOM = b"\xef\xbb\xbf"
_A_NOTE = b'{"note":'

_records: Decoder[SessionRecord] = Decoder(SessionRecord, dec_hook=instant)
_notes: Decoder[AnyNote] = Decoder(AnyNote, dec_hook=instant)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a history by its number from 1. No entry and no problem: an earlier line says the same."""

    number: int
    entry: Entry | None
    problems: tuple[Problem, ...]


def read_history(
    text: str | bytes, programmes: Iterable[Programme], file: str = "history.jsonl"
) -> tuple[History, tuple[Problem, ...]]:
    """The history in JSON Lines, and everything wrong with it. A line with a problem is left out."""
    body = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    kept: list[Entry] = []
    found: list[Problem] = []
    for line in read_lines(body.split(b"\n"), programmes, file):
        found.extend(line.problems)
        if line.entry is not None:
            kept.append(line.entry)
    return History(tuple(kept)), tuple(found)


def read_lines(
    lines: Iterable[bytes], programmes: Iterable[Programme], file: str = "history.jsonl"
) -> Iterator[Line]:
    """The same one line at a time, so that a history of any length needs little memory."""
    known = known_from(programmes)
    told: dict[str | bytes, tuple[int, bytes]] = {}
    for number, line in enumerate(_without_blank_end(lines), 1):
        body, marked = _without_bom(line, file) if number == 1 else (line, ())
        entry, problems = _read(body, known, file, number)
        if entry is not None:
            content = sha256(write_entry(entry)).digest()
            key = entry.id.lower() if isinstance(entry, SessionRecord) else content
            first, same = told.setdefault(key, (number, content))
            if same != content:
                problems = (_other_content(file, number, first),)
            if first != number:
                entry = None
        yield Line(number, entry, (*marked, *problems))


def read_record(
    body: bytes, programmes: Iterable[Programme], file: str = "record"
) -> tuple[SessionRecord | None, tuple[Problem, ...]]:
    """One complete session record, or what is wrong with it."""
    return _read_record(body, programmes, file, draft=False)


def read_draft(
    body: bytes, programmes: Iterable[Programme], file: str = "draft"
) -> tuple[SessionRecord | None, tuple[Problem, ...]]:
    """A session record that may still be without its end, or what is wrong with it."""
    return _read_record(body, programmes, file, draft=True)


def read_note(
    body: bytes, programmes: Iterable[Programme], file: str = "note"
) -> tuple[AnyNote | None, tuple[Problem, ...]]:
    """One note, or what is wrong with it."""
    entry, problems = _read(body, known_from(programmes), file, 1)
    if isinstance(entry, SessionRecord):
        return None, (Problem(file, 1, 1, "session record", "is not a note", "send a note here"),)
    return entry, problems


def read_again(body: bytes) -> Entry:
    """A line that was read without a problem before and written by us: decoded, and not checked once more.

    Raises ValueError when it is no entry.
    """
    return (_notes if body.startswith(_A_NOTE) else _records).decode(body)


def _read_record(
    body: bytes, programmes: Iterable[Programme], file: str, *, draft: bool
) -> tuple[SessionRecord | None, tuple[Problem, ...]]:
    entry, problems = _read(body, known_from(programmes), file, 1, draft=draft)
    if entry is not None and not isinstance(entry, SessionRecord):
        return None, (Problem(file, 1, 1, "note", "is not a session record", "send a session record here"),)
    return entry, problems


def _without_blank_end(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines up to the last that has anything on it."""
    blank = 0
    for line in lines:
        if not line.strip():
            blank += 1
            continue
        yield from repeat(b"", blank)
        blank = 0
        yield line


def _without_bom(line: bytes, file: str) -> tuple[bytes, tuple[Problem, ...]]:
    if not line.startswith(_BOM):
        return line, ()
    what = "the file begins with a byte order mark"
    return line[len(_BOM) :], (Problem(file, 1, 1, "file", what, "save it as UTF-8 without one"),)


def _other_content(file: str, number: int, first: int) -> Problem:
    what = f"has the id of line {first} and other content"
    fix = "keep the true one of the two, or give this one an id of its own"
    return Problem(file, number, 1, "session record", what, fix)


def _read(
    line: bytes, known: Known, file: str, number: int, *, draft: bool = False
) -> tuple[Entry | None, tuple[Problem, ...]]:
    """One entry or its problems. A good line is read fast, only a bad one again for the places."""
    if len(line) > LONGEST_LINE:
        what = f"is too long, the limit is {LONGEST_LINE} bytes"
        return None, (Problem(file, number, 1, "line", what, "leave out what is not of this sitting"),)
    if not line.strip():
        return None, (Problem(file, number, 1, "line", "is empty", "delete the line"),)
    entry = _decode(line)
    broken: Sequence[Breach] = ()
    if isinstance(entry, SessionRecord):
        broken = record_breaches(entry, known, draft=draft)
    elif entry is not None:
        broken = note_breaches(entry, known)
    if entry is not None and not broken:
        return entry, ()
    return None, tuple(islice(_problems(line, broken, file, number), _PROBLEMS_A_LINE))


def _decode(line: bytes) -> Entry | None:
    for decoder in (_records, _notes):
        try:
            entry: Entry = decoder.decode(line)
        except (ValueError, RecursionError):
            continue
        # The decoder lets the last of two equal names win, and a record do without "record". A canonical line
        # has neither fault.
        return entry if write_entry(entry) == line or _well_named(line) else None
    return None


def _well_named(line: bytes) -> bool:
    def members(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise ValueError("a name is written twice")
        return found

    try:
        entry = json.loads(line, object_pairs_hook=members)
    except (ValueError, RecursionError):
        return False
    return "record" in entry or "note" in entry


def _problems(line: bytes, broken: Sequence[Breach], file: str, number: int) -> Iterator[Problem]:
    try:
        text = line.decode()
        tree = read_tree(text)
    except UnicodeDecodeError as error:
        column = len(line[: error.start].decode()) + 1
        yield Problem(file, number, column, "line", "is not UTF-8", "save the file as UTF-8")
        return
    except Malformed as error:
        yield Problem(file, *_place(text, error.at, number), "line", error.what, error.fix)
        return
    findings = [*examine(tree), *(Finding(find(tree, b.path).at, b.path, b.what, b.fix) for b in broken)]
    findings.sort(key=lambda one: one.at)
    for one in findings or [Finding(0, (), "cannot be read", "compare it with the history format")]:
        yield Problem(file, *_place(text, one.at, number), _where(tree, one.path), one.what, one.fix)


def _place(text: str, at: int, number: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1."""
    return number + text.count("\n", 0, at), at - text.rfind("\n", 0, at)


def _where(tree: Node, path: Path) -> str:
    """The thing at the end of a path in the words of the format: `event 3 rated, effort`."""
    if len(path) > 1 and path[0] == "events" and isinstance(path[1], int):
        tag = find(tree, (*path[:2], "event")).value
        kind = f" {tag}" if isinstance(tag, str) and tag.isidentifier() else ""
        return ", ".join([f"event {path[1] + 1}{kind[:60]}", *map(_short, path[2:])])
    kind = "line"
    if isinstance(tree, Branch) and tree.get("record"):
        kind = "session record"
    elif isinstance(tree, Branch) and tree.get("note"):
        kind = "note " + _short(find(tree, ("note",)).value)
    return ", ".join([kind, *map(_short, path)])


def _short(name: object) -> str:
    """A name as it is written when it is an ordinary one, else made fit to print."""
    return str(name) if str(name).isidentifier() and len(str(name)) < 60 else printable(name)
