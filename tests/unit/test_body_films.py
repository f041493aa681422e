"""Films as the player reads them: every phase in frames that follow each other, small, ids of their own."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from xml.etree import ElementTree

import pytest

from moves import BODIES, CASES, EXERCISES, MOVEMENTS, filmed, ids
from strongback import body
from strongback.body import drawing

SVG = "{http://www.w3.org/2000/svg}"
LIMIT = 120_000
WOMAN = BODIES[0]


@pytest.mark.parametrize("name", CASES)
def test_a_film_stays_within_its_size_and_its_ids_are_its_own(name: str) -> None:
    film = filmed(name)
    content = json.dumps(body.film_json(film)).encode()
    assert len(gzip.compress(content)) <= LIMIT
    counted = Counter(ids("".join((film.back, film.front, *film.frames))))
    assert max(counted.values()) == 1
    for markup in (film.back, film.front, *film.frames):
        ElementTree.fromstring(f"<svg>{markup}</svg>")


@pytest.mark.parametrize("name", CASES)
def test_a_film_has_every_phase_and_they_follow_each_other_without_a_jump(name: str) -> None:
    film, exercise = filmed(name), CASES[name][0]
    assert list(film.phases) == [phase.phase for phase in exercise.phases]
    lift, hold, lower, pause = (film.phases[phase] for phase in ("lift", "hold", "lower", "pause"))
    assert len(lift) == len(lower) > 15
    assert hold == lift[-1:] == lower[:1]
    assert pause == lower[-1:] == lift[:1]
    assert lower == lift[::-1]  # the way down is the way up: drawn once
    assert set(lift) == set(range(len(film.frames)))
    assert len(set(film.frames)) == len(film.frames)


@pytest.mark.parametrize("who", BODIES, ids=lambda who: who.id)
def test_in_one_piece_the_tilt_begins_and_ends_alike_but_goes_another_way(who: body.Body) -> None:
    rolled, whole = (
        body.film(MOVEMENTS["pelvic-tilt"], who, EXERCISES["pelvic-tilt"], in_one_piece=piece)
        for piece in (False, True)
    )
    assert rolled.frames[0] == whole.frames[0]
    assert rolled.frames[rolled.phases["hold"][0]] == whole.frames[whole.phases["hold"][0]]
    assert rolled.frames[rolled.phases["lift"][10]] != whole.frames[whole.phases["lift"][10]]


def test_a_film_is_written_as_the_player_reads_it() -> None:
    film = filmed("head-press-woman")
    written = json.loads(json.dumps(body.film_json(film)))
    assert list(written) == ["film", "exercise", "view_box", "back", "front", "frames", "phases"]
    assert (written["film"], written["exercise"]) == (1, "head-press")
    assert re.fullmatch(r"0 0 \d+ \d+", written["view_box"])
    assert written["phases"]["lift"] == list(film.phases["lift"])
    assert "chair" in written["back"]
    assert "chair" in written["front"]


@pytest.mark.parametrize("name", CASES)
def test_film_and_picture_show_the_same_scene(name: str) -> None:
    _, movement, who, other = CASES[name]
    assert f'viewBox="{filmed(name).view_box}"' in body.picture(movement, who, other=other)


def test_a_filmstrip_shows_the_lift_from_its_first_moment_to_its_last() -> None:
    movement = MOVEMENTS["diagonal-lift"]
    strip = body.filmstrip(movement, WOMAN, 3, title="Strip")
    root = ElementTree.fromstring(strip)
    assert len(set(ids(strip))) == len(ids(strip))
    width = drawing._scene(movement, WOMAN, False).width
    shifts = [g.get("transform") for g in root.iter(f"{SVG}g") if g.get("transform")]
    assert shifts == [f"translate({i * width} 0)" for i in range(3)]
    assert str(root.get("viewBox")).startswith(f"0 0 {3 * width} ")
    back = re.compile(r'id="[^"]+-back" d="([^"]+)"')
    first, _, last = back.findall(strip)
    assert [first] == back.findall(body.picture(movement, WOMAN, pose="start"))
    assert [last] == back.findall(body.picture(movement, WOMAN, pose="lifted"))
