"""How a movement looks: the nouns. Lengths are fractions of the body's height, angles degrees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from msgspec import Struct

from strongback.body.vectors import Frame, Vector

Angles = Mapping[str, Vector]
"""The three angles of every joint, and of the whole body as `root`: lean, turn, heading."""
Rows = tuple[tuple[float, ...], ...]
Prop = Literal["mat", "chair"]
Theme = Literal["light", "dark", "contrast", "print"]


class Head(Struct, frozen=True):
    """Where the head sits on the neck, how large it is, and its hair: what lies beyond a plane."""

    centre: Vector
    axes: Vector
    hair: Vector
    """The direction that the hair covers."""
    hairline: float
    """How far along that direction the hair begins; 0 is the middle of the head, 1 its end."""
    thick: float
    """How much larger than the skull the hair is."""
    bun: tuple[float, float, float, float] | None = None
    """Centre and radius."""


class Body(Struct, frozen=True):
    """One body: proportions and surface, as rows of cross-sections along its parts."""

    id: str
    height_cm: float
    length: Mapping[str, float]
    shoulder: Vector
    shoulder_rise: float
    """How far the shoulder girdle follows an arm that is raised all the way."""
    hip: float
    head: Head
    foot: Mapping[str, Vector]
    rows: Mapping[str, Rows]


class Pose(Struct, frozen=True):
    """One attitude of the body. `on` names the parts that touch the floor or the seat and carry weight."""

    angles: Angles
    on: tuple[str, ...]


class View(Struct, frozen=True):
    """From where the camera looks: `yaw` walks round the scene to the right, `pitch` looks down."""

    yaw: float
    pitch: float


class Arrow(Struct, frozen=True):
    """An arrow: where `joint` moves between two poses, or a push (`force`) at a point of `joint` in `to`.

    `offset` and `force` are to the right and up on the picture, in body heights.
    """

    joint: str
    to: str
    start: str | None = None
    force: tuple[float, float] | None = None
    offset: tuple[float, float] = (0.0, 0.0)


class Movement(Struct, frozen=True):
    """How one exercise looks: its poses, on the first of its sides, and how a picture of them is taken.

    `path` leads from the start to the pose it lifts to. `other_side` says how the other side is drawn: seen
    from the same place, or `turned`, with the camera on the other side of the mat.
    """

    exercise: str
    view: View
    prop: Prop
    anchor: tuple[str, ...]
    poses: Mapping[str, Pose]
    path: tuple[str, ...]
    arrows: tuple[Arrow, ...] = ()
    other_side: Literal["same", "turned"] = "same"
    hands: Literal["free", "laced"] = "free"
    marks: tuple[str, ...] = ()
    """Parts of the spine that move one after the other: a picture numbers them."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A body that stands, sits or lies somewhere: points of its joints and frames of its parts."""

    body: Body
    angles: Angles
    joints: Mapping[str, Vector]
    frames: Mapping[str, Frame]


class Look(Struct, frozen=True):
    """Colours by theme and material, and tones of skin. `far`: how much paper is in what is farther away."""

    far: Mapping[Theme, float]
    themes: Mapping[Theme, Mapping[str, str]]
    skins: tuple[Mapping[str, str], ...]


class Film(Struct, frozen=True):
    """A movement in frames of SVG markup, between what stands behind and before the person.

    `phases` gives each phase its frames, evenly spaced in time.
    """

    exercise: str
    view_box: str
    back: str
    front: str
    frames: tuple[str, ...]
    phases: Mapping[str, tuple[int, ...]]
