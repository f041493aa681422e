"""An orthographic camera, and paths on its picture: y grows downward, one unit is a pixel of the view box."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from strongback.body.nouns import View
from strongback.body.solids import Chain, Station
from strongback.body.vectors import Point, Vector, dot

SIDES = 24
"""Corners of the polygon that stands for an ellipse."""
ROUND = tuple((math.cos(i * math.tau / SIDES), math.sin(i * math.tau / SIDES)) for i in range(SIDES))


@dataclass(frozen=True, slots=True)
class Camera:
    """Looks along `ahead`. `scale` pixels are one body height, the origin comes to lie at `x`, `y`."""

    right: Vector
    up: Vector
    ahead: Vector
    scale: float = 1.0
    x: float = 0.0
    y: float = 0.0

    def point(self, p: Vector) -> Point:
        """Where a point of the world is on the picture."""
        return self.x + self.scale * dot(p, self.right), self.y - self.scale * dot(p, self.up)

    def way(self, v: Vector) -> Point:
        """A direction of the world on the picture."""
        return self.scale * dot(v, self.right), -self.scale * dot(v, self.up)

    def depth(self, p: Vector) -> float:
        """How far away a point is; only comparisons mean anything."""
        return dot(p, self.ahead)


def camera(view: View, scale: float = 1.0, x: float = 0.0, y: float = 0.0) -> Camera:
    """The camera of a view."""
    yaw, pitch = math.radians(view.yaw), math.radians(view.pitch)
    right = (math.cos(yaw), math.sin(yaw), 0.0)
    level = (-math.sin(yaw), math.cos(yaw))
    ahead = (level[0] * math.cos(pitch), level[1] * math.cos(pitch), -math.sin(pitch))
    up = (level[0] * math.sin(pitch), level[1] * math.sin(pitch), math.cos(pitch))
    return Camera(right, up, ahead, scale, x, y)


def hull(points: Iterable[Point]) -> list[Point]:
    """The convex hull, always wound the same way round (Andrew's monotone chain)."""
    ordered = sorted({(round(x, 2), round(y, 2)) for x, y in points})
    if len(ordered) < 3:
        return ordered
    return _half(ordered) + _half(ordered[::-1])


def _half(ordered: Sequence[Point]) -> list[Point]:
    kept: list[Point] = []
    for p in ordered:
        while len(kept) > 1:
            (ax, ay), (bx, by) = kept[-2], kept[-1]
            if (bx - ax) * (p[1] - ay) - (by - ay) * (p[0] - ax) > 0:
                break
            kept.pop()
        kept.append(p)
    return kept[:-1]


def thinned(corners: Sequence[Point], tolerance: float) -> list[Point]:
    """A convex polygon without the corners that stand out by less than `tolerance` pixels."""
    out = list(corners)
    i = 0
    while len(out) > 6 and i < len(out):
        (ax, ay), (bx, by), (cx, cy) = out[i - 1], out[i], out[(i + 1) % len(out)]
        ux, uy = cx - ax, cy - ay
        if abs(ux * (by - ay) - uy * (bx - ax)) < tolerance * (math.hypot(ux, uy) or 1.0):
            del out[i]
        i += 1  # never two neighbours in one round
    return out


def ellipse(cam: Camera, station: Station) -> list[Point]:
    """The corners of a station as it is seen."""
    x, y = cam.point(station[0])
    if len(station) == 2:
        r = station[1] * cam.scale
        return [(x + r * c, y + r * s) for c, s in ROUND]
    (ux, uy), (vx, vy) = cam.way(station[1]), cam.way(station[2])
    return [(x + c * ux + s * vx, y + c * uy + s * vy) for c, s in ROUND]


def chain_path(cam: Camera, chains: Iterable[Chain], tolerance: float = 0.2) -> str:
    """The path of some chains: convex pieces wound alike, whose non-zero fill is their union."""
    out = []
    for chain in chains:
        ends = chain if len(chain) > 1 else chain * 2
        for a, b in pairwise(ends):
            if len(a) == 2 and len(b) == 2:
                out.append(_capsule(cam.point(a[0]), a[1] * cam.scale, cam.point(b[0]), b[1] * cam.scale))
            else:
                corners = hull(ellipse(cam, a) + ellipse(cam, b))
                out.append(polygon(thinned(thinned(corners, tolerance), tolerance)))
    return "".join(out)


def _capsule(a: Point, ra: float, b: Point, rb: float) -> str:
    """Two circles and what lies between them, as two arcs and two lines."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    apart = math.hypot(dx, dy)
    if apart <= abs(ra - rb) + 0.05:
        (x, y), r = (a, ra) if ra > rb else (b, rb)
        half = f"{number(r)} {number(r)} 0 1 1"
        return f"M{number(x - r)} {number(y)}a{half} {number(2 * r)} 0a{half} {number(-2 * r)} 0z"
    way, open_by = math.atan2(dy, dx), math.acos((ra - rb) / apart)

    def at(c: Point, r: float, turn: float) -> Point:
        return c[0] + r * math.cos(way + turn), c[1] + r * math.sin(way + turn)

    corners = (at(a, ra, open_by), at(a, ra, -open_by), at(b, rb, -open_by), at(b, rb, open_by))
    (x, y), one, two, three = ((round(px, 1), round(py, 1)) for px, py in corners)
    large = open_by < math.pi / 2
    return (
        f"M{number(x)} {number(y)}a{number(ra)} {number(ra)} 0 {int(large)} 1 {_step((x, y), one)}"
        f"l{_step(one, two)}a{number(rb)} {number(rb)} 0 {int(not large)} 1 {_step(two, three)}z"
    )


def _step(a: Point, b: Point) -> str:
    return f"{number(b[0] - a[0])} {number(b[1] - a[1])}"


def number(value: float) -> str:
    """A number with one decimal, as short as it can be written."""
    text = f"{value:.1f}"
    return "0" if text in ("-0.0", "0.0") else text.removesuffix(".0")


def polygon(points: Sequence[Point], close: bool = True) -> str:
    """A path through points, relative after the first."""
    if len(points) < 2:
        return ""
    tenths = [(round(x * 10), round(y * 10)) for x, y in points]
    x, y = tenths[0]
    out = [f"M{number(x / 10)} {number(y / 10)}l"]
    for nx, ny in tenths[1:]:
        a, b = number((nx - x) / 10), number((ny - y) / 10)
        out.append(("" if a[0] == "-" or out[-1][-1] == "l" else " ") + a + ("" if b[0] == "-" else " ") + b)
        x, y = nx, ny
    return "".join(out) + ("z" if close else "")


def curve(points: Sequence[Point]) -> str:
    """A quadratic curve from the first point to the last; the middle one pulls."""
    (a, b), (c, d), (e, f) = points
    return f"M{number(a)} {number(b)}Q{number(c)} {number(d)} {number(e)} {number(f)}"


def edged(id: str, material: str, d: str) -> str:
    """A shape with an outline: the line is drawn first, the fill over it, so that only its outer half stays.

    `paint-order` would say the same in one element, but not every renderer of PDF knows it.
    """
    return f'<g class="edge"><path id="{id}" d="{d}"/></g><use href="#{id}" class="{material}"/>'
