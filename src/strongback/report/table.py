"""What was done as a table: one row for one set of one exercise in one session.

What was said of an exercise stands in each of its rows, what was said of a session in each of the session's:
so every row can be read alone, and nothing but repetitions, holds and rests may be added up over rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from strongback.programme.nouns import Dose, Programme
from strongback.programme.timing import exercise_of, repetitions_in_set
from strongback.record.nouns import Entry, SessionRecord
from strongback.report.performed import (
    Performed,
    SetDone,
    ending,
    name_of,
    performed,
    signs,
    with_doses,
)


class SetRow(Struct, frozen=True, gc=False, kw_only=True):
    """One set of one exercise in one session; its fields are the columns, in their order, of every table.

    A row without `set` is about an exercise of which no set was begun: it was left out, or hurt, or was
    rated. A row without `exercise` is about a session in which nothing was begun, or about pain in none of
    the exercises. 0 is an answer; None is silence, or a column that has no meaning in this row.
    """

    day: date
    started_at: str
    record: str
    programme: str
    edition: int
    ended: str | None = None
    ended_after_ms: int | None = None
    red_flags: str | None = None
    exercise: str | None = None
    exercise_name: str | None = None
    set: int | None = None
    repetitions_done: int | None = None
    repetitions_missed: int | None = None
    done_left: int | None = None
    done_right: int | None = None
    held_total_ms: int | None = None
    held_least_ms: int | None = None
    rest_asked_ms: int | None = None
    skipped: bool | None = None
    effort_of_10: int | None = None
    two_more: bool | None = None
    pain_reported: bool | None = None
    pain_severity_of_10: int | None = None
    pain_where: str | None = None
    prescribed_sets: int | None = None
    prescribed_repetitions: int | None = None
    prescribed_hold_ms: int | None = None
    prescribed_rest_ms: int | None = None
    prescribed_load_g: int | None = None


COLUMNS: tuple[str, ...] = SetRow.__struct_fields__


def set_rows(programme: Programme, entries: Iterable[Entry]) -> Iterator[SetRow]:
    """The rows of every session record, one record at a time; `entries` are oldest first.

    Notes make no rows of their own. They do count in what was prescribed.
    """
    for entry, doses in with_doses(programme, entries):
        if isinstance(entry, SessionRecord):
            yield from _rows(programme, entry, doses)


def _rows(programme: Programme, record: SessionRecord, doses: Mapping[str, Dose]) -> Iterator[SetRow]:
    whole = _of_session(record)
    for one in performed(record).values() or (Performed(None),):
        said = whole | _of_exercise(programme, one) | _asked_for(programme, doses.get(one.exercise or ""))
        for each in one.sets.values() or (None,):
            yield SetRow(**said, **_of_set(each))


def _of_session(record: SessionRecord) -> dict[str, Any]:
    ended = ending(record)
    return {
        "day": record.started_at.day,
        "started_at": record.started_at.text,
        "record": record.id,
        "programme": record.programme,
        "edition": record.edition,
        "ended": ended and ended[0],
        "ended_after_ms": ended and ended[1],
        "red_flags": joined(sign.which for sign in signs(record)),
    }


def _of_exercise(programme: Programme, one: Performed) -> dict[str, Any]:
    hurt = {
        "pain_reported": bool(one.pains) or None,  # nobody is asked whether it hurts, so there is no "no"
        "pain_severity_of_10": max(
            (pain.severity for pain in one.pains if pain.severity is not None), default=None
        ),
        "pain_where": joined(pain.where for pain in one.pains if pain.where),
    }
    if one.exercise is None:
        return hurt
    return hurt | {
        "exercise": one.exercise,
        "exercise_name": name_of(programme, one.exercise),
        "skipped": one.skipped,
        "effort_of_10": one.rated and one.rated.effort,
        "two_more": one.rated and one.rated.two_more,
    }


def _of_set(one: SetDone | None) -> dict[str, Any]:
    if one is None:
        return {}
    holds = one.holds
    return {
        "set": one.number,
        "repetitions_done": len(holds),
        "repetitions_missed": one.missed,
        **_by_side(one),
        "held_total_ms": sum(holds) if holds else None,
        "held_least_ms": min(holds, default=None),
        "rest_asked_ms": one.rest_asked_ms,
    }


def _by_side(one: SetDone) -> dict[str, int]:
    """The repetitions done on each side, in a set that has sides."""
    if not any(one.sides.values()):
        return {}
    done = [one.sides[nth] for nth, held in one.held_ms.items() if held is not None]
    return {"done_left": done.count("left"), "done_right": done.count("right")}


def _asked_for(programme: Programme, dose: Dose | None) -> dict[str, int]:
    """What the day's plan asked for; nothing where the exercise was not part of it."""
    if dose is None:
        return {}
    return {
        "prescribed_sets": dose.sets,
        "prescribed_repetitions": repetitions_in_set(exercise_of(programme, dose.exercise), dose),
        "prescribed_hold_ms": dose.hold_ms,
        "prescribed_rest_ms": dose.rest_ms,
        "prescribed_load_g": dose.load_g,
    }


def joined(texts: Iterable[str]) -> str | None:
    """Several texts in one cell; None where there is none."""
    return "; ".join(texts) or None
