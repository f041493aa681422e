"""One more device of the household, from a terminal."""

from __future__ import annotations

import os
import sys

import typer


def pair() -> None:
    """A fresh code with which one more tablet or phone can be connected, while `serve --lan` runs."""
    from strongback.web.serve import prepared

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "strongback.web.settings")
    if not prepared():
        raise typer.Exit(1)
    from strongback.web.lan import start

    url = start.address_now()
    if url is None:
        print(
            "The home network is not served now. Start Strongback with: strongback serve --lan",
            file=sys.stderr,
        )
        raise typer.Exit(1)
    for line in start.new_code(url):
        typer.echo(line)
