"""A movement or a pose as one SVG picture, and a movement as a film of frames."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from html import escape
from typing import Any

from strongback.body.arrows import arrow_markup, arrow_points
from strongback.body.camera import Camera, camera, edged, number
from strongback.body.figure import Drawing, far_limbs, figure_markup, ghost_path
from strongback.body.floor import Staged, staged
from strongback.body.nouns import Body, Film, Movement, Placed, View
from strongback.body.props import MAT_THICK, Extent, chair_markup, mat_extent, mat_markup, shadow_markup
from strongback.body.vectors import Point, plus, within
from strongback.programme.nouns import Exercise

WIDTH = 480
MARGIN = 8
LEAST_HEIGHT = 150
MOST_HEIGHT = 480
FRAMES = 20


def picture(
    movement: Movement,
    body: Body,
    *,
    pose: str | None = None,
    other: bool = False,
    in_one_piece: bool = False,
    uid: str = "figure",
    title: str = "",
    about: str = "",
    style: str = "",
) -> str:
    """One `<svg>` with a title and a description.

    Without `pose` it shows the whole movement: the pose it lifts to, a pale ghost of the start, arrows, and
    the order in which the back moves, unless it moves in one piece.
    `uid` is put before every id and must differ between pictures on one page; `style` is CSS for a picture
    that stands alone. Raises KeyError for a pose that there is not.
    """
    scene = _scene(movement, body, other)
    whole = pose is None
    shown = scene.stage.pose(movement.path[-1] if pose is None else pose)
    moves = any(arrow.force is None for arrow in movement.arrows)
    parts = _whole(scene, shown, uid, _ghost(scene, shown, uid) if whole and moves else "")
    if whole:
        parts += [arrow_markup(line, push, f"{uid}-a{i}") for i, (line, push) in enumerate(scene.arrows)]
        parts += [] if in_one_piece else [_marks(scene, shown)]
    return _svg(scene.width, scene.height, "".join(parts), uid, title, about, style)


class Scene:
    """What all pictures of one movement by one body share: the camera that has everything in sight."""

    __slots__ = ("arrows", "cam", "extent", "far", "height", "laced", "stage", "width")

    def __init__(self, stage: Staged, view: View, flipped: bool) -> None:
        movement = stage.movement
        self.stage, self.laced = stage, movement.hands == "laced"
        all_placed = [stage.pose(name) for name in movement.path]
        self.extent: Extent | None = mat_extent(all_placed) if movement.prop == "mat" else None
        loose = camera(view)
        lines = [arrow_points(loose, stage, arrow, flipped) for arrow in movement.arrows]
        left, right, top, bottom = _bounds(loose, all_placed, self.extent, lines)
        wide, high = right - left, bottom - top
        scale = min((WIDTH - 2 * MARGIN) / wide, (MOST_HEIGHT - 2 * MARGIN) / high)
        self.width = round(wide * scale) + 2 * MARGIN
        self.height = max(LEAST_HEIGHT, round(high * scale) + 2 * MARGIN)
        x = self.width / 2 - scale * (left + right) / 2
        y = self.height / 2 - scale * (top + bottom) / 2
        self.far = far_limbs(loose, stage.pose("start"))  # for good: a limb keeps its tone while it moves
        self.cam: Camera = replace(loose, scale=scale, x=x, y=y)
        self.arrows = [
            ([(px * scale + x, py * scale + y) for px, py in line], arrow.force is not None)
            for line, arrow in zip(lines, movement.arrows, strict=True)
        ]


@lru_cache(maxsize=64)
def _kept_scene(movement: _ByIdentity, body: _ByIdentity, other: bool) -> Scene:
    turned = other and movement.it.other_side == "turned"
    view = movement.it.view
    if turned:
        view = View(180 - view.yaw, view.pitch)
    return Scene(staged(movement.it, body.it, other), view, turned)


class _ByIdentity:
    """A noun that holds tables cannot be hashed; here it stands for itself."""

    def __init__(self, it: Any) -> None:
        self.it = it

    def __hash__(self) -> int:
        return id(self.it)

    def __eq__(self, to: object) -> bool:
        return isinstance(to, _ByIdentity) and self.it is to.it


def _scene(movement: Movement, body: Body, other: bool) -> Scene:
    """Fitting the camera and following the arrows takes as long as drawing: it is done once."""
    return _kept_scene(_ByIdentity(movement), _ByIdentity(body), other)


def _bounds(
    cam: Camera, all_placed: Sequence[Placed], extent: Extent | None, lines: Sequence[Sequence[Point]]
) -> tuple[float, float, float, float]:
    """Left, right, top and bottom of all that has to be in sight."""
    boxes: list[tuple[Point, float]] = []
    for placed in all_placed:
        boxes += [
            (cam.point(p), 0.105 if name == "head_centre" else 0.04) for name, p in placed.joints.items()
        ]
    boxes += [(point, 0.03) for line in lines for point in line]
    if extent is not None:
        boxes += [(cam.point((x, y, -MAT_THICK)), 0.0) for x in extent[0] for y in extent[1]]
    else:
        boxes += [(cam.point((x, y, 0.0)), 0.02) for x, y, _ in all_placed[0].joints.values()]
    return (
        min(p[0] - r for p, r in boxes),
        max(p[0] + r for p, r in boxes),
        min(p[1] - r for p, r in boxes),
        max(p[1] + r for p, r in boxes),
    )


def _props(scene: Scene, placed: Placed) -> tuple[str, str]:
    """What the person is on: the layers behind and before them."""
    if scene.extent is not None:
        return mat_markup(scene.cam, scene.extent), ""
    return chair_markup(scene.cam, placed)


def _whole(scene: Scene, placed: Placed, uid: str, ghost: str = "") -> list[str]:
    """One moment with everything that belongs to it, the farthest first."""
    behind, before = _props(scene, placed)
    shadow = shadow_markup(scene.cam, placed, scene.extent is not None)
    person = figure_markup(Drawing(scene.cam, uid), placed, scene.laced, scene.far)
    return [behind, shadow, ghost, person, before]


def _ghost(scene: Scene, shown: Placed, uid: str) -> str:
    """Where the movement began, as a pale outline."""
    start = ghost_path(scene.cam, scene.stage.pose(scene.stage.movement.path[0]), shown)
    return f'<g class="pale">{edged(f"{uid}-ghost", "ghost", start)}</g>'


def _marks(scene: Scene, shown: Placed) -> str:
    """Numbers on the parts of the spine, in the order in which they move."""
    out = []
    for i, name in enumerate(scene.stage.movement.marks, start=1):
        # a little toward the back, and clear of the shoulder
        middle = within(shown.frames[name], (-0.02, 0.0, shown.body.length[name] * 0.3))
        x, y = scene.cam.point(plus(shown.joints[name], middle))
        out.append(
            f'<circle class="mark" cx="{number(x)}" cy="{number(y)}" r="11"/>'
            f'<text class="mark-number" x="{number(x)}" y="{number(y + 5.5)}">{i}</text>'
        )
    return "".join(out)


def _svg(width: float, height: float, inside: str, uid: str, title: str, about: str, style: str) -> str:
    named = [f"{uid}-{part}" for part, text in (("title", title), ("about", about)) if text]
    label = f' aria-labelledby="{" ".join(named)}"' if named else ""
    head = f'<title id="{uid}-title">{escape(title)}</title>' if title else ""
    head += f'<desc id="{uid}-about">{escape(about)}</desc>' if about else ""
    if style:
        head += f"<style>{escape(style, quote=False)}</style>"
    size = f'viewBox="0 0 {number(width)} {number(height)}"'
    about_it = f'class="figure" {size} role="img"{label}'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {about_it}>{head}{inside}</svg>'


def filmstrip(
    movement: Movement, body: Body, frames: int, *, other: bool = False, title: str = "", style: str = ""
) -> str:
    """One `<svg>` of the lift in so many pictures side by side, two or more, from first to last moment."""
    scene = _scene(movement, body, other)
    strip = []
    for i in range(frames):
        placed = scene.stage.moment(movement.path, i / (frames - 1))
        inside = "".join(_whole(scene, placed, f"frame{i}"))
        strip.append(f'<g transform="translate({i * scene.width} 0)">{inside}</g>')
    return _svg(frames * scene.width, scene.height, "".join(strip), "strip", title, "", style)


def film(
    movement: Movement, body: Body, exercise: Exercise, *, other: bool = False, in_one_piece: bool = False
) -> Film:
    """The movement in frames. Where the way down is the way up, the same frames serve for both."""
    scene = _scene(movement, body, other)
    frames: dict[tuple[tuple[str, ...], int], int] = {}
    drawn: list[str] = []
    phases: dict[str, tuple[int, ...]] = {}
    at = "start"
    for phase in exercise.phases:
        to = phase.pose or at
        by = phase.in_one_piece if in_one_piece else phase.by
        way = (at, *by, to) if to != at else (at,)
        phases[phase.phase] = tuple(
            _frame(scene, way, i, frames, drawn) for i in (range(FRAMES + 1) if len(way) > 1 else (0,))
        )
        at = to
    view_box = f"0 0 {number(scene.width)} {number(scene.height)}"
    first = scene.stage.pose("start")
    back, front = _props(scene, first)
    return Film(movement.exercise, view_box, back, front, tuple(drawn), phases)


def _frame(
    scene: Scene,
    way: tuple[str, ...],
    i: int,
    frames: dict[tuple[tuple[str, ...], int], int],
    drawn: list[str],
) -> int:
    """The number of a frame, drawn unless the same moment was drawn before, in either direction."""
    key = min((way, i), (way[::-1], FRAMES - i))
    if i in (0, FRAMES):
        key = (way[:1] if i == 0 else way[-1:], 0)
    if key not in frames:
        frames[key] = len(drawn)
        placed = scene.stage.moment(key[0], key[1] / FRAMES)
        shade = shadow_markup(scene.cam, placed, scene.extent is not None)
        drawing = Drawing(scene.cam, f"f{len(drawn)}", tolerance=0.3)
        drawn.append(shade + figure_markup(drawing, placed, scene.laced, scene.far))
    return frames[key]


def film_json(film: Film) -> dict[str, Any]:
    """A film as the player reads it."""
    return {
        "film": 1,
        "exercise": film.exercise,
        "view_box": film.view_box,
        "back": film.back,
        "front": film.front,
        "frames": list(film.frames),
        "phases": {phase: list(frames) for phase, frames in film.phases.items()},
    }
