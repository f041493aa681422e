"""The store as a whole from a terminal: back it up, restore it, look whether everything is well."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from strongback.cli.opened import open_store
from strongback.cli.working import working

if TYPE_CHECKING:
    from strongback.web.backup import Held
    from strongback.web.doctor import Result

app = typer.Typer(rich_markup_mode=None)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that is not there yet.")],
) -> None:
    """Write everything in the store into a new file, also while the app runs.

    The file is readable by you only and holds everybody's diary: keep it like one.
    """
    from strongback.web import start

    try:
        start.set_up()
        from strongback.web import backup as making  # needs the settings

        held = making.backup(file, working("Backing up"))
    except start.CannotOpen as error:
        _leave(str(error), 1)
    except OSError as error:
        _leave(f"{file}: {error.strerror}", 2)
    megabytes = file.stat().st_size / 1_000_000
    typer.echo(f"{file} holds {_counted(held)}, {megabytes:.1f} MB.", err=True)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `strongback backup` made.")],
) -> None:
    """Put what is in a backup in the place of everything in the store, also while the app runs.

    A file that is damaged or of a newer version is refused. The store is untouched until the new one is
    whole, and what was in it is kept in a copy.
    """
    open_store()
    from django.db import DatabaseError

    from strongback.web import restore as putting
    from strongback.web import start

    try:
        done = putting.restore(file, working("Restoring"))
    except putting.Refused as refused:
        _leave(str(refused), 1)
    except OSError as error:
        _leave(f"{error.filename or file}: {error.strerror}", 2)
    except (DatabaseError, sqlite3.Error) as error:
        _leave(f"{start.why(error)} Nothing was changed.", 1)
    there = f" A copy of that: {done.copy}" if done.copy is not None else ""
    typer.echo(f"Before, the store held {_counted(done.before)}.{there}", err=True)
    typer.echo(f"Now it holds {_counted(done.now)}.", err=True)


@app.command()
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON to standard output.")] = False,
) -> None:
    """Look whether everything is well: store, rights, clips, clock, versions, space. Changes nothing.

    One line each: ok, look (it works, and something deserves a look) or wrong, with what to do. Nothing is
    shown of what anybody wrote. The exit status is 1 when something is wrong.
    """
    from strongback.web.doctor import examine

    found = examine()
    typer.echo(json.dumps(told_json(found), ensure_ascii=False, indent=2) if as_json else told(found))
    raise typer.Exit(1 if any(one.mark == "wrong" for one in found) else 0)


def told(found: Iterable[Result]) -> str:
    """`ok     clock: 2026-11-29 12:30+01:00`; what to do stands below."""
    lines = []
    for one in found:
        lines.append(f"{one.mark:<5}  {one.what}: {one.seen}")
        if one.do:
            lines.append(f"       → {one.do}")
    return "\n".join(lines)


def told_json(found: Iterable[Result]) -> dict[str, object]:
    """`{doctor: 1, wrong: 0, results: [{what, mark, seen, do}]}`"""
    shown = [{"what": one.what, "mark": one.mark, "seen": one.seen, "do": one.do} for one in found]
    return {"doctor": 1, "wrong": sum(one["mark"] == "wrong" for one in shown), "results": shown}


def _counted(held: Held) -> str:
    persons = f"{held.persons} person{'' if held.persons == 1 else 's'}"
    return f"{persons} and {held.sessions} session{'' if held.sessions == 1 else 's'}"


def _leave(message: str, status: int) -> NoReturn:
    typer.echo(f"strongback: {message}", err=True)
    raise typer.Exit(status)
