"""What the person lies or sits on, and the shadow that shows how far a limb is off the floor."""

from __future__ import annotations

import math
from collections.abc import Sequence

from strongback.body.camera import Camera, ellipse, hull, polygon, thinned
from strongback.body.nouns import Placed
from strongback.body.solids import Chain, Station, solids
from strongback.body.vectors import Point, Vector, dot, plus, times

MAT_THICK = 0.014
MAT_ROUND = 0.035
SEAT_BELOW_HIPS = 0.062
SHADES = ("wood", "wood-dark", "wood-side")
"""Of a box: its top, its ends, its long sides."""
Box = tuple[Vector, Vector]
Extent = tuple[tuple[float, float], tuple[float, float]]


def mat_extent(all_placed: Sequence[Placed]) -> Extent:
    """From where to where a mat reaches that is large enough for all these, in x and y."""
    xs = [p[0] for placed in all_placed for p in placed.joints.values()]
    ys = [p[1] for placed in all_placed for p in placed.joints.values()]
    middle, half = (min(ys) + max(ys)) / 2, max(0.2, (max(ys) - min(ys)) / 2 + 0.06)
    return (min(xs) - 0.07, max(xs) + 0.07), (middle - half, middle + half)


def mat_markup(cam: Camera, extent: Extent) -> str:
    """A mat with round corners."""
    top = _rounded(cam, extent, 0.0)
    side = hull(top + _rounded(cam, extent, -MAT_THICK))
    return f'<path class="mat-side" d="{polygon(side)}"/><path class="mat" d="{polygon(top)}"/>'


def _rounded(cam: Camera, extent: Extent, z: float) -> list[Point]:
    (x0, x1), (y0, y1), r = *extent, MAT_ROUND
    corners = ((x1 - r, y1 - r, 0), (x0 + r, y1 - r, 90), (x0 + r, y0 + r, 180), (x1 - r, y0 + r, 270))
    return [
        cam.point((x + r * math.cos(math.radians(a)), y + r * math.sin(math.radians(a)), z))
        for x, y, start in corners
        for a in range(start, start + 91, 18)
    ]


def shadow_markup(cam: Camera, placed: Placed, on_mat: bool) -> str:
    """The body pressed flat onto the floor."""
    out = []
    for name, pieces in solids(placed).items():
        chains = [chain for _, chains in pieces for chain in chains]
        if name[:4] == "hand":  # fingers do not show in a shadow
            chains = chains[:1]
        out += [_flat(cam, chain) for chain in chains]
    x, y, _ = placed.joints["head_centre"]
    head: Station = ((x, y, 0.0), (0.052, 0.0, 0.0), (0.0, 0.047, 0.0))
    out.append(_flat(cam, (head,)))
    return f'<path class="{"shadow" if on_mat else "floor"}" d="{"".join(out)}"/>'


def _flat(cam: Camera, chain: Chain) -> str:
    """A part of the shadow: one convex patch is enough for what has no sharp edge."""
    corners = hull(point for station in chain for point in ellipse(cam, _pressed(station))[::2])
    return polygon(thinned(thinned(corners, 0.5), 0.5))


def _pressed(station: Station) -> Station:
    centre = (station[0][0], station[0][1], 0.0)
    if len(station) == 2:
        return centre, (station[1], 0.0, 0.0), (0.0, station[1], 0.0)
    wide = math.hypot(station[1][0], station[2][0])
    deep = math.hypot(station[1][1], station[2][1])
    return centre, (wide, 0.0, 0.0), (0.0, deep, 0.0)


def chair_boxes(placed: Placed) -> list[Box]:
    """An upright chair under whoever sits: legs, back, and the seat last."""
    x, y, z = placed.joints["pelvis"]
    seat = z - SEAT_BELOW_HIPS
    wide, back, front, thick = 0.135, x - 0.105, x + 0.165, 0.022
    rail = 0.026
    left, right = y - wide, y + wide - rail
    boxes: list[Box] = [
        ((at, side, 0.0), (at + rail, side + rail, seat - thick))
        for at in (back, front - rail)
        for side in (left, right)
    ]
    boxes += [
        ((back, side, seat - thick), (back + 0.024, side + rail, seat + 0.29)) for side in (left, right)
    ]
    boxes += [
        ((back, y - wide + rail, seat + up - 0.022), (back + 0.018, y + wide - rail, seat + up + 0.022))
        for up in (0.10, 0.185, 0.26)
    ]
    return [*boxes, ((back, y - wide, seat - thick), (front, y + wide, seat))]


def chair_markup(cam: Camera, placed: Placed) -> tuple[str, str]:
    """The chair in two layers, what is behind the person and what is before; farther parts first."""
    *posts, seat = chair_boxes(placed)
    hips = cam.depth(placed.joints["pelvis"])

    def depth(box: Box) -> float:
        return cam.depth(times(plus(*box), 0.5))

    ordered = sorted(posts, key=lambda box: -depth(box))
    behind = [*(box for box in ordered if depth(box) >= hips), seat]
    before = [box for box in ordered if depth(box) < hips]
    return tuple(  # type: ignore[return-value]
        f'<g class="chair">{"".join(_box(cam, *box) for box in boxes)}</g>' if boxes else ""
        for boxes in (behind, before)
    )


def _box(cam: Camera, low: Vector, high: Vector) -> str:
    """The three faces of an upright box that are seen."""
    out = []
    for which, shade in ((2, SHADES[0]), (0, SHADES[1]), (1, SHADES[2])):
        for end, sign in ((low, -1.0), (high, 1.0)):
            outward = tuple(sign if i == which else 0.0 for i in range(3))
            if dot(outward, cam.ahead) < -1e-6:  # type: ignore[arg-type]
                out.append(f'<path class="{shade}" d="{polygon(_face(cam, low, high, which, end))}"/>')
    return "".join(out)


def _face(cam: Camera, low: Vector, high: Vector, which: int, end: Vector) -> list[Point]:
    first, second = (i for i in range(3) if i != which)
    corners = []
    for a, b in ((low, low), (high, low), (high, high), (low, high)):
        corner = [0.0, 0.0, 0.0]
        corner[which], corner[first], corner[second] = end[which], a[first], b[second]
        corners.append(cam.point((corner[0], corner[1], corner[2])))
    return corners
