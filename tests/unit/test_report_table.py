"""The table and its two files: lines of a history in, rows out, as a professional would read them."""

from __future__ import annotations

import csv
import sys
from datetime import date
from io import StringIO
from typing import Any

import pyarrow
import pytest
from msgspec.structs import replace
from pyarrow import BufferReader
from pyarrow.parquet import read_table

from lines import ID, event, lines, sitting
from lives import TILT, Life
from people import Day
from strongback.library import load
from strongback.record.history import ordered
from strongback.record.nouns import Override, PainReported
from strongback.record.reader import read_history
from strongback.report.parquet import NoParquet, parquet
from strongback.report.spreadsheet import BOM, csv_lines, guarded
from strongback.report.table import COLUMNS, SetRow, set_rows

PROGRAMME = load()
LEG = "leg-and-arm-lift"


def done(at_ms: int, exercise: str, set: int, repetition: int, held_ms: int, side: str | None = None) -> Any:
    members = {"exercise": exercise, "set": set, "repetition": repetition, "side": side, "held_ms": held_ms}
    return event(at_ms, "repetition_done", **members)


def missed(at_ms: int, exercise: str, set: int, repetition: int) -> Any:
    return event(at_ms, "repetition_missed", exercise=exercise, set=set, repetition=repetition, side=None)


def entries(*written: Any) -> Any:
    history, problems = read_history(lines(*written), (PROGRAMME,))
    assert problems == ()
    return ordered(history)


def rows(*written: Any) -> list[SetRow]:
    return list(set_rows(PROGRAMME, entries(*written)))


def sat(*events: Any, end: str = "finished", **members: Any) -> Any:
    last = {"because": end} if end != "finished" else {}
    ended = event(640_000, "stopped" if last else "finished", **last)
    return sitting(event(0, "started"), *events, ended, **members)


def table(*written: Any) -> list[dict[str, str]]:
    """What a reader of CSV that is not ours makes of it."""
    text = "".join(csv_lines(PROGRAMME, entries(*written)))
    return list(csv.DictReader(StringIO(text.removeprefix(BOM), newline="")))


def test_one_set_is_one_row_with_all_that_was_said_of_it() -> None:
    (row,) = rows(
        {"note": "cleared", "at": "2026-11-20T10:00:00+01:00", "by": "doctor"},
        sitting(
            event(0, "started"),
            done(60_000, LEG, 1, 1, 5_000, "left"),
            done(70_000, LEG, 1, 2, 4_000, "left"),
            done(80_000, LEG, 1, 3, 5_000, "right"),
            missed(90_000, LEG, 1, 4),
            event(91_000, "rest_lengthened", exercise=LEG, set=1, to_ms=60_000),
            event(92_000, "rest_lengthened", exercise=LEG, set=1, to_ms=90_000),
            event(93_000, "rest_lengthened", exercise=LEG, set=1, to_ms=60_000),
            event(95_000, "pain_reported", exercise=LEG, severity=0, where="left hip"),
            event(96_000, "red_flag", which="dizziness"),
            event(97_000, "stopped", because="red_flag"),
            event(99_000, "rated", exercise=LEG, effort=0, two_more=False),
        ),
    )
    assert row == SetRow(
        day=date(2026, 11, 22),
        started_at="2026-11-22T09:30:00+01:00",
        record=ID,
        programme="strong-back-and-hips",
        edition=1,
        ended="red_flag",
        ended_after_ms=97_000,
        red_flags="dizziness",
        exercise=LEG,
        exercise_name="Leg and arm lift",
        set=1,
        repetitions_done=3,
        repetitions_missed=1,
        done_left=2,
        done_right=1,
        held_total_ms=14_000,
        held_least_ms=4_000,
        rest_asked_ms=90_000,
        skipped=False,
        effort_of_10=0,
        two_more=False,
        pain_reported=True,
        pain_severity_of_10=0,
        pain_where="left hip",
        prescribed_sets=1,
        prescribed_repetitions=8,
        prescribed_hold_ms=5_000,
        prescribed_rest_ms=30_000,
        prescribed_load_g=0,
    )


def test_zero_is_written_and_silence_is_an_empty_cell() -> None:
    spoken = sitting(
        event(0, "started"),
        done(1_000, TILT, 1, 1, 0),
        event(2_000, "pain_reported", exercise=TILT, severity=0, where=None),
        event(3_000, "stopped", because="pain"),
        event(4_000, "rated", exercise=TILT, effort=0, two_more=False),
    )
    next_day = {"id": ID.replace("0001", "0002"), "started_at": "2026-11-23T09:30:00+01:00"}
    said, silent = table(spoken, sat(done(1_000, TILT, 1, 1, 10_000), **next_day))
    asked = (
        "effort_of_10",
        "two_more",
        "pain_reported",
        "pain_severity_of_10",
        "pain_where",
        "held_total_ms",
    )
    assert [said[name] for name in asked] == ["0", "no", "yes", "0", "", "0"]
    assert [silent[name] for name in asked] == ["", "", "", "", "", "10000"]


