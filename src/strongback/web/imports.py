"""A history in JSON Lines into the store: exact, all of it or nothing, and a second time without effect.

The file is read twice. First every line is checked, against the format and against what is kept already, and
nothing is locked; then all of it is written in one transaction. So a session that is being performed waits
for the writing only, and a file with a mistake changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from django.db import transaction

from strongback.programme.problem import Problem
from strongback.record.nouns import SessionRecord
from strongback.record.reader import LONGEST_LINE, Line, read_lines
from strongback.web import entries, models

MOST_PROBLEMS = 200
"""So many are told of one file; whoever has more has another kind of file."""
MOST_LINES = 100_000
"""Beyond any life: three sessions a week and a note a day come to about 500 a year."""
_AT_ONCE = 250


class NotTaken(ValueError):
    """Nothing was changed, because of these problems; `more` says that there are further ones."""

    def __init__(self, problems: Sequence[Problem], more: bool = False) -> None:
        super().__init__(problems)
        self.problems = tuple(problems)
        self.more = more


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of it: how many facts were new, how many were kept already."""

    new: int
    same: int


@dataclass(frozen=True, slots=True)
class Source:
    """A file to take in, open for reading, and the name it is called by."""

    file: BinaryIO
    name: str


def check(person: models.Person, source: Source) -> Iterator[int]:
    """Look at every line, giving now and then how many bytes were looked at. Raises NotTaken at the end."""
    found: list[Problem] = []
    for lines in _batches(source):
        found += [problem for line in lines for problem in line.problems]
        found += _contradicting(person, lines, source.name)
        if lines[-1].number > MOST_LINES:
            what, fix = f"has more than {MOST_LINES} lines", "take it in in parts, if it is a history"
            raise NotTaken([Problem(source.name, MOST_LINES + 1, 1, "file", what, fix)])
        if len(found) > MOST_PROBLEMS:
            raise NotTaken(found[:MOST_PROBLEMS], more=True)
        yield source.file.tell()
    if found:
        raise NotTaken(found)


def keep(person: models.Person, source: Source, told: Callable[[int], None] = lambda _: None) -> Taken:
    """Keep every fact of a file that was checked, or (NotTaken) none. `told` hears the bytes kept so far.

    Somebody who is not in the store yet is made with them.
    """
    try:
        with transaction.atomic():
            if person._state.adding:
                person.save()
            return _kept(person, source, told)
    except entries.Differs as differs:
        what = f"the session {differs} was kept meanwhile, with other content"
        raise NotTaken([Problem(source.name, 1, 1, "file", what, "take it in again")]) from differs


def _contradicting(person: models.Person, lines: Sequence[Line], name: str) -> Iterator[Problem]:
    """The session records of which others with the same id are kept."""
    rows = {
        line.number: entries.row_of(person, line.entry)
        for line in lines
        if isinstance(line.entry, SessionRecord)
    }
    uids = [row.uid for row in rows.values()]
    mine = models.Entry.objects.filter(person=person, uid__in=uids)
    kept = dict(mine.values_list("uid", "body"))
    for number, row in rows.items():
        if kept.get(row.uid, row.body) != row.body:
            what = "a session with this id is kept already, with other content"
            fix = "leave this line out, or take the file in for somebody new"
            yield Problem(name, number, 1, "session record", what, fix)


def _kept(person: models.Person, source: Source, told: Callable[[int], None]) -> Taken:
    new = same = 0
    for lines in _batches(source):
        for line in lines:
            if line.problems:  # the file was changed since it was checked
                raise NotTaken(line.problems)
            if line.entry is not None:
                is_new = entries.keep(person, line.entry) == "new"
                new, same = new + is_new, same + (not is_new)
        told(source.file.tell())
    return Taken(new, same)


def _batches(source: Source) -> Iterator[Sequence[Line]]:
    """The lines of the file from its beginning, some at a time."""
    source.file.seek(0)
    lines = read_lines(_lines(source.file), entries.programmes(), source.name)
    while some := tuple(islice(lines, _AT_ONCE)):
        yield some


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file; of one that is too long only so much that it is seen to be."""
    while line := file.readline(LONGEST_LINE + 2):
        whole = line.endswith(b"\n")
        yield line.removesuffix(b"\n")
        while not whole and (rest := file.readline(LONGEST_LINE + 2)):
            whole = rest.endswith(b"\n")
