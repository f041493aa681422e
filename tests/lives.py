"""Lives: a person with a calendar, who exercises, answers, rests and comes back. For tests only."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from people import EASY, Day, perform
from strongback import library
from strongback.programme.nouns import Dose, Programme
from strongback.progress import SessionPlan, Verdict, plan, replay
from strongback.record.history import history_of
from strongback.record.nouns import (
    AnyNote,
    Cleared,
    Consulted,
    DayAfter,
    Entry,
    History,
    Instant,
    OfferAccepted,
    OfferDeclined,
    Override,
    WeightsConsented,
)

MONDAY = date(2026, 1, 5)
TILT, LEG, PRESS = "pelvic-tilt", "leg-and-arm-lift", "head-press"
ONE, TWO, THREE = "chest-lift-1", "chest-lift-2", "chest-lift-3"
ONLY_TILT = Day(effort=None, efforts={TILT: 2})
"""Easy for the Pelvic Tilt, silent about all others, so that no other step takes its place."""


class Life:
    """One person from a Monday on. Every method that does something moves nothing but what it says."""

    def __init__(self, programme: Programme | None = None, cleared: bool = True) -> None:
        self.programme = programme or library.load()
        self.today = MONDAY
        self.entries: list[Entry] = []
        self._entries = 0
        if cleared:
            self.note(Cleared, by="physical therapist")

    @property
    def history(self) -> History:
        return history_of(self.entries)

    def plan(self, days: int = 0) -> SessionPlan:
        """The plan of today, or of some days later."""
        return plan(self.programme, self.history, self.today + timedelta(days=days))

    def dose(self, exercise: str, days: int = 0) -> Dose:
        return next(p.dose for p in self.plan(days).exercises if p.dose.exercise == exercise)

    def verdict(self, exercise: str, days: int = 0) -> Verdict:
        return next(p.verdict for p in self.plan(days).exercises if p.dose.exercise == exercise)

    def offers(self, days: int = 0) -> list[tuple[str, str]]:
        return [(offer.exercise, offer.offer) for offer in self.plan(days).offers]

    def note(self, kind: type[AnyNote], **facts: object) -> Life:
        """Write a note, forty minutes after the entry before it began."""
        self.entries.append(kind(at=Instant(self._clock()), **facts))
        return self

    def session(self, day: Day = EASY) -> Life:
        """Perform today's plan, whatever the clearance says."""
        self.entries.append(perform(self.programme, self.plan(), day, self._clock()))
        return self

    def _clock(self) -> str:
        self._entries += 1
        fast = max(0, self._entries - 30)  # a day with more entries than it has room for
        hours, minutes = divmod((self._entries - fast) * 40 + fast, 60)
        return f"{self.today.isoformat()}T{hours:02d}:{minutes:02d}:00+01:00"

    def wait(self, days: int) -> Life:
        self.today += timedelta(days=days)
        self._entries = 0 if days else self._entries
        return self

    def sessions(self, many: int, day: Day = EASY, every: int = 2) -> Life:
        """So many sessions, each followed by a pause of `every` days."""
        for _ in range(many):
            self.session(day).wait(every)
        return self

    def accept(self, exercise: str | None = None) -> Life:
        """Say yes to the offers of today, or to that of one exercise."""
        for offer in self.plan().offers:
            if exercise in (None, offer.exercise):
                self.note(OfferAccepted, exercise=offer.exercise, offer=offer.offer)
        return self

    def decline(self, exercise: str | None = None) -> Life:
        for offer in self.plan().offers:
            if exercise in (None, offer.exercise):
                self.note(OfferDeclined, exercise=offer.exercise, offer=offer.offer)
        return self

    def climb(self, sessions: int = 40) -> Life:
        """Easy sessions every other day, every offer taken."""
        for _ in range(sessions):
            self.session().wait(2).accept()
        return self

    def replayed(self) -> list[dict[str, Verdict]]:
        return [dict(session.verdicts) for session in replay(self.programme, self.history)]


def at_goal() -> Life:
    """Somebody who has climbed to three sets of everything and the third chest lift."""
    return Life().climb(40)


IDS = tuple(exercise.id for exercise in library.load().exercises)
answers = st.none() | st.integers(0, 10)


@st.composite
def days(draw: st.DrawFn, pain: bool = True, silent: bool = False) -> Day:
    """How a session may go."""
    exercise = st.sampled_from(IDS)
    return Day(
        effort=None if silent else draw(st.sampled_from([0, 1, 2, 3, 3, 2, 5, 8, None])),
        two_more=None if silent else draw(st.sampled_from([True, True, True, False, None])),
        efforts={} if silent else draw(st.dictionaries(exercise, answers, max_size=2)),
        missed=draw(st.dictionaries(exercise, st.integers(1, 3), max_size=1)),
        skipped=tuple(draw(st.lists(exercise, max_size=1))),
        longer=draw(st.dictionaries(exercise, st.sampled_from([60_000, 90_000, 120_000]), max_size=1)),
        held_short=tuple(draw(st.lists(exercise, max_size=1))),
        pain=draw(exercise) if pain and draw(st.integers(0, 14)) == 0 else None,
        severity=draw(answers),
        stop_after=draw(st.integers(0, 60)) if draw(st.integers(0, 9)) == 0 else None,
        because=draw(st.sampled_from(["chosen", "lost", "no_answer"])),
    )


@st.composite
def lives(
    draw: st.DrawFn,
    pain: bool = True,
    silent: bool = False,
    accepts: bool = True,
    easy: bool = False,
    consent: bool | None = None,
    sessions: int = 12,
) -> Life:
    """A life of some sessions with what may happen between them."""
    life = Life()
    if consent if consent is not None else draw(st.booleans()):
        life.note(WeightsConsented, by="doctor")
    for _ in range(draw(st.integers(1, sessions))):
        life.session(EASY if easy or (draw(st.booleans()) and not silent) else draw(days(pain, silent)))
        if pain and draw(st.integers(0, 5)) == 0:
            life.note(DayAfter, pain=draw(st.integers(0, 5)))
        life.wait(draw(st.sampled_from([0, 1, 1, 2, 2, 2, 3, 15, 43])))
        if pain and draw(st.integers(0, 3)) == 0:
            life.note(Consulted, about=draw(st.none() | st.sampled_from(IDS)))
        if draw(st.integers(0, 11)) == 0:
            life.note(Override, exercise=draw(st.sampled_from(IDS)), **draw(overrides))
        answer = draw(st.sampled_from(["accept", "accept", "decline", "nothing"])) if accepts else "nothing"
        if answer != "nothing":
            getattr(life, answer)()
    return life


overrides = st.sampled_from(
    [
        {"per_side": True},
        {"repetitions": 5},
        {"max_sets": 1},
        {"max_sets": 2},
        {"leave_out": True},
        {"leave_out": False},
        {"in_one_piece": True},
    ]
)
