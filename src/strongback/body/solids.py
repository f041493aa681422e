"""The surface of a placed body: parts made of chains of cross-sections.

A station is a sphere (centre, radius) or a flat ellipse (centre, half-axis, half-axis). A chain is a row of
stations; what it fills is the union of the convex hulls of neighbours.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache

from strongback.body.nouns import Placed, Rows
from strongback.body.vectors import Frame, Vector, axis, between, plus, times, unit, within

Station = tuple[Vector, float] | tuple[Vector, Vector, Vector]
Chain = tuple[Station, ...]
Material = str
Piece = tuple[Material, tuple[Chain, ...]]
Parts = Mapping[str, tuple[Piece, ...]]

SPINE = ("pelvis", "lumbar", "mid", "upper", "neck")


JAW: tuple[tuple[tuple[Vector, float], ...], ...] = (
    (((0.006, 0.0, -0.022), 0.036), ((0.026, 0.0, -0.050), 0.0165)),
    (((0.032, 0.0, 0.0), 0.024), ((0.030, 0.0, -0.048), 0.0165)),
    (((0.052, 0.0, 0.004), 0.0035), ((0.0625, 0.0, -0.016), 0.0055), ((0.050, 0.0, -0.022), 0.006)),
)
"""Jaw, cheek and nose as chains of spheres around the middle of the head."""


def solids(placed: Placed) -> Parts:
    """Every part with its pieces, each of one material; innermost material first."""
    parts: dict[str, tuple[Piece, ...]] = {
        "back": (("shirt", (_along_spine(placed, "shirt"),)),),
        "hips": (("trousers", (_along_spine(placed, "hips"),)),),
        "neck": (("skin", (_along_spine(placed, "neck"),)),),
    }
    for side in "lr":
        parts[f"upper_arm_{side}"] = _upper_arm(placed, side)
        parts[f"forearm_{side}"] = (("skin", (_along(placed, "elbow", "forearm", side),)),)
        parts[f"hand_{side}"] = (("skin", (_palm(placed, side), *fingers(placed, side))),)
        parts[f"thigh_{side}"] = (("trousers", (_along(placed, "hip", "thigh", side),)),)
        parts[f"shin_{side}"] = _shin(placed, side)
        parts[f"foot_{side}"] = (("shoe", _foot(placed, side)),)
    return parts


def lowest(chains: tuple[Chain, ...]) -> float:
    """How high the lowest point of some chains is."""
    return min(_lowest_of(station) for chain in chains for station in chain)


def _lowest_of(station: Station) -> float:
    if len(station) == 2:
        return station[0][2] - station[1]
    centre, u, v = station
    return centre[2] - math.hypot(u[2], v[2])


def head_lowest(placed: Placed) -> float:
    """How high the lowest point of the head is."""
    up = placed.frames["head"][2]
    reach = math.sqrt(sum((up[i] * placed.body.head.axes[i]) ** 2 for i in range(3)))
    return min(placed.joints["head_centre"][2] - reach, lowest(face_chains(placed)))


def face_chains(placed: Placed) -> tuple[Chain, ...]:
    """Jaw, cheek and nose."""
    middle, frame = placed.joints["head_centre"], placed.frames["head"]
    return tuple(
        tuple((plus(middle, within(frame, centre)), radius) for centre, radius in chain) for chain in JAW
    )


def _along(placed: Placed, joint: str, segment: str, side: str) -> Chain:
    """A limb's segment: rows of [fraction of its length, radius, forward offset]."""
    start, frame = placed.joints[f"{joint}_{side}"], placed.frames[f"{segment}_{side}"]
    whole = placed.body.length[segment]
    return tuple(
        (plus(start, within(frame, (forward, 0, -whole * at))), radius)
        for at, radius, forward in _finer(placed.body.rows[segment])
    )


def _ring(placed: Placed, joint: str, segment: str, side: str, name: str) -> Station:
    """The open end of a sleeve or a trouser leg: one row of [fraction, radius]."""
    ((at, radius),) = placed.body.rows[name]
    frame = placed.frames[f"{segment}_{side}"]
    centre = plus(placed.joints[f"{joint}_{side}"], within(frame, (0, 0, -placed.body.length[segment] * at)))
    return centre, times(axis(frame, 0), radius), times(axis(frame, 1), radius)


def _upper_arm(placed: Placed, side: str) -> tuple[Piece, ...]:
    start, frame = placed.joints[f"shoulder_{side}"], placed.frames[f"upper_arm_{side}"]
    whole = placed.body.length["upper_arm"]
    sleeve: Chain = tuple(
        (plus(start, within(frame, (forward, 0, -whole * at))), radius)
        for at, radius, forward in placed.body.rows["sleeve"]
    )
    ring = _ring(placed, "shoulder", "upper_arm", side, "sleeve_end")
    return ("skin", (_along(placed, "shoulder", "upper_arm", side),)), ("shirt", ((*sleeve, ring),))


def _shin(placed: Placed, side: str) -> tuple[Piece, ...]:
    leg = _along(placed, "knee", "shin", side)
    return (("trousers", ((*leg, _ring(placed, "knee", "shin", side, "cuff")),)),)


def _palm(placed: Placed, side: str) -> Chain:
    """Rows of [fraction of the hand, half-width, half-thickness]."""
    wrist, frame = placed.joints[f"wrist_{side}"], placed.frames[f"hand_{side}"]
    whole = placed.body.length["hand"]
    return tuple(
        (
            plus(wrist, within(frame, (0, 0, -whole * at))),
            times(axis(frame, 0), wide),
            times(axis(frame, 1), thick),
        )
        for at, wide, thick in placed.body.rows["palm"]
    )


