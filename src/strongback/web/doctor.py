"""Whether everything is well: each check looks at one thing, changes nothing, and says what to do.

What is said goes into bug reports: nothing of what anybody wrote, no name, no password, no folder of a home.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from strongback import __version__, library
from strongback.web import database, home, start
from strongback.web.clock import now

Mark = Literal["ok", "look", "wrong"]


@dataclass(frozen=True, slots=True)
class Result:
    """What one check found: `look` works, and deserves a look; `wrong` does not work, or lets others read."""

    what: str
    mark: Mark
    seen: str
    do: str = ""


Check = Callable[[Path], Result]
"""Is handed the data folder, which may not be there."""

_LITTLE_MB, _NOTHING_MB = 200, 20
_OLDEST_SQLITE = (3, 31, 0)
"""What Django asks for; our own statements need less."""
_EXTRAS = {"pdf": "weasyprint", "parquet": "pyarrow", "postgresql": "psycopg"}
_SEEDS = ("strongback*.sqlite3*", "secret-key")


def examine() -> list[Result]:
    """Every check, also when the settings are wrong or the store cannot be opened."""
    folder = home.data_folder(os.environ)
    first = ask(settings, folder)
    found = [first]
    if first.mark != "wrong":
        from strongback.web.doctor_store import examine_store  # needs the settings

        found += examine_store(folder)
    return found + [ask(check, folder) for check in CHECKS]


def ask(check: Check, folder: Path) -> Result:
    """What a check found. One that breaks down is a finding, too."""
    try:
        return check(folder)
    except Exception as error:
        told = f"could not be looked at ({type(error).__name__})"
        return Result(check.__name__.replace("_", " "), "wrong", told, "Please report this line.")


def settings(folder: Path) -> Result:
    """Whether the settings can be read at all."""
    try:
        start.set_up()
    except start.CannotOpen as error:
        return Result("settings", "wrong", "cannot be used", str(error))
    kept = f"in a file in {shown(folder)}" if start.embedded() else f"in the database of {database.SETTING}"
    return Result("settings", "ok", f"the store is kept {kept}")


def rights(folder: Path) -> Result:
    """Whether others may read what is everybody's diary."""
    if os.name != "posix" or not folder.is_dir():
        return Result("rights", "ok", "nothing is there yet" if os.name == "posix" else "left to this system")
    open_files = [file for file in _seeds(folder) if stat.S_IMODE(file.stat().st_mode) & 0o077]
    if open_files:
        names = ", ".join(file.name for file in open_files)
        return Result("rights", "wrong", f"others may read {names}", f"chmod 600 them in {shown(folder)}.")
    mode = stat.S_IMODE(folder.stat().st_mode)
    if mode & 0o077:
        return Result(
            "rights", "look", f"others may look into the folder ({mode:o})", f"chmod 700 {shown(folder)}"
        )
    return Result("rights", "ok", "folder, store and secret are yours alone")


def folders(folder: Path) -> Result:
    """Whether the store, pictures and style sheets can be laid down."""
    near = next(place for place in (folder, *folder.parents) if place.exists())
    places = [near, *(place for place in (folder / "static", folder / "figures") if place.exists())]
    closed = [place for place in places if not (place.is_dir() and os.access(place, os.W_OK | os.X_OK))]
    if closed:
        names = ", ".join(map(shown, closed))
        return Result("folders", "wrong", f"cannot be written to: {names}", "Look at owner and rights.")
    return Result("folders", "ok", "can be written to")


def disk(folder: Path) -> Result:
    """The space that is left where the store lies."""
    near = next(place for place in (folder, *folder.parents) if place.exists())
    free_mb = shutil.disk_usage(near).free // 1_000_000
    mark: Mark = "ok" if free_mb >= _LITTLE_MB else "look" if free_mb >= _NOTHING_MB else "wrong"
    do = "" if mark == "ok" else "Make room: without it nothing that is done can be kept."
    return Result("disk", mark, f"{free_mb} MB free", do)


def clips(_: Path) -> Result:
    """Whether every spoken clip is there, for each programme we ship."""
    missing, many = [], 0
    for manifest in sorted(library.HOME.glob("*/voice/*/manifest.json")):
        for name in json.loads(manifest.read_bytes())["clips"]:
            many += 1
            if not (file := manifest.parent / name).is_file() or not file.stat().st_size:
                missing.append(name)
    if missing:
        told = f"{len(missing)} of {many} are missing, {missing[0]} first"
        return Result("clips", "wrong", told, "Install Strongback again.")
    if not many:
        return Result(
            "clips", "look", "there are none", "The device speaks instead. `make voice` records them."
        )
    return Result("clips", "ok", f"{many}, all there")


def clock(_: Path) -> Result:
    """Whether clock and zone are likely: a day of exercise is a local day."""
    moment = now()
    seen = moment.isoformat(" ", "minutes")
    if not 2025 <= moment.year < 2100:
        return Result("clock", "wrong", seen, "Set the clock of this machine.")
    if moment.tzname() == "UTC":
        return Result("clock", "look", f"{seen}, no zone is set", "Unless you live by it, set the zone (TZ).")
    return Result("clock", "ok", seen)


def versions(_: Path) -> Result:
    """What is installed, for bug reports, and whether it is new enough."""
    found = f"Strongback {__version__} ({_built()}), Python {platform.python_version()}"
    found += f", SQLite {sqlite3.sqlite_version}, Django {version('django')}, granian {version('granian')}"
    found += f", {platform.system()} {platform.machine()}"
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        least = ".".join(map(str, _OLDEST_SQLITE))
        return Result("versions", "wrong", found, f"SQLite {least} or newer is needed: take a newer Python.")
    return Result("versions", "ok", found)


def extras(_: Path) -> Result:
    """What is installed of that which not everybody needs."""
    there = [name for name, package in _EXTRAS.items() if _installed(package)]
    without = [name for name in _EXTRAS if name not in there]
    return Result(
        "extras", "ok", f"with: {', '.join(there) or 'none'}; without: {', '.join(without) or 'none'}"
    )


CHECKS: tuple[Check, ...] = (rights, folders, disk, clips, clock, versions, extras)


def shown(path: Path) -> str:
    """A path without the name of whoever's home it is in."""
    home_folder = Path.home()
    return f"~/{path.relative_to(home_folder)}" if path.is_relative_to(home_folder) else str(path)


def _seeds(folder: Path) -> Iterator[Path]:
    for pattern in _SEEDS:
        yield from sorted(folder.glob(pattern))


def _built() -> str:
    """Eight hex digits of the code itself: two copies of one version may differ."""
    total = hashlib.sha256()
    root = Path(__file__).parents[1]
    for file in sorted(root.rglob("*.py")):
        total.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes())
    return total.hexdigest()[:8]


def _installed(package: str) -> bool:
    try:
        version(package)
    except PackageNotFoundError:
        return False
    return True
