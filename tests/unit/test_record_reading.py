"""A history is read whole, or refused by line and name, with the place and the fix."""

from __future__ import annotations

import pytest

from lines import AT, ID, PROGRAMMES, Line, event, lines, only, problems, sitting
from strongback.record import nouns
from strongback.record.reader import read_history
from strongback.record.writer import write_history


def test_the_line_of_each_shape_in_the_format_is_read() -> None:
    history, found = read_history(
        lines(
            sitting(
                event(0, "started"),
                event(
                    61_000,
                    "repetition_done",
                    exercise="pelvic-tilt",
                    set=1,
                    repetition=1,
                    side=None,
                    held_ms=0,
                ),
                event(90_000, "repetition_missed", exercise="pelvic-tilt", set=1, repetition=2, side="left"),
                event(215_000, "rest_lengthened", exercise="pelvic-tilt", set=1, to_ms=60_000),
                event(260_000, "rest_ended", exercise="pelvic-tilt", set=1),
                event(300_000, "paused"),
                event(320_000, "resumed"),
                event(400_000, "exercise_skipped", exercise="diagonal-lift"),
                event(410_000, "pain_reported", exercise="chest-lift-1", severity=6, where="low back"),
                event(415_000, "red_flag", which="dizziness"),
                event(520_000, "stopped", because="pain"),
                event(530_000, "rated", exercise="pelvic-tilt", effort=2, two_more=True),
            ),
            {"note": "screened", "at": AT, "answers": {"recent_fracture": False, "floor": None}},
            {"note": "cleared", "at": AT, "by": "physical therapist"},
            {"note": "consulted", "at": AT, "about": "chest-lift-1"},
            {"note": "offer_accepted", "at": AT, "exercise": "pelvic-tilt", "offer": "sets 2"},
            {"note": "offer_declined", "at": AT, "exercise": "chest-lift-1", "offer": "rung chest-lift-2"},
            {"note": "day_after", "at": AT, "pain": 0},
            {"note": "weights_consented", "at": AT, "by": "doctor"},
            {"note": "override", "at": AT, "exercise": "leg-and-arm-lift", "per_side": True},
        ),
        PROGRAMMES,
    )
    assert found == ()
    assert len(history.entries) == 9
    record = history.entries[0]
    assert isinstance(record, nouns.SessionRecord)
    assert record.events[1] == nouns.RepetitionDone(
        at_ms=61_000, exercise="pelvic-tilt", set=1, repetition=1, side=None, held_ms=0
    )


def test_zero_is_an_answer_and_null_and_nothing_are_silence() -> None:
    zero, null, nothing = (
        {"note": "day_after", "at": AT, "pain": 0},
        {"note": "day_after", "at": "2026-11-23T09:30:00+01:00", "pain": None},
        {"note": "day_after", "at": "2026-11-24T09:30:00+01:00"},
    )
    history, found = read_history(lines(zero, null, nothing), PROGRAMMES)
    assert found == ()
    assert [note.pain for note in history.entries if isinstance(note, nouns.DayAfter)] == [0, None, None]


@pytest.mark.parametrize("text", ["", "\n", "  \n \n", b""])
def test_an_empty_history_is_valid(text: str | bytes) -> None:
    assert read_history(text, PROGRAMMES) == (nouns.History(), ())


def test_a_canonical_history_comes_out_byte_for_byte() -> None:
    text = (
        '{"record":1,"id":"0192AAAA-0000-7000-8000-000000000001","programme":"strong-back-and-hips","edition":1,'
        f'"script":"{"0f" * 32}","started_at":"2026-11-22T09:30:00.5Z","events":['
        '{"at_ms":0,"event":"started"},'
        '{"at_ms":7,"event":"repetition_done","exercise":"pelvic-tilt","set":1,"repetition":1,"side":null,"held_ms":5},'
        '{"at_ms":7,"event":"pain_reported","exercise":null,"severity":null,'
        '"where":"Rücken {\\"event\\":\\"rated\\",\\"at_ms\\":1"},'
        '{"at_ms":9,"event":"stopped","because":"no_answer"},'
        '{"at_ms":9,"event":"rated","exercise":"pelvic-tilt","effort":null,"two_more":null}]}\n'
        '{"note":"screened","at":"2026-11-22T09:30:00-00:30","answers":{"floor":null,"dizziness":true}}\n'
        '{"note":"override","at":"2026-11-22T09:30:00+14:00","exercise":"head-press","repetitions":6,"leave_out":false}\n'
    )
    history, found = read_history(text, PROGRAMMES)
    assert found == ()
    assert write_history(history).decode() == text


