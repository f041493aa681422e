"""`strongback backup`, `restore` and `doctor` as other people's scripts rely on them, on either store."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import earlier
import nursery
import stores
from nursery import Ended

LAST, FIRST = max(earlier.STATES), min(earlier.STATES)


def run(store: stores.Embedded, *words: str, **more: str) -> Ended:
    """Run the command to its end."""
    ended = nursery.run(store.environment | more, words)
    assert "Traceback" not in ended.stderr, ended.stderr
    return ended


def in_a_terminal(store: stores.Embedded, *words: str) -> Ended:
    """The same from the very beginning."""
    command = [sys.executable, "-c", "from strongback.cli import main; main()", *words]
    done = subprocess.run(
        command, env=store.environment, capture_output=True, text=True, timeout=60, check=False
    )
    return Ended(done.returncode, 0, done.stdout, done.stderr)


def facts(store: stores.Embedded) -> list[str]:
    return [row[0] for row in store.rows("SELECT body FROM web_entry ORDER BY id")]


def test_a_backup_is_restored_into_a_store_that_is_made_for_it(tmp_path: Path) -> None:
    old, file = stores.a_store(tmp_path / "old"), tmp_path / "backup.sqlite3"
    earlier.made(old, LAST)
    done = in_a_terminal(old, "backup", str(file))
    assert (done.status, done.stdout) == (0, "")
    assert f"{file} holds 1 person and 4 sessions, 0." in done.stderr
    new = stores.a_store(tmp_path / "new")
    done = in_a_terminal(new, "restore", str(file))
    assert (done.status, done.stdout) == (0, "")
    assert done.stderr.splitlines() == [
        "Before, the store held 0 persons and 0 sessions.",
        "Now it holds 1 person and 4 sessions.",
    ]
    assert facts(new) == facts(old) == earlier.lines()


def test_what_was_there_before_a_restore_is_kept_and_can_be_had_again(tmp_path: Path) -> None:
    store, file = stores.a_store(tmp_path / "data"), tmp_path / "backup.sqlite3"
    earlier.made(store, LAST, many=3)
    run(store, "backup", str(file))
    store.rows("DELETE FROM web_draft WHERE record <> ''")
    done = run(store, "restore", str(file))
    copy = store.folder / "strongback-before-restore-1.sqlite3"
    assert f"Before, the store held 1 person and 7 sessions. A copy of that: {copy}" in done.stderr
    assert store.rows("SELECT COUNT(*) FROM web_draft") == [(1,)]
    assert run(store, "restore", str(copy)).status == 0
    assert store.rows("SELECT COUNT(*) FROM web_draft") == [(0,)]


def test_a_store_of_an_older_version_is_backed_up_as_it_is_and_brought_up_by_restore(tmp_path: Path) -> None:
    store, file = stores.a_store(tmp_path / "data"), tmp_path / "backup.sqlite3"
    earlier.made(store, FIRST)
    assert run(store, "backup", str(file)).status == 0
    assert store.rows("SELECT name FROM django_migrations WHERE app = 'web'") == [(FIRST,)]
    done = run(store, "restore", str(file))
    assert done.status == 0
    assert "The store was brought up to date. As it was before:" in done.stderr
    assert facts(store) == earlier.lines()


def test_there_is_no_backup_of_a_store_that_is_not_there_and_none_is_made(tmp_path: Path) -> None:
    store, file = stores.a_store(tmp_path / "data"), tmp_path / "backup.sqlite3"
    done = run(store, "backup", str(file))
    assert done.status == 1
    assert "There is no store in" in done.stderr
    assert not file.exists()
    assert list(store.folder.iterdir()) == []


def test_a_file_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    store, file = stores.a_store(tmp_path / "data"), tmp_path / "backup.sqlite3"
    earlier.made(store, LAST)
    file.write_text("dear Anna")
    done = run(store, "backup", str(file))
    assert done.status == 2
    assert f"{file}: is there already, and is not overwritten" in done.stderr
    assert file.read_text() == "dear Anna"
    assert run(store, "backup", str(tmp_path / "nowhere" / "file")).status == 2


@pytest.mark.parametrize(("content", "status"), [(None, 2), (b"dear Anna", 1)])
def test_what_cannot_be_restored_is_refused_in_a_sentence(
    tmp_path: Path, content: bytes | None, status: int
) -> None:
    store, file = stores.a_store(tmp_path / "data"), tmp_path / "backup.sqlite3"
    earlier.made(store, LAST)
    if content is not None:
        file.write_bytes(content)
    done = run(store, "restore", str(file))
    assert done.status == status
    assert str(file) in done.stderr
    assert facts(store) == earlier.lines()


def test_the_doctor_looks_at_a_store_that_is_not_there_and_makes_none(tmp_path: Path) -> None:
    store = stores.Embedded(tmp_path / "data")
    store.folder.rmdir()
    done = run(store, "doctor")
    assert done.status == 0
    assert "look   store: there is none in" in done.stdout
    assert not store.folder.exists()


def test_the_doctor_finds_nothing_wrong_with_a_store_that_was_just_made(tmp_path: Path) -> None:
    store = stores.a_store(tmp_path / "data")
    earlier.made(store, LAST)
    done = run(store, "doctor", "--json")
    told = json.loads(done.stdout)
    assert done.status == 0, told
    assert told["wrong"] == 0
    seen = {one["what"]: one["seen"] for one in told["results"]}
    assert seen["rows"] == f"persons: 1, entries: {len(earlier.lines())}, all readable"
    assert seen["migrations"] == f"up to {LAST}"


def test_the_doctor_says_that_an_older_store_is_brought_up_and_does_not_do_it(tmp_path: Path) -> None:
    store = stores.a_store(tmp_path / "data")
    earlier.made(store, FIRST)
    done = run(store, "doctor")
    assert done.status == 0
    assert f"look   migrations: it has seen {FIRST}" in done.stdout
    assert store.rows("SELECT name FROM django_migrations WHERE app = 'web'") == [(FIRST,)]


@pytest.mark.parametrize("trouble", ["no database", "damaged", "newer", "wrong setting", "nobody answers"])
def test_the_doctor_runs_when_the_store_cannot_be_opened(tmp_path: Path, trouble: str) -> None:
    store, more = stores.Embedded(tmp_path / "data"), {}
    earlier.made(store, LAST, many=200)
    if trouble == "no database":
        store.file.write_bytes(b"not a database at all " * 400)
    elif trouble == "damaged":
        with store.file.open("r+b") as opened:
            opened.seek(store.file.stat().st_size // 2)
            opened.write(b"\xa5" * 9000)
    elif trouble == "newer":
        store.rows("INSERT INTO django_migrations (app, name, applied) VALUES ('web', '9999_later', '')")
    elif trouble == "wrong setting":
        more = {"STRONGBACK_DATABASE_URL": "mysql://anna:s3cret@localhost/x"}
    else:
        more = {"STRONGBACK_DATABASE_URL": "postgresql://anna:s3cret@127.0.0.1:1/x?connect_timeout=2"}
    done = run(store, "doctor", **more)
    assert done.status == 1
    assert [line for line in done.stdout.splitlines() if line.startswith("wrong")] != []
    assert "ok     clips: " in done.stdout
    assert "s3cret" not in done.stdout + done.stderr
    assert "anna" not in done.stdout + done.stderr


def test_a_store_that_is_no_database_is_told_how_to_come_back(tmp_path: Path) -> None:
    store, file = stores.Embedded(tmp_path / "data"), tmp_path / "backup.sqlite3"
    earlier.made(store, LAST)
    assert run(store, "backup", str(file)).status == 0
    store.file.write_bytes(b"not a database at all " * 400)
    done = run(store, "restore", str(file))
    assert done.status == 1
    assert f"move every file that begins with strongback.sqlite3 out of {store.folder}" in done.stderr
    for each in store.folder.glob("strongback.sqlite3*"):
        each.rename(tmp_path / each.name)
    assert run(store, "restore", str(file)).status == 0
    assert facts(store) == earlier.lines()
