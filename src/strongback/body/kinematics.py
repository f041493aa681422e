"""Forward kinematics: angles and lengths → points and frames.

World: X to the right along the mat, Y away from the camera, Z up, floor at z = 0. Body: x forward, y to the
own left, z up; neutral is standing with hanging arms.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from strongback.body.nouns import Angles, Body, Placed
from strongback.body.vectors import Frame, Vector, about_x, about_y, about_z, dot, plus, turned, within

SPINE = (("lumbar", "mid"), ("mid", "upper"), ("upper", "neck"), ("neck", "head"))


def joints_of(body: Body, angles: Angles, pelvis: Vector = (0.0, 0.0, 0.0)) -> Placed:
    """Every joint's point and every part's frame, with the middle between the hips at `pelvis`."""
    joints: dict[str, Vector] = {"pelvis": pelvis}
    frames: dict[str, Frame] = {}
    lean, turn, heading = angles["root"]
    frames["pelvis"] = turned(about_z(heading), about_y(lean), about_z(turn))
    _spine(body, angles, joints, frames)
    for side in "lr":
        _arm(body, angles, side, joints, frames)
        _leg(body, angles, side, joints, frames)
    return Placed(body, angles, joints, frames)


def _spine(body: Body, angles: Angles, joints: dict[str, Vector], frames: dict[str, Frame]) -> None:
    frame = frames["pelvis"]
    point = plus(joints["pelvis"], within(frame, (0, 0, body.length["pelvis"])))
    for name, following in SPINE:
        joints[name] = point
        frames[name] = frame = _bent(frame, angles[name])
        point = plus(point, within(frame, (0, 0, body.length[name])))
        joints[following] = point
    frames["head"] = _bent(frame, angles["head"])
    joints["head_centre"] = plus(point, within(frames["head"], body.head.centre))


def _bent(frame: Frame, angles: Vector) -> Frame:
    flex, side, turn = angles
    return turned(frame, about_y(flex), about_x(-side), about_z(turn))


def _ball(frame: Frame, angles: Vector, sign: int) -> Frame:
    """A ball joint: flexion, abduction and inward rotation, the same numbers on both sides."""
    flex, out, inward = angles
    return turned(frame, about_y(-flex), about_x(sign * out), about_z(-sign * inward))


def _arm(
    body: Body, angles: Mapping[str, Vector], side: str, joints: dict[str, Vector], frames: dict[str, Frame]
) -> None:
    sign = 1 if side == "l" else -1
    trunk = frames["upper"]
    upper = _ball(trunk, angles[f"shoulder_{side}"], sign)
    joints[f"shoulder_{side}"] = point = plus(joints["neck"], within(trunk, _girdle(body, angles, side)))
    frames[f"upper_arm_{side}"] = upper
    joints[f"elbow_{side}"] = point = plus(point, within(upper, (0, 0, -body.length["upper_arm"])))
    bend, roll = angles[f"elbow_{side}"][0], angles[f"forearm_{side}"][0]
    lower = turned(upper, about_y(-bend), about_z(-sign * roll))
    frames[f"forearm_{side}"] = lower
    joints[f"wrist_{side}"] = point = plus(point, within(lower, (0, 0, -body.length["forearm"])))
    palmward, thumbward, _ = angles[f"wrist_{side}"]
    hand = turned(lower, about_x(-sign * palmward), about_y(-thumbward))
    frames[f"hand_{side}"] = hand
    joints[f"hand_{side}"] = plus(point, within(hand, (0, 0, -body.length["hand"])))


def _girdle(body: Body, angles: Mapping[str, Vector], side: str) -> Vector:
    """Where the shoulder sits on the trunk: it rises with the arm, and is drawn forward or up."""
    sign = 1 if side == "l" else -1
    upright = within(_ball(about_z(0), angles[f"shoulder_{side}"], sign), (0, 0, -1))
    raised = body.shoulder_rise * max(0.0, (1 + dot(upright, (0, 0, 1))) / 2)
    forward, up, _ = (math.radians(each) for each in angles[f"clavicle_{side}"])
    x, y, z = body.shoulder
    return (
        x + y * math.sin(forward),
        sign * (y * math.cos(forward) - raised * 0.6),
        z + raised + y * math.sin(up),
    )


def _leg(
    body: Body, angles: Mapping[str, Vector], side: str, joints: dict[str, Vector], frames: dict[str, Frame]
) -> None:
    sign = 1 if side == "l" else -1
    hips = frames["pelvis"]
    joints[f"hip_{side}"] = point = plus(joints["pelvis"], within(hips, (0, sign * body.hip, 0)))
    frames[f"thigh_{side}"] = thigh = _ball(hips, angles[f"hip_{side}"], sign)
    joints[f"knee_{side}"] = point = plus(point, within(thigh, (0, 0, -body.length["thigh"])))
    frames[f"shin_{side}"] = shin = turned(thigh, about_y(angles[f"knee_{side}"][0]))
    joints[f"ankle_{side}"] = point = plus(point, within(shin, (0, 0, -body.length["shin"])))
    frames[f"foot_{side}"] = foot = turned(shin, about_y(angles[f"ankle_{side}"][0]))
    for name, place in body.foot.items():
        joints[f"{name}_{side}"] = plus(point, within(foot, place))
