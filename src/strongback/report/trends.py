"""What it adds up to: adherence, fidelity, and each exercise over time. Numbers only; charts draw them.

Adherence (CERT 5 and 16a) is sessions done of sessions planned, by weeks. Fidelity (CERT 16b) is how near to
what was written it was performed: of the repetitions prescribed for the exercises begun in a session, those
done and held to the end. Every definition stands in docs/progress.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from strongback.programme.nouns import Programme
from strongback.programme.timing import exercise_of
from strongback.progress import SessionPlan, plan_from
from strongback.progress.standing import ladder_of
from strongback.progress.takes import what_it_takes
from strongback.record.nouns import Entry
from strongback.report.gathering import gather
from strongback.report.numbers import ComesNext, Point, Series, Share, Trends, Week, together
from strongback.report.weeks import weeks

Kind = tuple[str, bool, tuple[str, ...]]
"""The id of an exercise or a ladder, whether it is a ladder, and the exercises that belong to it."""


def trends(programme: Programme, entries: Iterable[Entry], on: date) -> Trends:
    """All of it on one day. `entries` come in the order of the clock; those of later days are left out."""
    found = gather(programme, entries, on)
    plan = plan_from(found.progress, programme, on)
    takes = what_it_takes(found.progress, programme, on)
    kinds = tuple(_kinds(programme))
    points = _points(found.points, kinds)
    return Trends(
        on=on,
        since=found.since,
        plan=plan,
        weeks=weeks(programme, found, on),
        sessions=tuple(found.sessions),
        series=tuple(
            Series(key, ladder, names, tuple(points[key]), _next(programme, plan, names, takes))
            for key, ladder, names in kinds
        ),
        pains=tuple(found.pains),
        signs=tuple(found.signs),
    )


def adherence(trends: Trends, many: int) -> Share:
    """Sessions done of those planned in the last so many weeks that are over, or in as many as there are.

    A week counts at most its planned sessions, so that a full one does not hide an empty one.
    """
    return together(week.adherence for week in _over(trends, many))


def fidelity(trends: Trends, many: int) -> Share:
    """Repetitions done and held to the end of those prescribed in what was begun; this week counts too."""
    return together(week.full for week in (*_over(trends, many), *trends.weeks[-1:]))


def weeks_over(trends: Trends, many: int) -> int:
    """How many weeks `adherence` has to speak of."""
    return len(_over(trends, many))


def _over(trends: Trends, many: int) -> list[Week]:
    return [week for week in trends.weeks if week.over][-many:]


def _kinds(programme: Programme) -> Iterator[Kind]:
    """Each exercise alone, and each ladder once, in the order of the programme."""
    told: set[str] = set()
    for exercise in programme.exercises:
        ladder = ladder_of(programme, exercise.id)
        if ladder is None:
            yield exercise.id, False, (exercise.id,)
        elif ladder.id not in told:
            told.add(ladder.id)
            yield ladder.id, True, ladder.rungs


def _points(found: list[Point], kinds: tuple[Kind, ...]) -> dict[str, list[Point]]:
    """The points of each exercise or ladder, in the order they came."""
    keys = {name: key for key, _, names in kinds for name in names}
    sorted_out: dict[str, list[Point]] = {key: [] for key, _, _ in kinds}
    for point in found:
        sorted_out[keys[point.exercise]].append(point)
    return sorted_out


def _next(
    programme: Programme, plan: SessionPlan, names: tuple[str, ...], takes: dict[str, str]
) -> ComesNext | None:
    for planned in plan.exercises:
        name, verdict = planned.dose.exercise, planned.verdict
        if name in names:
            offer = next((offer for offer in plan.offers if offer.exercise == name), None)
            still = takes.get(name)
            told = still is not None and still in verdict.because
            return ComesNext(
                exercise=name,
                dose=planned.dose,
                goal=exercise_of(programme, name).goal,
                verdict=verdict,
                offer=offer,
                takes=None if told else still,
            )
    return None
