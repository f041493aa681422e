"""Erasing as a command, for processes that are killed on the way."""

from __future__ import annotations


def erase(name: str) -> None:
    """Erase everybody of that name."""
    from strongback.web import erasing, models

    erasing.erase(list(models.Person.objects.filter(name=name)))


def start() -> None:
    """What every start does."""
    from strongback.web import start

    start.open_store()
