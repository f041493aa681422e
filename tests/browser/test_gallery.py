"""What is drawn is what a person has looked over: the gallery, drawn again and compared cell by cell.

`make gallery` (`STRONGBACK_GOLDEN=write`) takes its pictures anew; look at them before committing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image
from playwright.sync_api import Browser, Page

import gallery
from browser.pixels import Box, difference, taken
from strongback import library
from strongback.body import Movement
from strongback.library import figure

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
PAGES = {"gallery": gallery.poses, "gallery-films": gallery.strips}
MEAN = 1.0
"""How much a cell may differ on average, of 255: another browser's edges, or a font's."""
SHARE = 0.004
"""What part of a cell may differ clearly. An arm that moves by four degrees is more."""
COLOURS = 256
"""A third of the bytes, and a picture of flat colours looks no different."""
EXERCISES = [exercise.id for exercise in library.load().exercises]


@dataclass(frozen=True, slots=True)
class Shown:
    """A page of the gallery as the browser shows it, with the place of every cell."""

    page: Page
    image: Image.Image
    boxes: dict[str, Box]


@pytest.fixture(scope="module")
def shown(browser: Browser) -> Iterator[dict[str, Shown]]:
    """Both pages, drawn once."""
    page_of = {name: browser.new_page(viewport={"width": 1608, "height": 900}) for name in PAGES}
    yield {name: show(page_of[name], gallery.html(rows())) for name, rows in PAGES.items()}
    for page in page_of.values():
        page.close()


def show(page: Page, html: str) -> Shown:
    """The page with all its pictures there."""
    page.set_content(html)
    page.evaluate("document.fonts.ready")
    page.evaluate("Promise.all([...document.images].map((image) => image.decode()))")
    places = page.locator("[data-cell]").evaluate_all(
        "cells => cells.map((cell) => [cell.dataset.cell, cell.getBoundingClientRect()])"
    )
    boxes = {name: tuple(int(at[edge]) for edge in ("left", "top", "right", "bottom")) for name, at in places}
    return Shown(page, taken(page), boxes)  # type: ignore[arg-type]


def differs(one: Image.Image, other: Image.Image) -> bool:
    mean, share = difference(one, other)
    return mean > MEAN or share > SHARE


def committed(name: str) -> Image.Image:
    return Image.open(PICTURES / f"{name}.png").convert("RGB")


@pytest.mark.parametrize("name", PAGES)
def test_the_committed_gallery_is_what_is_drawn(shown: dict[str, Shown], name: str) -> None:
    now = shown[name]
    if os.environ.get("STRONGBACK_GOLDEN") == "write":
        small = now.image.quantize(COLOURS, dither=Image.Dither.NONE)
        small.save(PICTURES / f"{name}.png", optimize=True)
    then = committed(name)
    assert now.image.size == then.size, "the gallery has other cells: `make gallery`, and look at it"
    changed = [cell for cell, box in now.boxes.items() if differs(now.image.crop(box), then.crop(box))]
    assert not changed, f"`make gallery`, and look at {'; '.join(changed)}"


@pytest.mark.parametrize("exercise", EXERCISES)
def test_an_arm_that_moves_by_four_degrees_is_seen(shown: dict[str, Shown], exercise: str) -> None:
    movement = figure.movements(library.DEFAULT)[exercise]
    last = movement.path[-1]
    (found,) = (one for one in library.load().exercises if one.id == exercise)
    cell = gallery.pose_cell(found, arms_moved(movement, last, 4.0), "woman", last, False)
    now = shown["gallery"]
    now.page.locator(f'[data-cell="{cell.name}"] img').evaluate(
        "(image, source) => { image.src = source; return image.decode(); }", gallery.source(cell.svg)
    )
    box = now.boxes[cell.name]
    assert differs(taken(now.page, box), now.image.crop(box))


def arms_moved(movement: Movement, name: str, by: float) -> Movement:
    """The same movement with both arms raised in one of its poses."""
    pose = movement.poses[name]
    raised = {
        joint: (a + by, b, c) if joint.startswith("shoulder") else (a, b, c)
        for joint, (a, b, c) in pose.angles.items()
    }
    return replace(movement, poses={**movement.poses, name: replace(pose, angles=raised)})
