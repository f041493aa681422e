"""Tests on PostgreSQL are never left out without a word, and their outcome is the outcome of the run."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest

TOOL = Path(__file__).parents[2] / "tools" / "with_postgresql.py"


@pytest.fixture
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("with_postgresql", TOOL)
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def test_without_a_postgresql_it_is_said_that_the_tests_are_left_out_and_why(
    tool: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tool, "binaries", lambda: None)
    assert tool.main([sys.executable, "-c", "raise SystemExit(3)"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("left out: PostgreSQL tests, because ")
    assert len(said.splitlines()) == 1


def test_the_status_is_that_of_the_command_and_the_server_is_gone_afterwards(
    tool: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    @contextmanager
    def server(_: Path, folder: Path) -> Iterator[str]:
        seen.append(f"begun {folder.is_dir()}")
        try:
            yield "postgresql:///x"
        finally:
            seen.append("ended")

    monkeypatch.setattr(tool, "binaries", lambda: Path("/nowhere"))
    monkeypatch.setattr(tool, "server", server)
    asks = "import os; raise SystemExit(3 if os.environ['STRONGBACK_TEST_POSTGRESQL'][-2:] == '/x' else 4)"
    assert tool.main([sys.executable, "-c", asks]) == 3
    assert seen == ["begun True", "ended"]


def test_make_test_runs_what_touches_the_store_on_both_kinds_and_pytest_last() -> None:
    lines = (TOOL.parent / "check.sh").read_text().splitlines()
    runs = [line for line in lines if "pytest " in line and not line.startswith(("echo", "#"))]
    assert "with_postgresql.py pytest tests/postgresql" in runs[0]
    assert runs[-1].startswith("pytest tests/browser ")
