"""The record is the person's own: taken away, brought in, erased, and nothing of it left."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings

from histories import histories
from people import Day
from strongback import library
from strongback.record.nouns import Consulted, History
from strongback.record.reader import LONGEST_LINE
from strongback.record.writer import write_history
from webstore import (
    FOLDER,
    House,
    draft_of,
    ended_of,
    entries,
    erasing,
    exports,
    house,
    imports,
    models,
    store_bytes,
)

__all__ = ["house"]

HISTORIES = histories(library.load())


def taken_away(person: models.Person) -> bytes:
    return b"".join(exports.SHAPES["jsonl"].pieces(person))


def bring_in(person: models.Person, content: bytes, name: str = "history.jsonl") -> imports.Taken:
    source = imports.Source(io.BytesIO(content), name)
    for _ in imports.check(person, source):
        pass
    return imports.keep(person, source)


def refused(person: models.Person, content: bytes) -> list[str]:
    with pytest.raises(imports.NotTaken) as caught:
        bring_in(person, content)
    return [str(problem) for problem in caught.value.problems]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=HISTORIES)
def test_what_is_taken_away_erased_and_brought_in_is_byte_for_byte_the_same(
    house: House, history: History
) -> None:
    anna = house.person(cleared=False)
    entries.keep_all(anna, history.entries)
    away = taken_away(anna)
    assert away == write_history(history)
    erasing.erase([anna])
    again = house.person("Anna again", cleared=False)
    assert bring_in(again, away) == imports.Taken(len(history.entries), 0)
    assert taken_away(again) == away
    assert bring_in(again, away) == imports.Taken(0, len(history.entries))
    assert taken_away(again) == away


def test_a_file_with_one_bad_line_changes_nothing_and_every_problem_is_told_by_its_line(house: House) -> None:
    anna, bert = house.person(), house.person("Bert", cleared=False)
    house.session(anna)
    good = taken_away(anna).splitlines()
    bad = b"\n".join(
        [good[0], b'{"note":"day_after","at":"2026-11-16T10:00:00+01:00","pain":11}', good[1], b"x"]
    )
    told = refused(bert, bad)
    assert [one.split(": ")[0] for one in told] == ["history.jsonl:2:61", "history.jsonl:4:1"]
    assert taken_away(bert) == b""


def test_a_session_that_is_kept_with_other_content_is_named_by_its_line(house: House) -> None:
    anna = house.person()
    house.session(anna)
    before = taken_away(anna)
    changed = before.replace(b'"held_ms":10000', b'"held_ms":9999', 1)
    [told] = refused(anna, changed)
    assert told.startswith("history.jsonl:2:1: session record: a session with this id is kept already")
    assert taken_away(anna) == before


def test_what_is_brought_in_counts_in_the_plan_at_once(house: House) -> None:
    anna, bert = house.person(), house.person("Bert")
    house.session(anna, Day(pain="chest-lift-1"))
    assert "Start" in house.page(bert)
    bring_in(bert, taken_away(anna))
    assert "Today waits" in house.page(bert)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x00" * 100, "history.jsonl:1:1"),
        (b"x" * (LONGEST_LINE * 3), "1:1: line: is too long, the limit is 1048576 bytes"),
        (b"[" * 200_000, "nested deeper"),
        (b"PK\x03\x04 a zip", "1:1"),
        (b"\n" * 50 + b"x", "history.jsonl:1:1: line: is empty"),
        ('{"note":"cleared"}'.encode("utf-16"), "is not UTF-8"),
    ],
    ids=["zeros", "one long line", "deep", "zip", "blank lines", "utf-16"],
)
def test_a_hostile_file_is_refused_with_its_place(house: House, content: bytes, words: str) -> None:
    anna = house.person(cleared=False)
    assert words in refused(anna, content)[0]
    assert taken_away(anna) == b""


def test_of_a_file_that_is_all_wrong_only_the_first_problems_are_told(house: House) -> None:
    with pytest.raises(imports.NotTaken) as caught:
        bring_in(house.person(), b"x\n" * 100_000)
    assert len(caught.value.problems) == imports.MOST_PROBLEMS
    assert caught.value.more


def test_a_line_after_one_that_is_too_long_keeps_its_number(house: House) -> None:
    anna = house.person(cleared=False)
    told = refused(anna, b"y" * (LONGEST_LINE + 5_000_000) + b"\nx\n")
    assert [one.split(": ")[0] for one in told] == ["history.jsonl:1:1", "history.jsonl:2:1"]


def test_a_file_of_more_lines_than_any_life_is_refused_before_it_fills_the_memory(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "MOST_LINES", 250)
    note = '{"note":"day_after","at":"2026-11-16T10:00:00+01:00","pain":0}'
    many = "\n".join(note.replace("10:00:00", f"10:{n // 60:02}:{n % 60:02}") for n in range(600)).encode()
    [told] = refused(house.person(cleared=False), many)
    assert told.startswith("history.jsonl:251:1: file: has more than 250 lines")


def test_a_session_that_nobody_was_asked_about_yet_is_in_what_is_taken_away(house: House) -> None:
    anna = house.person()
    over, under_way = house.perform(anna), draft_of(house.wait(days=1).perform(anna), 4)
    entries.keep_draft(anna, ended_of(over), house.now)
    entries.keep_draft(anna, under_way, house.now)
    away = taken_away(anna).decode()
    assert over.id in away
    assert under_way.id not in away
    for shape in ("csv", "fhir"):
        assert over.id in b"".join(exports.SHAPES[shape].pieces(anna)).decode()


# On the page


def test_the_record_is_taken_away_as_a_file_whose_name_cannot_lead_elsewhere(house: House) -> None:
    anna = house.person("../../etc/passwd\r\nX: 1; “Änna”")
    house.session(anna)
    answer = house.browser.get(house.address(anna, "yours/history.jsonl"))
    assert b"".join(answer) == taken_away(anna)
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="strongback-etc-passwd-x-1-nna-2026-11-16.jsonl"'
    )
    assert house.browser.get(house.address(anna, "yours/history.exe")).status_code == 404


@pytest.mark.parametrize("shape", ["csv", "fhir", "parquet"])
def test_the_shapes_for_others_are_without_the_name_inside_and_outside(house: House, shape: str) -> None:
    anna = house.person("Quastenflosser")
    house.session(anna)
    answer = house.browser.get(house.address(anna, f"yours/history.{shape}"))
    assert "quastenflosser" not in answer.headers["Content-Disposition"]
    assert b"uastenflosser" not in b"".join(answer)


def posted(house: House, person: models.Person, content: bytes, name: str = "history.jsonl") -> str:
    file = SimpleUploadedFile(name, content)
    answer = house.browser.post(house.address(person, "yours/take-in/"), {"file": file})
    return b"".join(answer).decode()


def test_a_file_is_brought_in_on_the_page_which_says_what_came_of_it(house: House) -> None:
    anna, bert = house.person(), house.person("Bert", cleared=False)
    house.session(anna)
    assert "New: 2. Here already: 0." in posted(house, bert, taken_away(anna))
    assert "New: 0. Here already: 2." in posted(house, bert, taken_away(anna))
    said = posted(house, bert, b"<script>x", "<b>evil</b>.jsonl")
    assert "Nothing was changed" in said
    assert "Line 1, line: " in said
    assert "<script>x" not in said
    assert "<b>evil" not in said


def test_without_a_file_the_page_asks_for_one(house: House) -> None:
    answer = house.browser.post(house.address(house.person(), "yours/take-in/"))
    assert answer.status_code == 400
    assert "Please choose a file first." in answer.content.decode()


# Erasing


def test_of_who_is_erased_no_byte_is_left_in_the_store_and_the_others_lose_nothing(house: House) -> None:
    anna, bert = house.person("Anna Quastenflosser"), house.person("Bert")
    house.session(anna)
    house.note(anna, Consulted, about="chest-lift-1")
    draft = house.perform(anna)
    entries.keep_draft(anna, draft, house.now)
    house.page(anna, "session/")
    house.session(bert)
    theirs = taken_away(bert)
    traces = [
        b"Quastenflosser",
        str(anna.id).encode(),
        anna.id.hex.encode(),
        anna.id.bytes,
        draft.id.encode(),
    ]
    traces += [row.uid.encode() for row in models.Entry.objects.filter(person=anna)]
    there = store_bytes()
    assert any(there.count(trace) for trace in traces)
    erasing.erase([anna])
    there = store_bytes()
    assert [trace for trace in traces if trace in there] == []
    assert taken_away(bert) == theirs
    assert "Bert" in house.browser.get("/").content.decode()


def test_copies_from_before_an_update_go_too(house: House) -> None:
    anna = house.person()
    ours = (
        "strongback-before-update-from-0003_person_figure-1.sqlite3",
        "strongback-before-restore-1.sqlite3",
        ".strongback-before-restore-1.sqlite3-making-x1y2",
    )
    theirs = FOLDER / "strongback-before-holiday.sqlite3"
    for name in (*ours, theirs.name):
        (FOLDER / name).write_bytes(b"Anna")
    assert erasing.erase([anna])
    assert [name for name in ours if (FOLDER / name).exists()] == []
    assert theirs.exists(), "what somebody made themselves is theirs"
    theirs.unlink()


def test_a_mark_stays_that_says_nothing_of_whom(house: House) -> None:
    anna = house.person()
    erasing.erase([anna])
    [stays] = models.Erased.objects.all()
    assert stays.swept
    assert erasing.was_erased(anna.id)
    assert str(anna.id) not in (stays.id, stays.at)
    assert not erasing.was_erased(house.person("Bert").id)


def test_what_a_device_still_sends_of_who_was_erased_is_gone_and_brings_nobody_back(house: House) -> None:
    anna = house.person()
    record = house.perform(anna)
    address = house.address(anna)
    erasing.erase([anna])
    for where in ("draft/", "record/"):
        answer = house.browser.post(address + where, "{}", content_type="application/json")
        assert answer.status_code == 410
    house.browser.post(address + "welcome/1/", {"name": "Anna"})
    assert not models.Person.objects.filter(id=anna.id).exists()
    assert models.Person.objects.count() == 1
    assert record.id not in str(list(models.Entry.objects.values_list("uid", flat=True)))


def test_nothing_is_erased_until_the_name_was_typed(house: House) -> None:
    anna = house.person("Anna Maria")
    page = house.address(anna, "yours/erase/")
    for typed in ("", "Anna", "yes"):
        answer = house.browser.post(page, {"typed": typed})
        assert answer.status_code == 400
        assert models.Person.objects.filter(id=anna.id).exists()
    assert "Nothing was erased" in answer.content.decode()
    assert house.browser.post(page, {"typed": "  anna   MARIA "}).status_code == 302
    assert not models.Person.objects.exists()


def test_a_copy_is_offered_before_anything_is_erased(house: House) -> None:
    anna = house.person()
    there = house.page(anna, "yours/erase/")
    assert there.index("yours/history.jsonl") < there.index("<form")
    all_of_it = house.browser.get("/erase/").content.decode()
    assert all_of_it.index("yours/history.jsonl") < all_of_it.index("<form")


def test_everything_is_erased_with_its_own_words_only(house: House) -> None:
    house.session(house.person())
    house.person("Bert")
    assert house.browser.post("/erase/", {"typed": "Anna"}).status_code == 400
    assert models.Person.objects.count() == 2
    models.Device.objects.create(name="tablet", token="t", paired_ms=0, seen_ms=0)
    answer = house.browser.post("/erase/", {"typed": "Erase everything"}, follow=True)
    assert "Nothing of it is left in the store." in answer.content.decode()
    assert not models.Device.objects.exists()
    assert not models.Person.objects.exists()
    assert not models.Entry.objects.exists()


def test_what_could_not_be_swept_is_swept_at_the_next_start(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = house.person("Quastenflosser")
    monkeypatch.setattr(erasing, "_made_anew", lambda: False)
    assert not erasing.erase([anna])
    assert not models.Erased.objects.get().swept
    monkeypatch.undo()
    erasing.sweep()
    assert models.Erased.objects.get().swept
    assert b"Quastenflosser" not in store_bytes()
