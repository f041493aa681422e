"""Poses as angles: the neutral one, its mirror image, and the way from one to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from strongback.body.nouns import Pose
from strongback.body.vectors import Vector

ROOT = ("lean", "turn", "heading")
AXIAL = ("lumbar", "mid", "upper", "neck", "head")
LIMBS: Mapping[str, int] = {
    "clavicle": 2,
    "shoulder": 3,
    "elbow": 1,
    "forearm": 1,
    "wrist": 3,
    "hip": 3,
    "knee": 1,
    "ankle": 1,
}
"""The joints of a limb and how many angles each has."""


def neutral() -> dict[str, Vector]:
    """Standing, arms hanging, palms on the thighs."""
    names = ("root", *AXIAL, *(f"{limb}_{side}" for limb in LIMBS for side in "lr"))
    return dict.fromkeys(names, (0.0, 0.0, 0.0))


def other(name: str) -> str:
    """The name of the same thing on the other side: `knee_l` → `knee_r`."""
    if name.endswith("_l"):
        return f"{name[:-2]}_r"
    return f"{name[:-2]}_l" if name.endswith("_r") else name


def mirrored(pose: Pose) -> Pose:
    """The left-right mirror image of a pose."""
    angles = {}
    for name, (a, b, c) in pose.angles.items():
        # Limbs are written so that one number means the same on both sides; the spine and the root are not.
        angles[other(name)] = (a, -b, -c) if name in AXIAL or name == "root" else (a, b, c)
    return Pose(angles, tuple(map(other, pose.on)))


def on_the_way(poses: Sequence[Pose], t: float) -> Pose:
    """The pose at `t`, from 0 (the first) to 1 (the last): it sets off and arrives gently.

    Angles follow a curve through all poses that never passes beyond one of them (monotone cubic, after
    Fritsch and Carlson 1980), so that joints that are within their limits in each pose are so in between.
    What touches the floor in both neighbours touches it in between.
    """
    last = len(poses) - 1
    if last < 1 or t <= 0:
        return poses[0]
    if t >= 1:
        return poses[last]
    place = t * last
    at = int(place)
    angles = {
        name: tuple(_curve(tuple(pose.angles[name][i] for pose in poses), at, place - at) for i in range(3))
        for name in poses[0].angles
    }
    on = tuple(part for part in poses[at].on if part in poses[at + 1].on)
    return Pose(angles, on)  # type: ignore[arg-type]


def _curve(values: tuple[float, ...], at: int, u: float) -> float:
    a, b = values[at], values[at + 1]
    if a == b:
        return a
    slopes = _slopes(values)
    m, n = slopes[at], slopes[at + 1]
    return (
        a * (1 + 2 * u) * (1 - u) ** 2 + m * u * (1 - u) ** 2 + b * u * u * (3 - 2 * u) + n * u * u * (u - 1)
    )


@cache
def _slopes(values: tuple[float, ...]) -> tuple[float, ...]:
    """At rest at both ends; in between the harmonic mean of both sides, nothing where they disagree."""
    steps = [b - a for a, b in pairwise(values)]
    inner = [2 * p * q / (p + q) if p * q > 0 else 0.0 for p, q in pairwise(steps)]
    return (0.0, *inner, 0.0)
