"""The command line as other people's scripts rely on it: outputs, streams and exit statuses."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from lives import Life
from people import Day
from strongback import library
from strongback.record.writer import write_history

SHIPPED = Path(library.__file__).parent / "strong-back-and-hips"


def run(*words: str, stdin: bytes | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command as a terminal would."""
    command = [sys.executable, "-c", "from strongback.cli import main; main()", *words]
    done = subprocess.run(command, input=stdin, capture_output=True, timeout=60, check=False)
    return subprocess.CompletedProcess(
        command, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    )


def written(life: Life, folder: Path) -> str:
    path = folder / "history.jsonl"
    text = write_history(life.history)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def test_check_finds_nothing_wrong_with_the_shipped_programme() -> None:
    done = run("programme", "check", str(SHIPPED / "programme.yaml"))
    assert (done.returncode, done.stdout) == (0, "")


def test_check_names_every_problem_with_file_line_and_column(tmp_path: Path) -> None:
    copied = tmp_path / "words"
    copied.mkdir()
    (copied / "en.yaml").write_bytes((SHIPPED / "words/en.yaml").read_bytes())
    text = (SHIPPED / "programme.yaml").read_text(encoding="utf-8")
    bad = text.replace("    hold: 10 s", "    hold: 10", 1).replace(
        "rungs: [chest-lift-1,", "rungs: [nobody,", 1
    )
    (tmp_path / "programme.yaml").write_text(bad, encoding="utf-8")
    done = run("programme", "check", str(tmp_path / "programme.yaml"))
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert len(lines) >= 2
    for line in lines:
        path, number, column, rest = line.split(":", 3)
        assert path.startswith(str(tmp_path))
        assert int(number) >= 1
        assert int(column) >= 1
        assert ";" in rest
    assert any("duration needs a unit" in line and "10 s" in line for line in lines)
    assert any("nobody" in line for line in lines)


def test_check_of_a_file_that_is_not_there_is_a_problem_and_no_traceback() -> None:
    done = run("programme", "check", "nowhere/programme.yaml")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr + done.stdout


def test_show_gives_the_keys_of_the_contract() -> None:
    shown = json.loads(run("programme", "show", "--json").stdout)
    assert {"id", "edition", "title", "source", "frequency", "ladders", "exercises", "decisions"} <= set(
        shown
    )
    assert [exercise["id"] for exercise in shown["exercises"]] == [e.id for e in library.load().exercises]
    keys = {"id", "name", "sides", "goal", "hold_ms", "rest_ms", "strengthens", "phases"}
    assert all(keys <= set(exercise) for exercise in shown["exercises"])
    rungs = ["chest-lift-1", "chest-lift-2", "chest-lift-3"]
    assert shown["ladders"] == [{"id": "chest-lift", "rungs": rungs}]


def test_show_decisions_tells_every_gap_and_its_answer() -> None:
    text = run("programme", "show", "--decisions").stdout
    for decision in library.load().decisions:
        assert f"{decision.number}. " in text


def test_a_script_in_json_is_contiguous_and_familiar_unless_new() -> None:
    short = json.loads(run("script", "--level", "start", "--json").stdout)
    long = json.loads(run("script", "--level", "start", "--new", "--json").stdout)
    for script in (short, long):
        assert sum(step["duration_ms"] for step in script["steps"]) == script["duration_ms"]
    assert short["duration_ms"] < long["duration_ms"] <= short["duration_ms"] + 180_000
    goal = json.loads(run("script", "strong-back-and-hips", "--level", "goal", "--json").stdout)
    assert 28 <= goal["duration_ms"] / 60_000 <= 32


def test_a_script_reads_as_a_score_and_knows_the_rungs_and_paces() -> None:
    text = run("script", "--rung", "chest-lift-2", "--pace", "1.5").stdout
    assert "Chest lift II, set 1 of 1" in text
    assert run("script", "--rung", "nobody").returncode == 2
    assert run("script", "--pace", "0.5").returncode == 2


