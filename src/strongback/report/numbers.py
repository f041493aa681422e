"""The nouns of what it adds up to: weeks, sessions, exercises over time. Zero is an answer, None is silence.

They are msgspec Structs for the reason the fold's are: ten years make fifteen thousand of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from strongback.programme.nouns import Dose, Goal
from strongback.progress.nouns import Offer, SessionPlan, Verdict


class Share(Struct, frozen=True, gc=False):
    """So many done of so many; `done` is never more than `of`. Of none is silence, not zero."""

    done: int
    of: int

    @property
    def value(self) -> float | None:
        """0 to 1; None where there was nothing to do."""
        return self.done / self.of if self.of else None


NOTHING = Share(0, 0)


def together(shares: Iterable[Share]) -> Share:
    """Several shares as one: what was done of all that there was."""
    done = of = 0
    for share in shares:
        done += share.done
        of += share.of
    return Share(done, of)


class Week(Struct, frozen=True):
    """Monday to Sunday, by the local days as they were written.

    `days` are those with a session, each once, in order; `done` the sessions that count: no more a day than
    the programme has (one). `closed` are the days on which, from their beginning to their end, the person was
    to wait: not cleared, pain or a sign not talked about yet, or a yes in the health questions. `open_days`
    are the others, from the first day on that counts at all. `planned` is the least of the programme for the
    whole week, in the proportion of its open days, rounded down; `most` is its most. `over`: its Sunday is
    past. `full` is the fidelity of its sessions together.
    """

    monday: date
    days: tuple[date, ...]
    done: int
    closed: tuple[date, ...]
    open_days: int
    planned: int
    most: int
    over: bool
    full: Share

    @property
    def adherence(self) -> Share:
        """Sessions done of those planned: a full week does not make up for an empty one."""
        return Share(min(self.done, self.planned), self.planned)


class SessionNumbers(Struct, frozen=True):
    """One record in which something was tried or reported.

    `held_ms` is the time under tension as a record knows it: its holds added up. `lasted_ms` is from the
    start to the end of the performance. `stopped` says why it ended early; None: as planned.
    """

    record: str
    day: date
    repetitions: int
    held_ms: int
    lasted_ms: int
    stopped: str | None
    full: Share

    @property
    def counts(self) -> bool:
        """Whether it is a session: at least one repetition was done (decision 18)."""
        return self.repetitions > 0


class Point(Struct, frozen=True):
    """One exercise in one session in which it was tried, or hurt.

    `dose` is what was prescribed before that session, `rung` counts from 1 in its ladder. `sets` have at
    least one repetition done; `full` are the prescribed repetitions that were done and held to the end.
    `rest_asked_ms` is the longest rest asked for. `severity` is the worst that was said; `hurt` stands also
    where no number was.
    """

    record: str
    day: date
    exercise: str
    rung: int | None
    dose: Dose
    sets: int
    repetitions: int
    missed: int
    full: Share
    held_ms: int
    rest_asked_ms: int | None
    effort: int | None
    two_more: bool | None
    hurt: bool
    severity: int | None

    @property
    def rest_ms(self) -> int | None:
        """The longest rest between its sets; None where one set leaves nothing to rest between."""
        prescribed = self.dose.rest_ms if self.dose.sets > 1 else None
        known = [rest for rest in (prescribed, self.rest_asked_ms) if rest is not None]
        return max(known, default=None)


class ComesNext(Struct, frozen=True):
    """One exercise as it is done now, and what it still takes.

    `verdict` is that of the plan. `takes` says what further ease would bring; None where the verdict says so,
    where a step is earned, or where it waits.
    """

    exercise: str
    dose: Dose
    goal: Goal
    verdict: Verdict
    offer: Offer | None
    takes: str | None


class Series(Struct, frozen=True):
    """One exercise over time, or one ladder over all its rungs. `next` None: it is not done now."""

    key: str
    ladder: bool
    exercises: tuple[str, ...]
    points: tuple[Point, ...]
    next: ComesNext | None


class PainSaid(Struct, frozen=True):
    """Pain as it was said: in a session, or (`record` None) afterwards. A 0 afterwards stands here too."""

    day: date
    record: str | None
    exercise: str | None
    severity: int | None
    where: str | None

    @property
    def after(self) -> bool:
        """Whether it was said on a day after."""
        return self.record is None

    @property
    def hurts(self) -> bool:
        """Whether it is pain: a 0 afterwards is none, but whoever stopped because it hurt had some."""
        return not self.after or self.severity != 0


class SignSaid(Struct, frozen=True):
    """A sign that a professional should look at, named in a session."""

    day: date
    record: str
    which: str


class Trends(Struct, frozen=True):
    """All of it on one day, oldest first. `since` is the first clearance or session; None: neither yet."""

    on: date
    since: date | None
    plan: SessionPlan
    weeks: tuple[Week, ...]
    sessions: tuple[SessionNumbers, ...]
    series: tuple[Series, ...]
    pains: tuple[PainSaid, ...]
    signs: tuple[SignSaid, ...]

    @property
    def this_week(self) -> Week | None:
        """The week under way."""
        return self.weeks[-1] if self.weeks else None
