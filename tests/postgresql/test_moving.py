"""From the embedded store to a PostgreSQL and back. Run by tools/with_postgresql.py."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import earlier
import nursery
import stores

LAST = max(earlier.STATES)
EVERYTHING = {
    "web_person": "SELECT name, pace, call_name, skin, remind_days FROM web_person ORDER BY name",
    "web_entry": "SELECT uid, kind, at, moment_us, body FROM web_entry ORDER BY id",
    "web_draft": "SELECT record, body, updated_ms FROM web_draft ORDER BY record",
    "web_scripthanded": "SELECT script, body FROM web_scripthanded ORDER BY script",
    "web_erased": "SELECT id, at FROM web_erased ORDER BY id",
}
KEEP = """
import django; django.setup()
from strongback.record.nouns import Cleared, Instant
from strongback.web import entries, models
entries.note(models.Person.objects.get(), Cleared(at=Instant("2026-11-29T09:00:00+01:00"), by="me"))
"""


def command(store: stores.Embedded, *words: str) -> None:
    ended = nursery.run(store.environment, words)
    assert ended.status == 0, ended.stderr


def everything(store: stores.Embedded) -> dict[str, list[tuple[object, ...]]]:
    return {
        table: [tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in store.rows(query)]
        for table, query in EVERYTHING.items()
    }


def test_all_that_is_in_the_embedded_store_goes_into_a_postgresql_and_comes_back(tmp_path: Path) -> None:
    old, away, back = (
        stores.Embedded(tmp_path / "old"),
        stores.Postgresql(tmp_path / "away"),
        stores.Embedded(tmp_path / "back"),
    )
    earlier.made(old, LAST, many=50)
    held = everything(old)
    command(old, "backup", str(tmp_path / "one.sqlite3"))
    command(away, "restore", str(tmp_path / "one.sqlite3"))
    assert everything(away) == held
    command(away, "backup", str(tmp_path / "two.sqlite3"))
    command(back, "restore", str(tmp_path / "two.sqlite3"))
    assert everything(back) == held
    assert not away.file.exists(), "nothing of the store is kept in a file"


def test_what_is_written_after_the_move_gets_ids_of_its_own_on_both_sides(tmp_path: Path) -> None:
    old, away, back = (
        stores.Embedded(tmp_path / "old"),
        stores.Postgresql(tmp_path / "away"),
        stores.Embedded(tmp_path / "back"),
    )
    earlier.made(old, LAST)
    old.rows("DELETE FROM web_entry WHERE id = (SELECT MAX(id) FROM web_entry)")
    [(gone,)] = old.rows("SELECT seq FROM sqlite_sequence WHERE name = 'web_entry'")
    command(old, "backup", str(tmp_path / "one.sqlite3"))
    command(away, "restore", str(tmp_path / "one.sqlite3"))
    command(away, "backup", str(tmp_path / "two.sqlite3"))
    command(back, "restore", str(tmp_path / "two.sqlite3"))
    for store in (away, back):
        subprocess.run([sys.executable, "-c", KEEP], env=store.environment, check=True, timeout=60)
        [(newest,)] = store.rows("SELECT MAX(id) FROM web_entry")
        assert newest > gone, "an id that was given before was given again"
