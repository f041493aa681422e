"""The head: an ellipsoid with jaw and nose, hair beyond a plane, and a face where it looks at us."""

from __future__ import annotations

import math
from dataclasses import dataclass

from strongback.body.camera import Camera, chain_path, curve, edged, ellipse, hull, polygon
from strongback.body.nouns import Placed
from strongback.body.solids import Chain, face_chains
from strongback.body.vectors import Point, Vector, axis, between, dot, plus, times, unit, within


@dataclass(frozen=True, slots=True)
class Face:
    """The head as one camera sees it."""

    cam: Camera
    placed: Placed

    def at(self, x: float, y: float, z: float) -> Vector:
        """A point given from the middle of the head."""
        return plus(self.placed.joints["head_centre"], within(self.placed.frames["head"], (x, y, z)))

    def facing(self, direction: Vector) -> float:
        """1 when a direction of the head looks straight at us, -1 when it looks away."""
        return -dot(within(self.placed.frames["head"], direction), self.cam.ahead)

    def on_surface(self, x: float, y: float, z: float) -> tuple[Vector, float]:
        """The point of the skull in that direction, and how much it faces us."""
        a, b, c = self.placed.body.head.axes
        k = 1 / math.sqrt((x / a) ** 2 + (y / b) ** 2 + (z / c) ** 2)
        p = (x * k, y * k, z * k)
        return self.at(*p), self.facing(unit((p[0] / a**2, p[1] / b**2, p[2] / c**2)))


def head_outline(cam: Camera, placed: Placed) -> str:
    """Skull, face and hair as one path, for outlines and shadows."""
    face = Face(cam, placed)
    bun = chain_path(cam, _bun(face))
    return polygon(hull(_silhouette(face, 1.04))) + chain_path(cam, face_chains(face.placed), 0.3) + bun


def head_markup(cam: Camera, placed: Placed, uid: str) -> str:
    """Hair, face and features, what is farther away first."""
    face = Face(cam, placed)
    head = placed.body.head
    hair = edged(f"{uid}-hair", "hair", polygon(_cap(face, head.thick, 1)))
    bun = edged(f"{uid}-bun", "bun", chain_path(cam, _bun(face))) if head.bun else ""
    jaw = chain_path(cam, face_chains(face.placed))
    if face.facing(head.hair) > 0:
        skull = polygon(hull(_silhouette(face, 1.0)))
        layers = [edged(f"{uid}-face", "skin", skull + jaw), hair]
    else:
        layers = [hair, edged(f"{uid}-face", "skin", polygon(_cap(face, 1.0, -1)) + jaw)]
    behind = face.facing((-1.0, 0.0, 0.5)) <= 0.15
    layers = [bun, *layers] if behind else [*layers, bun]
    return "".join(layers) + _features(face, uid)


def _bun(face: Face) -> tuple[Chain, ...]:
    bun = face.placed.body.head.bun
    return (((face.at(*bun[:3]), bun[3]),),) if bun else ()


def _silhouette(face: Face, larger: float) -> list[Point]:
    return [face.cam.point(face.at(*times(p, larger))) for p in _rim(face)]


def _rim(face: Face) -> list[Vector]:
    """The points of the skull that are seen edge on."""
    axes, frame, cam = face.placed.body.head.axes, face.placed.frames["head"], face.cam
    points = []
    for i in range(48):
        a = i * math.tau / 48
        out = plus(times(cam.right, math.cos(a)), times(cam.up, math.sin(a)))
        local = [dot(axis(frame, j), out) * axes[j] for j in range(3)]
        k = 1 / (math.sqrt(sum(v * v for v in local)) or 1.0)
        points.append((local[0] * k * axes[0], local[1] * k * axes[1], local[2] * k * axes[2]))
    return points


def _cap(face: Face, larger: float, sign: int) -> list[Point]:
    """The half of the head on one side of the hairline: 1 hair, -1 face. Its outline is a convex hull."""
    head = face.placed.body.head
    axes, towards, edge = head.axes, unit(head.hair), head.hairline
    rim = [p for p in _rim(face) if sign * (sum(p[j] / axes[j] * towards[j] for j in range(3)) - edge) > 0]
    across = (towards[2], 0.0, -towards[0])
    round_it = math.sqrt(1 - edge * edge)
    for i in range(32):
        a = i * math.tau / 32
        c, s = round_it * math.cos(a), round_it * math.sin(a)
        p = plus(times(towards, edge), plus(times(across, c), (0.0, s, 0.0)))
        rim.append((p[0] * axes[0], p[1] * axes[1], p[2] * axes[2]))
    return hull(face.cam.point(face.at(*times(p, larger))) for p in rim)


def _features(face: Face, uid: str) -> str:
    return "".join(_eye_and_ear(face, side, uid) for side in (1, -1)) + _mouth(face) + _nose(face)


def _spot(face: Face, point: Vector, u: Vector, v: Vector) -> str:
    frame = face.placed.frames["head"]
    return polygon(ellipse(face.cam, (point, within(frame, u), within(frame, v)))[::2])


def _line(face: Face, kind: str, points: tuple[Vector, Vector, Vector]) -> str:
    return f'<path class="{kind}" d="{curve([face.cam.point(face.at(*p)) for p in points])}"/>'


def _eye_and_ear(face: Face, side: int, uid: str) -> str:
    out = []
    point, seen = face.on_surface(-0.004, 0.044 * side, -0.008)
    if seen > 0.2:
        ear = _spot(face, point, (0.0085, 0, 0.003), (-0.002, 0, 0.0145))
        out.append(edged(f"{uid}-ear{side}", "skin", ear))
    point, seen = face.on_surface(0.046, 0.019 * side, 0.004)
    if seen > 0.12:
        eye = _spot(face, point, (-0.003 * side, 0.0052, 0), (0, 0, 0.0058))
        out.append(f'<path class="eye" d="{eye}"/>')
        brow = ((0.052, 0.010 * side, 0.018), (0.047, 0.021 * side, 0.021), (0.040, 0.029 * side, 0.017))
        out.append(_line(face, "brow", brow))
    return "".join(out)


def _sides_seen(face: Face) -> list[int]:
    return [side for side in (1, -1) if face.facing(unit((0.8, 0.6 * side, -0.1))) > 0.05]


def _mouth(face: Face) -> str:
    sides = _sides_seen(face)
    corners = [(0.041, 0.015 * side, -0.036) for side in sides]
    middle = (0.0487, 0.0, -0.0385)
    if len(sides) == 2:
        return _line(face, "lips", (corners[0], (0.052, 0.0, -0.041), corners[1]))
    return _line(face, "lips", (corners[0], between(corners[0], middle, 0.5), middle)) if sides else ""


def _nose(face: Face) -> str:
    """A nose that is not on the silhouette is a line on its farther side."""
    if face.facing((1.0, 0.0, 0.0)) <= 0.3:
        return ""
    side = 1 if face.facing((0.0, 1.0, 0.0)) < 0 else -1
    ridge = ((0.053, 0.002 * side, 0.0), (0.066, 0.006 * side, -0.018), (0.060, -0.004 * side, -0.0215))
    return _line(face, "fine", ridge)
