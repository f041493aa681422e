"""The loader, the only place that reads a programme's folder from disk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from programmes.small_programme import FOLDER, MAIN, WORDS
from strongback.library import DEFAULT, clip_lengths, folder_files, load, programmes, read_folder, voice
from strongback.programme.problem import Problems
from strongback.programme.text import MOST_BYTES


def test_the_sheet_is_shipped() -> None:
    assert DEFAULT in programmes()
    assert [each.id for each in load().exercises] == [
        "pelvic-tilt",
        "leg-and-arm-lift",
        "chest-lift-1",
        "chest-lift-2",
        "chest-lift-3",
        "diagonal-lift",
        "head-press",
    ]


def test_a_programme_is_read_once() -> None:
    assert load() is load()


@pytest.mark.parametrize("name", ["no-such", "../library", "", "."])
def test_an_unknown_programme_is_a_key_error(name: str) -> None:
    with pytest.raises(KeyError):
        load(name)
    with pytest.raises(KeyError):
        voice(name, "en")


def test_a_folder_its_main_file_and_its_words_all_mean_the_programme() -> None:
    read = [read_folder(path) for path in (FOLDER, FOLDER / MAIN, FOLDER / WORDS)]
    assert read[0][0] is not None
    assert read[0] == read[1] == read[2]


def test_a_main_file_may_have_any_name(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("format: 2\n", encoding="utf-8")
    programme, problems = read_folder(tmp_path / "mine.yaml")
    assert programme is None
    assert str(problems[-1]) == f"{tmp_path.as_posix()}/mine.yaml:1:9: format: is 2, but must be 1; write 1"


def test_of_a_huge_file_no_more_is_read_than_it_takes_to_refuse_it(tmp_path: Path) -> None:
    (tmp_path / MAIN).write_bytes(b"#" * (MOST_BYTES * 3))
    assert len(folder_files(tmp_path)[MAIN]) == MOST_BYTES + 1
    assert read_folder(tmp_path)[1][0].what == "is larger than 1 MiB"


def test_a_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    programme, problems = read_folder(tmp_path / "nowhere" / MAIN)
    assert programme is None
    assert problems[0].what == "is missing"


def test_a_folder_called_like_a_file_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / MAIN).mkdir()
    assert folder_files(tmp_path) == {}


def test_clips_are_found_by_the_text_they_say(tmp_path: Path) -> None:
    clips = {"3f.mp3": {"text": "Hold.", "sha256": "3f", "onset_ms": 3, "length_ms": 420}}
    (tmp_path / "voice" / "en").mkdir(parents=True)
    (tmp_path / "voice" / "en" / "manifest.json").write_text(json.dumps({"clips": clips}), encoding="utf-8")
    assert clip_lengths(tmp_path) == {"Hold.": 420}


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"clips": {"a": {"text": 1}}}', b"\xff"])
def test_a_spoiled_list_of_clips_is_a_problem(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "voice" / "en").mkdir(parents=True)
    (tmp_path / "voice" / "en" / "manifest.json").write_bytes(content)
    with pytest.raises(Problems) as told:
        clip_lengths(tmp_path)
    assert told.value.problems[0].fix == "record the voice anew"


def test_a_language_nobody_recorded_has_no_clips() -> None:
    assert voice(DEFAULT, "xx") == {}
