"""The wish for a shorter session as it stands in an address: `?minutes=10&without=head-press,pelvic-tilt`.

It is nowhere kept: who comes back to Today finds the whole session again.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from strongback import library
from strongback.progress import Progress, SessionPlan
from strongback.progress.shortened import TEN_MINUTES_MS, Shortened, waiting_since, within, without
from strongback.web import models

_TEN = str(TEN_MINUTES_MS // 60_000)


@dataclass(frozen=True, slots=True)
class Wish:
    """Only ten minutes, or not; and the exercises of today that shall be left out, in programme order."""

    ten: bool = False
    without: tuple[str, ...] = ()

    @property
    def query(self) -> str:
        """The same wish as the end of an address; empty for none."""
        parts = [f"minutes={_TEN}"] if self.ten else []
        parts += [f"without={','.join(self.without)}"] if self.without else []
        return f"?{'&'.join(parts)}" if parts else ""


def wish_of(query: QueryDict, plan: SessionPlan) -> Wish:
    """What an address asks for. A number we do not offer, and what is not in the plan, are not looked at.

    Nothing is shortened on a day without a session: Today then shows the whole of next time.
    """
    if plan.clearance.verdict != "cleared":
        return Wish()
    named = {name for value in query.getlist("without") for name in value.split(",")}
    leave = tuple(one.dose.exercise for one in plan.exercises if one.dose.exercise in named)
    return Wish(query.get("minutes") == _TEN, leave)


def shortened(person: models.Person, so_far: Progress, plan: SessionPlan, wish: Wish) -> Shortened:
    """The plan as wished, at the person's pace."""
    programme = library.load()
    short = without(programme, Shortened(plan), wish.without)
    if not wish.ten:
        return short
    return within(programme, short, waiting_since(so_far, programme, plan.on), TEN_MINUTES_MS, person.pace)
