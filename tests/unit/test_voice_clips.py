"""The clips in the library say what the words say. `make voice` renders them."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from strongback.library import load, voice
from strongback.script.utterances import utterances
from voice_frames import Mp3, read_mp3

PROGRAMME, LANGUAGE = "strong-back-and-hips", "en"
LIBRARY = Path(__file__).parents[2] / "src/strongback/library"
FOLDER = LIBRARY / PROGRAMME / "voice" / LANGUAGE
MEGABYTES_AT_MOST = 4_000_000


@cache
def manifest() -> dict[str, Any]:
    """The manifest as it stands in the folder."""
    document: dict[str, Any] = json.loads((FOLDER / "manifest.json").read_text("utf-8"))
    return document


def clips() -> list[tuple[str, dict[str, Any]]]:
    """File name and facts of every clip."""
    return list(manifest()["clips"].items())


@cache
def sound(file: str) -> Mp3:
    """What the frames of a clip say about it."""
    return read_mp3((FOLDER / file).read_bytes())


def test_every_utterance_has_a_clip() -> None:
    missing = set(utterances(load(PROGRAMME), LANGUAGE)) - {clip["text"] for _, clip in clips()}
    assert not missing, f"run make voice: no clip says {sorted(missing)}"


def test_every_clip_is_an_utterance() -> None:
    stale = {clip["text"] for _, clip in clips()} - set(utterances(load(PROGRAMME), LANGUAGE))
    assert not stale, f"run make voice: no script says {sorted(stale)}"


def test_a_text_has_one_clip() -> None:
    texts = [clip["text"] for _, clip in clips()]
    assert len(texts) == len(set(texts))


def test_the_hash_is_the_hash_of_the_text_and_part_of_the_file_name() -> None:
    for file, clip in clips():
        expected = hashlib.sha256(clip["text"].encode()).hexdigest()
        assert clip["sha256"] == expected, f"run make voice: {file} was rendered from another text"
        assert file.endswith(f"-{expected[:8]}.mp3")


def test_folder_and_manifest_hold_the_same_files() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {file for file, _ in clips()} | {"manifest.json"}


def test_the_manifest_says_how_the_voice_was_made() -> None:
    assert manifest()["manifest"] == 1
    assert manifest()["language"] == LANGUAGE
    assert all(manifest()[key] for key in ("engine", "voice", "format"))


def test_every_clip_is_mono_mp3_at_24_khz() -> None:
    for file, _ in clips():
        assert (sound(file).rate, sound(file).channels) == (24_000, 1), file


def test_the_sound_ends_with_its_file_and_is_not_cut_off() -> None:
    for file, clip in clips():
        assert 0 <= sound(file).length_ms - clip["length_ms"] <= 100, file


def test_sound_begins_at_once() -> None:
    assert [(file, clip["onset_ms"]) for file, clip in clips() if not 0 <= clip["onset_ms"] <= 30] == []


def test_every_clip_is_as_loud_as_the_others() -> None:
    assert [(file, clip["lufs"]) for file, clip in clips() if abs(clip["lufs"] + 16) > 1] == []


def test_all_clips_together_stay_small() -> None:
    assert sum((FOLDER / file).stat().st_size for file, _ in clips()) <= MEGABYTES_AT_MOST


@pytest.mark.parametrize("number", ["One.", "Two.", "Three.", "Five.", "Nine.", "Ten.", "Sixteen."])
def test_a_count_is_over_well_before_the_next(number: str) -> None:
    assert voice(PROGRAMME, LANGUAGE)[number].length_ms <= 750


def test_a_lift_of_two_seconds_is_cued_within_it() -> None:
    lengths = {cue: voice(PROGRAMME, LANGUAGE)[cue].length_ms for cue in ("Lift slowly.", "Lower slowly.")}
    assert max(lengths.values()) <= 1600, lengths


def test_the_library_finds_the_clips() -> None:
    for clip in voice(PROGRAMME, LANGUAGE).values():
        assert (FOLDER.parent / clip.file).is_file()
