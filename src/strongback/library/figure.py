"""The figure's data: bodies, joints and colours that we ship, and the movements of a programme's folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from strongback.body.check import Limits, check_poses
from strongback.body.nouns import Body, Look, Movement
from strongback.body.reader import POSES, data_reader, read_movements
from strongback.library import DEFAULT, HOME, folder_files, folder_of, load, start_of
from strongback.programme.nouns import Programme
from strongback.programme.problem import Problem, Problems

DATA = HOME / "bodies"
BODIES = ("woman", "man")
DEFAULT_BODY, DEFAULT_SKIN = "woman", 2
"""Who is drawn where nobody has chosen."""
_read_body, _read_look = data_reader(Body), data_reader(Look)
_read_limits: Callable[[bytes], Limits] = data_reader(Limits)  # type: ignore[type-abstract]


@cache
def movements(id: str = DEFAULT) -> Mapping[str, Movement]:
    """How the exercises of a shipped programme look, by exercise; empty when it draws none."""
    path = HOME / id / POSES
    if not path.is_file():
        return {}
    found, problems = read_movements(str(path), path.read_bytes(), load(id))
    if problems:
        raise Problems(problems)
    return found


@cache
def bodies() -> Mapping[str, Body]:
    """The bodies that a person may choose from, by name."""
    return {name: _read_body((DATA / f"{name}.yaml").read_bytes()) for name in BODIES}


@cache
def look() -> Look:
    """The colours."""
    return _read_look((DATA / "look.yaml").read_bytes())


@cache
def limits() -> Limits:
    """How far each joint goes."""
    return _read_limits((DATA / "joints.yaml").read_bytes())


def check_folder(path: Path, programme: Programme) -> list[Problem]:
    """Every problem of the poses in the folder that a path means; `programme` is the one read from it."""
    folder, main = folder_of(path)
    try:
        files = folder_files(folder, main)
        if (folder / POSES).is_file():
            files[POSES] = start_of(folder / POSES)
    except Problems as error:
        return list(error.problems)
    shown = "" if folder == Path() else f"{folder.as_posix()}/"
    return check_poses(programme, files, tuple(bodies().values()), limits(), shown, main)
