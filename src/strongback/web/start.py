"""What comes before anything is asked of the store: Django is set up, and the store fits the program."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from strongback.web import home

_DAMAGED = ("malformed", "not a database")


class CannotOpen(RuntimeError):
    """There is no store that can be used; says why, and what to do."""


def set_up() -> None:
    """Read the settings. Raises CannotOpen."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "strongback.web.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise CannotOpen(f"{error}.") from error


def open_store() -> Path | None:
    """Make the store or bring it up to date; gives the copy made first, if any. Raises CannotOpen."""
    set_up()
    from strongback.web import erasing, store  # needs the settings

    try:
        copy = store.prepare()
        erasing.sweep(but=copy)  # an erasure may have been interrupted
        return copy
    except store.Newer as newer:
        raise CannotOpen(str(newer)) from newer
    except (OSError, DatabaseError, sqlite3.Error, ImproperlyConfigured) as error:
        raise CannotOpen(why(error)) from error


def embedded() -> bool:
    """Whether the store is a file of our own."""
    return str(settings.DATABASES["default"]["ENGINE"]).endswith("sqlite3")


def why(error: Exception) -> str:
    """Why the store cannot be opened, in sentences, the last of which says what to do."""
    said = " ".join(str(error).split()).rstrip(".")
    return f"The store cannot be opened: {said}. {advice(said)}"


def advice(said: str) -> str:
    """What to do about a store that cannot be opened, by what the database said."""
    if not embedded():
        return "Does the PostgreSQL that STRONGBACK_DATABASE_URL names run? Are user and password right?"
    if not any(sign in said for sign in _DAMAGED):
        return "Look at its folder, rights and free space, or name another folder with STRONGBACK_DATA."
    return (
        f"Stop Strongback, move every file that begins with {home.STORE} out of {settings.DATA}, and "
        "restore your latest backup: strongback restore FILE. Or name another folder with STRONGBACK_DATA."
    )
