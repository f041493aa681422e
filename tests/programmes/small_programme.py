"""A small good programme, and ways to spoil it."""

from __future__ import annotations

from pathlib import Path

from strongback.programme.problem import Problem
from strongback.programme.reader import read_programme

FOLDER = Path(__file__).parent / "small"
MAIN = "programme.yaml"
WORDS = "words/en.yaml"


def small_files() -> dict[str, bytes]:
    """The good files, by name."""
    return {name: (FOLDER / name).read_bytes() for name in (MAIN, WORDS)}


def edited(*edits: tuple[str, str], file: str = MAIN) -> dict[str, bytes]:
    """The good files with the first place of each old text in one of them replaced."""
    files = small_files()
    text = files[file].decode()
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return files | {file: text.encode()}


def problems_in(files: dict[str, bytes]) -> tuple[Problem, ...]:
    """What the reader finds."""
    return read_programme("", files)[1]


def told(files: dict[str, bytes]) -> list[str]:
    """The problems as an author sees them."""
    return [str(problem) for problem in problems_in(files)]
