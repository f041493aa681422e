"""docs/programme-format.md stays true: its examples are read, its keys complete, its messages ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from programmes.slips import TOLD
from strongback.programme.nouns import Programme, Words
from strongback.programme.shape import Place, fields_of, read_value
from strongback.programme.tree import Table, read_tree

PAGE = (Path(__file__).parents[2] / "docs" / "programme-format.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(# (\S+)\n.*?)```", PAGE, re.DOTALL)
MESSAGES = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)


def keys_of(kind: Any) -> Iterator[str]:
    """Every key an author can write in a noun and in the nouns inside it."""
    for key, each in fields_of(kind).items():
        yield key
        for inner in (each.hint, *get_args(each.hint)):
            if hasattr(inner, "__dataclass_fields__"):
                yield from keys_of(inner)


@pytest.mark.parametrize("key", sorted({*keys_of(Programme)}))
def test_every_key_of_the_format_is_on_the_page(key: str) -> None:
    assert re.search(rf"(`{key}`|\b{key}:\s)", PAGE) or key == "words"


@pytest.mark.parametrize(("text", "file"), EXAMPLES)
def test_every_example_on_the_page_can_be_read(text: str, file: str) -> None:
    tree, problems = read_tree(file, text.encode())
    assert problems == ()
    assert isinstance(tree, Table)
    known = fields_of(Programme if file == "programme.yaml" else Words)
    place = Place(file)
    for key, node in tree.values.items():
        read_value(known[key].hint, node, place.inside(key), known[key].limit)
    assert [str(problem) for problem in place.problems] == []


def test_the_page_has_examples_of_every_part() -> None:
    parts = {file: set[str]() for _, file in EXAMPLES}
    for text, file in EXAMPLES:
        parts[file] |= set(re.findall(r"^([a-z_]+):", text, re.MULTILINE))
    assert parts["programme.yaml"] == set(fields_of(Programme)) - {"words"}
    assert parts["words/en.yaml"] == set(fields_of(Words))


def test_the_messages_on_the_page_are_the_ones_that_are_told() -> None:
    lines = "".join(MESSAGES).splitlines()
    assert len(lines) == 3
    assert set(lines) <= set(TOLD.read_text(encoding="utf-8").splitlines())
