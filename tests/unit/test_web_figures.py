"""Pictures and films: drawn once, kept below a version, and never drawn for a page."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from people import Day
from strongback import body, library
from strongback.library import figure
from strongback.record.nouns import Override
from webstore import FOLDER, House, figures, house, models

__all__ = ["house"]

KEPT = FOLDER / "figures"
EXERCISES = [exercise.id for exercise in library.load().exercises]
PACKED = {"Accept-Encoding": "gzip"}


def picture(house: House, which: str = "pelvic-tilt/movement", look: str = "woman/2") -> str:
    """The address of a picture."""
    return f"/figures/{figures.version()}/{library.DEFAULT}/{look}/{which}.svg"


def film(which: str = "pelvic-tilt/film", who: str = "woman") -> str:
    """The address of a film."""
    return f"/figures/{figures.version()}/{library.DEFAULT}/{who}/{which}.json"


def film_data(which: str) -> dict[str, object]:
    """A film as the server hands it out."""
    name, kind = which.split("/")
    packed = figures.film(library.DEFAULT, "woman", name, kind)
    assert packed is not None
    found: dict[str, object] = json.loads(gzip.decompress(packed))
    return found


def test_a_picture_stands_alone_and_is_kept_for_good(house: House) -> None:
    answer = house.browser.get(picture(house), headers=PACKED)
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    root = ElementTree.fromstring(gzip.decompress(answer.content))
    assert root.tag.endswith("}svg")
    assert "prefers-color-scheme" in (root.findtext("{*}style") or "")
    plain = house.browser.get(picture(house))
    assert plain.content == gzip.decompress(answer.content)
    assert plain.headers["Vary"] == "Accept-Encoding"


def test_what_was_drawn_is_not_drawn_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    first = house.browser.get(picture(house)).content
    moving = house.browser.get(film()).content
    monkeypatch.delattr(body, "picture")
    monkeypatch.delattr(body, "film")
    assert house.browser.get(picture(house)).content == first
    assert house.browser.get(film()).content == moving


def test_a_drawing_is_kept_whole_or_not_at_all_and_shown_all_the_same(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left")

    home = KEPT / figures.version() / library.DEFAULT / "woman-2"
    (home / "head-press-start.svg.gz").unlink(missing_ok=True)  # what is planned ahead has it drawn too
    monkeypatch.setattr(figures.os, "replace", full)
    shown = house.browser.get(picture(house, "head-press/start"))
    assert shown.status_code == 200
    assert not (home / "head-press-start.svg.gz").exists()
    assert list(home.glob("making-*")) == []
    monkeypatch.undo()
    assert house.browser.get(picture(house, "head-press/start")).content == shown.content
    assert (home / "head-press-start.svg.gz").exists()


def test_an_older_version_goes_when_the_first_drawing_of_a_new_one_is_kept(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.browser.get(picture(house))
    old, address = figures.version(), picture(house)
    monkeypatch.setattr(figures, "version", lambda: "0123456789ab")
    assert house.browser.get(address).status_code == 404
    house.browser.get(picture(house))
    assert [path.name for path in KEPT.iterdir()] == ["0123456789ab"]
    monkeypatch.undo()
    assert house.browser.get(address).status_code == 200
    assert [path.name for path in KEPT.iterdir()] == [old]


def test_the_version_changes_with_the_drawing_and_the_data_and_not_with_the_voice(tmp_path: Path) -> None:
    for name in ("poses.yaml", "words/en.yaml", "voice/en/one.mp3"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("a")
    sources = {path.name for path in figures.sources(tmp_path)}
    assert sources == {"poses.yaml", "en.yaml"}
    assert re.fullmatch("[0-9a-f]{12}", figures.version())
    drawn_from = {path.name for path in figures.sources(library.HOME)}
    assert {"poses.yaml", "programme.yaml", "look.yaml", "figure.py"} <= drawn_from


@pytest.mark.parametrize(
    "address",
    [
        f"/figures/000000000000/{library.DEFAULT}/woman/2/pelvic-tilt/movement.svg",
        "/figures/VERSION/juggling/woman/2/pelvic-tilt/movement.svg",
        f"/figures/VERSION/{library.DEFAULT}/cat/2/pelvic-tilt/movement.svg",
        f"/figures/VERSION/{library.DEFAULT}/woman/4/pelvic-tilt/movement.svg",
        f"/figures/VERSION/{library.DEFAULT}/woman/0/pelvic-tilt/movement.svg",
        f"/figures/VERSION/{library.DEFAULT}/woman/2/juggling/movement.svg",
        f"/figures/VERSION/{library.DEFAULT}/woman/2/pelvic-tilt/middle.svg",
        f"/figures/VERSION/{library.DEFAULT}/woman/2/pelvic-tilt/movement-other.svg",
        f"/figures/VERSION/{library.DEFAULT}/woman/2/leg-and-arm-lift/movement-another.svg",
        f"/figures/VERSION/{library.DEFAULT}/cat/pelvic-tilt/film.json",
        f"/figures/VERSION/{library.DEFAULT}/woman/juggling/film.json",
        f"/figures/VERSION/{library.DEFAULT}/woman/pelvic-tilt/movie.json",
        f"/figures/VERSION/{library.DEFAULT}/woman/pelvic-tilt/film-other.json",
        f"/figures/VERSION/{library.DEFAULT}/woman/pelvic-tilt/film-backwards.json",
        f"/figures/VERSION/../{library.DEFAULT}/woman/pelvic-tilt/film.json",
    ],
)
def test_nothing_unknown_is_drawn(house: House, address: str) -> None:
    assert house.browser.get(address.replace("VERSION", figures.version())).status_code == 404


@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_film_fits_its_phases_and_weighs_at_most_a_hundred_and_twenty_kilobytes(exercise: str) -> None:
    packed = figures.film(library.DEFAULT, "man", exercise, "film")
    assert packed is not None
    assert len(packed) <= 120_000
    found = json.loads(gzip.decompress(packed))
    assert set(found["phases"]) == {"lift", "hold", "lower", "pause"}
    for frames in found["phases"].values():
        assert frames
        assert all(0 <= n < len(found["frames"]) for n in frames)
    assert "style=" not in "".join([found["back"], found["front"], *found["frames"]]), (
        "the page's policy forbids it"
    )


def test_the_other_side_and_one_piece_are_films_of_their_own() -> None:
    one, other = film_data("leg-and-arm-lift/film"), film_data("leg-and-arm-lift/film-other")
    assert one["frames"] != other["frames"]
    rolling, whole = film_data("pelvic-tilt/film"), film_data("pelvic-tilt/film-in-one-piece")
    assert rolling["frames"] != whole["frames"]


def test_no_page_draws_anything(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    anna = house.person()
    for name in ("picture", "film"):
        monkeypatch.setattr(figures, name, lambda *_: pytest.fail("a page drew a figure"))
    for page in ("", "session/", "settings/", "exercises/pelvic-tilt/"):
        assert house.browser.get(house.address(anna, page)).status_code == 200


def sources_of(page: str) -> list[str]:
    """Where the pictures of a page lie."""
    return re.findall(r'<img src="([^"]+)"', page)


def test_today_shows_each_exercise_as_the_person_wishes_and_links_to_its_page(house: House) -> None:
    anna = house.person()
    models.Person.objects.filter(id=anna.id).update(body="man", skin=3)
    page = house.page(anna)
    shown = sources_of(page)
    assert len(shown) == 5
    assert all("/man/3/" in src for src in shown)
    for src in shown:
        assert house.browser.get(src).status_code == 200
    assert f'href="{house.address(anna, "exercises/pelvic-tilt/")}"' in page
    assert page.count('alt="" width="150" height="81"') == 5


def test_the_figure_is_chosen_in_the_settings(house: House) -> None:
    anna = house.person()
    assert (anna.body, anna.skin) == ("woman", 2)
    page = house.page(anna, "settings/")
    assert [src.split("/")[4:6] for src in sources_of(page)] == [
        ["woman", "2"], ["man", "2"], ["woman", "1"], ["woman", "2"], ["woman", "3"],
    ]  # fmt: skip
    chosen = {"section": "figure", "body": "man", "skin": "1"}
    answer = house.browser.post(house.address(anna, "settings/"), chosen)
    assert answer.headers["Location"].endswith("?saved=figure#figure")
    anna.refresh_from_db()
    assert (anna.body, anna.skin) == ("man", 1)
    for wrong in ({"body": "cat"}, {"skin": "4"}):
        answer = house.browser.post(house.address(anna, "settings/"), chosen | wrong)
        assert answer.status_code == 400
        assert "Please choose one of these." in answer.content.decode()


def films_of(house: House, anna: models.Person) -> dict[str, dict[str, str]]:
    """The films that the player is told of."""
    page = house.page(anna, "session/")
    data = re.search(r'<script id="session-data"[^>]*>(.*?)</script>', page)
    assert data is not None
    found: dict[str, dict[str, str]] = json.loads(data[1])["films"]
    return found


def test_the_player_is_told_a_film_for_each_exercise_and_side(house: House) -> None:
    anna = house.person()
    films = films_of(house, anna)
    assert set(films) == {"pelvic-tilt", "leg-and-arm-lift", "chest-lift-1", "diagonal-lift", "head-press"}
    assert set(films["pelvic-tilt"]) == {"none"}
    assert films["leg-and-arm-lift"]["left"].endswith("/woman/leg-and-arm-lift/film.json")
    assert films["leg-and-arm-lift"]["right"].endswith("/film-other.json")
    assert films["diagonal-lift"]["right"].endswith("/diagonal-lift/film.json")


def test_who_moves_in_one_piece_is_never_shown_how_the_back_rolls(house: House) -> None:
    anna = house.person()
    house.note(anna, Override, exercise="pelvic-tilt", in_one_piece=True)
    assert films_of(house, anna)["pelvic-tilt"]["none"].endswith("/film-in-one-piece.json")
    page = house.page(anna, "exercises/pelvic-tilt/")
    assert [src.rpartition("/")[2] for src in sources_of(page)] == ["start.svg", "whole.svg"]
    assert "lift in one piece" in page
    assert "roll up" not in page
    assert "pelvic-tilt/movement.svg" not in house.page(anna)


def test_the_page_of_an_exercise_tells_how_what_for_how_much_and_what_was_decided(house: House) -> None:
    page = house.page(house.person(), "exercises/leg-and-arm-lift/")
    shown = [src.rpartition("/")[2] for src in sources_of(page)]
    assert shown == ["start.svg", "movement.svg", "movement-other.svg"]
    for said in (
        "The movement: left leg",
        "The movement: right leg",
        "Stretch your right arm out ahead.",
        "Back, hips and arms.",
        "1 × 8, hold 5 s",
        "three sets of eight",
        "2. &quot;8 each&quot; can mean eight in all or eight on each side.",
        "It is the only reading that is both slow and half an hour long.",
        "Which arms lift in the Leg and Arm Lift?",
        "How heavy is light",
    ):
        assert said in page, said
    assert "pelvic tilt lift the hips" not in page.lower()


def test_an_exercise_that_is_not_done_now_says_so_and_one_that_there_is_not_is_not_found(
    house: House,
) -> None:
    anna = house.person()
    page = house.page(anna, "exercises/chest-lift-3/")
    assert "It is not part of your sessions now." in page
    assert "One rung of the ladder a session." in page
    assert house.browser.get(house.address(anna, "exercises/juggling/")).status_code == 404


def test_every_exercise_has_its_page_also_when_everything_waits(house: House) -> None:
    anna = house.person()
    house.session(anna, Day(pain="pelvic-tilt"))
    for exercise in EXERCISES:
        answer = house.browser.get(house.address(anna, f"exercises/{exercise}/"))
        assert answer.status_code == 200
        assert exercise in figure.movements()
