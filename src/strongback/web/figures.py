"""Pictures and films of the exercises: drawn once, named after everything they are drawn from, kept on disk.

An address holds the version, so that what lies there never changes. A film takes half a second to draw;
that happens in the request for the film itself and never in a page's.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from strongback import body as drawing
from strongback import library
from strongback.body import Body, Movement
from strongback.library import figure
from strongback.programme.nouns import Exercise
from strongback.programme.timing import exercise_of
from strongback.web import models

PICTURES = ("movement", "start", "whole")
"""Of each movement: all of it, with ghost and arrows; the pose it starts from; all of it, in one piece."""
OTHER, IN_ONE_PIECE = "other", "in-one-piece"


@cache
def version() -> str:
    """Twelve hex digits that change with anything a figure is drawn from: data, words, drawing."""
    total = hashlib.sha256(Path(__file__).read_bytes())
    for root in (Path(drawing.__file__).parent, library.HOME):
        for path in sources(root):
            total.update(f"{path.relative_to(root).as_posix()}\0{path.stat().st_size}\0".encode())
            total.update(path.read_bytes())
    return total.hexdigest()[:12]


def read_ahead() -> None:
    """Read what all pictures share: the first Today asks for eight things at once, and each would read it."""
    for shared in (figure.movements, figure.bodies, figure.look):
        shared()


def picture_url(
    person: models.Person, exercise: str, which: str = "movement", *, body: str = "", skin: int = 0
) -> str:
    """Where the picture of an exercise lies, drawn as the person wishes it; empty where there is none."""
    if exercise not in figure.movements(library.DEFAULT):
        return ""
    chosen = (version(), library.DEFAULT, body or person.body, skin or person.skin, exercise, which)
    return reverse("picture", args=chosen)


def film_urls(person: models.Person, exercise: Exercise, in_one_piece: bool) -> dict[str, str]:
    """Where the films of an exercise lie, by side; `none` for an exercise without sides."""
    if exercise.id not in figure.movements(library.DEFAULT):
        return {}
    found = {}
    for nth, side in enumerate(exercise.sides or ("none",)):
        name = "-".join(["film", *([OTHER] if nth else []), *([IN_ONE_PIECE] if in_one_piece else [])])
        chosen = (version(), library.DEFAULT, person.body, exercise.id, name)
        found[side] = reverse("film", args=chosen)
    return found


def picture(programme: str, body: str, skin: int, exercise: str, which: str) -> bytes | None:
    """A picture that stands alone, as gzipped SVG; None when there is no such thing."""
    name, dash, other = which.partition("-")
    known = _known(programme, body, exercise, bool(other)) if bool(dash) == bool(other) else None
    if (
        known is None
        or not 1 <= skin <= len(figure.look().skins)
        or name not in PICTURES
        or other not in ("", OTHER)
    ):
        return None
    movement, posed, of = known
    title = library.load(programme).words[library.load(programme).languages[0]].exercises[of.id].name

    def draw() -> str:
        return drawing.picture(
            movement,
            posed,
            pose="start" if name == "start" else None,
            other=bool(other),
            in_one_piece=name == "whole",
            title=title,
            style=drawing.style_sheet(figure.look(), skin),
        )

    return _kept(f"{programme}/{body}-{skin}/{exercise}-{which}.svg.gz", draw)


def film(programme: str, body: str, exercise: str, which: str) -> bytes | None:
    """A film for the stage, as gzipped JSON; None when there is no such thing."""
    wishes = {"": (False, False), OTHER: (True, False), IN_ONE_PIECE: (False, True)}
    wishes[f"{OTHER}-{IN_ONE_PIECE}"] = (True, True)
    name, dash, wish = which.partition("-")
    other, in_one_piece = wishes.get(wish, (False, False))
    known = _known(programme, body, exercise, other) if bool(dash) == bool(wish) else None
    if known is None or name != "film" or wish not in wishes:
        return None
    movement, posed, of = known

    def draw() -> str:
        drawn = drawing.film(movement, posed, of, other=other, in_one_piece=in_one_piece)
        return json.dumps(drawing.film_json(drawn), separators=(",", ":"), ensure_ascii=False)

    return _kept(f"{programme}/{body}/{exercise}-{which}.json.gz", draw)


def _known(programme: str, body: str, exercise: str, other: bool) -> tuple[Movement, Body, Exercise] | None:
    """What is drawn, if all of it is known. Only known names ever become part of a path."""
    if programme not in library.programmes() or body not in figure.bodies():
        return None
    if exercise not in figure.movements(programme):
        return None
    found = exercise_of(library.load(programme), exercise)
    return (
        None
        if other and not found.sides
        else (figure.movements(programme)[exercise], figure.bodies()[body], found)
    )


def _kept(name: str, draw: Callable[[], str]) -> bytes:
    """The gzipped drawing from the data folder; drawn and laid there first if need be."""
    home = Path(settings.DATA) / "figures"
    kept = home / version() / name
    with suppress(OSError, EOFError, zlib.error):  # a file that was damaged is drawn anew
        packed = kept.read_bytes()
        if gzip.decompress(packed):
            return packed
    drawn = gzip.compress(draw().encode(), mtime=0)
    with suppress(OSError):  # a full disk costs time, not the picture
        _lay(home, kept, drawn)
    return drawn


def _lay(home: Path, kept: Path, drawn: bytes) -> None:
    """Write the file whole or not at all. The first file of a version takes the place of older versions."""
    new = not (home / version()).is_dir()
    kept.parent.mkdir(parents=True, exist_ok=True)
    if new:
        for older in home.iterdir():
            if older.name != version():
                shutil.rmtree(older, ignore_errors=True)
    descriptor, making = tempfile.mkstemp(dir=kept.parent, prefix="making-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(drawn)
            file.flush()
            os.fsync(file.fileno())
        os.replace(making, kept)
    except OSError:
        Path(making).unlink(missing_ok=True)
        raise


def sources(root: Path) -> Iterator[Path]:
    """Every file below a room but its recordings and what Python made of it."""
    passed_over = {"__pycache__", "voice"}
    found = (path for path in sorted(root.rglob("*")) if path.is_file())
    return (path for path in found if passed_over.isdisjoint(path.relative_to(root).parts))
