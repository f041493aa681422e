"""What a placed body shows: angles and heights that an amplitude speaks of, and where its parts touch."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from strongback.body.nouns import Placed, Pose
from strongback.body.vectors import Vector, angle, axis, length, minus

BACK = ("lumbar", "mid", "upper")
NECK = ("neck", "head")
SPINE = (*BACK, "neck")
"""What has a length along the spine."""
CONTACTS: Mapping[str, tuple[str, ...]] = {
    "hand": ("wrist", "hand"),
    "forearm": ("elbow", "wrist"),
    "upper_arm": ("shoulder", "elbow"),
    "thigh": ("hip", "knee"),
    "shin": ("knee", "ankle"),
    "foot": ("heel", "toe"),
}
"""The joints whose middle stands for the place where a part of a limb touches the floor."""
MIDDLE = {"hips": "pelvis", "back": "neck", "neck": "neck", "head": "head_centre"}


def trunk_deg(placed: Placed) -> float:
    """How steep the line from the hips to the top of the chest is; 0 when it lies flat."""
    line = minus(placed.joints["neck"], placed.joints["pelvis"])
    return math.degrees(math.asin(line[2] / length(line)))


def bent_back_deg(pose: Pose, joints: Sequence[str] = BACK) -> float:
    """How far some joints of the spine bend backward, added up; without others those of the back."""
    return -sum(min(0.0, pose.angles[name][0]) for name in joints)


def eyes_deg(placed: Placed) -> float:
    """How far the eyes look away from straight down."""
    return angle(axis(placed.frames["head"], 0), (0.0, 0.0, -1.0))


def higher_hand_cm(placed: Placed) -> float:
    """How high the higher hand's finger tips are."""
    return max(placed.joints[f"hand_{side}"][2] for side in "lr") * placed.body.height_cm


def bend_deg(placed: Placed, a: str, at: str, b: str) -> float:
    """The angle at a joint between two others: 180 when they make one line."""
    here = placed.joints[at]
    return angle(minus(placed.joints[a], here), minus(placed.joints[b], here))


def contact(placed: Placed, part: str) -> Vector:
    """The place that stands for where a part touches the floor."""
    if part in MIDDLE:
        return placed.joints[MIDDLE[part]]
    base, side = part[:-2], part[-2:]
    (ax, ay, az), (bx, by, bz) = (placed.joints[name + side] for name in CONTACTS[base])
    return (ax + bx) / 2, (ay + by) / 2, (az + bz) / 2


PARTS = (*MIDDLE, *(f"{part}_{side}" for part in CONTACTS for side in "lr"))
"""Every part that can touch the floor."""