def test_a_plan_lasts_as_long_as_its_script(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_bytes(b"")
    planned = json.loads(
        run("plan", "--history", str(tmp_path / "empty.jsonl"), "--on", "2026-11-22", "--json").stdout
    )
    script = json.loads(run("script", "--level", "start", "--new", "--json").stdout)
    assert planned["duration_ms"] == script["duration_ms"]
    assert planned["clearance"]["verdict"] == "ask"


def test_a_plan_has_exactly_the_keys_of_the_contract(tmp_path: Path) -> None:
    life = Life().sessions(2)
    on = life.today.isoformat()
    planned = json.loads(run("plan", "--history", written(life, tmp_path), "--on", on, "--json").stdout)
    assert list(planned) == [
        *("on", "programme", "edition", "clearance", "exercises", "offers", "duration_ms")
    ]
    assert set(planned["exercises"][0]) == {
        *("exercise", "sets", "repetitions", "per_side", "hold_ms", "rest_ms", "load_g", "verdict", "because")
    }
    assert planned["offers"][0].keys() == {"exercise", "offer", "because"}
    assert [o["offer"] for o in planned["offers"]] == ["sets 2", "sets 2"]
    assert planned["exercises"][0]["load_g"] == 0
    assert planned["exercises"][0]["per_side"] is False


def test_withheld_is_an_answer_and_no_error(tmp_path: Path) -> None:
    life = Life().session(Day(pain="pelvic-tilt"))
    on = (life.today + timedelta(days=1)).isoformat()
    done = run("plan", "--history", written(life, tmp_path), "--on", on, "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["clearance"]["verdict"] == "withheld"


def test_replay_is_one_line_a_session_and_in_json_too(tmp_path: Path) -> None:
    history = written(Life().sessions(3), tmp_path)
    assert len(run("replay", "--history", history).stdout.splitlines()) == 3
    lines = [json.loads(line) for line in run("replay", "--history", history, "--json").stdout.splitlines()]
    assert [line["on"] for line in lines] == ["2026-01-05", "2026-01-07", "2026-01-09"]
    assert lines[1]["verdicts"][0]["exercise"] == "pelvic-tilt"
    assert lines[1]["verdicts"][0]["verdict"] == "progress"
    assert all(verdict["because"] for line in lines for verdict in line["verdicts"])


def test_a_history_can_come_from_standard_input() -> None:
    text = write_history(Life().sessions(1).history)
    body = text if isinstance(text, bytes) else text.encode()
    done = run("replay", "--history", "-", stdin=body)
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize(
    "line",
    [
        b'{"note": "cleared", "at": "2026-11-20T10:00:00+01:00", "by": "doctor", "extra": 1}',
        b'{"note": "unheard", "at": "2026-11-20T10:00:00+01:00"}',
        b'{"note": "consulted", "at": "2026-11-20T10:00:00+01:00", "about": "squat"}',
        b"not json",
        b"\xff\xfe",
    ],
)
def test_a_bad_history_is_refused_by_line_and_named(line: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    good = b'{"note":"cleared","at":"2026-11-20T10:00:00+01:00","by":"doctor"}\n'
    path.write_bytes(good + line + b"\n")
    done = run("plan", "--history", str(path), "--on", "2026-11-22")
    assert (done.returncode, done.stdout) == (1, "")
    assert f"{path}:2:" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("plan",),
        ("plan", "--history", "x", "--on", "yesterday"),
        ("plan", "--history", "nowhere.jsonl", "--on", "2026-11-22"),
        ("plan", "nobody", "--history", "x", "--on", "2026-11-22"),
        ("dance",),
        ("script", "--level", "top"),
    ],
)
def test_wrong_usage_is_told_with_status_two(words: tuple[str, ...]) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_help_names_every_command() -> None:
    text = run("--help").stdout
    for command in ("serve", "programme", "script", "plan", "replay"):
        assert command in text


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("command", [("plan",), ("sheet", "-o", "sheet.html")])
def test_the_first_and_the_last_day_there_are_can_be_planned(
    command: tuple[str, ...], day: str, tmp_path: Path
) -> None:
    words = [str(tmp_path / word) if word == "sheet.html" else word for word in command]
    done = run(*words, "--history", "-", "--on", day, stdin=b"")
    assert (done.returncode, done.stderr) == (0, "")
