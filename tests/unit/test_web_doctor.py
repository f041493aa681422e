"""The doctor sees what is wrong, says what to do, changes nothing and tells nothing of anybody."""

from __future__ import annotations

import json
import os
import shutil
from collections import namedtuple
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from strongback import library
from strongback.cli import store as told_by
from webstore import FOLDER, House, doctor, doctor_store, house, models

__all__ = ["house"]


def marks(found: list[doctor.Result]) -> dict[str, str]:
    return {one.what: one.mark for one in found}


def test_a_store_in_use_is_well(house: House) -> None:
    house.session(house.person())
    models.Erased.objects.all().delete()
    found = doctor.examine()
    assert [one for one in found if one.mark == "wrong"] == []
    assert {"settings", "store", "migrations", "rows", "newest entry", "erased", "older copies"} <= set(
        marks(found)
    )
    assert {"rights", "folders", "disk", "clips", "clock", "versions", "extras"} <= set(marks(found))


def test_everything_that_is_not_well_comes_with_what_to_do(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "HOME", FOLDER)
    models.Erased.objects.create(id="cd" * 32, at="2026-11-01T09:00:00+01:00")
    found = doctor.examine()
    assert "look" in marks(found).values()
    assert [one.what for one in found if one.mark != "ok" and not one.do] == []
    models.Erased.objects.all().delete()


def test_a_row_that_does_not_read_is_told_by_its_place_alone(house: House) -> None:
    anna = house.person("Zebedee Quux")
    house.session(anna)
    row = models.Entry.objects.get(kind="record")
    models.Entry.objects.filter(id=row.id).update(body=row.body.replace("pelvic-tilt", "xylophone"))
    result = doctor_store.rows(FOLDER)
    assert (result.mark, result.seen) == ("wrong", f"cannot be read: entry {row.id}")
    assert "restore" in result.do


