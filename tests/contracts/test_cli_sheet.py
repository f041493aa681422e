"""`strongback sheet`: a file for paper, from nothing or from a history."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from lives import Life
from people import Day
from sheets import pages
from strongback.record.writer import write_history

WITHOUT_EXTRA = "import sys; sys.modules['weasyprint'] = None; "


def run(*words: str, before: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command as a terminal would."""
    command = [sys.executable, "-c", f"{before}from strongback.cli import main; main()", "sheet", *words]
    return subprocess.run(
        command, capture_output=True, timeout=60, check=False, encoding="utf-8", stdin=subprocess.DEVNULL
    )


def written(life: Life, folder: Path) -> str:
    path = folder / "history.jsonl"
    path.write_bytes(write_history(life.history))
    return str(path)


def test_without_a_history_the_sheet_is_the_start(tmp_path: Path) -> None:
    done = run("-o", str(tmp_path / "sheet.html"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    html = (tmp_path / "sheet.html").read_text(encoding="utf-8")
    assert html.count("One set of 8") == 5
    assert html.count("<svg") == 5
    assert "First, ask" in html


def test_with_a_history_the_sheet_is_the_plan_of_that_day(tmp_path: Path) -> None:
    life = Life().climb(12)
    on = life.today.isoformat()
    done = run("--history", written(life, tmp_path), "--on", on, "-o", str(tmp_path / "sheet.html"))
    assert done.returncode == 0
    html = (tmp_path / "sheet.html").read_text(encoding="utf-8")
    assert "Three sets of 8" in html
    assert "Cleared by physical therapist" in html
    assert str(life.today.year) in html


def test_withheld_is_a_sheet_that_says_so_and_no_error(tmp_path: Path) -> None:
    life = Life().session(Day(pain="pelvic-tilt"))
    on = (life.today + timedelta(days=1)).isoformat()
    done = run("--history", written(life, tmp_path), "--on", on, "-o", str(tmp_path / "sheet.html"))
    assert done.returncode == 0
    assert "Do not exercise yet" in (tmp_path / "sheet.html").read_text(encoding="utf-8")


def test_a_pdf_is_written_whole_for_the_paper_that_was_named(tmp_path: Path) -> None:
    sizes = {}
    for paper in ("a4", "letter"):
        path = tmp_path / f"{paper}.pdf"
        done = run("--paper", paper, "--large", "-o", str(path))
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert 2 <= pages(path.read_bytes()) <= 4
        sizes[paper] = path.read_bytes()
    assert sizes["a4"] != sizes["letter"]


def test_large_print_is_another_sheet(tmp_path: Path) -> None:
    for name, words in (("usual", ()), ("large", ("--large",))):
        run(*words, "-o", str(tmp_path / f"{name}.html"))
    assert 'class="sheet large"' in (tmp_path / "large.html").read_text(encoding="utf-8")
    assert 'class="sheet large"' not in (tmp_path / "usual.html").read_text(encoding="utf-8")


def test_without_the_extra_a_pdf_is_wrong_usage_and_html_is_not(tmp_path: Path) -> None:
    done = run("-o", str(tmp_path / "sheet.pdf"), before=WITHOUT_EXTRA)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert "pip install 'strongback[pdf]'" in done.stderr
    assert ".html" in done.stderr
    assert not (tmp_path / "sheet.pdf").exists()
    assert run("-o", str(tmp_path / "sheet.html"), before=WITHOUT_EXTRA).returncode == 0


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("-o", "sheet.txt"),
        ("nobody", "-o", "sheet.html"),
        ("--history", "nowhere.jsonl", "--on", "2026-11-22", "-o", "sheet.html"),
        ("--history", "nowhere.jsonl", "-o", "sheet.html"),
        ("--on", "2026-11-22", "-o", "sheet.html"),
        ("--paper", "a3", "-o", "sheet.html"),
        ("-o", "no/such/folder/sheet.html"),
    ],
)
def test_wrong_usage_is_told_with_status_two(words: tuple[str, ...]) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr
