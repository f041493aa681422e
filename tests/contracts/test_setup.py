"""The two commands install the same things everywhere: the locks agree and name public registries only."""

from __future__ import annotations

import json
import re
import tomllib
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
LOCKED = {one["name"]: one for one in tomllib.loads((ROOT / "uv.lock").read_text())["package"]}
CONSTRAINTS = dict(
    re.fullmatch(r"([a-z0-9-]+)==([^ ;]+)(?: ; .+)?", line).groups()  # type: ignore[union-attr]
    for line in (ROOT / "constraints.txt").read_text().splitlines()
)


def hosts(text: str) -> set[str]:
    return set(re.findall(r"https?://([^/\"]+)", text))


def test_the_constraints_for_pip_are_the_versions_in_the_lock() -> None:
    assert {name: one["version"] for name, one in LOCKED.items() if name != "strongback"} == CONSTRAINTS


def test_every_dependency_the_project_names_is_locked() -> None:
    named = [*PROJECT["dependencies"], *chain.from_iterable(PROJECT["optional-dependencies"].values())]
    names = {re.split(r"[<>=\[;~! ]", one)[0].lower().replace(".", "-").replace("_", "-") for one in named}
    assert names <= set(CONSTRAINTS)


def test_the_lock_was_made_for_the_dependencies_as_they_stand() -> None:
    asked = LOCKED["strongback"]["metadata"]["requires-dist"]
    runtime = {one["name"] + one.get("specifier", "") for one in asked if "marker" not in one}
    assert runtime == {re.sub(r"^ruamel\.", "ruamel-", one) for one in PROJECT["dependencies"]}
    extras = {name: len(named) for name, named in PROJECT["optional-dependencies"].items()}
    assert extras == {
        extra: sum(one.get("marker") == f"extra == '{extra}'" for one in asked) for extra in extras
    }


def test_the_locks_name_public_registries_only() -> None:
    assert hosts((ROOT / "uv.lock").read_text()) == {"pypi.org", "files.pythonhosted.org"}
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert hosts(" ".join(one.get("resolved", "") for one in packages.values())) == {"registry.npmjs.org"}


def test_every_package_in_the_locks_has_a_digest() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert [name for name, one in packages.items() if name and "integrity" not in one] == []
    files = [file for one in LOCKED.values() for file in one.get("wheels", [])]
    assert [file["url"] for file in files if not file["hash"].startswith("sha256:")] == []


def test_the_front_end_checks_are_locked_at_the_versions_asked_for() -> None:
    asked = json.loads((ROOT / "package.json").read_text())["devDependencies"]
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in asked} == asked


def test_make_lists_the_commands_that_are_promised() -> None:
    makefile = (ROOT / "Makefile").read_text()
    assert {"run", "test", "format", "golden", "voice", "bench"} <= set(
        re.findall(r"^(\w+):", makefile, re.M)
    )


def test_the_build_on_the_server_runs_make_test_and_nothing_else() -> None:
    commands = [line for line in (ROOT / ".ci" / "run").read_text().splitlines() if line.startswith("make")]
    assert commands == ["make test"]
