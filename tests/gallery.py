"""The gallery: all that is drawn of the exercises, as pages of cells that a person can look over.

Two pages: each exercise in each pose, by both bodies, on both sides, in every theme and tone of skin; and
each lift in nine frames. `make gallery` takes their pictures, tests/browser/test_gallery.py compares them.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import cycle
from pathlib import Path

from msgspec.structs import replace

import strongback
from strongback import library
from strongback.body import Movement, filmstrip, picture, style_sheet
from strongback.body.nouns import Theme
from strongback.library import figure
from strongback.programme.nouns import Exercise

LETTERS = "web/static/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2"
COLUMNS, WIDE, GAP = 6, 256, 8
FRAMES = 9
THEMES: tuple[Theme, ...] = ("light", "dark", "contrast", "print")
SKINS = (1, 2, 3)
TONE = {"woman": 2, "man": 1}


@dataclass(frozen=True, slots=True)
class Cell:
    """One picture and what is written below it. Names are unique in the gallery."""

    name: str
    caption: str
    svg: str
    paper: str
    wide: int
    high: int


@dataclass(frozen=True, slots=True)
class Row:
    """An exercise with its cells."""

    title: str
    cells: tuple[Cell, ...]


def poses() -> tuple[Row, ...]:
    """The first page: every pose, the whole movement, both sides, both bodies, every look."""
    return tuple(
        Row(_title(exercise), (*_poses_of(exercise, movement), *_looks_of(exercise, movement)))
        for exercise, movement in _drawn()
    )


def strips() -> tuple[Row, ...]:
    """The second page: every lift in nine frames, from the first moment to the last."""
    in_turn = zip(_drawn(), cycle(figure.bodies()), strict=False)
    return tuple(
        Row(_title(exercise), tuple(_strips_of(exercise, movement, body)))
        for (exercise, movement), body in in_turn
    )


def html(rows: tuple[Row, ...]) -> str:
    """A page that needs nothing from outside, every cell at whole pixels."""
    sections = "".join(
        f"<h2>{escape(row.title)}</h2><div>{''.join(map(_shown, row.cells))}</div>" for row in rows
    )
    return f"<!doctype html><title>Gallery</title><style>{_style()}</style>{sections}"


def source(svg: str) -> str:
    """A picture as the address of an image, so that its style stays inside it."""
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def pose_cell(exercise: Exercise, movement: Movement, body: str, pose: str | None, other: bool) -> Cell:
    """One pose, or the whole movement where `pose` is None, in the light theme."""
    caption = ", ".join(filter(None, (pose or "movement", "other side" if other else "", body)))
    style = style_sheet(figure.look(), TONE[body], theme="light")
    svg = picture(movement, figure.bodies()[body], pose=pose, other=other, style=style)
    return _cell(exercise, movement, caption, svg, "light")


def _drawn() -> Iterator[tuple[Exercise, Movement]]:
    movements: Mapping[str, Movement] = figure.movements(library.DEFAULT)
    for exercise in library.load().exercises:
        yield exercise, movements[exercise.id]


def _title(exercise: Exercise) -> str:
    programme = library.load()
    return programme.words[programme.languages[0]].exercises[exercise.id].name


def _poses_of(exercise: Exercise, movement: Movement) -> Iterator[Cell]:
    for body in figure.bodies():
        for other in (False, True)[: 2 if exercise.sides else 1]:
            for pose in (None, *movement.poses):
                yield pose_cell(exercise, movement, body, pose, other)


def _looks_of(exercise: Exercise, movement: Movement) -> Iterator[Cell]:
    """Each theme with each tone of skin, the bodies in turn. Only the style differs: they are drawn once."""
    plain = {name: picture(movement, body) for name, body in figure.bodies().items()}
    for i, theme in enumerate(THEMES):
        for skin in SKINS:
            body = ("woman", "man")[(i + skin) % 2]
            style = f"<style>{style_sheet(figure.look(), skin, theme=theme)}</style>"
            svg = plain[body].replace(">", f">{style}", 1)
            yield _cell(exercise, movement, f"{theme}, skin {skin}, {body}", svg, theme)


def _cell(exercise: Exercise, movement: Movement, caption: str, svg: str, theme: Theme) -> Cell:
    high = 340 if movement.prop == "chair" else 156
    paper = figure.look().themes[theme]["paper"]
    return Cell(f"{exercise.id}: {caption}", caption, svg, paper, WIDE, high)


def _strips_of(exercise: Exercise, movement: Movement, body: str) -> Iterator[Cell]:
    """The lift by one body; where there is another way or another side, that by the other."""
    yield _strip(exercise, movement, f"lift, {body}", body, False)
    (another,) = set(figure.bodies()) - {body}
    if exercise.sides:
        yield _strip(exercise, movement, f"lift, other side, {another}", another, True)
    lift = next(phase for phase in exercise.phases if phase.phase == "lift")
    if lift.in_one_piece and lift.pose is not None:
        whole = replace(movement, path=("start", *lift.in_one_piece, lift.pose))
        yield _strip(exercise, whole, f"lift in one piece, {another}", another, False)


def _strip(exercise: Exercise, movement: Movement, caption: str, body: str, other: bool) -> Cell:
    look = figure.look()
    style = style_sheet(look, TONE[body], theme="light")
    svg = filmstrip(movement, figure.bodies()[body], FRAMES, other=other, style=style)
    wide = COLUMNS * WIDE + (COLUMNS - 1) * GAP
    high = 240 if movement.prop == "chair" else 110
    return Cell(f"{exercise.id}: {caption}", caption, svg, look.themes["light"]["paper"], wide, high)


def _shown(cell: Cell) -> str:
    image = f'<img alt="" width="{cell.wide}" height="{cell.high}" src="{source(cell.svg)}">'
    framed = f'<p data-cell="{escape(cell.name)}" style="background:{cell.paper}">{image}</p>'
    return f"<figure>{framed}<figcaption>{escape(cell.caption)}</figcaption></figure>"


def _style() -> str:
    letters = b64encode((Path(strongback.__file__).parent / LETTERS).read_bytes()).decode()
    wide = COLUMNS * WIDE + (COLUMNS - 1) * GAP
    return f"""
      @font-face {{ font-family: Letters; src: url(data:font/woff2;base64,{letters}); }}
      body {{ width: {wide}px; margin: 16px; background: #fff; color: #1c1b19; font-family: Letters; }}
      h2 {{ height: 40px; margin: 0; font-size: 28px; line-height: 40px; }}
      div {{ display: flex; flex-wrap: wrap; gap: 4px {GAP}px; margin-bottom: 16px; }}
      figure, p {{ margin: 0; }}
      img {{ display: block; object-fit: contain; }}
      figcaption {{ height: 24px; font-size: 16px; line-height: 22px; white-space: nowrap; }}"""
