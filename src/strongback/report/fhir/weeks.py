"""How often in a week, from Monday to Sunday by the local days as they were written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from strongback.report.fhir.parts import Frame, Resource, concept, id_of, observation, quantity

Adherence = Mapping[date, tuple[int, int]]
"""By the Monday of a week: the sessions done, and the sessions planned."""


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def week_resources(frame: Frame, days: set[date], adherence: Adherence) -> Iterator[Resource]:
    """An Observation for each week from the first session's to the last's, those without a session too.

    `days` are those with a session. `adherence` adds further weeks, and to each what was planned.
    """
    counted: dict[date, int] = {}
    for day in days:
        counted[monday_of(day)] = counted.get(monday_of(day), 0) + 1
    known = counted.keys() | adherence.keys()
    if not known:
        return
    week = min(known)
    while week <= max(known):
        yield _week(frame, week, counted.get(week, 0), adherence.get(week))
        week += timedelta(days=7)


def _week(frame: Frame, monday: date, days: int, share: tuple[int, int] | None) -> Resource:
    codes = frame.codes
    sunday = monday + timedelta(days=6)
    return observation(
        frame,
        id_of(frame, "Observation", f"week {monday.isoformat()}"),
        codes.activity_category,
        concept(frame, codes.days_a_week),
        {"effectivePeriod": {"start": monday.isoformat(), "end": sunday.isoformat()}},
        valueQuantity=quantity(days, codes.a_week),
        component=[] if share is None or not share[1] else [_adherence(frame, *share)],
    )


def _adherence(frame: Frame, done: int, planned: int) -> Resource:
    unit = frame.codes.sessions
    share = {"numerator": quantity(done, unit), "denominator": quantity(planned, unit)}
    return {"code": concept(frame, frame.codes.adherence), "valueRatio": share}
