"""Whatever a version of Strongback left behind, the next start takes on, whole; and two starts do it once."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

import earlier
import stores

PREPARE = """
import django; django.setup()
from strongback.web import store
try: print(store.prepare())
except store.Newer as newer: print(newer)
"""
MIGRATIONS = Path(__file__).parents[2] / "src/strongback/web/migrations"
ON_DISK = sorted(file.stem for file in MIGRATIONS.glob("0*.py"))


def preparing(store: stores.Embedded) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", PREPARE]
    return subprocess.Popen(command, env=store.environment, stdout=subprocess.PIPE, text=True)


def said(process: subprocess.Popen[str]) -> str:
    answer, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    return answer.strip()


def test_every_migration_has_its_rows_among_the_earlier_states() -> None:
    assert sorted(earlier.STATES) == ON_DISK


@pytest.mark.parametrize("state", ON_DISK)
def test_a_store_of_an_earlier_version_is_brought_up_with_all_it_held(state: str, tmp_path: Path) -> None:
    store = stores.a_store(tmp_path / "data")
    told = earlier.brought_up(store, state)
    assert told["behind"] is False
    assert told["unsound"] == []
    assert told["lines"] == earlier.lines()
    assert earlier.person_at(state).items() <= told["person"].items()
    assert told["drafts"] == 1
    assert told["scripts"] == ['{"script": 1}']
    assert told["erased"] == ([earlier.ERASED] if state >= "0005" else [])
    assert store.whole()


@pytest.mark.parametrize("state", ON_DISK[:-1])
def test_before_it_is_changed_the_store_is_copied_in_its_old_shape(state: str, tmp_path: Path) -> None:
    store = stores.a_store(tmp_path / "data")
    copy = Path(earlier.brought_up(store, state)["copy"])
    assert copy == store.folder / f"strongback-before-update-from-{state}-1.sqlite3"
    assert copy.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(copy)) as opened:
        columns = [row[1] for row in opened.execute("PRAGMA table_info(web_person)")]
        assert sorted(columns) == sorted(earlier.person_at(state))
        assert [row[0] for row in opened.execute("SELECT body FROM web_entry ORDER BY id")] == earlier.lines()


def test_a_store_that_fits_is_not_copied(tmp_path: Path) -> None:
    assert earlier.brought_up(stores.a_store(tmp_path / "data"), ON_DISK[-1])["copy"] is None


def test_of_four_starts_at_once_one_brings_it_up_and_none_fails(tmp_path: Path) -> None:
    store = stores.a_store(tmp_path / "data")
    earlier.made(store, ON_DISK[0], persons=500)
    answers = [said(process) for process in [preparing(store) for _ in range(4)]]
    assert len([answer for answer in answers if answer != "None"]) == 1
    assert len(list(store.folder.glob("strongback-before-update-*.sqlite3"))) == 1
    assert store.whole()
    assert store.rows("SELECT COUNT(*) FROM web_person") == [(501,)]


def test_of_four_first_starts_at_once_none_fails(tmp_path: Path) -> None:
    store = stores.a_store(tmp_path / "data")
    assert [said(process) for process in [preparing(store) for _ in range(4)]] == ["None"] * 4
    assert store.rows("SELECT COUNT(*) FROM web_person") == [(0,)]


def test_a_store_of_a_newer_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    store = stores.a_store(tmp_path / "data")
    earlier.made(store, ON_DISK[-1])
    later = "INSERT INTO django_migrations (app, name, applied) VALUES ('web', '9999_later', '2026-01-01')"
    store.rows(later)
    answer = said(preparing(store))
    assert "written by a newer Strongback (it has seen 9999_later)" in answer
    assert store.rows("SELECT COUNT(*) FROM web_person") == [(1,)]
    assert not list(store.folder.glob("strongback-before-*"))
