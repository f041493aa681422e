"""Pictures as they are handed on: well-formed, described, small, with ids of their own."""

from __future__ import annotations

import gzip
import math
import os
import re
import subprocess
import sys
from functools import cache
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from moves import BODIES, CASES, MOVEMENTS, ONE_SIDED, Case, filmed, ids
from strongback import body
from strongback.body import drawing
from strongback.body.camera import camera
from strongback.body.nouns import View
from strongback.library import figure

SVG = "{http://www.w3.org/2000/svg}"
STYLE = body.style_sheet(figure.look(), 2)
LIMIT, LIMIT_ZIPPED = 45_000, 14_000
WOMAN = BODIES[0]


@cache
def drawn(name: str) -> str:
    """The picture of a case as it stands alone."""
    _, movement, who, other = CASES[name]
    return body.picture(movement, who, other=other, uid="one", title="A <b>", about="B & c", style=STYLE)


def classes(markup: str) -> set[str]:
    return {name for each in re.findall(r'class="([^"]*)"', markup) for name in each.split()}


@pytest.mark.parametrize("name", CASES)
def test_a_picture_stays_within_its_size(name: str) -> None:
    content = drawn(name).encode()
    assert len(content) <= LIMIT
    assert len(gzip.compress(content)) <= LIMIT_ZIPPED


@pytest.mark.parametrize("name", CASES)
def test_a_picture_is_one_described_image_whose_references_lead_somewhere(name: str) -> None:
    root = ElementTree.fromstring(drawn(name))
    assert (root.tag, root.get("role"), root.get("class")) == (f"{SVG}svg", "img", "figure")
    title, about = root[0], root[1]
    assert (title.tag, title.text, title.get("id")) == (f"{SVG}title", "A <b>", "one-title")
    assert (about.tag, about.text, about.get("id")) == (f"{SVG}desc", "B & c", "one-about")
    assert root.get("aria-labelledby") == "one-title one-about"
    assert root[2].text == STYLE
    found = ids(drawn(name))
    assert len(set(found)) == len(found)
    assert all(each.startswith("one-") for each in found)
    used = re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', drawn(name))
    assert used
    assert {one or two for one, two in used} <= set(found)


@pytest.mark.parametrize("name", CASES)
def test_everything_that_is_drawn_is_in_sight(name: str) -> None:
    """Every path begins inside the view box."""
    root = ElementTree.fromstring(drawn(name))
    _, _, wide, high = map(float, str(root.get("viewBox")).split())
    assert 150 <= high <= 480
    assert wide <= 480
    for path in root.iter(f"{SVG}path"):
        x, y = map(float, re.findall(r"-?[0-9.]+", str(path.get("d")))[:2])
        assert 0 <= x <= wide
        assert 0 <= y <= high


@pytest.mark.parametrize("name", CASES)
def test_every_class_in_a_picture_has_a_rule(name: str) -> None:
    front = filmed(name).front + filmed(name).back + filmed(name).frames[0]
    for each in (classes(drawn(name)) | classes(front)) - {"figure"}:
        assert re.search(rf"\.figure [^{{]*\.{each}(?![-\w])", STYLE), each


def test_an_inline_picture_brings_no_style_and_no_script() -> None:
    for movement in MOVEMENTS.values():
        markup = body.picture(movement, WOMAN)
        assert not re.search(r"<style|style=|<script|\son\w+=|https?://(?!www\.w3\.org/2000/svg)", markup)


def test_a_picture_without_words_names_none() -> None:
    markup = body.picture(MOVEMENTS["head-press"], WOMAN)
    assert "aria-labelledby" not in markup
    assert "<title" not in markup + body.picture(MOVEMENTS["head-press"], WOMAN, about="x")


def test_two_pictures_on_one_page_share_no_id() -> None:
    first, second = (body.picture(MOVEMENTS["pelvic-tilt"], WOMAN, uid=uid) for uid in ("a", "b"))
    assert ids(first)
    assert not set(ids(first)) & set(ids(second))


def test_the_whole_movement_has_ghost_arrows_and_marks_a_pose_alone_has_none() -> None:
    for name, movement in MOVEMENTS.items():
        whole = body.picture(movement, WOMAN, uid="w")
        arrows = [each for each in ids(whole) if re.fullmatch(r"w-a\d", each)]
        assert len(arrows) == len(movement.arrows) > 0
        moves = any(arrow.force is None for arrow in movement.arrows)
        assert ("w-ghost" in ids(whole)) == moves == (name != "head-press")
        numbers = [str(i + 1) for i in range(len(movement.marks))]
        assert re.findall(r'class="mark-number"[^>]*>(\d)<', whole) == numbers
        for pose in movement.poses:
            alone = body.picture(movement, WOMAN, pose=pose, uid="w")
            assert not re.search('class="(ghost|arrow|push|mark|mark-number)"', alone), name
    assert MOVEMENTS["pelvic-tilt"].marks == ("lumbar", "mid", "upper")


def test_in_one_piece_no_order_of_the_back_is_shown() -> None:
    movement = MOVEMENTS["pelvic-tilt"]
    whole = body.picture(movement, WOMAN, in_one_piece=True)
    assert "mark" not in classes(whole)
    assert whole == re.sub(
        r'<circle class="mark"[^>]*/><text class="mark-number"[^>]*>\d</text>',
        "",
        body.picture(movement, WOMAN),
    )


def test_the_whole_movement_shows_the_pose_it_lifts_to() -> None:
    for movement in MOVEMENTS.values():
        whole = body.picture(movement, WOMAN, uid="w")
        lifted = body.picture(movement, WOMAN, pose=movement.path[-1], uid="w")
        start = body.picture(movement, WOMAN, pose="start", uid="w")
        back = re.compile(r'id="w-back" d="([^"]+)"')
        assert back.findall(whole) == back.findall(lifted) != back.findall(start)


def test_pushes_are_straight_and_point_at_each_other_and_moves_follow_the_joint() -> None:
    press = body.picture(MOVEMENTS["head-press"], WOMAN)
    assert press.count('class="push"') == 2
    assert press.count('class="arrow"') == 0
    one, two = (line for line, push in drawing._scene(MOVEMENTS["head-press"], WOMAN, False).arrows)
    assert one[-1][0] - one[0][0] < -20  # the head pushes back, to the left as it is seen
    assert two[-1][0] - two[0][0] > 20
    assert abs(one[-1][0] - two[-1][0]) < 30
    for line, push in drawing._scene(MOVEMENTS["leg-and-arm-lift"], WOMAN, False).arrows:
        assert not push
        assert line[-1][1] < line[0][1] - 15  # up on the picture


def test_the_camera_walks_round_to_the_right_and_looks_down() -> None:
    front, side, above = (camera(View(yaw, pitch)) for yaw, pitch in ((0, 0), (90, 0), (0, 30)))
    assert (front.right, front.ahead) == ((1, 0, 0), pytest.approx((0, 1, 0)))
    assert side.right == pytest.approx((0, 1, 0), abs=1e-9)
    assert side.ahead == pytest.approx((-1, 0, 0), abs=1e-9)
    assert above.ahead == pytest.approx((0, math.cos(math.radians(30)), -0.5))
    assert above.up == pytest.approx((0, 0.5, math.cos(math.radians(30))))
    assert above.point((0, 0, 1))[1] < 0  # y grows downward on the picture
    assert above.depth((0, 1, 0)) > 0


def test_a_pose_that_there_is_not_raises_a_key_error() -> None:
    with pytest.raises(KeyError):
        body.picture(MOVEMENTS["head-press"], WOMAN, pose="asleep")


def test_the_other_side_is_another_picture_and_turned_it_is_the_exact_mirror_image() -> None:
    for name in ONE_SIDED:
        movement = MOVEMENTS[name]
        assert body.picture(movement, WOMAN, other=True) != body.picture(movement, WOMAN)
    movement = MOVEMENTS["diagonal-lift"]
    assert movement.other_side == "turned"
    for who in BODIES:
        one, other = (drawing._scene(movement, who, side) for side in (False, True))
        assert (one.width, one.height) == (other.width, other.height)
        for pose in movement.poses:
            joints = one.stage.pose(pose).joints
            mirrored = other.stage.pose(pose).joints
            for joint in joints:
                x, y = one.cam.point(joints[joint])
                flipped = other.cam.point(mirrored[opposite(joint)])
                assert flipped == pytest.approx((one.width - x, y), abs=1e-9), joint
        for (line, _), (flip, _) in zip(one.arrows, other.arrows, strict=True):
            assert flip == [pytest.approx((one.width - x, y), abs=1e-9) for x, y in line]


def opposite(joint: str) -> str:
    return joint[:-1] + {"l": "r", "r": "l"}[joint[-1]] if joint[-2:] in ("_l", "_r") else joint


def test_the_same_place_shows_the_other_side_of_leg_and_arm_lift() -> None:
    one, other = (drawing._scene(MOVEMENTS["leg-and-arm-lift"], WOMAN, side) for side in (False, True))
    assert one.cam.ahead == other.cam.ahead


def seen(name: str, yaw: float, who: body.Body = WOMAN) -> str:
    """The start pose from another place; 90 is straight into the face of who sits."""
    movement = replace(MOVEMENTS[name], view=View(yaw, 0))
    return body.picture(movement, who, pose="start", uid="s")


def features(markup: str) -> dict[str, int]:
    kinds = {kind: markup.count(f'class="{kind}"') for kind in ("eye", "brow", "lips")}
    return kinds | {"ears": len([each for each in ids(markup) if "-ear" in each])}


def test_a_face_shows_the_features_that_look_at_us() -> None:
    assert features(seen("head-press", 90)) == {"eye": 2, "brow": 2, "lips": 1, "ears": 0}
    assert features(seen("head-press", 0)) == {"eye": 1, "brow": 1, "lips": 1, "ears": 1}
    assert features(seen("head-press", -90)) == {"eye": 0, "brow": 0, "lips": 0, "ears": 0}


def test_she_has_a_bun_that_he_has_not_and_it_is_before_the_hair_from_behind() -> None:
    front, back = (ids(seen("head-press", yaw)) for yaw in (90, -90))
    assert back.index("s-bun") > back.index("s-hair")
    assert front.index("s-bun") < front.index("s-hair")
    assert "s-bun" not in ids(seen("head-press", 0, BODIES[1]))


def test_laced_hands_have_their_fingers_drawn_in_turn() -> None:
    fingers = [each for each in ids(seen("head-press", -90)) if "finger" in each]
    assert fingers == [f"s-finger-{side}{i}" for i in range(4) for side in "lr"]
    assert not [each for each in ids(seen("chest-lift-3", 0)) if "finger" in each]


DRAW = """
import hashlib
from strongback import body, library
from strongback.library import figure
said = hashlib.sha256()
movements = figure.movements()
for who in figure.bodies().values():
    for exercise in library.load().exercises:
        said.update(body.picture(movements[exercise.id], who, other=bool(exercise.sides)).encode())
said.update(repr(body.film(movements["pelvic-tilt"], who, library.load().exercises[0])).encode())
for variables in (False, True):
    said.update(body.style_sheet(figure.look(), 1, variables=variables).encode())
print(said.hexdigest())
"""


def test_the_same_bytes_are_drawn_by_every_process() -> None:
    one, two = (
        subprocess.run(
            [sys.executable, "-c", DRAW],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            timeout=60,
        ).stdout
        for seed in ("1", "2")
    )
    assert one == two
    assert len(one.strip()) == 64


def outlines(case: Case) -> str:
    return body.picture(case[1], case[2], other=case[3])


def test_every_body_exercise_and_side_has_its_own_picture() -> None:
    pictures = {outlines(case) for case in CASES.values()}
    assert len(pictures) == len(CASES)
