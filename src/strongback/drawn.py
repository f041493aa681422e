"""Pictures of a programme's exercises as files that stand alone."""

from __future__ import annotations

from strongback import body
from strongback.library import figure as data
from strongback.programme.nouns import Exercise, Programme


def figure(
    programme: Programme, exercise: str, pose: str | None, side: str | None, frames: int | None
) -> str:
    """The SVG of an exercise: the whole movement, one pose, or its lift in frames.

    Raises LookupError with a sentence when the programme has no such exercise, pose or side.
    """
    movements = data.movements(programme.id)
    found = next((one for one in programme.exercises if one.id == exercise and one.id in movements), None)
    if found is None:
        raise LookupError(f"no exercise {exercise}; there are {', '.join(movements)}")
    movement = movements[exercise]
    if pose is not None and pose not in movement.poses:
        raise LookupError(f"no pose {pose}; there are {', '.join(movement.poses)}")
    words = programme.words[programme.languages[0]].exercises[exercise]
    style = body.style_sheet(data.look(), data.DEFAULT_SKIN)
    posed, other = data.bodies()[data.DEFAULT_BODY], _is_other(found, side)
    if frames is not None:
        return body.filmstrip(movement, posed, frames, other=other, title=words.name, style=style)
    about = f"{words.position} {words.action}"
    return body.picture(
        movement, posed, pose=pose, other=other, uid=exercise, title=words.name, about=about, style=style
    )


def _is_other(exercise: Exercise, side: str | None) -> bool:
    if side is None:
        return False
    if side not in exercise.sides:
        known = f"there are {' and '.join(exercise.sides)}" if exercise.sides else "it has no sides"
        raise LookupError(f"no side {side} of {exercise.id}; {known}")
    return side != exercise.sides[0]
