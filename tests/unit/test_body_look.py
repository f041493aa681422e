"""The colours of pictures: four themes, tones of skin, and variables for a page."""

from __future__ import annotations

import re

import pytest

from moves import BODIES, MOVEMENTS
from strongback import body
from strongback.body.look import mixed
from strongback.library import figure

STYLE = body.style_sheet(figure.look(), 2)
WOMAN = BODIES[0]
COLOUR = re.compile(r"#[0-9a-f]{6}")


def test_a_style_sheet_has_light_dark_contrast_and_print() -> None:
    media = re.findall(r"@media ([^{]+)\{", STYLE)
    assert media == [
        "(prefers-color-scheme: dark)",
        "(prefers-contrast: more) and (prefers-color-scheme: light)",
        "print",
    ]
    assert STYLE.count(".figure .shirt{fill:") == 4
    assert STYLE.count("{") == STYLE.count("}")


def test_on_paper_everything_is_grey_and_every_other_theme_has_colour() -> None:
    look = figure.look()
    for skin in range(1, len(look.skins) + 1):
        printed = COLOUR.findall(body.style_sheet(look, skin, theme="print"))
        assert printed
        assert all(each[1:3] == each[3:5] == each[5:7] for each in printed)
    for theme in ("light", "dark", "contrast"):
        assert not all(
            each[1:3] == each[3:5] == each[5:7]
            for each in COLOUR.findall(body.style_sheet(look, theme=theme))
        )


def test_the_tone_of_skin_changes_the_skin_and_nothing_else() -> None:
    one, two = (body.style_sheet(figure.look(), skin).splitlines() for skin in (1, 3))
    changed = [a for a, b in zip(one, two, strict=True) if a != b]
    assert len(changed) == 2 * 4  # near and far, in four themes
    assert all("skin" in line for line in changed)


@pytest.mark.parametrize("skin", [0, 4, -1])
def test_a_tone_that_there_is_not_raises_an_index_error(skin: int) -> None:
    with pytest.raises(IndexError):
        body.style_sheet(figure.look(), skin)


def test_a_page_has_a_variable_for_every_colour_and_the_skin_by_an_attribute() -> None:
    sheet = body.style_sheet(figure.look(), variables=True)
    used = set(re.findall(r"var\((--[-\w]+)\)", sheet))
    root = re.findall(r":root\{([^}]+)\}", sheet)
    assert len(root) == 4
    for block in root:
        assert used <= set(re.findall(r"(--[-\w]+):", block))
    for skin in (1, 2, 3):
        assert sheet.count(f'[data-skin="{skin}"]{{--figure-skin:') == 4
    rules = {line.split("{")[0] for line in STYLE.splitlines() if line.startswith(".figure")}
    assert rules == {line.split("{")[0] for line in sheet.splitlines() if line.startswith(".figure")}


def test_the_far_limbs_are_nearer_to_the_paper() -> None:
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
    assert mixed("#102030", "#ffffff", 0) == "#102030"
    assert mixed("#102030", "#a0b0c0", 1) == "#a0b0c0"
    assert ' class="part far"' in body.picture(MOVEMENTS["leg-and-arm-lift"], WOMAN)
    assert ' class="part far"' not in body.picture(MOVEMENTS["diagonal-lift"], WOMAN)
