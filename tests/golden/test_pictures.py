"""The movement of each exercise, and the other side of those that have one, drawn as they were before.

The files are pictures, one element a line: open one in a browser to look at it.
"""

from __future__ import annotations

import pytest

from goldens import assert_golden
from moves import BODIES, EXERCISES, MOVEMENTS
from strongback.body import picture, style_sheet
from strongback.library import figure

WOMAN = BODIES[0]
PICTURES = {exercise: (exercise, False) for exercise in EXERCISES} | {
    f"{exercise.id}-other": (exercise.id, True) for exercise in EXERCISES.values() if exercise.sides
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_movement_is_drawn_as_it_was_before(name: str) -> None:
    exercise, other = PICTURES[name]
    style = style_sheet(figure.look(), 2, theme="light")
    drawn = picture(MOVEMENTS[exercise], WOMAN, other=other, uid=name, title=name, style=style)
    assert_golden(f"pictures/{name}.svg", drawn.replace("><", ">\n<") + "\n")
