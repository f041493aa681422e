"""Laws that every record, note and history keeps."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from histories import entries, histories, records
from strongback.library import load
from strongback.record.history import history_of
from strongback.record.nouns import Entry, History, SessionRecord
from strongback.record.reader import read_draft, read_history, read_record
from strongback.record.writer import write_entry, write_history

PROGRAMME = load()
PROGRAMMES = (PROGRAMME,)


@given(histories(PROGRAMME))
def test_what_was_written_is_read_and_written_byte_for_byte(history: History) -> None:
    text = write_history(history)
    read, problems = read_history(text, PROGRAMMES)
    assert problems == ()
    assert read == history
    assert write_history(read) == text


@given(histories(PROGRAMME, max_size=4))
def test_layout_of_the_json_and_escapes_change_nothing(history: History) -> None:
    lines = [json.loads(line) for line in write_history(history).splitlines()]
    laid_out = "\r\n".join(json.dumps(dict(sorted(line.items())), indent=None) for line in lines)
    assert read_history(laid_out, PROGRAMMES) == (history, ())


@given(histories(PROGRAMME, max_size=4))
def test_hearing_every_fact_twice_changes_nothing(history: History) -> None:
    text = write_history(history)
    assert read_history(text + text, PROGRAMMES) == (history, ())
    assert history_of(history.entries * 2) == history


@given(records(PROGRAMME))
def test_a_record_reads_alike_alone_and_in_a_history(record: SessionRecord) -> None:
    body = write_entry(record)
    assert read_record(body, PROGRAMMES) == (record, ())
    assert read_draft(body, PROGRAMMES) == (record, ())


@given(records(PROGRAMME, ended=False))
def test_a_draft_without_its_end_is_never_a_record(draft: SessionRecord) -> None:
    body = write_entry(draft)
    assert read_draft(body, PROGRAMMES) == (draft, ())
    assert read_record(body, PROGRAMMES)[0] is None


@given(entries(PROGRAMME), st.data())
def test_a_line_cut_anywhere_is_refused_with_a_place_inside_it(entry: Entry, data: st.DataObject) -> None:
    line = write_entry(entry)
    cut = line[: data.draw(st.integers(1, len(line) - 1))]
    history, (problem,) = read_history(cut, PROGRAMMES)
    assert history.entries == ()
    assert 1 <= problem.column <= len(cut) + 1


@settings(max_examples=300)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.text(max_size=8) | st.sampled_from(["record", "note"]), inner)
        ),
    )
)
def test_json_that_is_no_entry_ends_in_problems_never_in_an_exception(value: object) -> None:
    history, problems = read_history(json.dumps(value), PROGRAMMES)
    assert history.entries == ()
    assert problems != ()