def fingers(placed: Placed, side: str) -> tuple[Chain, ...]:
    """Thumb, then index to little finger; the third angle of the wrist bends the four toward the palm."""
    sign = 1 if side == "l" else -1
    wrist, frame = placed.joints[f"wrist_{side}"], placed.frames[f"hand_{side}"]
    whole = placed.body.length["hand"]
    thumb: Chain = tuple(
        (plus(wrist, within(frame, (x, -sign * y, -whole * at))), radius)
        for at, x, y, radius in placed.body.rows["thumb"]
    )
    return thumb, *(_finger(placed, side, row) for row in placed.body.rows["fingers"])


def _finger(placed: Placed, side: str, row: tuple[float, ...]) -> Chain:
    """A row is [begins at, length (fractions of the hand), place across, spread, radius]."""
    begins, long, across, spread, radius = row
    sign = 1 if side == "l" else -1
    frame, whole = placed.frames[f"hand_{side}"], placed.body.length["hand"]
    point = plus(placed.joints[f"wrist_{side}"], within(frame, (across, 0, -whole * begins)))
    chain: list[Station] = [(point, radius)]
    for bends, share, thinner in ((1.0, 0.45, 1.0), (1.9, 0.55, 0.8)):
        curl = math.radians(placed.angles[f"wrist_{side}"][2] * bends)
        way = (spread, -sign * math.sin(curl), -math.cos(curl))
        point = plus(point, within(frame, times(unit(way), whole * long * share)))
        chain.append((point, radius * thinner))
    return tuple(chain)


def _foot(placed: Placed, side: str) -> tuple[Chain, ...]:
    ankle, frame = placed.joints[f"ankle_{side}"], placed.frames[f"foot_{side}"]
    rows = placed.body.rows

    def at(x: float, z: float) -> Vector:
        return plus(ankle, within(frame, (x, 0, z)))

    sole: Chain = tuple(
        (at(x, z), times(axis(frame, 1), wide), times(axis(frame, 2), thick))
        for x, z, wide, thick in rows["sole"]
    )
    ((up, thick),) = rows["sock"]
    above = plus(ankle, within(placed.frames[f"shin_{side}"], (0, 0, up)))  # the sock goes up the leg
    heel: Chain = ((above, thick), *((at(x, z), radius) for x, z, radius in rows["ankle"]))
    instep: Chain = tuple((at(x, z), radius) for x, z, radius in rows["instep"])
    return heel, sole, instep


def _along_spine(placed: Placed, name: str) -> Chain:
    """Rows of [height above the hips, half-width, half-depth, forward offset]."""
    stations = []
    for height, wide, deep, forward in placed.body.rows[name]:
        centre, frame = _on_spine(placed, height)
        ahead, left = axis(frame, 0), axis(frame, 1)
        stations.append((plus(centre, times(ahead, forward)), times(ahead, deep), times(left, wide)))
    return _smooth(tuple(stations))


def _on_spine(placed: Placed, height: float) -> tuple[Vector, Frame]:
    """The point so far up the spine, and a frame there that turns gradually from one part to the next."""
    joints, frames, length = placed.joints, placed.frames, placed.body.length
    if height < 0:
        return plus(joints["pelvis"], within(frames["pelvis"], (0, 0, height))), frames["pelvis"]
    base = 0.0
    i = 0
    while height > base + length[SPINE[i]] and i < len(SPINE) - 1:
        base += length[SPINE[i]]
        i += 1
    name = SPINE[i]
    share = (height - base) / length[name]
    frame = frames[name]
    beside = SPINE[i + 1] if share > 0.5 and i < 4 else SPINE[i - 1] if share < 0.5 and i else None
    if beside is not None:
        frame = _mixed(frame, frames[beside], abs(share - 0.5))
    return plus(joints[name], within(frames[name], (0, 0, height - base))), frame


def _mixed(frame: Frame, beside: Frame, share: float) -> Frame:
    ahead = unit(between(axis(frame, 0), axis(beside, 0), share))
    left = unit(between(axis(frame, 1), axis(beside, 1), share))
    return tuple((ahead[k], left[k], frame[k][2]) for k in range(3))  # type: ignore[return-value]


def _curve(four: Sequence[float], t: float) -> float:
    """Catmull and Rom's curve from the second of four values to the third."""
    a, b, c, d = four
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)


@cache
def _finer(rows: Rows, times_as_many: int = 3) -> Rows:
    """More rows on a smooth curve through the given ones."""
    if len(rows) < 3:
        return rows
    first = tuple(2 * a - b for a, b in zip(rows[0], rows[1], strict=True))
    last = tuple(2 * a - b for a, b in zip(rows[-1], rows[-2], strict=True))
    whole = (first, *rows, last)
    fine = [
        tuple(_curve(values, j / times_as_many) for values in zip(*whole[i - 1 : i + 3], strict=True))
        for i in range(1, len(rows))
        for j in range(times_as_many)
    ]
    return (*fine, rows[-1])


def _smooth(stations: tuple[tuple[Vector, Vector, Vector], ...]) -> Chain:
    """Three times as many ellipses on a smooth curve through the given ones."""
    last = len(stations) - 1
    fine: list[Station] = []
    for i in range(last):
        four = (stations[max(i - 1, 0)], stations[i], stations[i + 1], stations[min(i + 2, last)])
        for t in (0.0, 1 / 3, 2 / 3):
            centre, u, v = (
                tuple(_curve([station[m][k] for station in four], t) for k in range(3)) for m in range(3)
            )
            fine.append((centre, u, v))  # type: ignore[arg-type]
    return (*fine, stations[-1])