def test_the_day_of_an_instant_is_the_local_date_as_written() -> None:
    assert str(nouns.Instant("2026-11-22T23:30:00-08:00").day) == "2026-11-22"


@pytest.mark.parametrize("text", ["2026-11-22T09:30:00", "2026-11-22", "yesterday", "1899-12-31T00:00:00Z"])
def test_an_instant_without_offset_or_out_of_range_is_refused(text: str) -> None:
    found = only(problems({"note": "day_after", "at": text, "pain": 0}))
    assert found.startswith("history.jsonl:1:29: note day_after, at: ")
    assert "an instant with offset" in found


def test_an_unknown_field_is_refused_by_name_with_the_nearest_known_one() -> None:
    found = only(problems({"note": "cleared", "at": AT, "by": "doctor", "abuot": None}))
    assert found == (
        "history.jsonl:1:72: note cleared: there is no field `abuot` here; use one of at, by, note"
    )


def test_an_unknown_event_is_refused_by_name() -> None:
    found = only(problems(sitting(event(0, "started"), event(1, "finishd"))))
    assert "event 2 finishd, event: there is no event `finishd`; did you mean `finished`?" in found


def test_an_unknown_note_is_refused_by_name() -> None:
    assert "there is no note `claered`; did you mean `cleared`?" in only(
        problems({"note": "claered", "at": AT})
    )


def test_an_unknown_exercise_in_an_event_is_refused_by_name_and_place() -> None:
    skipped = event(1, "exercise_skipped", exercise="pelvic-tlt")
    text = lines(sitting(event(0, "started"), skipped, event(2, "finished")))
    _, (found,) = read_history(text, PROGRAMMES)
    assert found.column == text.decode().index('"pelvic-tlt"') + 1
    assert found.where == "event 2 exercise_skipped, exercise"
    assert found.what == "there is no exercise `pelvic-tlt` in strong-back-and-hips edition 1"
    assert found.fix == "did you mean `pelvic-tilt`?"


@pytest.mark.parametrize(
    "note",
    [
        {"note": "consulted", "at": AT, "about": "bridge"},
        {"note": "offer_accepted", "at": AT, "exercise": "bridge", "offer": "sets 2"},
        {"note": "offer_declined", "at": AT, "exercise": "chest-lift-1", "offer": "rung bridge"},
        {"note": "override", "at": AT, "exercise": "bridge", "leave_out": True},
    ],
)
def test_an_unknown_exercise_in_a_note_is_refused_by_name(note: Line) -> None:
    assert "there is no exercise `bridge`" in only(problems(note))


def test_an_unknown_programme_and_an_unknown_edition_are_refused_by_name() -> None:
    assert "there is no programme `strong-back`" in only(problems(sitting(programme="strong-back")))
    assert "edition 2 of strong-back-and-hips is unknown; the editions known are 1" in only(
        problems(sitting(edition=2))
    )


@pytest.mark.parametrize("name", ["id", "programme", "edition", "script", "started_at", "events"])
def test_a_missing_field_is_refused_by_name(name: str) -> None:
    entry = sitting()
    del entry[name]
    assert f"session record: `{name}` is missing; write " in only(problems(entry))