def test_nothing_of_what_anybody_wrote_is_told(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    anna = house.person("Zebedee Quux")
    house.session(anna)
    models.Entry.objects.filter(kind="record").update(
        body='{"note":"xylophone","by":"Doctor Wu"}', uid="xylophone"
    )
    monkeypatch.setattr(Path, "home", lambda: FOLDER.parent)
    found = doctor.examine()
    said = told_by.told(found) + json.dumps(told_by.told_json(found))
    for secret in ("Zebedee", "Quux", str(anna.id), anna.id.hex, "xylophone", "Wu", str(FOLDER.parent)):
        assert secret not in said


def test_what_was_written_by_a_clock_that_is_ahead_is_worth_a_look(house: House) -> None:
    anna = house.person()
    assert doctor_store.newest_entry(FOLDER).mark == "ok"
    house.now += timedelta(days=400)
    house.session(anna)
    house.now -= timedelta(days=400)
    assert doctor_store.newest_entry(FOLDER).mark == "look"


def test_somebody_who_was_not_swept_yet_is_worth_a_look(house: House) -> None:
    assert doctor_store.erased(FOLDER).mark == "ok"
    models.Erased.objects.create(id="cd" * 32, at="2026-11-01T09:00:00+01:00")
    assert doctor_store.erased(FOLDER).mark == "look"
    models.Erased.objects.update(swept=True)
    assert doctor_store.erased(FOLDER).mark == "ok"
    models.Erased.objects.all().delete()


@pytest.mark.parametrize(
    ("name", "mode", "mark"),
    [
        ("strongback.sqlite3", 0o644, "wrong"),
        ("strongback.sqlite3-wal", 0o640, "wrong"),
        ("strongback-before-restore-1.sqlite3", 0o604, "wrong"),
        ("secret-key", 0o644, "wrong"),
        ("strongback.sqlite3", 0o600, "ok"),
        ("letters.txt", 0o644, "ok"),
    ],
)
def test_a_diary_that_others_may_read_is_wrong(tmp_path: Path, name: str, mode: int, mark: str) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    (folder / name).touch()
    (folder / name).chmod(mode)
    found = doctor.rights(folder)
    assert found.mark == mark
    assert (name in found.seen) is (mark == "wrong")


def test_a_folder_that_others_may_look_into_is_worth_a_look(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    assert doctor.rights(tmp_path).mark == "look"
    tmp_path.chmod(0o700)
    assert doctor.rights(tmp_path).mark == "ok"
    assert doctor.rights(tmp_path / "not there").mark == "ok"


@pytest.mark.parametrize(
    ("free_mb", "mark"), [(500, "ok"), (200, "ok"), (199, "look"), (20, "look"), (19, "wrong")]
)
def test_little_space_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free_mb: int, mark: str
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(1, 1, free_mb * 1_000_000))
    found = doctor.disk(tmp_path / "not" / "there")
    assert (found.mark, found.seen) == (mark, f"{free_mb} MB free")


def test_a_clip_that_is_missing_or_empty_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    voice = tmp_path / "a-programme" / "voice" / "en"
    voice.mkdir(parents=True)
    monkeypatch.setattr(library, "HOME", tmp_path)
    assert doctor.clips(FOLDER).mark == "look"
    (voice / "manifest.json").write_text(json.dumps({"clips": {"one.mp3": {}, "two.mp3": {}}}))
    (voice / "one.mp3").write_bytes(b"sound")
    for content in (None, b""):
        if content is not None:
            (voice / "two.mp3").write_bytes(content)
        found = doctor.clips(FOLDER)
        assert (found.mark, found.seen) == ("wrong", "1 of 2 are missing, two.mp3 first")
    (voice / "two.mp3").write_bytes(b"sound")
    assert (doctor.clips(FOLDER).mark, doctor.clips(FOLDER).seen) == ("ok", "2, all there")


@pytest.mark.parametrize(
    ("moment", "mark"),
    [
        (datetime(1970, 1, 1, 0, 5, tzinfo=timezone(timedelta(hours=1), "CET")), "wrong"),
        (datetime(2126, 1, 1, tzinfo=timezone(timedelta(hours=1), "CET")), "wrong"),
        (datetime(2026, 11, 29, tzinfo=timezone(timedelta(hours=1), "CET")), "ok"),
        (datetime(2026, 11, 29, tzinfo=timezone(timedelta(0), "GMT")), "ok"),
        (datetime(2026, 11, 29, tzinfo=timezone(timedelta(0), "UTC")), "look"),
    ],
)
def test_a_clock_that_cannot_be_right_is_told(
    monkeypatch: pytest.MonkeyPatch, moment: datetime, mark: str
) -> None:
    monkeypatch.setattr(doctor, "now", lambda: moment)
    assert doctor.clock(FOLDER).mark == mark


def test_a_folder_that_cannot_be_written_to_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "figures").mkdir()
    assert doctor.folders(tmp_path).mark == "ok"
    may = os.access
    monkeypatch.setattr(os, "access", lambda path, how: Path(path).name != "figures" and may(path, how))
    found = doctor.folders(tmp_path)
    assert found.mark == "wrong"
    assert "figures" in found.seen
    (tmp_path / "letter").write_text("dear Anna")
    assert doctor.folders(tmp_path / "letter").mark == "wrong"
    assert doctor.folders(tmp_path / "letter" / "data").mark == "wrong"


def test_a_check_that_breaks_down_is_a_finding_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def spoons(_: Path) -> doctor.Result:
        raise OSError("Zebedee")

    monkeypatch.setattr(doctor, "CHECKS", (spoons, doctor.versions))
    found = doctor.examine()[-2:]
    assert marks(found) == {"spoons": "wrong", "versions": "ok"}
    assert "Zebedee" not in told_by.told(found)


def test_the_report_has_a_line_for_each_and_below_it_what_to_do() -> None:
    found = [
        doctor.Result("disk", "ok", "500 MB free"),
        doctor.Result("clips", "wrong", "1 of 2 are missing", "Install it again."),
    ]
    assert told_by.told(found).splitlines() == [
        "ok     disk: 500 MB free",
        "wrong  clips: 1 of 2 are missing",
        "       → Install it again.",
    ]
    shape: dict[str, Any] = told_by.told_json(found)
    assert (shape["doctor"], shape["wrong"]) == (1, 1)
    assert shape["results"][0] == {"what": "disk", "mark": "ok", "seen": "500 MB free", "do": ""}


def test_the_checks_are_told_apart_by_their_names() -> None:
    names = [check.__name__ for check in (*doctor.CHECKS, *doctor_store.CHECKS)]
    assert len(set(names)) == len(names)
