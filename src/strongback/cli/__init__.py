"""The rooms from a terminal. JSON goes to standard output, messages to standard error.

Exit status: 0 done (also when the answer is "withheld"), 1 the input has problems, 2 wrong usage.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from strongback import __version__, library
from strongback.cli import devices, record, store
from strongback.programme.nouns import Programme
from strongback.programme.problem import Problem
from strongback.programme.show import to_json, to_text
from strongback.progress import plan as plan_of
from strongback.progress import plan_json, plan_text, replay, replay_json, replay_text
from strongback.record.nouns import History
from strongback.record.reader import read_history
from strongback.report import NoPrinter, Paper, pdf
from strongback.script import Delivery, check_script, compile_script, score, script_json
from strongback.script.example import Level, plan_at

app = typer.Typer(
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Strongback: a printed exercise sheet, turned into a coach. Without a command it serves the app.",
)
programme_app = typer.Typer(help="Look at a programme, or check the files of one.", rich_markup_mode=None)
app.add_typer(programme_app, name="programme")
app.add_typer(record.app)
app.add_typer(store.app)

Id = Annotated[str, typer.Argument(metavar="ID", help="Which programme.", show_default=True)]
Json = Annotated[bool, typer.Option("--json", help="Write JSON to standard output.")]
HistoryFile = Annotated[
    Path, typer.Option("--history", help="A history in JSON Lines; - for standard input.")
]
Host = Annotated[str, typer.Option(help="The address to listen on. The default is this device only.")]
Port = Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on.")]
Lan = Annotated[
    bool, typer.Option("--lan", help="Serve tablets and phones at home too: https, and a code for each.")
]
LanPort = Annotated[int, typer.Option(min=1, max=65535, help="The port for them.")]
Certificate = Annotated[
    Path | None, typer.Option(help="A certificate you have, in PEM. Without one an own authority is made.")
]
Key = Annotated[Path | None, typer.Option(help="The key of that certificate.")]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Do not open the browser.")]


HOST = "127.0.0.1"
PORT = 8000
LAN_PORT = 8443


@app.callback(invoke_without_command=True)
def _no_command(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version and leave.")] = False,
) -> None:
    if version:
        typer.echo(__version__)
        raise typer.Exit
    if context.invoked_subcommand is None:
        serve(HOST, PORT, no_browser=False)


@app.command()
def serve(
    host: Host = HOST,
    port: Port = PORT,
    no_browser: NoBrowser = False,
    lan: Lan = False,
    lan_port: LanPort = LAN_PORT,
    certificate: Certificate = None,
    key: Key = None,
) -> None:
    """Serve the app on the embedded store and print its address; with --lan for the home network too."""
    from strongback.web.lan.wish import Lan as WishedLan
    from strongback.web.serve import loopback
    from strongback.web.serve import serve as serve_web

    if (certificate is None) != (key is None):
        _wrong_usage("--certificate and --key belong together")
    if certificate is not None and not lan:
        _wrong_usage("--certificate is for --lan")
    if lan and not loopback(host):
        _wrong_usage("--lan listens in the home network by itself; leave --host out")
    wished = WishedLan(lan_port, certificate, key) if lan else None
    raise typer.Exit(serve_web(host, port, open_browser=not no_browser, lan=wished))


app.command("pair")(devices.pair)


@programme_app.command("check")
def programme_check(files: Annotated[list[Path], typer.Argument(metavar="FILE…")]) -> None:
    """Check programmes: every problem at once, one a line, as FILE:LINE:COLUMN: where: what; fix.

    FILE is a programme.yaml or its folder; the words and clips beside it are checked with it.
    """
    problems = [problem for file in files for problem in _check(file)]
    for problem in problems:
        typer.echo(str(problem))
    many = "no problem" if not problems else f"{len(problems)} problem{'s' if len(problems) > 1 else ''}"
    typer.echo(f"{many} in {', '.join(map(str, files))}", err=True)
    raise typer.Exit(1 if problems else 0)


@programme_app.command("show")
def programme_show(
    programme: Id = library.DEFAULT,
    as_json: Json = False,
    decisions: Annotated[
        bool, typer.Option("--decisions", help="Every gap of the sheet and its answer.")
    ] = False,
) -> None:
    """Show a programme: its exercises, doses and rules, or its decisions."""
    found = _load(programme)
    _show(as_json, lambda: to_json(found), lambda: to_text(found, decisions))


@app.command("script")
def script_command(
    programme: Id = library.DEFAULT,
    level: Annotated[Level, typer.Option(help="One set of each, or the goal.")] = Level.start,
    rung: Annotated[str | None, typer.Option(help="The rung of a ladder, such as chest-lift-2.")] = None,
    pace: Annotated[float, typer.Option(help="The person's stretch of the tempo: 1.0, 1.5 or 2.0.")] = 1.0,
    new: Annotated[bool, typer.Option("--new", help="Every exercise new, with its introduction.")] = False,
    as_json: Json = False,
) -> None:
    """The score of a whole session: every step and every cue at its second."""
    found = _load(programme)
    if pace not in found.paces:
        _wrong_usage(f"pace {pace} is not one of {', '.join(map(str, found.paces))}")
    try:
        planned = plan_at(found, level, rung, new)
    except KeyError:
        _wrong_usage(
            f"no rung {rung}; there are {', '.join(r for ladder in found.ladders for r in ladder.rungs)}"
        )
    language = found.languages[0]
    script = compile_script(found, planned, Delivery(pace, language), library.voice(found.id, language))
    _show(as_json, lambda: script_json(script), lambda: "\n".join(score(script)))


@app.command("plan")
def plan_command(
    history: HistoryFile,
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The day, as in 2026-11-22.")],
    programme: Id = library.DEFAULT,
    as_json: Json = False,
) -> None:
    """What that day brings, and why."""
    found = _load(programme)
    planned = plan_of(found, _history(history, found), on.date())
    _show(as_json, lambda: plan_json(planned), lambda: plan_text(found, planned))


@app.command("replay")
def replay_command(history: HistoryFile, programme: Id = library.DEFAULT, as_json: Json = False) -> None:
    """One line for each session: the verdict for each exercise, and why. With --json: JSON Lines."""
    found = _load(programme)
    for session in replay(found, _history(history, found)):
        _show(as_json, lambda s=session: replay_json(s), lambda s=session: replay_text(s), compact=True)  # type: ignore[misc]


@app.command("sheet")
def sheet_command(
    output: Annotated[Path, typer.Option("-o", help="The file to write, .pdf or .html.")],
    programme: Id = library.DEFAULT,
    history: Annotated[
        Path | None, typer.Option("--history", help="A history in JSON Lines; without it the start.")
    ] = None,
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day of the history's plan.")
    ] = None,
    large: Annotated[bool, typer.Option("--large", help="Large print, 18 points and more.")] = False,
    paper: Annotated[Paper, typer.Option(help="The size of the paper.")] = Paper.a4,
) -> None:
    """The printed sheet: exercises, pictures, rules, and four weeks to tick."""
    from strongback import paper as on_paper  # drawing is not loaded for every command

    if (history is None) != (on is None):
        _wrong_usage("--history and --on belong together")
    found = _load(programme)
    planned, day = on_paper.first_plan(found), None
    if history is not None and on is not None:
        day = on.date()
        planned = plan_of(found, _history(history, found), day)
    _write_page(on_paper.page(found, planned, day, paper, large), output)


@app.command("report")
def report_command(
    history: HistoryFile,
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The day, as in 2026-11-22.")],
    output: Annotated[Path, typer.Option("-o", help="The file to write, .pdf or .html.")],
    programme: Id = library.DEFAULT,
    name: Annotated[str, typer.Option(help="The name that stands on it.")] = "",
    opaque: Annotated[
        bool, typer.Option("--opaque", help="Without the name and without what was written in own words.")
    ] = False,
    paper: Annotated[Paper, typer.Option(help="The size of the paper.")] = Paper.a4,
) -> None:
    """One or two pages for a doctor or a physical therapist."""
    from strongback import paper as on_paper  # drawing is not loaded for every command

    found = _load(programme)
    made = on_paper.report_on(found, _history(history, found), on.date(), name, opaque)
    _write_page(on_paper.report_page(made, paper), output)


@app.command("figure")
def figure_command(
    exercise: Annotated[str, typer.Argument(metavar="EXERCISE", help="Which exercise, such as pelvic-tilt.")],
    output: Annotated[Path, typer.Option("-o", help="The file to write, .svg.")],
    pose: Annotated[str | None, typer.Option(help="One pose alone, such as start.")] = None,
    side: Annotated[str | None, typer.Option(help="For an exercise with sides: left or right.")] = None,
    frames: Annotated[int | None, typer.Option(min=2, max=60, help="The lift in so many pictures.")] = None,
) -> None:
    """A picture of an exercise: the whole movement with its arrows, one pose, or a strip of frames."""
    from strongback import drawn  # drawing is not loaded for every command

    if output.suffix.lower() != ".svg":
        _wrong_usage(f"{output}: a picture is written as .svg")
    if pose is not None and frames is not None:
        _wrong_usage("--pose and --frames do not go together")
    try:
        text = drawn.figure(_load(library.DEFAULT), exercise, pose, side, frames)
    except LookupError as error:
        _wrong_usage(str(error.args[0]))
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        _wrong_usage(f"{output}: {error.strerror}")


def _check(file: Path) -> Iterable[Problem]:
    """The checks of programme, script and body in one list."""
    if not file.exists():
        return (Problem(str(file), 1, 1, "file", "does not exist", "look at the path"),)
    found, problems = library.read_folder(file)
    if found is None:
        return problems
    folder, _ = library.folder_of(file)
    shown = "" if folder == Path() else f"{folder.as_posix()}/"
    from strongback.library import figure

    return (*check_script(found, library.clip_lengths(folder), shown), *figure.check_folder(file, found))


def _load(programme: str) -> Programme:
    try:
        return library.load(programme)
    except KeyError:
        _wrong_usage(f"no programme {programme}; there is {', '.join(library.programmes())}")


def _history(path: Path, programme: Programme) -> History:
    try:
        text = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        _wrong_usage(f"{path}: {error.strerror}")
    history, problems = read_history(text, (programme,), str(path))
    if problems:
        for problem in problems:
            typer.echo(str(problem), err=True)
        raise typer.Exit(1)
    return history


def _write_page(html: str, output: Path) -> None:
    if output.suffix.lower() not in (".pdf", ".html"):
        _wrong_usage(f"{output}: a page is written as .pdf or .html")
    try:
        output.write_bytes(pdf(html) if output.suffix.lower() == ".pdf" else html.encode())
    except NoPrinter as error:
        _wrong_usage(str(error))
    except OSError as error:
        _wrong_usage(f"{output}: {error.strerror}")


def _show(
    as_json: bool, shape: Callable[[], dict[str, Any]], text: Callable[[], str], compact: bool = False
) -> None:
    if not as_json:
        typer.echo(text())
        return
    typer.echo(json.dumps(shape(), ensure_ascii=False, indent=None if compact else 2))


def _wrong_usage(message: str) -> NoReturn:
    typer.echo(f"strongback: {message}", err=True)
    raise typer.Exit(2)


def main() -> None:
    """The command `strongback`."""
    app()