@pytest.mark.parametrize("value", [True, "5", 5.0, [5], {"a": 5}, -1, 11, 1e400, 10**30])
def test_pain_is_a_whole_number_from_0_to_10_or_null(value: object) -> None:
    found = only(problems({"note": "day_after", "at": AT, "pain": value}))
    assert found.startswith("history.jsonl:1:66: ")
    assert found.endswith("; write a whole number from 0 to 10 or null") or "is not a JSON value" in found


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({"set": 0}, "a whole number from 1 to 1000"),
        ({"repetition": 1001}, "a whole number from 1 to 1000"),
        ({"held_ms": -1}, "milliseconds from 0 to 86400000"),
        ({"held_ms": None}, "milliseconds from 0 to 86400000"),
        ({"side": "middle"}, '"left" or "right" or null'),
        ({"at_ms": 86_400_001}, "milliseconds from 0 to 86400000"),
        ({"set": True}, "a whole number from 1 to 1000"),
    ],
)
def test_a_number_outside_its_range_is_refused_with_the_range(members: Line, words: str) -> None:
    done = event(1, "repetition_done", exercise="pelvic-tilt", set=1, repetition=1, side=None, held_ms=5)
    found = only(problems(sitting(event(0, "started"), done | members, event(86_400_000, "finished"))))
    assert found.endswith(f"; write {words}")


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({"id": "7"}, "a UUID"),
        ({"id": ID + "\n"}, "a UUID"),
        ({"script": "AB" * 32}, "64 hexadecimal digits in lower case"),
        ({"script": "ab" * 31}, "64 hexadecimal digits in lower case"),
        ({"events": {}}, "a list of events"),
        ({"events": [7]}, "an event"),
        ({"record": True}, "1"),
        ({"record": 2}, "1"),
    ],
)
def test_a_wrong_member_of_a_record_is_refused(members: Line, words: str) -> None:
    assert only(problems(sitting(**members))).endswith(f"; write {words}")


def test_started_comes_first_and_once() -> None:
    end = event(9, "finished")
    assert "begins with `started`" in only(problems(sitting(event(0, "paused"), end)))
    assert "only one `started`" in only(problems(sitting(event(0, "started"), event(1, "started"), end)))
    assert "there are no events" in only(problems(sitting(events=[])))


def test_a_performance_ends_exactly_once() -> None:
    started, end = event(0, "started"), event(9, "finished")
    assert "the performance has no end" in only(problems(sitting(started)))
    again = event(10, "stopped", because="chosen")
    assert "event 3 stopped: comes after the end" in only(problems(sitting(started, end, again)))


def test_after_the_end_only_answers_may_follow() -> None:
    started, end = event(0, "started"), event(9, "finished")
    rated = event(10, "rated", exercise="pelvic-tilt", effort=3, two_more=True)
    missed = event(10, "repetition_missed", exercise="pelvic-tilt", set=1, repetition=1, side=None)
    assert problems(sitting(started, end, rated, missed)) == []
    assert "comes after the end" in only(problems(sitting(started, end, event(10, "paused"))))


def test_time_never_runs_backwards_in_a_record() -> None:
    found = only(problems(sitting(event(0, "started"), event(9, "paused"), event(8, "finished"))))
    assert "event 3 finished, at_ms: 8 is earlier than 9 before it" in found


def test_an_override_changes_something_and_within_bounds() -> None:
    override = {"note": "override", "at": AT, "exercise": "pelvic-tilt"}
    assert "note override: changes nothing" in only(problems(override))
    assert "changes nothing" in only(problems(override | {"per_side": None}))
    assert "from 1 to 60" in only(problems(override | {"repetitions": 61}))
    assert "from 1 to 10" in only(problems(override | {"max_sets": 0}))
    assert problems(override | {"repetitions": 60, "per_side": None}) == []


@pytest.mark.parametrize(
    "answers", [{"Floor": True}, {"floor": 1}, {"floor": "yes"}, [], None, {"a b": None}]
)
def test_screening_answers_are_named_yes_no_or_null(answers: object) -> None:
    assert "note screened, answers" in only(problems({"note": "screened", "at": AT, "answers": answers}))


@pytest.mark.parametrize("offer", ["sets two", "sets 0", "rung", "load 250", "", "sets 2 ", "sets 2\n"])
def test_an_offer_is_written_in_one_of_three_ways(offer: str) -> None:
    entry = {"note": "offer_accepted", "at": AT, "exercise": "pelvic-tilt", "offer": offer}
    assert "`sets N`, `rung ID` or `load_g N`" in only(problems(entry))
