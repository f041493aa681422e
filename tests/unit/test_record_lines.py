"""Lines that are no lines of a history, lines told twice, and single records and notes."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from lines import AT, ID, PROGRAMMES, Line, event, lines, only, problems, sitting
from strongback.record import nouns
from strongback.record.reader import LONGEST_LINE, read_draft, read_history, read_note, read_record


def test_free_text_may_be_anything_but_long() -> None:
    assert problems({"note": "cleared", "at": AT, "by": 'Dr. "Ü" \u2028 \x00 😀' * 20}) == []
    assert "at most 500" in only(problems({"note": "cleared", "at": AT, "by": "x" * 501}))
    flag = event(1, "red_flag", which="x" * 201)
    assert "at most 200" in only(problems(sitting(event(0, "started"), flag, event(2, "finished"))))


def refused(text: bytes | str) -> str:
    history, found = read_history(text, PROGRAMMES)
    assert history.entries == ()
    return only([str(problem) for problem in found])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            b'{"note":"day_after","at":"2026-11-22T09:30:00Z","pain":0,"pain":0}',
            "1:58: note day_after, pain: is written",
        ),
        (b'{"note":"day_after","note":"day_after","at":"2026-11-22T09:30:00Z"}', "is written twice"),
        (b'{"note":"day_after","at":"2026-11-22T09:30:00Z","pain":NaN}', "`NaN` is not a JSON value"),
        (b'{"note":"day_after","at":"2026-11-22T09:30:00Z","pain":-Infinity}', "`-` is not a JSON value"),
        (b'{"note":"day_after","at":"2026-11-22T09:30:00Z","pain":01}', "`,` or `}` is missing"),
        (b'{"note":"cleared","at":"2026-11-22T09:30:00Z","by":"\xff"}', "1:53: line: is not UTF-8"),
        (b'{"note":"cleared","at":"2026-11-22T09:30:00Z","by":"\\ud800"}', "half a character"),
        ('{"note":"cleared","at":"2026-11-22T09:30:00Z","by":"\ud800"}', "is not UTF-8"),
        (
            b'{"note":"cleared","at":"2026-11-22T09:30:00Z","by":"\t"}',
            "1:52: line: this text is not well written",
        ),
        (b'{"note":"cleared","at":"2026-11-22T09:30:00Z","by":"x"', "`,` or `}` is missing"),
        (b'{"note":"cleared","at":"2026-11-22T09:30:00Z","by":', "ends where a value should be"),
        (b"[" * 100_000, "nested deeper than 16 levels"),
        (b'{"a":' * 100_000, "nested deeper than 16 levels"),
        (b'{"note":"cleared","at":' + b"9" * 100_000, "`,` or `}` is missing"),
        (b" " + b"7" * LONGEST_LINE, "the limit is 1048576"),
        (b"[]", "a list is not an object"),
        (b"null", "null is not an object"),
        (b"{}", "neither a session record nor a note"),
        (b"\x00\x01\x02", "character 0 is not a JSON value"),
        (b'{"note":"cleared"} {}', "follows the end"),
    ],
)
def test_text_that_is_not_a_line_of_a_history_is_refused(text: bytes | str, words: str) -> None:
    assert words in refused(text)


def test_a_byte_order_mark_is_a_problem_and_the_first_line_is_read_all_the_same() -> None:
    history, found = read_history(b"\xef\xbb\xbf" + lines(sitting()), PROGRAMMES)
    assert only([str(problem) for problem in found]).startswith(
        "history.jsonl:1:1: file: the file begins with"
    )
    assert len(history.entries) == 1


def test_a_blank_line_in_the_middle_is_a_problem_and_at_the_end_is_none() -> None:
    note = lines({"note": "day_after", "at": AT, "pain": 0})
    found = read_history(note + b" \n" + lines(sitting()) + b"\n \n", PROGRAMMES)[1]
    assert only([str(problem) for problem in found]) == "history.jsonl:2:1: line: is empty; delete the line"


def test_every_bad_line_has_its_problems_in_one_run_and_the_good_ones_are_read() -> None:
    good = {"note": "day_after", "at": AT, "pain": 0}
    history, found = read_history(
        lines(good | {"pain": 11}, good, sitting(edition=0), {"note": "x"}) + b"{", PROGRAMMES, "my.jsonl"
    )
    assert [(problem.file, problem.line) for problem in found] == [("my.jsonl", n) for n in (1, 3, 4, 5)]
    assert len(history.entries) == 1


def test_the_problems_of_a_line_come_in_the_order_of_reading() -> None:
    skipped = event(2, "exercise_skipped", exercise="bridge")
    text = lines(sitting(event(0, "started"), skipped, event(1, "finished")))
    columns = [problem.column for problem in read_history(text, PROGRAMMES)[1]]
    assert len(columns) == 2
    assert columns == sorted(columns)


def test_a_record_without_its_mark_is_refused_even_if_the_rest_is_right() -> None:
    entry = sitting()
    del entry["record"]
    assert "is neither a session record nor a note" in only(problems(entry))


def test_a_line_with_very_many_mistakes_names_the_first_twenty() -> None:
    found = problems(sitting(*[event(0, "nothing")] * 1_000))
    assert len(found) == 20


def test_the_same_record_twice_counts_once() -> None:
    history, found = read_history(lines(sitting(), sitting()), PROGRAMMES)
    assert (len(history.entries), found) == (1, ())


def test_one_id_with_two_contents_is_refused_naming_both_lines() -> None:
    other = sitting(event(0, "started"), event(1, "finished"))
    note = {"note": "day_after", "at": AT, "pain": 0}
    history, found = read_history(lines(sitting(), note, other), PROGRAMMES)
    assert only([str(problem) for problem in found]).startswith(
        "history.jsonl:3:1: session record: has the id of line 1 and other content; "
    )
    assert len(history.entries) == 2


def test_an_id_in_capitals_is_the_same_id() -> None:
    assert "the id of line 1" in only(problems(sitting(), sitting(id=ID.upper())))


def test_notes_equal_in_every_field_count_once_and_the_first_line_is_kept() -> None:
    note = {"note": "day_after", "at": AT, "pain": 0}
    left_out = {"note": "consulted", "at": AT}
    history, found = read_history(lines(note, left_out, note, left_out | {"about": None}), PROGRAMMES)
    assert found == ()
    assert [type(entry) for entry in history.entries] == [nouns.DayAfter, nouns.Consulted]


def test_a_single_record_follows_the_rules_of_a_line_and_may_be_laid_out() -> None:
    body = json.dumps(sitting(), indent=1).encode()
    record, found = read_record(body, PROGRAMMES)
    assert found == ()
    assert record is not None
    assert record.id == ID
    nothing, (problem,) = read_record(body.replace(b'"finished"', b'"done"'), PROGRAMMES)
    assert nothing is None
    assert (problem.line, problem.column, problem.where) == (15, 13, "event 2 done, event")


def test_a_draft_needs_no_end_and_a_record_does() -> None:
    body = lines(sitting(event(0, "started"), event(3, "paused")))
    draft, found = read_draft(body, PROGRAMMES)
    assert (found, draft is not None) == ((), True)
    assert read_record(body, PROGRAMMES)[0] is None
    ended = lines(sitting())
    assert read_draft(ended, PROGRAMMES) == read_record(ended, PROGRAMMES)


@pytest.mark.parametrize(
    ("read", "entry"), [(read_record, {"note": "consulted", "at": AT}), (read_note, sitting())]
)
def test_a_note_is_no_record_and_a_record_no_note(read: Callable[..., Any], entry: Line) -> None:
    found, refusal = read(lines(entry), PROGRAMMES)
    assert found is None
    assert "is not a " in only([str(problem) for problem in refusal])


def test_a_note_is_read_alone() -> None:
    note, found = read_note(lines({"note": "consulted", "at": AT, "about": None}), PROGRAMMES)
    assert (note, found) == (nouns.Consulted(nouns.Instant(AT)), ())


def test_problems_can_always_be_printed() -> None:
    text = '{"note":"clea\\u0007\\u202ered","x\\ud83d\\ude00\\n":1}'
    for problem in read_history(text, PROGRAMMES)[1]:
        assert str(problem).isprintable()
