"""Arrows: where something moves, or what pushes against what."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from strongback.body.camera import Camera, edged, polygon
from strongback.body.floor import Staged
from strongback.body.nouns import Arrow
from strongback.body.posing import other
from strongback.body.vectors import Point

SAMPLES = 5
WIDTH = 6.5
PUSH_WIDTH = 10.0


def arrow_points(cam: Camera, stage: Staged, arrow: Arrow, mirror: bool) -> list[Point]:
    """The line of an arrow on the picture, from its tail to its tip."""
    flip = -1 if mirror else 1
    right, up = arrow.offset[0] * flip * cam.scale, arrow.offset[1] * cam.scale
    joint = other(arrow.joint) if stage.other else arrow.joint
    if arrow.force is not None:
        x, y = cam.point(stage.pose(arrow.to).joints[joint])
        tip = (x + right, y - up)
        fx, fy = arrow.force[0] * flip * cam.scale, arrow.force[1] * cam.scale
        return [(tip[0] - fx * (1 - i / 12), tip[1] + fy * (1 - i / 12)) for i in range(13)]
    path = _path(stage, arrow)
    seen = [cam.point(stage.moment(path, i / (SAMPLES - 1)).joints[joint]) for i in range(SAMPLES)]
    moved = [(x + right, y - up) for x, y in seen]
    return _one_arc(moved[0], moved[SAMPLES // 2], moved[-1])


def _path(stage: Staged, arrow: Arrow) -> Sequence[str]:
    whole = stage.movement.path
    start = arrow.start or whole[0]
    if start not in whole or arrow.to not in whole:
        return (start, arrow.to)
    first, last = whole.index(start), whole.index(arrow.to)
    return whole[first : last + 1] if first <= last else whole[last : first + 1][::-1]


def _one_arc(a: Point, m: Point, z: Point) -> list[Point]:
    """A clean arc through three points: the raw path of a joint wobbles."""
    c = (2 * m[0] - (a[0] + z[0]) / 2, 2 * m[1] - (a[1] + z[1]) / 2)
    points = []
    for i in range(13):
        t = i / 12
        points.append(tuple((1 - t) ** 2 * a[k] + 2 * t * (1 - t) * c[k] + t * t * z[k] for k in range(2)))
    return points  # type: ignore[return-value]


def arrow_markup(points: Sequence[Point], push: bool, id: str) -> str:
    """A tapered arrow along points; a push is straight and even."""
    width = PUSH_WIDTH if push else WIDTH
    lengths = [math.dist(a, b) for a, b in pairwise(points)]
    whole = sum(lengths) or 1.0
    head = min(6 + 1.6 * width, whole * 0.6)
    spine = [_along(points, lengths, (whole - head * 0.8) * i / 10) for i in range(11)]
    left, right = [], []
    for i, (x, y) in enumerate(spine):
        (ax, ay), (bx, by) = spine[max(i - 1, 0)], spine[min(i + 1, 10)]
        dx, dy = bx - ax, by - ay
        k = (width * (0.85 if push else 0.35 + 0.065 * i) / 2) / (math.hypot(dx, dy) or 1.0)
        left.append((x - dy * k, y + dx * k))
        right.append((x + dy * k, y - dx * k))
    tip, base = points[-1], _along(points, lengths, whole - head)
    dx, dy = tip[0] - base[0], tip[1] - base[1]
    k = max(head * 0.55, width * 0.95) / (math.hypot(dx, dy) or 1.0)
    barbs = [(base[0] - dy * k, base[1] + dx * k), tip, (base[0] + dy * k, base[1] - dx * k)]
    d = polygon(_wound(left + right[::-1])) + polygon(_wound(barbs))
    return f'<g class="halo">{edged(id, "push" if push else "arrow", d)}</g>'


def _along(points: Sequence[Point], lengths: Sequence[float], way: float) -> Point:
    for i, (a, b) in enumerate(pairwise(points)):
        if way <= lengths[i] or i == len(lengths) - 1:
            t = way / (lengths[i] or 1.0)
            return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t
        way -= lengths[i]
    return points[-1]


def _wound(corners: list[Point]) -> list[Point]:
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(corners, corners[1:] + corners[:1], strict=True))
    return corners if area > 0 else corners[::-1]
