"""A backup holds everything; restoring it gives everything back, or is refused with the store as it was."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

import earlier
import stores
from people import Day
from strongback import library, progress
from strongback.record.nouns import Cleared, Instant
from webstore import (
    FOLDER,
    House,
    backup,
    copies,
    draft_of,
    entries,
    house,
    models,
    restore,
    standings,
    start,
)

__all__ = ["house"]

TABLES = (models.Person, models.Entry, models.Draft, models.ScriptHanded, models.Erased)


@pytest.fixture
def lived(house: House, tmp_path: Path) -> House:
    """Two persons with sessions, a note with a null in it, a draft, a script, and one who was erased."""
    for copy in FOLDER.glob("strongback-before-*"):
        copy.unlink()
    models.Erased.objects.all().delete()
    anna, berta = house.person("Anna"), house.person("Berta 'the \u2603'")
    house.session(anna, Day(effort=0))
    house.wait(days=2).session(berta, Day(pain="pelvic-tilt"))
    house.note(berta, Cleared, by="a \u0000 in a text")
    house.wait(days=2)
    assert house.browser.get(house.address(anna, "session/")).status_code == 200
    entries.keep_draft(anna, draft_of(house.perform(anna), 9), house.now)
    models.Erased.objects.create(id="ab" * 32, at="2026-11-01T09:00:00+01:00")
    return house


def contents() -> dict[str, Any]:
    """Everything in the store but the ids that count up, entries in the order they came."""
    found: dict[str, Any] = {}
    for table in TABLES:
        counted = table._meta.pk.get_internal_type() == "BigAutoField"
        rows = [
            {name: bytes(value) if isinstance(value, memoryview) else value for name, value in row.items()}
            for row in table._base_manager.order_by("pk").values()
        ]
        found[table.__name__] = [{k: v for k, v in row.items() if k != "id" or not counted} for row in rows]
    return found


def all_ids() -> set[tuple[str, int]]:
    return {
        (table.__name__, id)
        for table in TABLES[1:4]
        for id in table._base_manager.values_list("id", flat=True)
    }


def changed_by(script: str) -> Callable[[Path], None]:
    """What somebody does to a backup with SQLite's own tool."""

    def change(file: Path) -> None:
        with closing(sqlite3.connect(file)) as opened:
            opened.executescript(script)
            opened.commit()

    return change


def overwritten(at: float, many: int = 9000) -> Callable[[Path], None]:
    """What a bad disk does."""

    def change(file: Path) -> None:
        with file.open("r+b") as opened:
            opened.seek(int(file.stat().st_size * at))
            opened.write(b"\xa5" * many)

    return change


