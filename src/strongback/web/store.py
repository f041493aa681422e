"""The store on start: made, or brought up to this program after a copy; refused when it is newer."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from strongback.web import backup, home, shape
from strongback.web.shape import Newer
from strongback.web.start import embedded

__all__ = ["Newer", "prepare"]


def prepare() -> Path | None:
    """Make the store, or bring it up to this program. Gives the copy that was made first. Raises Newer.

    A process that is killed on the way leaves the store as it was, or as it is to be.
    """
    home.make_private(settings.DATA)
    if embedded() and not (file := Path(settings.DATA) / home.STORE).exists():
        file.touch(mode=0o600)
    try:
        return _brought_up() if shape.behind() else None
    except Newer as newer:
        raise Newer(_refusal(newer)) from newer


def _brought_up() -> Path | None:
    with shape.alone():
        if not shape.behind():
            return None  # somebody else was quicker
        seen = shape.applied()
        copy = backup.beside(f"before-update-from-{max(seen)}") if seen else None
        shape.bring_up()
    return copy


def _refusal(newer: Newer) -> str:
    where = f"in {settings.DATA} " if embedded() else ""
    other = "another folder with STRONGBACK_DATA" if where else "another database"
    return (
        f"The store {where}was written by a newer Strongback (it has seen {newer}). "
        f"Start that version, or name {other}."
    )
