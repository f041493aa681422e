"""The store, opened for a command: what goes wrong on the way is told in a sentence."""

from __future__ import annotations

import typer


def open_store() -> None:
    """Set up Django, and make the store or bring it up to date; a copy that was made first is told.

    Where that cannot be done it says why, and leaves with exit status 1.
    """
    from strongback.web import start  # Django is not loaded for every command

    try:
        copy = start.open_store()
    except start.CannotOpen as error:
        typer.echo(f"strongback: {error}", err=True)
        raise typer.Exit(1) from error
    if copy is not None:
        typer.echo(f"The store was brought up to date. As it was before: {copy}", err=True)
