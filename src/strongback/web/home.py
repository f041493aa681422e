"""Where the embedded store lives, and the secret that is made there on first run."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import platformdirs

STORE = "strongback.sqlite3"
_SECRET = "secret-key"  # noqa: S105


def data_folder(environment: Mapping[str, str]) -> Path:
    """The folder named by STRONGBACK_DATA, else the platform's data folder. It may not exist yet."""
    named = environment.get("STRONGBACK_DATA", "").strip()
    return (
        Path(named).expanduser().absolute()
        if named
        else Path(platformdirs.user_data_dir("strongback", False))
    )


def make_private(folder: Path) -> Path:
    """Make the folder, for its owner only. One that was there keeps its rights."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path, environment: Mapping[str, str]) -> str:
    """STRONGBACK_SECRET_KEY, else the key kept in the folder, made there for its owner only if need be."""
    given = environment.get("STRONGBACK_SECRET_KEY", "")
    if given:
        return given
    kept = make_private(folder) / _SECRET
    try:
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return kept.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return kept.read_text(encoding="ascii")


def write_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file for its owner only, all of it or nothing: after a power cut too."""
    descriptor, made = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        Path(made).replace(path)
    except BaseException:
        Path(made).unlink(missing_ok=True)
        raise