def test_pain_before_any_repetition_still_has_its_row() -> None:
    hurt = event(4_000, "pain_reported", exercise=TILT, severity=6, where="low back")
    (row,) = rows(sat(hurt, end="pain"))
    assert (row.exercise, row.set, row.repetitions_done) == (TILT, None, None)
    assert (row.pain_reported, row.pain_severity_of_10, row.pain_where) == (True, 6, "low back")
    assert row.prescribed_sets == 1, "what was asked for is known, though nothing was done"


def test_pain_of_no_exercise_and_a_session_without_anything_have_a_row_without_one() -> None:
    hurt = event(4_000, "pain_reported", exercise=None, severity=None, where=None)
    (row,) = rows(sat(hurt, end="pain"))
    assert (row.exercise, row.pain_reported, row.pain_severity_of_10, row.ended) == (None, True, None, "pain")
    (row,) = rows(sat(end="no_answer"))
    assert (row.exercise, row.set, row.pain_reported, row.ended) == (None, None, None, "no_answer")


def test_what_was_left_out_has_a_row_that_says_so() -> None:
    one, other = rows(sat(done(1_000, TILT, 1, 1, 10_000), event(2_000, "exercise_skipped", exercise=LEG)))
    assert (one.exercise, one.skipped, one.set) == (TILT, False, 1)
    assert (other.exercise, other.skipped, other.set) == (LEG, True, None)


def test_of_two_events_about_one_repetition_the_later_counts() -> None:
    (row,) = rows(sat(done(1_000, TILT, 1, 1, 10_000), missed(2_000, TILT, 1, 1)))
    assert (row.repetitions_done, row.repetitions_missed, row.held_total_ms) == (0, 1, None)
    (row,) = rows(sat(missed(1_000, TILT, 1, 1), done(2_000, TILT, 1, 1, 9_000)))
    assert (row.repetitions_done, row.repetitions_missed, row.held_least_ms) == (1, 0, 9_000)


def test_the_last_answer_about_an_exercise_counts_and_the_worst_pain() -> None:
    (row,) = rows(
        sitting(
            event(0, "started"),
            done(1_000, TILT, 1, 1, 10_000),
            event(2_000, "pain_reported", exercise=TILT, severity=7, where="low back"),
            event(3_000, "pain_reported", exercise=TILT, severity=None, where="hip"),
            event(4_000, "stopped", because="pain"),
            event(5_000, "rated", exercise=TILT, effort=8, two_more=True),
            event(6_000, "rated", exercise=TILT, effort=None, two_more=False),
        )
    )
    assert (row.effort_of_10, row.two_more) == (None, False)
    assert (row.pain_severity_of_10, row.pain_where) == (7, "low back; hip")


def test_what_was_prescribed_is_what_the_plan_of_that_day_asked_for() -> None:
    life = Life().sessions(2).accept(TILT)
    dose = life.dose(TILT)
    life.session(Day(longer={TILT: 60_000}))
    last = [
        row for row in set_rows(PROGRAMME, life.entries) if row.day == life.today and row.exercise == TILT
    ]
    assert dose.sets == 2
    assert [(row.set, row.prescribed_sets, row.rest_asked_ms) for row in last] == [
        (1, 2, 60_000),
        (2, 2, None),
    ]


def test_after_a_time_away_less_is_prescribed_and_less_it_says() -> None:
    life = Life().sessions(2).accept(TILT).session().wait(15).session()
    asked = [
        (row.day, row.prescribed_sets) for row in set_rows(PROGRAMME, life.entries) if row.exercise == TILT
    ]
    assert asked[-3:] == [(date(2026, 1, 9), 2), (date(2026, 1, 9), 2), (date(2026, 1, 24), 1)]


def test_repetitions_on_each_side_are_told_for_both_together() -> None:
    life = Life().note(Override, exercise=LEG, per_side=True).session()
    (row,) = (row for row in set_rows(PROGRAMME, life.entries) if row.exercise == LEG)
    assert (row.prescribed_repetitions, row.repetitions_done) == (16, 16)
    assert (row.done_left, row.done_right) == (8, 8)


def test_an_exercise_that_was_not_in_the_plan_has_nothing_prescribed() -> None:
    (row,) = rows(sat(done(1_000, "chest-lift-3", 1, 1, 5_000)))
    assert row.repetitions_done == 1
    assert row.prescribed_sets is row.prescribed_repetitions is row.prescribed_load_g is None


def test_a_record_of_another_programme_has_its_rows_and_nothing_prescribed() -> None:
    (ours,) = entries(sat(done(1_000, TILT, 1, 1, 10_000)))
    hurt = PainReported(2_000, "squat", 3, None)
    events = (ours.events[0], replace(ours.events[1], exercise="squat"), hurt, ours.events[-1])
    theirs = replace(ours, id=ID.replace("0001", "0002"), programme="another", events=events)
    first, second = set_rows(PROGRAMME, (theirs, ours))
    assert (first.programme, first.exercise, first.exercise_name) == ("another", "squat", "squat")
    assert (first.repetitions_done, first.pain_severity_of_10, first.prescribed_sets) == (1, 3, None)
    assert (second.exercise, second.prescribed_sets) == (TILT, 1)


