"""A person's history out of the store, and into it."""

from __future__ import annotations

import sys
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from strongback.cli.opened import open_store
from strongback.cli.working import working

if TYPE_CHECKING:
    from strongback.web.imports import NotTaken
    from strongback.web.models import Person

app = typer.Typer(rich_markup_mode=None)

Who = Annotated[
    str, typer.Option("--person", help="The name, as it stands in the app, or the id from the address.")
]


@app.command("export")
def export_command(
    person: Who,
    shape: Annotated[
        str, typer.Option("--as", help="jsonl, to keep or to move; csv, fhir or parquet, for others to read.")
    ] = "jsonl",
    output: Annotated[
        Path | None, typer.Option("-o", help="The file to write; without it standard output.")
    ] = None,
) -> None:
    """Write a person's whole history."""
    open_store()
    from strongback.report.parquet import NoParquet
    from strongback.web import exports, home

    if shape not in exports.SHAPES:
        _leave(f"no shape {shape}; there are {', '.join(exports.SHAPES)}", 2)
    pieces = exports.SHAPES[shape].pieces(_one(person))
    try:
        if output is None:
            sys.stdout.buffer.writelines(pieces)
        else:
            home.write_whole(output, pieces)
    except NoParquet as error:
        _leave(str(error), 2)
    except BrokenPipeError:
        raise  # whoever reads it has had enough: the command line ends without a word
    except OSError as error:
        _leave(f"{output or 'standard output'}: {error.strerror}", 2)


@app.command("import")
def import_command(
    person: Who, file: Annotated[Path, typer.Argument(metavar="FILE", help="A history in JSON Lines.")]
) -> None:
    """Take a history in: all of it or, where a line has a problem, nothing. A second time changes nothing.

    The person is made when there is none of that name.
    """
    open_store()
    from strongback.web import imports

    try:
        size, opened = file.stat().st_size, file.open("rb")
    except OSError as error:
        _leave(f"{file}: {error.strerror}", 2)
    owner, told = _one_or_new(person), working("Taking in")
    with opened:
        source = imports.Source(opened, str(file))
        try:
            for at in imports.check(owner, source):
                told(at, 2 * size)
            taken = imports.keep(owner, source, lambda at: told(size + at, 2 * size))
        except imports.NotTaken as refused:
            _tell_problems(refused)
    typer.echo(f"{taken.new} new, {taken.same} kept already.", err=True)


def _one(person: str) -> Person:
    found = _called(person)
    if not found:
        from strongback.web import models

        names = ", ".join(models.Person.objects.values_list("name", flat=True)) or "nobody yet"
        _leave(f"nobody here is called {person}; there is {names}", 1)
    return found[0]


def _one_or_new(person: str) -> Person:
    from strongback.web import clock, models
    from strongback.web.pages import persons

    found = _called(person)
    if found:
        return found[0]
    if _is_id(person):
        _leave(f"nobody here has the id {person}; name somebody, or a new name", 1)
    most = models.Person._meta.get_field("name").max_length or 0
    if not person.strip() or len(person) > most:
        _leave(f"a name has 1 to {most} letters", 2)
    # Nobody exercises here without a number to call: the app asks for it first.
    return models.Person(
        name=person, created=clock.now().isoformat(timespec="seconds"), welcome_step=persons.CALL_STEP
    )


def _called(person: str) -> list[Person]:
    """Who has that name or that id; two of one name are told apart by their ids only."""
    from strongback.web import models

    if _is_id(person):
        return list(models.Person.objects.filter(id=uuid.UUID(person)))
    found = list(models.Person.objects.filter(name=person))
    if len(found) > 1:
        ids = ", ".join(str(one.id) for one in found)
        _leave(f"{len(found)} persons are called {person}; name one by its id: {ids}", 1)
    return found


def _is_id(person: str) -> bool:
    try:
        uuid.UUID(person)
    except ValueError:
        return False
    return True


def _tell_problems(refused: NotTaken) -> NoReturn:
    for problem in refused.problems:
        typer.echo(str(problem), err=True)
    many = len(refused.problems)
    counted = "One problem" if many == 1 else f"{many} problems"
    _leave(f"{counted}{' and more' if refused.more else ''}. Nothing was changed.", 1)


def _leave(message: str, status: int) -> NoReturn:
    typer.echo(f"strongback: {message}", err=True)
    raise typer.Exit(status)
