"""`strongback figure`, and what `programme check` says of poses: streams, files and exit statuses."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from strongback import library

SHIPPED = library.HOME / library.DEFAULT


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a terminal would."""
    command = [sys.executable, "-c", "from strongback.cli import main; main()", *words]
    return subprocess.run(command, capture_output=True, timeout=60, check=False, encoding="utf-8")


def drawn(tmp_path: Path, *words: str) -> str:
    """The picture that a command writes, which says nothing else."""
    path = tmp_path / "figure.svg"
    done = run("figure", *words, "-o", str(path))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    text = path.read_text(encoding="utf-8")
    assert ElementTree.fromstring(text).tag == "{http://www.w3.org/2000/svg}svg"
    return text


def test_a_figure_stands_alone_with_its_name_its_words_and_its_colours(tmp_path: Path) -> None:
    text = drawn(tmp_path, "pelvic-tilt")
    words = library.load().words["en"].exercises["pelvic-tilt"]
    assert f">{words.name}</title>" in text
    assert words.position.rstrip(".") in text
    assert "@media print" in text
    assert "ghost" in text


def test_one_pose_alone_has_no_arrows(tmp_path: Path) -> None:
    text = drawn(tmp_path, "pelvic-tilt", "--pose", "middle-back")
    assert 'class="arrow"' not in text
    assert 'class="shirt"' in text


def test_the_side_that_comes_first_is_drawn_when_none_is_asked_for(tmp_path: Path) -> None:
    plain = drawn(tmp_path, "diagonal-lift")
    assert drawn(tmp_path, "diagonal-lift", "--side", "right") == plain
    assert drawn(tmp_path, "diagonal-lift", "--side", "left") != plain


def test_frames_stand_side_by_side(tmp_path: Path) -> None:
    text = drawn(tmp_path, "chest-lift-2", "--frames", "4")
    assert len(re.findall(r"translate\(\d+ 0\)", text)) == 4


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("dance",), "no exercise dance; there are pelvic-tilt, leg-and-arm-lift,"),
        (("head-press", "--pose", "asleep"), "no pose asleep; there are start, pressed"),
        (("diagonal-lift", "--side", "up"), "no side up of diagonal-lift; there are right and left"),
        (("head-press", "--side", "left"), "no side left of head-press; it has no sides"),
        (("head-press", "--pose", "start", "--frames", "9"), "--pose and --frames do not go together"),
        (("head-press", "--frames", "1"), "--frames"),
        ((), "EXERCISE"),
    ],
)
def test_wrong_usage_is_told_with_status_two_and_nothing_is_written(
    tmp_path: Path, words: tuple[str, ...], message: str
) -> None:
    path = tmp_path / "figure.svg"
    done = run("figure", *words, "-o", str(path))
    assert (done.returncode, done.stdout) == (2, "")
    assert message in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert not path.exists()


def test_a_file_that_cannot_be_written_is_told_and_one_has_to_be_named(tmp_path: Path) -> None:
    done = run("figure", "head-press", "-o", str(tmp_path / "nowhere" / "figure.svg"))
    assert done.returncode == 2
    assert "figure.svg: " in done.stderr
    assert "Traceback" not in done.stderr
    assert run("figure", "head-press").returncode == 2


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The shipped folder without its clips, to be spoilt."""
    return Path(
        shutil.copytree(
            SHIPPED,
            tmp_path / "mine",
            ignore=shutil.ignore_patterns("*.mp3"),
        )
    )


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_check_tells_of_poses_with_file_line_and_column(copy: Path) -> None:
    spoil(copy / "poses.yaml", "      knee: 120", "      knie: 120")
    done = run("programme", "check", str(copy / "programme.yaml"))
    assert done.returncode == 1
    (line,) = done.stdout.splitlines()
    assert re.fullmatch(rf"{re.escape(copy.as_posix())}/poses\.yaml:21:7: pelvic-tilt: .+; .+", line)
    assert "1 problem in" in done.stderr


def test_check_tells_of_what_is_wrong_in_both_files_in_one_run(copy: Path) -> None:
    spoil(copy / "poses.yaml", "anchor: [ankle_l, ankle_r]", "anchor: [ankel_l]")
    spoil(copy / "programme.yaml", "- {phase: lift, pose: pressed}", "- {phase: lift, pose: presed}")
    done = run("programme", "check", str(copy))
    assert done.returncode == 1
    files = [Path(line.split(":")[0]).name for line in done.stdout.splitlines()]
    assert sorted(set(files)) == ["poses.yaml", "programme.yaml"]


def test_check_misses_poses_that_phases_name(copy: Path) -> None:
    (copy / "poses.yaml").unlink()
    done = run("programme", "check", str(copy))
    assert done.returncode == 1
    assert "but there is no poses.yaml; write poses.yaml, or take the poses out" in done.stdout


def test_a_programme_that_draws_nothing_has_no_problem() -> None:
    small = Path(__file__).parents[1] / "programmes" / "small"
    done = run("programme", "check", str(small))
    assert (done.returncode, done.stdout) == (0, "")


def test_help_names_the_command() -> None:
    assert "figure" in run("--help").stdout
