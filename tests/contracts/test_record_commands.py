"""`strongback export` and `strongback import`: whose, what comes out, and what is refused in which words."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import nursery
import stores
from lives import Life
from strongback.record.writer import write_history


@pytest.fixture
def store(tmp_path: Path) -> stores.Embedded:
    return stores.a_store(tmp_path / "data")


@pytest.fixture
def history(tmp_path: Path) -> Path:
    file = tmp_path / "anna.jsonl"
    file.write_bytes(write_history(Life().sessions(3).history))
    return file


def run(store: stores.Embedded, *words: str) -> nursery.Ended:
    return nursery.run(store.environment, words)


def test_a_history_goes_in_and_comes_out_byte_for_byte_and_a_second_time_changes_nothing(
    store: stores.Embedded, history: Path, tmp_path: Path
) -> None:
    first = run(store, "import", "--person", "Anna", str(history))
    assert (first.status, first.stderr.splitlines()[-1]) == (0, "4 new, 0 kept already.")
    assert (
        run(store, "import", "--person", "Anna", str(history)).stderr.splitlines()[-1]
        == "0 new, 4 kept already."
    )
    out = tmp_path / "out.jsonl"
    assert run(store, "export", "--person", "Anna", "-o", str(out)).status == 0
    assert out.read_bytes() == history.read_bytes()
    assert out.stat().st_mode & 0o777 == 0o600
    assert run(store, "export", "--person", "Anna").stdout.encode() == history.read_bytes()


def test_who_comes_in_by_an_import_is_asked_whom_to_call_before_the_first_session(
    store: stores.Embedded, history: Path
) -> None:
    run(store, "import", "--person", "Anna", str(history))
    [(step, number)] = store.rows("SELECT welcome_step, emergency FROM web_person")
    assert (step, number) == (5, "")


def test_a_line_with_a_problem_changes_nothing_and_makes_nobody(
    store: stores.Embedded, history: Path
) -> None:
    history.write_bytes(history.read_bytes() + b'{"note":"naps"}\n')
    ended = run(store, "import", "--person", "Anna", str(history))
    assert ended.status == 1
    assert f"{history}:5:9: note naps, note: there is no note `naps`" in ended.stderr
    assert ended.stderr.splitlines()[-1].endswith("Nothing was changed.")
    assert store.rows("SELECT COUNT(*) FROM web_person") == [(0,)]


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["export", "--person", "Bob"], 1, "nobody here is called Bob; there is Anna"),
        (
            ["export", "--person", "Anna", "--as", "xls"],
            2,
            "no shape xls; there are jsonl, csv",
        ),
        (["import", "--person", "Anna", "/no/such/file"], 2, "/no/such/file: No such file or directory"),
        (["import", "--person", "", "FILE"], 2, "a name has 1 to 80 letters"),
        (
            ["import", "--person", "8d3f6f0e-4b1c-4c3a-9a55-0f6f2c7a1e99", "FILE"],
            1,
            "nobody here has the id 8d3f6f0e",
        ),
        (
            ["export", "--person", "Anna", "-o", "/no/such/folder/a.jsonl"],
            2,
            "a.jsonl: No such",
        ),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(
    store: stores.Embedded, history: Path, words: list[str], status: int, said: str
) -> None:
    run(store, "import", "--person", "Anna", str(history))
    ended = run(store, *(str(history) if word == "FILE" else word for word in words))
    assert (ended.status, said in ended.stderr) == (status, True), ended.stderr


def test_two_of_one_name_are_told_apart_by_their_ids(store: stores.Embedded, history: Path) -> None:
    run(store, "import", "--person", "Anna", str(history))
    [(first,)] = store.rows("SELECT id FROM web_person")
    run(store, "import", "--person", "Berta", str(history))
    store.rows("UPDATE web_person SET name = 'Anna'")
    ended = run(store, "export", "--person", "Anna")
    assert ended.status == 1
    assert "2 persons are called Anna; name one by its id: " in ended.stderr
    assert run(store, "export", "--person", str(first)).status == 0


def test_an_export_whose_reader_has_had_enough_ends_without_a_word(
    store: stores.Embedded, tmp_path: Path
) -> None:
    long = tmp_path / "long.jsonl"
    long.write_bytes(write_history(Life().sessions(40).history))
    run(store, "import", "--person", "Anna", str(long))
    command = [sys.executable, "-c", "from strongback.cli import main; main()", "export", "--person", "Anna"]
    with subprocess.Popen(
        command, env=dict(store.environment), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as export:
        assert export.stdout is not None
        assert export.stderr is not None
        assert export.stdout.readline().startswith(b'{"note":"cleared"')
        export.stdout.close()
        assert export.stderr.read() == b""
        assert export.wait(30) == 1
