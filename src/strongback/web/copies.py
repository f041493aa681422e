"""Copies of a whole database, each one file of SQLite that gets its name when it is whole and on the disk."""

from __future__ import annotations

import errno
import glob
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

Tell = Callable[[int, int], None]
"""Is told again and again how much is done, and of how much."""
_STEPS_AT_ONCE = 200_000
_BROKEN_OFF_AFTER_S = 60 * 60


class Damaged(RuntimeError):
    """A database that SQLite cannot read as a whole; says what it found."""


def silent(done: int, of: int) -> None:
    """Tells nobody."""


def write(source: sqlite3.Connection, file: Path, tell: Tell = silent, *, looked_at: bool = True) -> None:
    """Copy a database into a new file, readable by its owner only, also while others write to the source.

    Until the copy is whole, looked at and on the disk it has another name, beside the one it will have.
    Nothing is in it that was deleted before. Raises FileExistsError, OSError, sqlite3.OperationalError, and
    Damaged, unless it need not be `looked_at`: then a damaged database is copied as it is.
    """
    refuse_to_overwrite(file)
    _sweep(file)
    with _making(file) as making:
        try:
            _pack(source, making, tell)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            if looked_at:
                raise Damaged(str(error)) from error
            _copy_pages(source, making)
        _to_disk(making)
        _give_name(making, file)
    if os.name == "posix":
        _to_disk(file.parent)


def _pack(source: sqlite3.Connection, making: Path, tell: Tell) -> None:
    """All rows, written anew into an empty file, as they are at this moment; the copy is looked at."""
    [pages], [size] = (source.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
    source.set_progress_handler(lambda: tell(making.stat().st_size, pages * size), _STEPS_AT_ONCE)
    try:
        source.execute("VACUUM INTO ?", (str(making),))
    finally:
        source.set_progress_handler(None, 0)
    tell(pages * size, pages * size)
    with closing(sqlite3.connect(making)) as copy:
        if found := damage(copy):
            raise sqlite3.DatabaseError(found)


def _copy_pages(source: sqlite3.Connection, making: Path) -> None:
    making.write_bytes(b"")
    with closing(sqlite3.connect(making, isolation_level=None)) as copy:
        copy_into(copy, source)
        copy.execute("PRAGMA journal_mode=DELETE")  # nothing beside it is part of it


def copy_into(copy: sqlite3.Connection, source: sqlite3.Connection) -> None:
    """Copy every page as it is at this moment, whatever is written meanwhile. Raises sqlite3.Error."""
    source.backup(copy)


def damage(database: sqlite3.Connection) -> str:
    """What SQLite finds wrong with the pages of a database; empty for nothing."""
    try:
        found = str(database.execute("PRAGMA integrity_check(1)").fetchone()[0])
    except sqlite3.DatabaseError as error:
        found = str(error)
    return "" if found == "ok" else " ".join(found.split())


def refuse_to_overwrite(file: Path) -> None:
    """Raises FileExistsError when there is something of that name."""
    if file.exists():
        raise FileExistsError(errno.EEXIST, "is there already, and is not overwritten", str(file))


def free_name(folder: Path, what: str) -> Path:
    """A name for a copy that is laid beside the store: `strongback-before-restore-2.sqlite3`."""
    number = 1
    while (file := folder / f"strongback-{what}-{number}.sqlite3").exists():
        number += 1
    return file


@contextmanager
def _making(file: Path) -> Iterator[Path]:
    """A name for what is not whole yet. What is left of it goes, with what SQLite laid beside it."""
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=_prefix(file))
    os.close(descriptor)
    try:
        yield Path(name)
    finally:
        for left in glob.glob(f"{glob.escape(name)}*"):
            Path(left).unlink(missing_ok=True)


def _give_name(making: Path, file: Path) -> None:
    """Never in the place of another file, where the disk can promise that: not every USB stick can."""
    try:
        os.link(making, file)
    except FileExistsError:
        raise
    except OSError:
        refuse_to_overwrite(file)
        making.rename(file)


def _sweep(file: Path) -> None:
    """Remove what copies of that name left behind that were broken off; another may be under way."""
    for left in map(Path, glob.glob(f"{glob.escape(str(file.parent / _prefix(file)))}*")):
        with suppress(FileNotFoundError):
            if time.time() - left.stat().st_mtime > _BROKEN_OFF_AFTER_S:
                left.unlink()


def _prefix(file: Path) -> str:
    return f".{file.name}-making-"


def _to_disk(path: Path) -> None:
    """Wait until a file or a folder is on the disk."""
    descriptor = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
