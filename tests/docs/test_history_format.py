"""The page about the history format tells the truth: its examples are read, its tables name every member."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from msgspec.structs import fields

from strongback.library import load
from strongback.record.nouns import AnyEvent, AnyNote, SessionRecord
from strongback.record.reader import read_history
from strongback.record.writer import write_history

PAGE = (Path(__file__).parents[2] / "docs" / "history-format.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```([a-z ]+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
PROGRAMMES = (load(),)


@pytest.mark.parametrize("text", [text for kind, text in BLOCKS if kind == "jsonl"])
def test_an_example_is_read_and_comes_out_as_it_stands(text: str) -> None:
    history, problems = read_history(text, PROGRAMMES)
    assert problems == ()
    assert write_history(history).decode() == text


def test_the_examples_show_every_event_and_every_note() -> None:
    history, _ = read_history("".join(text for kind, text in BLOCKS if kind == "jsonl"), PROGRAMMES)
    shown = {type(entry) for entry in history.entries}
    shown |= {type(event) for entry in history.entries for event in getattr(entry, "events", ())}
    assert shown == {SessionRecord, *get_args(AnyEvent), *get_args(AnyNote)}


def test_the_refused_lines_have_the_problems_printed_below_them() -> None:
    (refused,) = (text for kind, text in BLOCKS if kind == "jsonl refused")
    (printed,) = (text for kind, text in BLOCKS if kind == "text")
    assert "".join(f"{problem}\n" for problem in read_history(refused, PROGRAMMES)[1]) == printed


@pytest.mark.parametrize("noun", [SessionRecord, *get_args(AnyEvent), *get_args(AnyNote)])
def test_the_tables_name_every_member(noun: type) -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("|")]
    tag = noun.__struct_config__.tag  # type: ignore[attr-defined]
    about = [row for row in rows if f"`{tag}`" in row] if isinstance(tag, str) else rows
    missing = [one.name for one in fields(noun) if one.name not in ("at", "at_ms")]
    assert [name for name in missing if not any(f"`{name}`" in row for row in about)] == []
