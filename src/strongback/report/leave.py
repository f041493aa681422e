"""On which days there was leave to exercise: a day to wait is one that begins and ends without it.

Without leave is who was not cleared yet, waits for a talk about pain or a sign, answered a health question
with yes, or has no exercise left. A day on which leave was given is open.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from strongback.programme.nouns import Programme
from strongback.progress.clearance import clearance
from strongback.progress.fold import Progress, standing_now
from strongback.progress.standing import Standing, in_use

_DAY = timedelta(days=1)


class Leave:
    """Follows the facts in the order of the clock. `spans` are the days to wait: from a first to a last."""

    __slots__ = ("_day", "_open", "_programme", "spans")

    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        self._day: date | None = None
        self._open = True  # before the first fact nothing is asked of anybody
        self.spans: list[tuple[date, date]] = []

    def sat(self, day: date, standing: Standing, after: Progress) -> None:
        """A record came; `standing` is where the person stood before it."""
        self._reach(day, standing)
        self._open = self._open or not self._waits(standing_now(after, self._programme), day)

    def noted(self, day: date, before: Progress, after: Progress) -> None:
        """A note came."""
        if self._day is None or day > self._day:
            self._reach(day, standing_now(before, self._programme))
        self._open = self._open or not self._waits(standing_now(after, self._programme), day)

    def until(self, on: date, progress: Progress) -> None:
        """Follow to the end of that day; who waits then is taken to wait to the end of its week."""
        standing = standing_now(progress, self._programme)
        sunday = on + (6 - on.weekday()) * _DAY
        self._reach(sunday + _DAY, standing)

    def days(self, first: date, last: date) -> Iterator[date]:
        """The days to wait among those from a first to a last, in order."""
        for begin, end in self.spans:
            day = max(begin, first)
            while day <= min(end, last):
                yield day
                day += _DAY

    def _reach(self, day: date, standing: Standing) -> None:
        """Go on to a day. Up to it nothing has changed since the last fact."""
        if self._day is not None and day <= self._day:
            return
        waits = self._waits(standing, day)
        if self._day is not None:
            begin = self._day + _DAY if self._open else self._day
            end = day - _DAY if waits else self._day
            if begin <= end:
                self.spans.append((begin, end))
        self._day, self._open = day, not waits

    def _waits(self, standing: Standing, day: date) -> bool:
        verdict = clearance(self._programme, standing, day).verdict
        return verdict in ("withheld", "ask") or not any(in_use(self._programme, standing))
