"""How long the figure takes to draw, and how large its pictures and films are.

Prints a table: for each exercise its picture (the first time, and later, when the camera and the arrows are
known) and its film, then the whole gallery. Run with `python bench/figures.py`. Exit status 1 when a goal is
missed.
"""

from __future__ import annotations

import gzip
import json
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from plan import median_ms

import gallery
from strongback import library
from strongback.body import film, film_json, picture, style_sheet
from strongback.library import figure
from strongback.programme.nouns import Exercise

PICTURE_MS, PICTURE_KB, PICTURE_GZIP_KB = 60, 45, 14
FILM_GZIP_KB = 120
GALLERY_S = 5
ROW = "{:18}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}"


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was measured of one exercise."""

    first_ms: float
    later_ms: float
    kb: float
    gzip_kb: float
    film_s: float
    film_gzip_kb: float
    frames: int

    def good(self) -> bool:
        """Whether every goal is met."""
        small = self.kb <= PICTURE_KB and self.gzip_kb <= PICTURE_GZIP_KB
        return small and self.later_ms <= PICTURE_MS and self.film_gzip_kb <= FILM_GZIP_KB


def main() -> int:
    """Print the table."""
    style = style_sheet(figure.look(), 1)
    figure.movements(library.DEFAULT)
    print(ROW.format("", "first", "later", "picture", "gzip", "film", "gzip", "frames"))
    print(ROW.format("", "ms", "ms", "KB", "KB", "s", "KB", ""))
    good = True
    for exercise in library.load().exercises:
        drawn = measured(exercise, style)
        numbers = (
            f"{drawn.first_ms:.0f}",
            f"{drawn.later_ms:.0f}",
            f"{drawn.kb:.1f}",
            f"{drawn.gzip_kb:.1f}",
        )
        filmed = (f"{drawn.film_s:.2f}", f"{drawn.film_gzip_kb:.0f}", str(drawn.frames))
        print(ROW.format(exercise.id, *numbers, *filmed))
        good = good and drawn.good()
    limits = (f"≤ {PICTURE_MS}", f"≤ {PICTURE_KB}", f"≤ {PICTURE_GZIP_KB}", "", f"≤ {FILM_GZIP_KB}", "")
    print(ROW.format("goal", "", *limits))
    rows, took = timed(lambda: (*gallery.poses(), *gallery.strips()))
    pictures = sum(len(row.cells) for row in rows)
    print(f"{f'the gallery, {pictures} pictures and strips':44}{took:8.2f} s   goal ≤ {GALLERY_S}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'largest resident memory':44}{memory:8.0f} MB")
    return 0 if good and took <= GALLERY_S else 1


def measured(exercise: Exercise, style: str) -> Drawn:
    """One exercise of the woman, with the style that a file of its own carries."""
    movement, body = figure.movements(library.DEFAULT)[exercise.id], figure.bodies()["woman"]
    svg, first_s = timed(lambda: picture(movement, body, style=style))
    later_ms = median_ms(lambda: picture(movement, body, style=style))
    whole, film_s = timed(lambda: film(movement, body, exercise))
    text = json.dumps(film_json(whole), separators=(",", ":"))
    size = (len(svg.encode()) / 1000, packed(svg))
    return Drawn(first_s * 1000, later_ms, *size, film_s, packed(text), len(whole.frames))


def packed(text: str) -> float:
    """Its size as it is sent, in KB."""
    return len(gzip.compress(text.encode())) / 1000


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What it gives, and how many seconds that took."""
    begin = time.perf_counter()
    found = work()
    return found, time.perf_counter() - begin


if __name__ == "__main__":
    raise SystemExit(main())
