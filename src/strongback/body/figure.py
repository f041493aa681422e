"""A placed body as SVG markup: parts from far to near, each with its outline, without seams at the joints."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from strongback.body.camera import Camera, chain_path, edged, number
from strongback.body.hands import finger_markup, hand_lines
from strongback.body.head import head_markup, head_outline
from strongback.body.nouns import Placed
from strongback.body.solids import Chain, Parts, Piece, solids
from strongback.body.vectors import Point, axis, dot

SEAMS = {
    "forearm": (("upper_arm", "elbow", "forearm", "skin"),),
    "shin": (("thigh", "knee", "shin", "trousers"),),
    "upper_arm": (("forearm", "elbow", "forearm", "skin"), ("back", "shoulder", "sleeve", "shirt")),
    "thigh": (("shin", "knee", "shin", "trousers"), ("hips", "hip", "thigh", "trousers")),
}
"""Which neighbours a part melts into: the neighbour, the joint, whose first radius, of which material."""
INWARD = ("back", "hips")
LIMBS = {
    ("upper_arm", "forearm"): ("shoulder", "elbow", "wrist"),
    ("thigh", "shin"): ("hip", "knee", "ankle"),
}
"""The parts of an arm and of a leg, and the joints that say how far away it is."""
STILL = 0.035
"""A way, in body heights, that does not count as a movement: about 6 cm."""
ALIKE = 0.06
"""A difference of depth, in body heights, that nobody sees."""


@dataclass(slots=True)
class Drawing:
    """A picture in the making. `uid` is put before every id."""

    cam: Camera
    uid: str
    tolerance: float = 0.14
    defs: list[str] = field(default_factory=list)
    out: list[str] = field(default_factory=list)
    drawn: set[str] = field(default_factory=set)


def drawn_parts(placed: Placed, laced: bool) -> dict[str, tuple[Piece, ...]]:
    """The parts as they are drawn: hand with forearm, foot with shin; laced fingers not yet."""
    parts: Parts = solids(placed)
    whole = {name: pieces for name, pieces in parts.items() if name[:4] not in ("hand", "foot")}
    for side in "lr":
        ((_, hand),) = parts[f"hand_{side}"]
        shown = hand[:2] if laced else hand
        ((material, arm),) = parts[f"forearm_{side}"]
        whole[f"forearm_{side}"] = ((material, (*arm, *shown)),)
        whole[f"shin_{side}"] = (*parts[f"foot_{side}"], *parts[f"shin_{side}"])
    return whole


def figure_markup(drawing: Drawing, placed: Placed, laced: bool, far: Collection[str]) -> str:
    """The whole person. `laced`: the fingers of both hands are. `far`: the parts in a paler tone."""
    parts = drawn_parts(placed, laced)
    for name in by_depth(drawing.cam, placed, parts, laced):
        tone = " far" if name in far else ""
        if name == "head":
            drawing.out.append(f'<g class="part">{head_markup(drawing.cam, placed, drawing.uid)}</g>')
        elif name == "fingers":
            drawing.out.append(finger_markup(drawing.cam, placed, drawing.uid))
        else:
            _part(drawing, placed, name, parts[name], tone)
            if name[:7] == "forearm" and not laced:
                drawing.out.append(hand_lines(drawing.cam, placed, name[-1], tone))
        drawing.drawn.add(name)
    defs = f"<defs>{''.join(drawing.defs)}</defs>" if drawing.defs else ""
    return defs + "".join(drawing.out)


def far_limbs(cam: Camera, placed: Placed) -> set[str]:
    """The parts of the arm and of the leg that are farther away than the other; none when both are alike."""
    far: set[str] = set()
    for limb, joints in LIMBS.items():
        depth = {
            side: sum(cam.depth(placed.joints[joint + side]) for joint in joints) / len(joints)
            for side in ("_l", "_r")
        }
        if abs(depth["_l"] - depth["_r"]) > ALIKE:
            side = max(depth, key=lambda side: depth[side])
            far |= {part + side for part in limb}
    return far


def by_depth(
    cam: Camera, placed: Placed, parts: Mapping[str, Sequence[Piece]], laced: bool = False
) -> list[str]:
    """The names of the parts, farthest first: by mean depth, but what wears the shirt keeps its place."""
    depth = {name: _mean_depth(cam, pieces) for name, pieces in parts.items()}
    trunk = depth["back"]
    depth["head"] = cam.depth(placed.joints["head_centre"])
    farther, nearer = sorted(("thigh_l", "thigh_r"), key=lambda name: -depth[name])
    depth[farther], depth[nearer] = max(depth[farther], trunk + 3e-4), trunk + 1e-4  # the hem lies over both
    seen_from_behind = dot(axis(placed.frames["pelvis"], 0), cam.ahead) > 0
    depth["hips"] = trunk + 2e-4 if seen_from_behind else depth[farther] + 1e-4
    depth["neck"] = max(trunk, depth["head"]) + 3e-4  # the collar lies over the neck
    if laced:
        depth["fingers"] = sum(cam.depth(placed.joints[f"hand_{side}"]) for side in "lr") / 2
    return sorted(depth, key=lambda name: -depth[name])


def _mean_depth(cam: Camera, pieces: Sequence[Piece]) -> float:
    depths = [cam.depth(station[0]) for _, chains in pieces for chain in chains for station in chain]
    return sum(depths) / len(depths)


def _part(drawing: Drawing, placed: Placed, name: str, pieces: Sequence[Piece], tone: str) -> None:
    own = "trousers" if name[:4] == "shin" else pieces[0][0]
    paths = []
    for material, chains in pieces:
        d = chain_path(drawing.cam, chains, drawing.tolerance)
        paths.append(
            edged(f"{drawing.uid}-{name}" + ("" if material == own else f"-{material}"), material, d)
        )
    drawing.out.append(f'<g class="part{tone}">{"".join(paths)}{_patches(drawing, placed, name, tone)}</g>')


def _patches(drawing: Drawing, placed: Placed, name: str, tone: str) -> str:
    """Where a part lies over a neighbour that it grows out of, the line between them is covered again."""
    base, side = name[:-2], name[-2:]
    out = []
    for neighbour, joint, rows, material in SEAMS.get(base, ()):
        under = neighbour if neighbour in INWARD else neighbour + side
        if under not in drawing.drawn or (under in INWARD and tone):
            continue  # what is far has another colour than the trunk: its line stays
        clip = f"{drawing.uid}-c{len(drawing.defs)}"
        shape = f'<use href="#{drawing.uid}-{under}"/>'
        if neighbour == "upper_arm":  # not over the sleeve
            bare: Chain = solids(placed)[under][0][1][0][-4:]
            shape = f'<path d="{chain_path(drawing.cam, (bare,))}"/>'
        drawing.defs.append(f'<clipPath id="{clip}">{shape}</clipPath>')
        r = placed.body.rows[rows][0][1] * drawing.cam.scale * 1.04 + 3.2
        x, y = drawing.cam.point(placed.joints[joint + side])
        if under in INWARD:
            x, y = _shifted(drawing.cam, placed, base, side, r)
        at = f'cx="{number(x)}" cy="{number(y)}" r="{number(r)}"'
        out.append(f'<circle class="{material} bare" {at} clip-path="url(#{clip})"/>')
    return "".join(out)


def _shifted(cam: Camera, placed: Placed, base: str, side: str, r: float) -> Point:
    """Where the patch over a shoulder or a hip is: it moves into the trunk as the limb comes to point at us.

    So the outer half of the limb's outline stays, and appears by degrees while it moves.
    """
    near, far, inner = ("shoulder", "elbow", "neck") if base == "upper_arm" else ("hip", "knee", "pelvis")
    a, b = placed.joints[near + side], placed.joints[far + side]
    (x, y), (bx, by), (ix, iy) = cam.point(a), cam.point(b), cam.point(placed.joints[inner])
    seen = math.dist((x, y), (bx, by)) / (math.dist(a, b) * cam.scale)
    by_much = r * max(0.0, min(1.0, (0.75 - seen) / 0.5))
    apart = math.dist((x, y), (ix, iy)) or 1.0
    return x + (ix - x) / apart * by_much, y + (iy - y) / apart * by_much


def ghost_path(cam: Camera, begun: Placed, now: Placed, tolerance: float = 0.4) -> str:
    """Where a movement began, as one path, without what has hardly moved since: that would blur the line."""
    after = solids(now)
    moved = [
        chain if len(chain) < 6 else (*chain[::2], chain[-1])
        for name, pieces in solids(begun).items()
        for (_, chains), (_, chains_now) in zip(pieces, after[name], strict=True)
        for chain in chains
        if _moved(chains, chains_now)
    ]
    head = math.dist(begun.joints["head_centre"], now.joints["head_centre"]) > STILL
    return chain_path(cam, moved, tolerance) + (head_outline(cam, begun) if head else "")


def _moved(begun: Sequence[Chain], now: Sequence[Chain]) -> bool:
    pairs = ((a, b) for one, two in zip(begun, now, strict=True) for a, b in zip(one, two, strict=True))
    return any(math.dist(a[0], b[0]) > STILL for a, b in pairs)
