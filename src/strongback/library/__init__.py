"""The programmes we ship, and the only place that reads a programme's folder from disk."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from strongback.body.reader import POSES
from strongback.programme.folder import MAIN
from strongback.programme.nouns import Programme
from strongback.programme.problem import Problem, Problems
from strongback.programme.reader import read_programme
from strongback.programme.text import MOST_BYTES
from strongback.script.nouns import Clip

HOME = Path(__file__).parent
DEFAULT = "strong-back-and-hips"


def programmes() -> tuple[str, ...]:
    """The ids of the programmes we ship."""
    return tuple(sorted(path.parent.name for path in HOME.glob(f"*/{MAIN}")))


@cache
def load(id: str = DEFAULT) -> Programme:
    """A shipped programme. Raises KeyError when there is none of that id, Problems when its folder is bad."""
    if id not in programmes():
        raise KeyError(id)
    found, problems = read_folder(HOME / id)
    if found is None:
        raise Problems(problems)
    return found


def folder_of(path: Path) -> tuple[Path, str]:
    """The folder that a path means, and the name of its main file.

    The path may be the folder, its main file (of any name), its poses.yaml, or a file in its `words`.
    """
    if path.is_dir():
        return path, MAIN
    if path.name == POSES and (path.parent / MAIN).is_file():
        return path.parent, MAIN
    if path.parent.name == "words" and (path.parent.parent / MAIN).is_file():
        return path.parent.parent, MAIN
    return path.parent, path.name


def folder_files(folder: Path, main: str = MAIN) -> dict[str, bytes]:
    """The contents of the main file and of words/*.yaml, by name inside the folder.

    A file is read only one byte past what is allowed: enough for the reader to refuse it. Raises Problems
    when a file is there and cannot be read.
    """
    paths = [folder / main, *sorted((folder / "words").glob("*.yaml"))]
    return {path.relative_to(folder).as_posix(): start_of(path) for path in paths if path.is_file()}


def start_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or "error").lower()
        problem = Problem(str(path), 1, 1, "file", f"cannot be read ({reason})", "look at its rights")
        raise Problems((problem,)) from error


def read_folder(path: Path) -> tuple[Programme | None, tuple[Problem, ...]]:
    """The programme that a path means (see `folder_of`), or every problem in its folder."""
    folder, main = folder_of(path)
    shown = "" if folder == Path() else folder.as_posix()
    try:
        return read_programme(shown, folder_files(folder, main), main, clip_lengths(folder))
    except Problems as error:
        return None, error.problems


def clip_lengths(folder: Path) -> dict[str, int]:
    """How long the clips of all languages in a programme's folder last in ms, by the text they say."""
    lengths: dict[str, int] = {}
    for path in sorted((folder / "voice").glob("*/manifest.json")):
        lengths |= {text: clip.length_ms for text, clip in _clips(path).items()}
    return lengths


@cache
def voice(id: str, language: str) -> Mapping[str, Clip]:
    """The clips of a shipped programme by the text they say; empty when nothing was recorded."""
    if id not in programmes():
        raise KeyError(id)
    known = {path.parent.name: path for path in (HOME / id / "voice").glob("*/manifest.json")}
    return _clips(known[language]) if language in known else {}


class _ClipEntry(Struct):
    text: str
    length_ms: int


class _Manifest(Struct):
    clips: dict[str, _ClipEntry]


_manifests = msgspec.json.Decoder(_Manifest)
"""Made here, not when it is needed: see data_reader."""


def _clips(path: Path) -> dict[str, Clip]:
    try:
        manifest = _manifests.decode(path.read_bytes())
    except (OSError, ValueError) as error:  # msgspec's errors are ValueErrors
        what = f"is no list of clips ({error})"
        raise Problems((Problem(str(path), 1, 1, "file", what, "record the voice anew"),)) from error
    language = path.parent.name
    return {clip.text: Clip(f"{language}/{file}", clip.length_ms) for file, clip in manifest.clips.items()}
