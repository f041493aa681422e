"""The docs are true: every noun has its word, every command is told, every link leads somewhere."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import shlex
from pathlib import Path

import pytest
import typer

import strongback
from goldens import assert_golden
from strongback import cli, library
from strongback.programme.show import to_text

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
ROOMS = ("programme", "record", "progress", "script", "body", "report")


def public_nouns() -> set[str]:
    """The classes and named shapes that the pure rooms' modules define under a public name."""
    found = set()
    for room in ROOMS:
        package = importlib.import_module(f"strongback.{room}")
        for module_info in pkgutil.iter_modules(package.__path__):
            module = importlib.import_module(f"strongback.{room}.{module_info.name}")
            classes = inspect.getmembers(module, inspect.isclass)
            found |= {name for name, noun in classes if noun.__module__ == module.__name__}
    return {name for name in found if not name.startswith("_")}


def test_every_public_noun_of_the_pure_rooms_has_its_word() -> None:
    glossary = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`(\w+)", glossary))
    assert public_nouns() - told == set()


def test_the_decisions_in_the_docs_are_those_of_the_programme() -> None:
    text = to_text(library.load(), True)
    assert_golden("../../../docs/decisions.md", f"# Where the sheet is silent\n\n```\n{text.rstrip()}\n```\n")


def commands() -> list[tuple[str, ...]]:
    """Every command of the command line, with its group."""
    root = typer.main.get_command(cli.app)
    found: list[tuple[str, ...]] = []
    for name, command in root.commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        found += [(name, sub) for sub in inner] if inner else [(name,)]
    return found


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_every_command_is_told_in_the_docs(command: tuple[str, ...]) -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert f"strongback {' '.join(command)}" in text


def test_every_command_in_the_docs_is_one_that_exists() -> None:
    known = {" ".join(command) for command in commands()}
    for page in PAGES:
        for block in re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.S):
            for line in block.splitlines():
                words = shlex.split(line, comments=True)
                if words[:1] == ["strongback"] and len(words) > 1 and not words[1].startswith("-"):
                    assert words[1] in known or " ".join(words[1:3]) in known, line


@pytest.mark.parametrize("doc", PAGES, ids=lambda doc: doc.relative_to(ROOT).as_posix())
def test_every_link_of_a_page_leads_to_a_file_that_is_there(doc: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", doc.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (doc.parent / target).exists(), target


@pytest.mark.parametrize("doc", PAGES, ids=lambda doc: doc.relative_to(ROOT).as_posix())
def test_no_page_promises_health(doc: Path) -> None:
    text = doc.read_text(encoding="utf-8").lower()
    for promise in ("clinically proven", "safe for you", "prevents osteoporosis", "treats osteoporosis"):
        assert promise not in text


def test_the_version_is_told_once_and_the_changelog_knows_it() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {strongback.__version__}" in changes