def test_the_file_is_utf_8_with_a_mark_a_header_and_dos_line_ends() -> None:
    pieces = list(csv_lines(PROGRAMME, entries(sat(done(1_000, TILT, 1, 1, 10_000)))))
    assert pieces[0] == "\ufeff" + ",".join(COLUMNS) + "\r\n"
    assert pieces[1] == (
        f"2026-11-22,2026-11-22T09:30:00+01:00,{ID},strong-back-and-hips,1,finished,640000,,"
        "pelvic-tilt,Pelvic tilt,1,1,0,,,10000,10000,,no,,,,,,1,8,10000,30000,0\r\n"
    )
    assert len(pieces) == 2


def test_nothing_at_all_is_a_header() -> None:
    assert list(csv_lines(PROGRAMME, ())) == ["\ufeff" + ",".join(COLUMNS) + "\r\n"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("low back", "low back"),
        ("L4 and L5", "L4 and L5"),
        ("2nd rib on the left", "2nd rib on the left"),
        ("left hip, then right", "left hip, then right"),
        ("well-known place", "well-known place"),
        ("", ""),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\n'=1"),
        ("\tplain", "'\tplain"),
        ("  =1+1", "'  =1+1"),
        ("\ufeff=1+1", "'\ufeff=1+1"),
        ("\u200b\u00a0-2+3", "'\u200b\u00a0-2+3"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("\uff20A1", "'\uff20A1"),
        ("back;=1+1;x", "back;'=1+1;x"),
        ("back\n- hip", "back\n'- hip"),
        ("back, -2", "back,' -2"),
        ('"=a"', '"\'=a"'),
        ("007", "'007"),
        ("1e5", "'1e5"),
        ("3-4", "'3-4"),
        ("12 May", "'12 May"),
        ("Sept2", "'Sept2"),
        ("März 3", "'März 3"),
        ("5 am", "'5 am"),
        ("50 %", "'50 %"),
        ("€ 5", "'€ 5"),
        ("TRUE", "'TRUE"),
        ("a\x00b", "a\ufffdb"),
        ("a\r\nb\rc", "a\nb\nc"),
    ],
)
def test_a_text_stays_this_text_in_a_spreadsheet(typed: str, shown: str) -> None:
    assert guarded(typed) == shown


def test_numbers_days_ids_and_instants_get_no_apostrophe() -> None:
    number_like = "12345678-1234-1234-1234-123456789012"
    (row,) = table(
        sat(done(1_000, TILT, 1, 1, 10_000), id=number_like, started_at="2026-11-22T09:30:00-03:00")
    )
    assert row["record"] == number_like
    assert (row["day"], row["started_at"]) == ("2026-11-22", "2026-11-22T09:30:00-03:00")
    assert not any(cell.startswith("'") for cell in row.values())


def test_what_was_typed_stays_in_its_cell_whatever_it_holds() -> None:
    where = '=HYPERLINK("http://x.example";"click")\r\nand "there", too\x00'
    hurt = event(2_000, "pain_reported", exercise=TILT, severity=3, where=where)
    text = "".join(csv_lines(PROGRAMME, entries(sat(hurt, end="pain"))))
    header, row = csv.reader(StringIO(text.removeprefix(BOM), newline=""))
    cell = row[header.index("pain_where")]
    assert len(row) == len(header) == len(COLUMNS)
    assert cell == '\'=HYPERLINK("http://x.example";"click")\nand "there", too\ufffd'


def test_parquet_has_the_same_rows_in_types_of_their_own() -> None:
    life = Life().session(Day(effort=None, pain="chest-lift-1")).wait(3).session(Day(effort=0, two_more=None))
    expected = list(set_rows(PROGRAMME, life.entries))
    found = read_table(BufferReader(parquet(PROGRAMME, life.entries)))
    assert found.column_names == list(COLUMNS)
    assert [SetRow(**row) for row in found.to_pylist()] == expected
    types = {name: found.schema.field(name).type for name in ("day", "started_at", "set", "two_more")}
    assert types == {
        "day": pyarrow.date32(),
        "started_at": pyarrow.string(),
        "set": pyarrow.int64(),
        "two_more": pyarrow.bool_(),
    }


def test_an_empty_history_is_a_parquet_file_with_all_columns_and_no_row() -> None:
    found = read_table(BufferReader(parquet(PROGRAMME, ())))
    assert (found.column_names, found.num_rows) == (list(COLUMNS), 0)


def test_without_the_extra_one_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(NoParquet, match=r"pip install 'strongback\[parquet\]'.*csv"):
        parquet(PROGRAMME, ())
