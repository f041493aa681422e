"""docs/figure.md stays true: its example passes the check, its keys are complete, its messages ours."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec.structs import fields

from strongback import library
from strongback.body.check import check_poses
from strongback.body.nouns import Arrow, Body, Head, Look, Movement, View
from strongback.body.posing import AXIAL, LIMBS, ROOT
from strongback.library import figure
from strongback.programme.folder import MAIN

PAGE = (Path(__file__).parents[2] / "docs" / "figure.md").read_text(encoding="utf-8")
(EXAMPLE,) = re.findall(r"```yaml\n(# poses\.yaml\n.*?)```", PAGE, re.DOTALL)
(MESSAGES,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
CHANGES = {
    "neck: -4": "nekc: -4",
    "from: start": "from: begin",
    "head: -10": "head: -40",
    "foot_r]\n": "foot_r, hand_l]\n",
    "{from: start,": "{from: start, knee: 112,",
}


def told(poses: str) -> list[str]:
    """What the check says about the example's one exercise."""
    programme = library.load()
    one = replace(programme, exercises=tuple(each for each in programme.exercises if each.id == "head-press"))
    files = {MAIN: (library.HOME / programme.id / MAIN).read_bytes(), "poses.yaml": poses.encode()}
    return [str(problem) for problem in check_poses(one, files, [*figure.bodies().values()], figure.limits())]


def test_the_example_passes_the_check() -> None:
    assert told(EXAMPLE) == []


@pytest.mark.parametrize(
    ("change", "message"), list(zip(CHANGES.items(), MESSAGES.splitlines(), strict=True)), ids=CHANGES
)
def test_a_message_on_the_page_is_told_after_its_change(change: tuple[str, str], message: str) -> None:
    before, after = change
    assert EXAMPLE.count(before) == 1
    assert message in told(EXAMPLE.replace(before, after))


def names() -> list[str]:
    """Every key an author can write in poses.yaml and in the files of bodies and colours."""
    own = [each.name for noun in (Movement, View, Arrow, Body, Head, Look) for each in fields(noun)]
    return sorted({*own, *ROOT, *AXIAL, *LIMBS, "from", "on"} - {"exercise", "path"})


@pytest.mark.parametrize("name", names())
def test_every_key_is_on_the_page(name: str) -> None:
    assert f"`{name}`" in PAGE
