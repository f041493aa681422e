"""Where each person stands, kept in this process so that a page folds only what is new. Disposable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Count, Max

from strongback import progress
from strongback.programme.nouns import Programme
from strongback.progress import Progress, SessionVerdicts, Verdict
from strongback.record.history import moment
from strongback.record.nouns import Entry, SessionRecord
from strongback.web import entries, models

_MOST = 32


@dataclass(frozen=True, slots=True)
class Kept:
    """A fold of `many` rows up to row `upto`; its newest fact is of `newest_us`, microseconds since 1970."""

    upto: int
    newest_us: int
    many: int
    progress: Progress
    told: Mapping[str, SessionVerdicts] | None


Shelf = dict[tuple[UUID, str, int], Kept]
"""By person, programme and edition."""
_standings: Shelf = {}
_tellings: Shelf = {}
_said: dict[Verdict, Verdict] = {}


def progress_of(person: models.Person, programme: Programme, on: date) -> Progress:
    """The progress of a person from everything kept up to that local day."""
    kept = _brought_up(_standings, person, programme, on, tell=False)
    return kept.progress


def verdicts_by_record(
    person: models.Person, programme: Programme, on: date
) -> Mapping[str, SessionVerdicts]:
    """What was decided after each session, by the id of its record."""
    kept = _brought_up(_tellings, person, programme, on, tell=True)
    return {**(kept.told or {}), **_by_record(progress.verdicts_of(kept.progress, programme))}


def forget() -> None:
    """Throw everything away; it comes again."""
    _standings.clear()
    _tellings.clear()
    _said.clear()


def with_drafts(so_far: Progress, programme: Programme, person: models.Person) -> Progress:
    """The progress with drafts counted that are over, or report pain, as if they had ended there."""
    over = [
        entries.stopped(draft, "pain")
        for draft, _ in entries.drafts(person)
        if entries.hurt(draft) or entries.ended(draft)
    ]
    return progress.advance(so_far, programme, over)


def _brought_up(shelf: Shelf, person: models.Person, programme: Programme, on: date, *, tell: bool) -> Kept:
    """The fold with everything that came since, or anew when something older than its newest fact came."""
    key = (person.id, programme.id, programme.edition)
    mine = models.Entry.objects.filter(person=person)
    there = mine.aggregate(upto=Max("id", default=0), newest_us=Max("moment_us", default=0), many=Count("id"))
    mine = mine.filter(id__lte=there["upto"])  # what comes meanwhile is folded next time, not twice
    fresh = Kept(0, 0, 0, progress.start(programme), {} if tell else None)
    kept = shelf.get(key, fresh)
    if (kept.upto, kept.many) == (there["upto"], there["many"]):
        return kept
    since = mine.filter(id__gt=kept.upto)
    # Another process may have put a fuller record in the place of one that is folded here already.
    gone = kept.many + since.count() != there["many"]
    if gone or since.filter(moment_us__lt=kept.newest_us).exists():
        kept, since = fresh, mine
    ahead: list[Entry] = []
    facts = _until(on, entries.read(since.order_by("moment_us", "id").iterator(chunk_size=100)), ahead)
    folded = _folded(kept, programme, facts, there)
    if not ahead:  # else a fact from a day to come would be missed when that day comes
        shelf[key] = folded
        while len(shelf) > _MOST:
            shelf.pop(next(iter(shelf)), None)
    return folded


def _until(on: date, facts: Iterable[Entry], ahead: list[Entry]) -> Iterator[Entry]:
    """The facts up to that local day; the others are put aside."""
    for fact in facts:
        hurts = isinstance(fact, SessionRecord) and entries.hurt(fact)
        if moment(fact).day <= on or hurts:  # another clock or zone must not hide pain until tomorrow
            yield fact
        else:
            ahead.append(fact)


def _folded(kept: Kept, programme: Programme, new: Iterable[Entry], there: Mapping[str, int]) -> Kept:
    if kept.told is None:
        return Kept(**there, progress=progress.advance(kept.progress, programme, new), told=None)
    told, so_far = dict(kept.told), kept.progress
    for entry in new:
        further = progress.advance(so_far, programme, (entry,))
        if further.judged is not so_far.judged:  # what was open is judged for good
            told |= _by_record(progress.verdicts_of(so_far, programme))
        so_far = further
    return Kept(**there, progress=so_far, told=told)


def _by_record(told: Iterable[SessionVerdicts]) -> dict[str, SessionVerdicts]:
    """By the id of the record, equal verdicts kept once: ten years of sessions say the same few things."""
    return {
        one.record: replace(one, verdicts={name: _said.setdefault(v, v) for name, v in one.verdicts.items()})
        for one in told
        if one.record is not None
    }
