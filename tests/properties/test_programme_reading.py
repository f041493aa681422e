"""Whatever the files of a programme hold, reading them ends in a programme or in problems."""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle

from hypothesis import given, settings
from hypothesis import strategies as some

from programmes.small_programme import FOLDER, MAIN, WORDS, small_files
from strongback.library import DEFAULT, HOME, folder_files, load, read_folder
from strongback.programme.nouns import Milliseconds, Programme
from strongback.programme.printing import print_programme
from strongback.programme.reader import read_programme
from strongback.programme.units import read_duration, write_duration

FOLDERS = (small_files(), folder_files(HOME / DEFAULT))
SMALL, _ = read_folder(FOLDER)
PIECES = some.one_of(
    some.binary(max_size=8),
    some.text(max_size=8).map(lambda text: text.encode(errors="replace")),
    some.sampled_from(
        [b"\t", b"\n", b"&a ", b"*a", b"[", b"]", b"{", b"}", b": ", b"- ", b"#", b"null", b"'", b'"']
    ),
    some.sampled_from(
        [b"10 s", b"10", b"id", b"hold", b"lift-1", b"roll", b"exercises", b"\n  ", b"\n    - "]
    ),
)
CHARACTERS = some.one_of(
    some.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\u2028\u2029\ufeff\ufffe\uffff"),
    some.sampled_from("\n\t '\"\\:#-,[]{}&*!|>%@`?~"),
)
TEXTS = some.builds(
    lambda text, times: (text if text.strip() else f"{text}.{text}") * times,
    some.text(CHARACTERS, max_size=40),
    some.sampled_from([1, 1, 1, 100]),
)


def check_reading(files: dict[str, bytes]) -> None:
    programme, problems = read_programme("", files)
    assert (programme is None) == bool(problems)
    assert all(each.file in files or each.file == MAIN for each in problems)
    for each in problems:
        lines = files.get(each.file, b"").count(b"\n") + 1
        assert 1 <= each.line <= lines + 1
        assert each.column >= 1
        assert len(str(each).splitlines()) == 1


@given(some.sampled_from([MAIN, WORDS]), some.binary(max_size=400))
@settings(max_examples=100, deadline=None)
def test_any_bytes_end_in_problems(name: str, content: bytes) -> None:
    check_reading(small_files() | {name: content})


@given(some.data())
@settings(max_examples=150, deadline=None)
def test_any_spoiling_of_a_good_file_ends_in_problems_or_in_a_programme(data: some.DataObject) -> None:
    files = data.draw(some.sampled_from(FOLDERS))
    name = data.draw(some.sampled_from(sorted(files)))
    content = files[name]
    for _ in range(data.draw(some.integers(1, 3))):
        at = data.draw(some.integers(0, len(content)))
        gone = data.draw(some.sampled_from([0, 1, 2, 10, 100]))
        content = content[:at] + data.draw(PIECES) + content[at + gone :]
    check_reading(files | {name: content})


@some.composite
def programmes(draw: some.DrawFn) -> Programme:
    """A good programme with other texts and numbers wherever any would do."""
    programme = SMALL
    assert programme is not None
    texts = cycle(draw(some.lists(TEXTS, min_size=1, max_size=7)))
    said = (text.replace("{", "(") for text in texts)  # a mark in words must be one that is filled in
    words = programme.words["en"]
    exercises = {
        name: replace(each, position=next(said), action=next(said)) for name, each in words.exercises.items()
    }
    questions = {name: next(said) for name in words.screening}
    return replace(
        programme,
        title=next(texts),
        edition=draw(some.integers(1, 999_999)),
        source=replace(programme.source, author=next(texts), licence=next(texts)),
        tempo=replace(programme.tempo, pause_ms=Milliseconds(draw(some.integers(800, 1_200)))),
        paces=(1.0, *draw(some.sets(some.integers(1_001, 9_999), max_size=4).map(ascending))),
        session=replace(programme.session, ask_after_ms=Milliseconds(draw(some.integers(100, 7_200_000)))),
        decisions=tuple(replace(each, gap=next(texts), why=next(texts)) for each in programme.decisions),
        cert={line: next(texts) for line in programme.cert},
        words={"en": replace(words, title=next(said), exercises=exercises, screening=questions)},
    )


def ascending(thousandths: set[int]) -> tuple[float, ...]:
    return tuple(each / 1_000 for each in sorted(thousandths))


def test_reading_the_shipped_programme_as_printed_gives_the_same() -> None:
    printed = {name: text.encode() for name, text in print_programme(load()).items()}
    assert read_programme("", printed) == (load(), ())


@given(programmes())
@settings(max_examples=120, deadline=None)
def test_reading_what_was_printed_gives_the_same_programme(programme: Programme) -> None:
    printed = {name: text.encode() for name, text in print_programme(programme).items()}
    again, problems = read_programme("", printed)
    assert problems == ()
    assert again == programme


@given(some.integers(0, 99_999_999))
def test_a_duration_reads_back_as_it_was_written(ms: int) -> None:
    assert read_duration(write_duration(ms)) == ms
