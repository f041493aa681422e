"""Points, directions and rotations in three dimensions, as plain tuples; angles in degrees."""

from __future__ import annotations

import math

Point = tuple[float, float]
Vector = tuple[float, float, float]
Frame = tuple[Vector, Vector, Vector]
"""A rotation by its rows. The columns are the three axes of what was turned."""


def about_x(degrees: float) -> Frame:
    c, s = _cos_sin(degrees)
    return (1.0, 0.0, 0.0), (0.0, c, -s), (0.0, s, c)


def about_y(degrees: float) -> Frame:
    c, s = _cos_sin(degrees)
    return (c, 0.0, s), (0.0, 1.0, 0.0), (-s, 0.0, c)


def about_z(degrees: float) -> Frame:
    c, s = _cos_sin(degrees)
    return (c, -s, 0.0), (s, c, 0.0), (0.0, 0.0, 1.0)


def _cos_sin(degrees: float) -> tuple[float, float]:
    radians = math.radians(degrees)
    return math.cos(radians), math.sin(radians)


def turned(frame: Frame, *then: Frame) -> Frame:
    """Rotations one after the other, each in the frame that the ones before it left."""
    for by in then:
        (a, b, c), (d, e, f), (g, h, i) = by
        frame = tuple(  # type: ignore[assignment]
            (x * a + y * d + z * g, x * b + y * e + z * h, x * c + y * f + z * i) for x, y, z in frame
        )
    return frame


def within(frame: Frame, v: Vector) -> Vector:
    """A direction given in a frame, in the world's axes."""
    (a, b, c), (d, e, f), (g, h, i) = frame
    x, y, z = v
    return a * x + b * y + c * z, d * x + e * y + f * z, g * x + h * y + i * z


def axis(frame: Frame, which: int) -> Vector:
    """One of the three axes of a frame: 0 forward, 1 to the own left, 2 up."""
    return frame[0][which], frame[1][which], frame[2][which]


def plus(a: Vector, b: Vector) -> Vector:
    return a[0] + b[0], a[1] + b[1], a[2] + b[2]


def minus(a: Vector, b: Vector) -> Vector:
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]


def times(a: Vector, k: float) -> Vector:
    return a[0] * k, a[1] * k, a[2] * k


def dot(a: Vector, b: Vector) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vector, b: Vector) -> Vector:
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def length(a: Vector) -> float:
    return math.sqrt(dot(a, a))


def unit(a: Vector) -> Vector:
    """The same direction with length 1; nothing stays nothing."""
    return times(a, 1 / (length(a) or 1.0))


def between(a: Vector, b: Vector, t: float) -> Vector:
    """From a (t = 0) to b (t = 1) along a straight line."""
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t


def angle(a: Vector, b: Vector) -> float:
    """Degrees between two directions, 0 to 180."""
    cosine = dot(a, b) / ((length(a) * length(b)) or 1.0)
    return math.degrees(math.acos(max(-1.0, min(1.0, cosine))))
