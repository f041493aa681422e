"""Every mistake an author can make is told with file, line, column, what it is about and how to mend it.

The slips are in slips.py, what is told of each in told.txt.
"""

from __future__ import annotations

import time

import pytest

from programmes.slips import PROGRAMME_SLIPS, WORDS_SLIPS, told_of_all, written
from programmes.small_programme import MAIN, WORDS, edited, problems_in, small_files, told
from strongback.library import HOME, programmes, read_folder
from strongback.programme.reader import read_programme

TOLD = told_of_all()


@pytest.mark.parametrize("slip", [*PROGRAMME_SLIPS, *WORDS_SLIPS])
def test_a_slip_is_told_with_its_place_and_its_mending(slip: str) -> None:
    assert TOLD[slip]
    assert TOLD[slip] == written()[slip]


def test_nothing_is_written_of_slips_that_are_not_tried() -> None:
    assert list(written()) == list(TOLD)


@pytest.mark.parametrize("programme", programmes())
def test_a_shipped_programme_has_no_problems(programme: str) -> None:
    found, problems = read_folder(HOME / programme)
    assert problems == ()
    assert found is not None
    assert found.id == programme


def test_several_slips_are_told_in_one_run_in_the_order_of_the_file() -> None:
    files = edited(
        ("week: 7 days", "week: 7"),
        ("goal: {sets: 2", "goal: {sets: two"),
        ("hold: 10 s", "hold: 10"),
        ("lift-1, lift-2]", "lift-1, lift-9]"),
    ) | {WORDS: edited(("hold: Hold long.", "hold: "), file=WORDS)[WORDS]}
    places = [(each.file, each.line, each.where) for each in problems_in(files)]
    assert places == [
        (MAIN, 30, "progression"),
        (MAIN, 45, "roll"),
        (MAIN, 46, "roll"),
        (MAIN, 65, "lift"),
        (WORDS, 50, "roll"),
    ]


def test_what_cannot_be_read_begets_no_second_problem() -> None:
    files = edited(("  - id: lift-2\n    position: face-down", "  - id: lift-2\n    position: upside-down"))
    assert [each.where for each in problems_in(files)] == ["lift-2"]


def test_a_good_programme_comes_out_whole() -> None:
    programme, problems = read_programme("", small_files())
    assert problems == ()
    assert programme is not None
    assert programme.exercises[0].hold_ms == 10_000
    assert programme.words["en"].exercises["lift-1"].cues["lift"] == "Lift slowly."


def test_problems_name_the_file_as_the_author_would_type_it() -> None:
    _, problems = read_programme("my/folder", edited(("hold: 10 s", "hold: 10")))
    assert str(problems[0]) == (
        "my/folder/programme.yaml:46:11: roll: hold is 10, but a duration needs a unit; write `10 s`"
    )


def test_recorded_clips_make_the_check_of_cues_exact() -> None:
    _, problems = read_programme("", small_files(), clip_lengths={"Lift slowly.": 2_100, "Hold.": 4_001})
    assert {(each.where, each.what) for each in problems} == {
        (exercise, what)
        for exercise in ("lift-1", "lift-2")
        for what in (
            "the cue of lift is spoken in 2100 ms, longer than 2 s",
            "the cue of hold takes about 4001 ms, but the hold has 4000 ms for it",
        )
    }


WHOLE_FILES = {
    "empty": (b"", "1:1: file: is empty"),
    "only blanks": (b" \n\n", "1:1: file: is empty"),
    "only comments": (b"# later\n", "2:1: yaml: nothing is written here but comments"),
    "larger than 1 MiB": (b"#" * (1 << 20) + b"\n", "1:1: file: is larger than 1 MiB"),
    "binary": (b"format: 1\nid: \x00\x01", "2:5: file: is not text: it has a zero byte here"),
    "not UTF-8": ("id: a\ntitle: Übung".encode("latin-1"), "2:8: file: is not UTF-8: byte 0xDC here"),
    "UTF-16": ("format: 1".encode("utf-16"), "1:4: file: is not text: it has a zero byte here"),
    "a single value": (b"hello", "1:1: file: is a single value, but a table of keys belongs here"),
    "a list": (b"- 1", "1:1: file: is a list, but a table of keys belongs here"),
    "nested too deep": (b"- " * 500, "1:27: yaml: is nested deeper than 12 levels"),
    "brackets without end": (b"[\n" * 300_000, "14:1: yaml: is nested deeper than 12 levels"),
    "a line without end": (b"[" * 1_000_000, "1:1: file: has a line of 1000000 characters"),
    "values without end": (b"- [1, 2, 3, 4, 5, 6, 7]\n" * 40_000, "201:3: yaml: has more than 200 entries"),
    "a directive": (b"%YAML 1.1\n---\nid: a", "2:1: yaml: a `%` directive stands here"),
    "an escape beyond Unicode": (b'id: "\\UFFFFFFFF"', "1:1: yaml: cannot be read from here on"),
    "half a character": (b'id: "\\uD800"', "1:5: yaml: a control character is written as an escape"),
    "a list as key": (b"? [a]\n: 1", "1:3: yaml: a list or table stands where a key should"),
    "a billion laughs": (
        b"a: &a [ha, ha]\n"
        + b"".join(b"%c: &%c [*%c, *%c]\n" % (n + 1, n + 1, n, n) for n in range(97, 120)),
        "1:4: yaml: the anchor `&a` stands here",
    ),
}


@pytest.mark.parametrize("name", WHOLE_FILES)
@pytest.mark.parametrize("file", [MAIN, WORDS])
def test_a_file_that_is_no_programme_is_refused_at_once(name: str, file: str) -> None:
    content, expected = WHOLE_FILES[name]
    start = time.perf_counter()
    messages = told(small_files() | {file: content})
    assert time.perf_counter() - start < 3
    assert any(message.startswith(f"{file}:{expected}") for message in messages), messages


def test_a_folder_without_its_main_file_says_so() -> None:
    assert told({}) == ["programme.yaml:1:1: file: is missing; create it; the shipped programme shows how"]


def test_words_that_belong_to_no_language_are_told() -> None:
    files = small_files()
    assert told(files | {"words/fr.yaml": files[WORDS]}) == [
        "words/fr.yaml:1:1: file: belongs to no language of programme.yaml; "
        "add its code to `languages`, or delete the file"
    ]


def test_words_are_checked_even_when_the_programme_cannot_be_read() -> None:
    files = edited(("paused: Paused.", "pausd: Paused."), file=WORDS) | {MAIN: b"a: ["}
    assert [each.file for each in problems_in(files)] == [MAIN, WORDS]


def test_windows_line_ends_and_a_byte_order_mark_are_no_mistake() -> None:
    files = {
        name: b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n") for name, content in small_files().items()
    }
    assert read_programme("", files) == read_programme("", small_files())
    assert read_programme("", files)[0] is not None


@pytest.mark.parametrize(
    ("old", "new", "file"),
    [
        ("    hold: 10 s", "    : 1\n    : 2\n    hold: 10 s", MAIN),
        ("id: lift-2", 'id: "lift\\n2"', MAIN),
        ("number: 1", 'number: "1\\n"', MAIN),
        ("  lift-2:", '  "":', WORDS),
        ("  lift-2:", '  "a\\nb": {}\n  lift-2:', WORDS),
    ],
)
def test_even_of_names_that_are_none_each_problem_is_told_in_one_line(old: str, new: str, file: str) -> None:
    problems = problems_in(edited((old, new), file=file))
    assert problems
    assert all(each.where and each.what and len(str(each).splitlines()) == 1 for each in problems)
