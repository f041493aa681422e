"""Long work says how far it has come, short work says nothing."""

from __future__ import annotations

import sys

import pytest

from strongback.cli import working


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands at its last entry."""
    at = [100.0]
    monkeypatch.setattr(working.time, "monotonic", lambda: at[-1])
    return at


def test_work_of_less_than_a_second_says_nothing(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    tell = working.working("Restoring")
    for done in range(101):
        clock.append(100 + done * 0.009)
        tell(done, 100)
    assert capsys.readouterr() == ("", "")


def test_long_work_is_told_twice_a_second_at_most_and_to_its_end(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    tell = working.working("Restoring")
    for done in range(401):
        clock.append(100 + done * 0.01)
        tell(done, 400)
    out, err = capsys.readouterr()
    told = err.splitlines()
    assert out == ""
    assert told[0] == "Restoring: 25 %"
    assert told[-1] == "Restoring: 100 %"
    assert 6 <= len(told) <= 8


def test_on_a_terminal_one_line_is_written_over_and_closed_at_the_end(
    clock: list[float], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    tell = working.working("Restoring")
    for at, done in ((102, 1), (104, 2)):
        clock.append(at)
        tell(done, 2)
    assert capsys.readouterr().err == "\rRestoring: 50 %\rRestoring: 100 %\n"


def test_work_on_nothing_is_done(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    tell = working.working("Restoring")
    clock.append(102)
    tell(0, 9)
    clock.append(105)
    tell(0, 0)
    assert "Restoring: 100 %" in capsys.readouterr().err
