"""A history holds each fact once, and can be asked for the order of the clock."""

from __future__ import annotations

import pytest

from strongback.record.history import history_of, moment, ordered
from strongback.record.nouns import DayAfter, Finished, History, Instant, SessionRecord, Started

EARLY, LATE = Instant("2026-11-22T09:30:00+01:00"), Instant("2026-11-22T08:31:00+00:00")


def record(
    at: Instant, *, end_ms: int = 1, name: str = "0192aaaa-0000-7000-8000-000000000001"
) -> SessionRecord:
    return SessionRecord(name, "strong-back-and-hips", 1, "a" * 64, at, (Started(0), Finished(end_ms)))


def test_a_fact_heard_twice_stands_once() -> None:
    note = DayAfter(EARLY, 0)
    assert history_of([record(LATE), note, record(LATE), note]) == History((record(LATE), note))


def test_a_note_that_differs_in_one_field_is_another_fact() -> None:
    assert len(history_of([DayAfter(EARLY, 0), DayAfter(EARLY, None), DayAfter(LATE, 0)]).entries) == 3


def test_two_records_of_one_id_are_an_error() -> None:
    with pytest.raises(ValueError, match="share the id 0192aaaa"):
        history_of([record(LATE), record(LATE, end_ms=2)])


def test_the_order_is_that_of_the_clock_and_of_the_lines_within_one_moment() -> None:
    first, second, third = record(LATE), DayAfter(EARLY, 3), DayAfter(EARLY, 1)
    assert ordered(History((first, second, third))) == (second, third, first)
    assert moment(first) == LATE
