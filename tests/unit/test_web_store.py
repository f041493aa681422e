"""The store and the server's beginning: rights, migrations, the cache of standings, clear refusals."""

from __future__ import annotations

import random
import re
import socket
import stat
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command

import stores
from lives import Life
from processes import free_port
from strongback import library, progress
from strongback.record.history import history_of
from strongback.record.nouns import Cleared, DayAfter, Entry, Instant
from strongback.record.writer import write_entry
from webstore import (
    FOLDER,
    House,
    emergency,
    entries,
    home,
    house,
    models,
    serve,
    standings,
    static_files,
)

__all__ = ["house"]


def prepare(folder: Path) -> subprocess.CompletedProcess[str]:
    """Prepare a store in a process of its own and tell of the backup that was made."""
    code = "import django; django.setup(); from strongback.web import store\nprint(store.prepare())"
    return run_on(folder, code)


def run_on(folder: Path, code: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run that in a process of its own, on a store in that folder."""
    command, environment = [sys.executable, "-c", code], stores.environment(folder) | more
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_store_and_its_folder_are_the_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "data"
    assert prepare(folder).stdout.strip() == "None"
    assert rights(folder) == 0o700
    assert rights(folder / home.STORE) == 0o600


def test_the_secret_is_made_once_and_is_the_owners_alone(tmp_path: Path) -> None:
    first = home.secret_key(tmp_path / "data", {})
    assert len(first) >= 50
    assert home.secret_key(tmp_path / "data", {}) == first
    assert rights(tmp_path / "data" / "secret-key") == 0o600
    assert home.secret_key(tmp_path, {"STRONGBACK_SECRET_KEY": "given"}) == "given"


def test_the_models_have_the_migrations_they_need() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_a_store_waits_for_the_disk_and_writes_ahead(tmp_path: Path) -> None:
    code = (
        "import django; django.setup(); from django.db import connection\n"
        "for name in ('journal_mode', 'synchronous'):\n"
        "    print(*connection.cursor().execute(f'PRAGMA {name}').fetchone())"
    )
    assert run_on(tmp_path, code).stdout.split() == ["wal", "2"]


def test_the_tests_never_open_anybodys_store() -> None:
    from django.conf import settings

    name = settings.DATABASES["default"]["NAME"]
    assert settings.DATA == FOLDER
    assert name == str(FOLDER / home.STORE) or re.fullmatch(r"strongback_test_[0-9a-f]{12}", name)


def eventful() -> list[Entry]:
    life = Life().climb(6)
    return [*life.session().wait(1).note(DayAfter, pain=1).sessions(4).entries]


def test_a_kept_standing_gives_the_plan_of_the_whole_history(house: House) -> None:
    anna = house.person(cleared=False)
    programme, told = library.load(), eventful()
    on = (told[-1].at if not hasattr(told[-1], "started_at") else told[-1].started_at).day
    for number, entry in enumerate(told, 1):
        entries.keep(anna, entry)
        if number % 3:
            continue
        kept = progress.plan_from(standings.progress_of(anna, programme, on), programme, on)
        assert kept == progress.plan(programme, history_of(told[:number]), on)
    assert len(standings._standings) == 1


def test_a_fact_that_comes_late_is_folded_where_it_belongs(house: House) -> None:
    anna = house.person(cleared=False)
    programme, told = library.load(), eventful()
    on = told[-1].started_at.day + timedelta(days=1)  # type: ignore[union-attr]
    shuffled = list(told)
    random.Random(3).shuffle(shuffled)
    for entry in shuffled:
        entries.keep(anna, entry)
        standings.progress_of(anna, programme, on)
    kept = progress.plan_from(standings.progress_of(anna, programme, on), programme, on)
    assert kept == progress.plan(programme, history_of(told), on)
    told_verdicts = standings.verdicts_by_record(anna, programme, on)
    assert told_verdicts == {
        one.record: one for one in progress.replay(programme, history_of(told)) if one.record
    }


def test_a_fact_of_a_day_to_come_waits_for_that_day(house: House) -> None:
    anna = house.person(cleared=False)
    programme, today = library.load(), house.now.date()
    entries.note(anna, Cleared(at=Instant((house.now + timedelta(days=2)).isoformat()), by="me"))
    for on, verdict in ((today, "ask"), (today + timedelta(days=2), "cleared")):
        plan = progress.plan_from(standings.progress_of(anna, programme, on), programme, on)
        assert plan.clearance.verdict == verdict


def test_equal_notes_are_kept_once(house: House) -> None:
    anna = house.person(cleared=False)
    note = Cleared(at=Instant(house.now.isoformat()), by="me")
    assert [entries.note(anna, note), entries.note(anna, note)] == ["new", "same"]
    assert [row.body for row in models.Entry.objects.all()] == [write_entry(note).decode()]


def test_a_busy_port_is_told_in_words() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "strongback.web", "--port", str(port)],
            env=stores.environment(FOLDER), capture_output=True, text=True, timeout=30,
        )  # fmt: skip
    assert done.returncode == 1
    assert f"Port {port} is in use already" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("host", "alone"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("nas", False)],
)
def test_it_is_known_which_addresses_others_can_reach(host: str, alone: bool) -> None:
    assert serve.loopback(host) is alone


@pytest.mark.parametrize(
    ("language", "number"),
    [
        ("en-US,en;q=0.9", "911"),
        ("de-DE,de", "112"),
        ("en-GB", "999"),
        ("fr", "112"),
        ("", "112"),
        ("zh-Hant-TW", "119"),
    ],
)
def test_the_emergency_number_is_guessed_from_the_region(language: str, number: str) -> None:
    assert emergency.guess(language) == number


def test_static_files_are_named_after_all_their_contents_and_packed(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.css").write_text("a{}" * 100)
    first = static_files.digest(source)
    (source / "a.css").write_text("b{}" * 100)
    second = static_files.digest(source)
    assert first != second
    assert static_files.pressed(source, first, tmp_path / "into").is_dir()
    folder = static_files.pressed(source, second, tmp_path / "into")
    assert sorted(path.name for path in (tmp_path / "into").iterdir()) == [second]
    assert (folder / "a.css.gz").stat().st_size < (folder / "a.css").stat().st_size


@pytest.mark.parametrize(
    "trouble",
    ["below a file", "no database", "another kind of database", "nobody answers"],
)
def test_a_store_that_cannot_be_opened_is_told_in_a_sentence(tmp_path: Path, trouble: str) -> None:
    folder = tmp_path / "data"
    url = ""
    if trouble == "below a file":
        folder.write_text("in the way")
        folder = folder / "deeper"
    elif trouble == "no database":
        folder.mkdir()
        (folder / home.STORE).write_bytes(b"not a database at all " * 400)
    elif trouble == "another kind of database":
        url = "mysql://anna:s3cret@localhost/x"
    else:
        url = f"postgresql://anna:s3cret@127.0.0.1:{free_port()}/x"
    code = "from strongback.web.serve import serve; raise SystemExit(serve(port=0, open_browser=False))"
    done = run_on(folder, code, STRONGBACK_DATABASE_URL=url)
    assert done.returncode == 1
    assert "STRONGBACK_DATA" in done.stderr
    assert "Traceback" not in done.stderr
    assert "s3cret" not in done.stderr + done.stdout
