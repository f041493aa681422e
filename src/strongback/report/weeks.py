"""Weeks, Monday to Sunday: what was planned in each, and what was done.

The least of the programme is planned in a week in which every day was open. Days to wait, and those before
the first clearance or session, take their share away: three a week are two in a week with five or six open
days, one with three or four, none with fewer. Nothing that a person was not allowed to do counts as missed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

from strongback.programme.nouns import Programme
from strongback.report.gathering import Gathered
from strongback.report.numbers import Share, Week, together

_DAYS = 7


def weeks(programme: Programme, found: Gathered, on: date) -> tuple[Week, ...]:
    """Every week from the first clearance or session to that of the day, empty ones too."""
    if found.since is None:
        return ()
    first, last = monday(found.since), monday(on)
    sunday = last + timedelta(days=_DAYS - 1)
    closed: dict[date, list[date]] = defaultdict(list)
    for day in found.leave.days(found.since, sunday):
        if day not in found.days:  # a session done without leave opens its day
            closed[monday(day)].append(day)
    done = _by_monday(found.days)
    full: dict[date, list[Share]] = defaultdict(list)
    for session in found.sessions:
        full[monday(session.day)].append(session.full)
    starts = (first + timedelta(days=n) for n in range(0, (last - first).days + 1, _DAYS))
    return tuple(
        _week(programme, start, found.since, on, done[start], tuple(closed[start]), full[start])
        for start in starts
    )


def monday(day: date) -> date:
    """The Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def _by_monday(days: Mapping[date, int]) -> dict[date, dict[date, int]]:
    found: dict[date, dict[date, int]] = defaultdict(dict)
    for day, many in days.items():
        found[monday(day)][day] = many
    return found


def _week(
    programme: Programme,
    start: date,
    since: date,
    on: date,
    done: Mapping[date, int],
    closed: tuple[date, ...],
    full: list[Share],
) -> Week:
    before = max(0, (since - start).days)
    open_days = _DAYS - before - len(closed)
    most = programme.progression.sessions_a_day
    return Week(
        monday=start,
        days=tuple(sorted(done)),
        done=sum(min(many, most) for many in done.values()),
        closed=closed,
        open_days=open_days,
        planned=programme.frequency.least * open_days // _DAYS,
        most=programme.frequency.most,
        over=start + timedelta(days=_DAYS) <= on,
        full=together(full),
    )
