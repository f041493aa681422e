"""Hands: the lines between the fingers, the palm, and fingers that are laced."""

from __future__ import annotations

from strongback.body.camera import Camera, chain_path, curve, edged
from strongback.body.nouns import Placed
from strongback.body.solids import fingers
from strongback.body.vectors import Vector, dot, plus, times, within


def palm_facing(cam: Camera, placed: Placed, side: str) -> float:
    """1 when the palm looks straight at us, -1 when the back of the hand does."""
    sign = 1 if side == "l" else -1
    return -dot(within(placed.frames[f"hand_{side}"], (0, -sign, 0)), cam.ahead)


def hand_lines(cam: Camera, placed: Placed, side: str, tone: str) -> str:
    """Thin lines between the fingers of a hand that is seen flat; the creases of a palm that is seen."""
    facing = palm_facing(cam, placed, side)
    if abs(facing) < 0.3:
        return ""
    lines = [_gap(cam, placed, side, i) for i in (1, 2, 3)]
    if facing > 0:
        lines += _creases(cam, placed, side)
    return f'<path class="fine{tone}" d="{"".join(lines)}"/>'


def _gap(cam: Camera, placed: Placed, side: str, i: int) -> str:
    one, two = fingers(placed, side)[i : i + 2]
    a, b, c = (times(plus(p[0], q[0]), 0.5) for p, q in zip(one, two, strict=True))
    return curve([cam.point(each) for each in (a, b, c)])


def _creases(cam: Camera, placed: Placed, side: str) -> list[str]:
    sign = 1 if side == "l" else -1
    wrist, frame = placed.joints[f"wrist_{side}"], placed.frames[f"hand_{side}"]
    whole = placed.body.length["hand"]

    def at(across: float, along: float) -> Vector:
        return plus(wrist, within(frame, (across, -sign * 0.011, -whole * along)))

    heart = (at(-0.018, 0.40), at(0.0, 0.36), at(0.014, 0.46))
    life = (at(0.004, 0.06), at(0.0, 0.26), at(0.018, 0.36))
    return [curve([cam.point(each) for each in line]) for line in (heart, life)]


def finger_markup(cam: Camera, placed: Placed, uid: str) -> str:
    """The eight fingers of laced hands, right and left in turn from the index down."""
    right, left = fingers(placed, "r")[1:], fingers(placed, "l")[1:]
    out = []
    for i, pair in enumerate(zip(left, right, strict=True)):
        for side, chain in zip("lr", pair, strict=True):
            out.append(edged(f"{uid}-finger-{side}{i}", "skin", chain_path(cam, (chain,))))
    return f'<g class="part">{"".join(out)}</g>'
