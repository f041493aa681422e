"""Standing, sitting and lying: a posed body is put on the floor, and what touches it is measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from strongback.body.kinematics import joints_of
from strongback.body.nouns import Body, Movement, Placed, Pose
from strongback.body.posing import mirrored, on_the_way, other
from strongback.body.solids import head_lowest, lowest, solids
from strongback.body.vectors import plus


def heights(placed: Placed) -> dict[str, float]:
    """How high the lowest point of each part is above the floor."""
    found = {
        name: lowest(tuple(chain for _, chains in pieces for chain in chains))
        for name, pieces in solids(placed).items()
    }
    return found | {"head": head_lowest(placed)}


def placed_at(body: Body, pose: Pose, anchor: Sequence[str] = (), at: tuple[float, float] = (0, 0)) -> Placed:
    """The body in a pose, its lowest point on the floor and the middle of its anchor joints above `at`."""
    loose = joints_of(body, pose.angles)
    x, y = middle(loose, anchor) if anchor else (0.0, 0.0)
    return moved(loose, (at[0] - x, at[1] - y, -min(heights(loose).values())))


def moved(placed: Placed, by: tuple[float, float, float]) -> Placed:
    """The same, shifted as a whole."""
    joints = {name: plus(point, by) for name, point in placed.joints.items()}
    return Placed(placed.body, placed.angles, joints, placed.frames)


def middle(placed: Placed, joints: Sequence[str]) -> tuple[float, float]:
    """The middle of some joints, seen from above."""
    points = [placed.joints[name] for name in joints]
    return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)


@dataclass(frozen=True, slots=True)
class Staged:
    """A movement done by one body on one side: any of its poses, and any moment between them."""

    movement: Movement
    body: Body
    other: bool
    poses: Mapping[str, Pose]
    anchor: tuple[str, ...]
    at: tuple[float, float]

    def pose(self, name: str) -> Placed:
        """The body in a pose of that name."""
        return placed_at(self.body, self.poses[name], self.anchor, self.at)

    def moment(self, path: Sequence[str], t: float) -> Placed:
        """The body on the way along poses, t from 0 to 1."""
        pose = on_the_way([self.poses[name] for name in path], t)
        return placed_at(self.body, pose, self.anchor, self.at)


def staged(movement: Movement, body: Body, other_side: bool = False) -> Staged:
    """A movement for drawing and measuring; the start pose stays where it is, and the rest follows it."""
    poses = movement.poses
    anchor = movement.anchor
    if other_side:
        poses = {name: mirrored(pose) for name, pose in poses.items()}
        anchor = tuple(map(other, anchor))
    start = placed_at(body, poses["start"])
    return Staged(movement, body, other_side, poses, anchor, middle(start, anchor))
