"""The exports' laws: every set once, every number the record's, every bundle valid, every cell a text."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections import Counter
from io import StringIO
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import BufferReader
from pyarrow.parquet import read_table

from fhir_checks import dangling, problems
from histories import histories
from lives import Life, lives
from strongback.library import fhir, load
from strongback.programme.timing import exercise_of, repetitions_in_set
from strongback.progress import plan
from strongback.progress.sitting import sitting_of
from strongback.record import nouns
from strongback.record.history import history_of, ordered
from strongback.record.nouns import History, SessionRecord
from strongback.report.fhir import bundle, bundle_pieces
from strongback.report.parquet import parquet
from strongback.report.spreadsheet import BOM, csv_lines, guarded
from strongback.report.table import COLUMNS, SetRow, set_rows

PROGRAMME = load()
CODES = fhir.codes()
NUMBERS = [
    name
    for name in COLUMNS
    if re.search("_(ms|g|of_10|done|missed|left|right|sets|repetitions)$|^set$", name)
]
laws = settings(max_examples=60, deadline=None)
some_laws = settings(max_examples=25, deadline=None)


def records(history: History) -> list[SessionRecord]:
    return [entry for entry in history.entries if isinstance(entry, SessionRecord)]


def rows_of(history: History) -> list[SetRow]:
    return list(set_rows(PROGRAMME, ordered(history)))


def sets_named(record: SessionRecord) -> set[tuple[str, str, int]]:
    """Every set that any event of a record names."""
    return {(record.id, event.exercise, event.set) for event in record.events if hasattr(event, "set")}


@laws
@given(histories(PROGRAMME))
def test_every_set_is_in_exactly_one_row(history: History) -> None:
    found = Counter((row.record, row.exercise, row.set) for row in rows_of(history) if row.set is not None)
    named = [each for record in records(history) for each in sets_named(record)]
    assert found == Counter(named)


@laws
@given(histories(PROGRAMME))
def test_every_session_has_a_row_and_nothing_else_has(history: History) -> None:
    assert {row.record for row in rows_of(history)} == {record.id for record in records(history)}


@laws
@given(histories(PROGRAMME))
def test_no_row_without_a_set_carries_work(history: History) -> None:
    for row in rows_of(history):
        work = (
            row.repetitions_done,
            row.repetitions_missed,
            row.held_total_ms,
            row.held_least_ms,
            row.rest_asked_ms,
        )
        assert (row.set is None) <= (set(work) == {None})


@laws
@given(histories(PROGRAMME))
def test_repetitions_and_holds_are_those_that_the_rules_see(history: History) -> None:
    rows = rows_of(history)
    for record in records(history):
        for exercise, work in sitting_of(record).work.items():
            mine = [row for row in rows if (row.record, row.exercise) == (record.id, exercise)]
            held = [ms for ms in work.held_ms.values() if ms >= 0]
            assert sum(row.repetitions_done or 0 for row in mine) == work.done
            assert sum(row.repetitions_missed or 0 for row in mine) == work.missed
            assert sum(row.held_total_ms or 0 for row in mine) == sum(held)
            least = [row.held_least_ms for row in mine if row.held_least_ms is not None]
            assert min(least, default=None) == min(held, default=None)
            assert {(row.effort_of_10, row.two_more) for row in mine} == {(work.effort, work.two_more)}
            assert max((row.rest_asked_ms or 0 for row in mine), default=0) == work.rest_ms


@laws
@given(histories(PROGRAMME))
def test_every_pain_and_every_sign_of_a_record_is_in_its_rows(history: History) -> None:
    rows = rows_of(history)
    for record in records(history):
        mine = [row for row in rows if row.record == record.id]
        hurt = {event.exercise for event in record.events if isinstance(event, nouns.PainReported)}
        assert {row.exercise for row in mine if row.pain_reported} == hurt
        assert not any(row.pain_reported is False for row in mine), "nobody was asked"
        said = [event.severity for event in record.events if isinstance(event, nouns.PainReported)]
        worst = max((one for one in said if one is not None), default=None)
        assert (
            max(
                (row.pain_severity_of_10 for row in mine if row.pain_severity_of_10 is not None), default=None
            )
            == worst
        )


@some_laws
@given(lives(sessions=5))
def test_what_a_row_calls_prescribed_is_what_the_plan_before_that_session_asked_for(life: Life) -> None:
    asked: dict[str, dict[str, Any]] = {}
    for place, entry in enumerate(life.entries):
        if isinstance(entry, SessionRecord):
            planned = plan(PROGRAMME, history_of(life.entries[:place]), entry.started_at.day)
            asked[entry.id] = {each.dose.exercise: each.dose for each in planned.exercises}
    for row in set_rows(PROGRAMME, life.entries):
        dose = asked[row.record].get(row.exercise or "")
        if dose is None:
            assert row.prescribed_sets is None
            continue
        assert (row.prescribed_sets, row.prescribed_rest_ms) == (dose.sets, dose.rest_ms)
        assert (row.prescribed_hold_ms, row.prescribed_load_g) == (dose.hold_ms, dose.load_g)
        in_a_set = repetitions_in_set(exercise_of(PROGRAMME, dose.exercise), dose)
        assert row.prescribed_repetitions == in_a_set


@laws
@given(histories(PROGRAMME))
def test_the_csv_read_back_has_every_number_and_an_empty_cell_for_every_silence(history: History) -> None:
    text = "".join(csv_lines(PROGRAMME, ordered(history)))
    assert text.startswith(BOM)
    read = list(csv.reader(StringIO(text.removeprefix(BOM), newline="")))
    assert all(len(row) == len(COLUMNS) for row in read)
    rows = rows_of(history)
    assert len(read) == len(rows) + 1
    for cells, row in zip(read[1:], rows, strict=True):
        named = dict(zip(COLUMNS, cells, strict=True))
        for name in NUMBERS:
            value = getattr(row, name)
            assert named[name] == ("" if value is None else str(value))
        assert (named["day"], named["record"]) == (row.day.isoformat(), row.record)
        assert named["started_at"] == row.started_at


@settings(max_examples=300, deadline=None)
@given(st.text() | st.text('=+-@\t\n;," \ufeff\u200b\uff1d1a', max_size=12))
def test_no_text_becomes_a_formula_wherever_a_spreadsheet_cuts_it(typed: str) -> None:
    for piece in re.split('[;,\t\n|"]', guarded(typed)):
        seen = piece.strip().strip("\ufeff\u200b").strip()
        assert not seen.startswith(("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"))


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_but_for_apostrophes_line_ends_and_controls_the_text_stays(typed: str) -> None:
    def bare(text: str) -> str:
        lined = text.replace("\r\n", "\n").replace("\r", "\n").replace("'", "")
        return "".join(
            "\ufffd" if unicodedata.category(one) == "Cc" and one not in "\t\n" else one for one in lined
        )

    assert bare(guarded(typed)) == bare(typed)
    assert "\x00" not in guarded(typed)


@some_laws
@given(histories(PROGRAMME))
def test_a_bundle_of_any_history_is_valid_and_whole(history: History) -> None:
    found = bundle(PROGRAMME, ordered(history), "somebody", CODES)
    assert problems(found) == []
    assert dangling(found) == []
    assert json.loads("".join(bundle_pieces(PROGRAMME, ordered(history), "somebody", CODES))) == found


@laws
@given(histories(PROGRAMME))
def test_a_bundle_says_what_the_table_says(history: History) -> None:
    rows = rows_of(history)
    found = [entry["resource"] for entry in bundle(PROGRAMME, ordered(history), "somebody", CODES)["entry"]]
    sessions = [one for one in found if one["resourceType"] == "Procedure"]
    assert len(sessions) == len(records(history))
    for code, told in (
        ("repetitions-done", "repetitions_done"),
        ("repetitions-missed", "repetitions_missed"),
    ):
        assert sum(_components(found, code)) == sum(getattr(row, told) or 0 for row in rows)
    held = sum(round(value * 1000) for value in _components(found, "held-total"))
    assert held == sum(row.held_total_ms or 0 for row in rows)
    days = {row.day for row in rows if row.repetitions_done}
    assert sum(one["valueQuantity"]["value"] for one in _coded(found, "82291-6")) == len(days)


@laws
@given(histories(PROGRAMME))
def test_a_bundle_has_every_pain_with_its_number_and_no_number_of_its_own(history: History) -> None:
    said = [
        event.severity for record in records(history) for event in record.events if hasattr(event, "severity")
    ]
    said += [entry.pain for entry in history.entries if isinstance(entry, nouns.DayAfter)]
    found = [entry["resource"] for entry in bundle(PROGRAMME, ordered(history), "somebody", CODES)["entry"]]
    pains = [one.get("valueQuantity", {}).get("value") for one in _coded(found, "72514-3")]
    assert Counter(pains) == Counter(said)


@settings(max_examples=15, deadline=None)
@given(histories(PROGRAMME))
def test_parquet_holds_the_rows_of_the_table(history: History) -> None:
    found = read_table(BufferReader(parquet(PROGRAMME, ordered(history))))
    assert [SetRow(**row) for row in found.to_pylist()] == rows_of(history)


def _coded(found: list[dict[str, Any]], code: str) -> list[dict[str, Any]]:
    observed = (one for one in found if one["resourceType"] == "Observation")
    return [one for one in observed if one["code"]["coding"][0]["code"] == code]


def _components(found: list[dict[str, Any]], code: str) -> list[Any]:
    parts = (
        part for one in found for part in one.get("component", ()) if one["resourceType"] == "Observation"
    )
    return [part["valueQuantity"]["value"] for part in parts if part["code"]["coding"][0]["code"] == code]
