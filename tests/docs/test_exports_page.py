"""The page about the exports is true: its columns are the table's, its notes and codes the bundle's."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from strongback.library import fhir
from strongback.record.nouns import AnyNote
from strongback.report.table import COLUMNS

PAGE = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")
ROWS = [line for line in PAGE.splitlines() if line.startswith("|")]


def test_the_table_of_columns_is_the_header_of_the_files() -> None:
    begin = ROWS.index("| column | unit | meaning |") + 2
    assert tuple(row.split("`")[1] for row in ROWS[begin : begin + len(COLUMNS)]) == COLUMNS


@pytest.mark.parametrize("noun", get_args(AnyNote))
def test_every_note_is_mapped_or_said_to_be_left_out(noun: type) -> None:
    tag = noun.__struct_config__.tag  # type: ignore[attr-defined]
    left_out = {"offer_accepted", "offer_declined"}
    assert (tag in left_out) != any(f"`{tag}`" in row for row in ROWS)
    assert "answers to offers" in PAGE.split("**Not in the bundle**")[1]


def test_every_public_code_of_the_export_is_named() -> None:
    shipped = fhir.CODES.read_text(encoding="utf-8")
    codes = set(re.findall(r'"(\d+(?:-\d)?)"', shipped))
    assert len(codes) == 6
    assert [code for code in codes if code not in PAGE] == []
