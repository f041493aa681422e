"""Backup, restore and update are killed in the middle: what is left is before or after, never between."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import earlier
import kills
import nursery
import stores
from nursery import Ended

LAST, FIRST = max(earlier.STATES), min(earlier.STATES)


def filled(folder: Path, state: str, persons: int, many: int) -> stores.Embedded:
    """A store with so much in it, remembered as it is."""
    store = stores.a_store(folder)
    earlier.made(store, state, persons=persons, many=many)
    store.remember()
    return store


def uids(file: Path) -> list[str]:
    """The facts in a backup, which must be a whole database by itself."""
    with closing(sqlite3.connect(f"{file.as_uri()}?immutable=1", uri=True)) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return [row[0] for row in opened.execute("SELECT uid FROM web_entry ORDER BY uid")]


def uids_in(store: stores.Embedded) -> list[str]:
    store.idle()
    assert store.whole()
    return [row[0] for row in store.rows("SELECT uid FROM web_entry ORDER BY uid")]


def test_twenty_kills_of_a_backup_leave_a_whole_file_or_none(tmp_path: Path) -> None:
    store, file = filled(tmp_path / "data", LAST, persons=100, many=900), tmp_path / "backup.sqlite3"
    everything = uids_in(store)

    def judge(_: Ended) -> str:
        if not file.exists():
            return "none"
        assert uids(file) == everything
        return "whole"

    command = ["backup", str(file)]
    seen = kills.twenty(store.environment, command, lambda: file.unlink(missing_ok=True), judge)
    assert set(seen) == {"none", "whole"}
    assert uids_in(store) == everything
    file.unlink(missing_ok=True)
    assert nursery.run(store.environment, command).status == 0, "what was left behind is in the way"


def test_twenty_kills_of_a_restore_leave_the_old_store_or_the_new_one(tmp_path: Path) -> None:
    file = tmp_path / "backup.sqlite3"
    nursery.run(filled(tmp_path / "other", LAST, persons=50, many=220).environment, ["backup", str(file)])
    store = filled(tmp_path / "data", LAST, persons=3, many=40)
    new, old = uids(file), uids_in(store)
    assert new != old

    def judge(_: Ended) -> str:
        for copy in store.folder.glob("strongback-before-restore-*.sqlite3"):
            assert uids(copy) == old
        there = uids_in(store)
        assert there in (old, new)
        assert store.rows("SELECT COUNT(*) FROM web_person") == ([(4,)] if there == old else [(51,)])
        return "old" if there == old else "new"

    command = ["restore", str(file)]
    seen = kills.twenty(store.environment, command, store.again, judge)
    assert set(seen) == {"old", "new"}
    assert nursery.run(store.environment, command).status == 0, "what was left behind is in the way"
    assert uids_in(store) == uids(file) == new


def test_twenty_kills_of_an_update_leave_the_old_shape_or_the_new_one(tmp_path: Path) -> None:
    store = filled(tmp_path / "data", FIRST, persons=3000, many=500)
    everything = uids_in(store)

    def judge(_: Ended) -> str:
        assert uids_in(store) == everything
        assert store.rows("SELECT COUNT(*) FROM web_person") == [(3001,)]
        for copy in store.folder.glob("strongback-before-update-*.sqlite3"):
            assert uids(copy) == everything
        seen = {row[0] for row in store.rows("SELECT name FROM django_migrations WHERE app = 'web'")}
        assert seen in ({FIRST}, set(earlier.STATES)), "it was left between two versions"
        return "old" if seen == {FIRST} else "new"

    prepare = ["strongback.web.store:prepare"]
    seen = kills.twenty(store.environment, prepare, store.again, judge)
    assert set(seen) == {"old", "new"}
    assert nursery.run(store.environment, prepare).status == 0, "what was left behind is in the way"
    assert nursery.run(store.environment, ["doctor"]).status == 0
