"""The detector of two claps: which sounds are a sign, and which never are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from browser.harness.served import Site

Hit = dict[str, Any]
Hear = Callable[..., list[float]]


@pytest.fixture
def hear(page: Page, site: Site) -> Hear:
    """Plays hits to the detector; answers with the moments of the second claps."""
    page.goto(f"{site.url}/blank")

    def play(hits: list[Hit], **room: object) -> list[float]:
        found: list[float] = page.evaluate(
            "async ([hits, room]) => (await import('/harness/claps.js')).heard(hits, room)", [hits, room]
        )
        return found

    return play


def hits(*moments: float, db: float = -20, kind: str = "clap") -> list[Hit]:
    """The same sound at these seconds."""
    return [{"at": at, "db": db, "kind": kind} for at in moments]


@pytest.mark.parametrize("kind", ["clap", "slap"])
@pytest.mark.parametrize("db", [-6, -20, -34])
@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_two_are_heard_at_their_moment(hear: Hear, kind: str, db: float, rate: int) -> None:
    found = hear(hits(4, 4.4, db=db, kind=kind), rate=rate)
    assert found == [pytest.approx(4.4, abs=0.02)]


@pytest.mark.parametrize("gap", [0.2, 0.3, 0.5, 0.8])
def test_two_are_heard_however_quickly_they_follow(hear: Hear, gap: float) -> None:
    assert len(hear(hits(4, 4 + gap))) == 1


def test_two_and_two_later_are_two_signs(hear: Hear) -> None:
    assert hear(hits(3, 3.4, 8, 8.4)) == [pytest.approx(3.4, abs=0.02), pytest.approx(8.4, abs=0.02)]


@pytest.mark.parametrize("hiss", [-200, -60, -20])
def test_silence_and_hiss_are_no_sign(hear: Hear, hiss: float) -> None:
    assert hear([], hiss=hiss) == []


def test_one_is_no_sign_however_loud(hear: Hear) -> None:
    assert hear(hits(4, db=0)) == []
    assert hear(hits(4, db=0, kind="slap")) == []


@pytest.mark.parametrize("many", [3, 4, 5, 9])
def test_more_than_two_in_a_row_are_no_sign(hear: Hear, many: int) -> None:
    assert hear(hits(*(3 + 0.4 * n for n in range(many)))) == []


def test_two_that_are_far_apart_or_too_near_are_no_sign(hear: Hear) -> None:
    assert hear(hits(4, 5.1)) == []
    assert hear(hits(4, 4.1)) == []


def test_two_that_are_not_alike_are_no_sign(hear: Hear) -> None:
    assert hear([*hits(4, db=-12), *hits(4.4, db=-26)]) == []


@pytest.mark.parametrize("kind", ["swell", "ring"])
def test_what_rises_slowly_or_rings_on_is_no_sign(hear: Hear, kind: str) -> None:
    assert hear(hits(4, 4.5, kind=kind)) == []


def test_a_busy_room_is_no_sign(hear: Hear) -> None:
    taps = hits(0.9, 1.2, 1.5, 1.9, 2.1, 2.6, 3.0, db=-24)
    assert hear([*taps, *hits(4, 4.4)]) == []
    assert len(hear([*hits(1.0, db=-24), *hits(4, 4.4)])) == 1


SPOKEN = (1.0, 1.7, 2.9, 3.2, 4.4, 5.0, 5.2, 6.4, 7.9, 8.3)


def test_what_the_coach_plays_is_no_sign_even_if_it_sounds_like_claps(hear: Hear) -> None:
    assert len(hear([], own=hits(*SPOKEN), deaf=True)) > 0
    assert hear([], own=hits(*SPOKEN)) == []


def test_two_claps_well_above_the_coach_are_heard(hear: Hear) -> None:
    assert hear(hits(9.0, 9.4, db=-6), own=hits(*SPOKEN, 9.2, db=-30)) == [pytest.approx(9.4, abs=0.02)]