def cut_off(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.truncate(file.stat().st_size // 2)


def test_what_was_backed_up_comes_back_whole(lived: House, tmp_path: Path) -> None:
    before, file = contents(), tmp_path / "backup.sqlite3"
    assert backup.backup(file) == backup.Held(persons=2, sessions=2)
    models.Person.objects.all().delete()
    models.Erased.objects.all().delete()
    lived.session(lived.person("Carla"))
    done = restore.restore(file)
    assert contents() == before
    assert (done.before, done.now) == (backup.Held(1, 1), backup.Held(2, 2))
    restore.restore(file)
    assert contents() == before


def test_a_backup_is_one_file_for_its_owner_only(lived: House, tmp_path: Path) -> None:
    file = tmp_path / "folder" / "backup.sqlite3"
    file.parent.mkdir()
    backup.backup(file)
    assert list(file.parent.iterdir()) == [file]
    assert file.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(file)) as opened:
        assert opened.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert opened.execute("SELECT COUNT(*) FROM web_entry").fetchone() == (models.Entry.objects.count(),)
    assert list(file.parent.iterdir()) == [file]


def test_a_file_that_is_there_is_never_overwritten(lived: House, tmp_path: Path) -> None:
    file = tmp_path / "letters.txt"
    file.write_text("dear Anna")
    with pytest.raises(FileExistsError):
        backup.backup(file)
    assert file.read_text() == "dear Anna"
    assert list(tmp_path.iterdir()) == [file]


def test_a_backup_is_of_one_moment_while_others_write(
    lived: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a record and the draft it ends, one is in every backup and never both."""
    anna, file = models.Person.objects.get(name="Anna"), tmp_path / "backup.sqlite3"
    record = lived.perform(anna)

    def keep() -> None:
        entries.keep(anna, record)
        connections.close_all()

    def tell(done: int, of: int) -> None:
        writer = threading.Thread(target=keep)
        writer.start()
        writer.join()

    monkeypatch.setattr(copies, "_STEPS_AT_ONCE", 50)  # told early, and often
    models.Draft.objects.all().delete()
    entries.keep_draft(anna, draft_of(record, 9), lived.now)
    backup.backup(file, tell)
    with closing(sqlite3.connect(file)) as opened:
        [drafts] = opened.execute("SELECT COUNT(*) FROM web_draft").fetchone()
        [kept] = opened.execute("SELECT COUNT(*) FROM web_entry WHERE uid = ?", (record.id,)).fetchone()
    assert (drafts, kept) == (1, 0)
    assert models.Entry.objects.filter(uid=record.id).exists()


def test_no_id_that_was_ever_given_means_another_fact_after_a_restore(lived: House, tmp_path: Path) -> None:
    file = tmp_path / "backup.sqlite3"
    backup.backup(file)
    given = all_ids()
    for _ in range(3):
        restore.restore(file)
        assert not given & all_ids()
        given |= all_ids()
        anna = models.Person.objects.get(name="Anna")
        lived.session(anna)
        new = models.Entry.objects.latest("id")
        assert ("Entry", new.id) not in given
        given |= all_ids()


def test_before_a_store_is_replaced_it_is_copied(lived: House, tmp_path: Path) -> None:
    file = tmp_path / "backup.sqlite3"
    backup.backup(file)
    lived.person("Carla")
    before = contents()
    done = restore.restore(file)
    assert done.copy == FOLDER / "strongback-before-restore-1.sqlite3"
    assert restore.restore(file).copy == FOLDER / "strongback-before-restore-2.sqlite3"
    restore.restore(done.copy)
    assert contents() == before


def test_an_empty_store_is_replaced_without_a_copy(lived: House, tmp_path: Path) -> None:
    file = tmp_path / "backup.sqlite3"
    backup.backup(file)
    before = contents()
    for table in TABLES:
        table._base_manager.all().delete()
    done = restore.restore(file)
    assert (done.copy, done.before) == (None, backup.Held(0, 0))
    assert contents() == before


def test_a_restore_reads_the_backup_and_writes_nothing_beside_it(lived: House, tmp_path: Path) -> None:
    file = tmp_path / "folder" / "an odd ?name#%41.sqlite3"
    file.parent.mkdir()
    backup.backup(file)
    held = file.read_bytes()
    file.chmod(0o400)
    restore.restore(file)
    assert list(file.parent.iterdir()) == [file]
    assert file.read_bytes() == held


def test_an_older_backup_is_brought_up_while_it_is_restored(lived: House, tmp_path: Path) -> None:
    old = stores.Embedded(tmp_path / "old")
    earlier.made(old, min(earlier.STATES))
    held = old.file.read_bytes()
    restore.restore(old.file)
    assert [row.body for row in models.Entry.objects.order_by("id")] == earlier.lines()
    person = models.Person.objects.get()
    assert (person.pace, person.call_name, person.body) == (1.5, "Berta", "woman")
    assert old.file.read_bytes() == held


STRAY = (
    "UPDATE web_entry SET person_id = '00000000000000000000000000000000' "
    "WHERE id = (SELECT max(id) FROM web_entry)"
)
HEADSTAND = "UPDATE web_entry SET body = replace(body, 'pelvic-tilt', 'headstand')"
NEWER = "INSERT INTO django_migrations (app, name, applied) VALUES ('web', '9999_later', '2026-01-01')"
GAP = "DELETE FROM django_migrations WHERE app = 'web' AND name LIKE '0002%'"
SPELL = "CREATE TRIGGER spell AFTER INSERT ON web_person BEGIN DELETE FROM web_entry; END"


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda file: file.write_bytes(b""), "is no SQLite file"),
        (lambda file: file.write_text("dear Anna, " * 1000), "is no SQLite file"),
        (lambda file: (file.unlink(), changed_by("CREATE TABLE cakes (name)")(file)), "holds no store"),
        (overwritten(0.3), "is damaged"),
        (overwritten(0.7), "is damaged"),
        (cut_off, "is damaged"),
        (changed_by("DROP TABLE web_draft"), "is damaged"),
        (changed_by("ALTER TABLE web_person DROP COLUMN pace"), "is damaged"),
        (changed_by(STRAY), "is damaged"),
        (
            changed_by("UPDATE web_entry SET body = replace(body, 'pelvic-tilt', 'headstand')"),
            "no exercise `headstand`",
        ),
        (changed_by("UPDATE web_entry SET moment_us = moment_us + 1"), "do not agree with its line"),
        (changed_by("UPDATE web_entry SET body = CAST(x'ff' AS TEXT)"), "is damaged"),
        (changed_by("UPDATE web_draft SET body = '{}'"), "draft"),
        (changed_by("UPDATE web_scripthanded SET body = x'1f8b'"), "cannot be unpacked"),
        (changed_by("UPDATE web_person SET language = 'xx'"), "does not speak the language"),
        (changed_by("UPDATE web_person SET name = printf('%.200c', 'x')"), "name cannot be what it is"),
        (changed_by(NEWER), "was written by a newer Strongback (it has seen 9999_later)"),
        (changed_by(GAP), "is damaged"),
        (changed_by(SPELL), "holds `spell`"),
        (changed_by("CREATE VIEW cakes AS SELECT 1"), "holds `cakes`"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_and_changes_nothing(
    lived: House, tmp_path: Path, damage: Callable[[Path], object], said: str
) -> None:
    file = tmp_path / "backup.sqlite3"
    backup.backup(file)
    damage(file)
    before = contents()
    with pytest.raises(restore.Refused) as refusal:
        restore.restore(file)
    assert said in str(refusal.value)
    assert str(file) in str(refusal.value)
    assert contents() == before
    assert not list(FOLDER.glob("strongback-before-restore-*"))
    assert list(tmp_path.iterdir()) == [file]


def test_every_bad_row_is_named_up_to_five(lived: House, tmp_path: Path) -> None:
    file = tmp_path / "backup.sqlite3"
    backup.backup(file)
    changed_by("UPDATE web_entry SET kind = 'cake'")(file)
    with closing(sqlite3.connect(file)) as opened:
        ids = [row[0] for row in opened.execute("SELECT id FROM web_entry ORDER BY id")]
    with pytest.raises(restore.Refused) as refusal:
        restore.restore(file)
    assert len(ids) == 5
    assert [f"entry {id}: " in str(refusal.value) for id in ids] == [True] * 5


def test_after_a_restore_the_server_plans_from_what_is_there_now(house: House, tmp_path: Path) -> None:
    """Facts dated after all it has folded would be added on top of what is gone."""
    file, programme = tmp_path / "backup.sqlite3", library.load()
    anna = house.person(cleared=False)
    later = Cleared(at=Instant(house.now.replace(day=20).isoformat()), by="doctor")
    entries.note(anna, later)
    backup.backup(file)
    models.Entry.objects.all().delete()
    house.session(anna, Day(pain="pelvic-tilt"))
    on = house.now.replace(day=22).date()
    assert progress.plan_from(standings.progress_of(anna, programme, on), programme, on).locks
    restore.restore(file)
    plan = progress.plan_from(standings.progress_of(anna, programme, on), programme, on)
    assert (plan.clearance.verdict, plan.locks) == ("cleared", ())


def test_a_damaged_store_makes_no_backup(
    lived: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "damage", lambda _: "row 3 missing from index by_kind_and_time")
    file = tmp_path / "backup.sqlite3"
    with pytest.raises(start.CannotOpen, match="The store is damaged: row 3 missing"):
        backup.backup(file)
    assert list(tmp_path.iterdir()) == []


def test_what_a_broken_off_backup_left_goes_with_the_next_one_of_that_name(
    lived: House, tmp_path: Path
) -> None:
    old, new = tmp_path / ".backup.sqlite3-making-abc", tmp_path / ".backup.sqlite3-making-xyz"
    for left in (old, new):
        left.write_bytes(b"half")
    os.utime(old, (time.time() - 7200,) * 2)
    backup.backup(tmp_path / "backup.sqlite3")
    assert not old.exists()
    assert new.exists(), "another backup may be under way"


def test_the_store_that_is_tested_is_of_the_kind_that_was_asked_for() -> None:
    assert connection.vendor == stores.KIND


def test_nothing_that_was_deleted_is_in_a_backup(lived: House, tmp_path: Path) -> None:
    for number in range(40):
        lived.person(f"Zebedee {number}", cleared=False)
    models.Person.objects.filter(name__startswith="Zebedee").delete()
    backup.backup(tmp_path / "backup.sqlite3")
    held = (tmp_path / "backup.sqlite3").read_bytes()
    assert b"Zebedee" not in held
    assert b"Berta" in held


def test_what_is_told_between_the_copy_and_the_restore_is_not_lost(
    lived: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever writes then waits, and their word is in the store that was restored."""
    backup.backup(tmp_path / "backup.sqlite3")
    anna, copying = models.Person.objects.get(name="Anna"), backup.beside
    note = Cleared(at=Instant("2026-11-28T09:00:00+01:00"), by="me")
    writers: list[threading.Thread] = []

    def write() -> None:
        entries.note(anna, note)
        connections.close_all()

    def beside(what: str) -> Path:
        made = copying(what)
        writers.append(threading.Thread(target=write))
        writers[0].start()
        writers[0].join(0.3)
        return made

    monkeypatch.setattr(backup, "beside", beside)
    restore.restore(tmp_path / "backup.sqlite3")
    writers[0].join()
    assert models.Entry.objects.filter(person=anna, at=note.at.text).count() == 1


def test_the_store_is_not_restored_from_itself(lived: House) -> None:
    before = contents()
    with pytest.raises(restore.Refused, match="is the store itself"):
        restore.restore(FOLDER / "." / "strongback.sqlite3")
    assert contents() == before


def test_a_damaged_database_is_copied_as_it_is_only_when_that_is_asked_for(tmp_path: Path) -> None:
    file, whole, half = (tmp_path / name for name in ("store", "whole", "as it is"))
    with closing(sqlite3.connect(file)) as opened:
        opened.execute("CREATE TABLE entry (body)")
        opened.executemany("INSERT INTO entry VALUES (?)", [("x" * 900,)] * 200)
        opened.commit()
    overwritten(0.5)(file)
    with closing(sqlite3.connect(file, isolation_level=None)) as source:
        with pytest.raises(copies.Damaged):
            copies.write(source, whole)
        copies.write(source, half, looked_at=False)
    assert sorted(tmp_path.iterdir()) == [half, file]
    assert half.read_bytes()[4096:] == file.read_bytes()[4096:]
