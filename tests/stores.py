"""Stores for tests, of either kind: a file of SQLite in a folder, or a database of a PostgreSQL that runs.

Which kind it is says STRONGBACK_TEST_POSTGRESQL: the address of a database of a server that tests may fill;
`tools/with_postgresql.py` starts one. No settings are touched: commands run in processes of their own.
"""

from __future__ import annotations

import atexit
import os
import shutil
import sqlite3
import time
import uuid
from contextlib import closing
from pathlib import Path
from typing import Any

SERVER = os.environ.get("STRONGBACK_TEST_POSTGRESQL", "")
KIND = "postgresql" if SERVER else "sqlite"
_SETTING = "STRONGBACK_DATABASE_URL"


def environment(folder: Path) -> dict[str, str]:
    """What a process needs to work on a store in a file of that folder, whatever is tested and set here."""
    without = {name: value for name, value in os.environ.items() if name != _SETTING}
    return without | {"STRONGBACK_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "strongback.web.settings"}


class Embedded:
    """A store in a file of a data folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    @property
    def file(self) -> Path:
        return self.folder / "strongback.sqlite3"

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs to work on this store."""
        return environment(self.folder)

    def rows(self, query: str) -> list[Any]:
        """The answer to a query, in a connection of its own."""
        with closing(sqlite3.connect(self.file, timeout=20)) as opened, opened:
            return opened.execute(query).fetchall()

    def whole(self) -> bool:
        """Whether the database itself finds nothing wrong."""
        return (
            self.rows("PRAGMA integrity_check") == [("ok",)] and self.rows("PRAGMA foreign_key_check") == []
        )

    def idle(self) -> None:
        """Wait until nobody works on it any more."""

    def remember(self) -> None:
        """Keep everything as it is now, for `again`."""
        self.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.rmtree(f"{self.folder}-kept", ignore_errors=True)
        shutil.copytree(self.folder, f"{self.folder}-kept")

    def again(self) -> None:
        """Everything is as it was remembered."""
        shutil.rmtree(self.folder)
        shutil.copytree(f"{self.folder}-kept", self.folder)


class Postgresql(Embedded):
    """A store in a database of its own, with a data folder for everything else."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.name = fresh_database()

    @property
    def environment(self) -> dict[str, str]:
        return super().environment | {_SETTING: address(self.name)}

    def rows(self, query: str) -> list[Any]:
        with connected(self.name) as opened:
            found = opened.execute(query)
            return found.fetchall() if found.description else []

    def whole(self) -> bool:
        return self.rows("SELECT 1") == [(1,)]

    def remember(self) -> None:
        shutil.rmtree(f"{self.folder}-kept", ignore_errors=True)
        shutil.copytree(self.folder, f"{self.folder}-kept")
        self._copy(self.name, f"{self.name}_kept")

    def again(self) -> None:
        shutil.rmtree(self.folder)
        shutil.copytree(f"{self.folder}-kept", self.folder)
        self._copy(f"{self.name}_kept", self.name)

    def _copy(self, source: str, target: str) -> None:
        with connected() as opened:
            opened.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
            for left in range(100, 0, -1):  # a killed command's server process may not have noticed yet
                try:
                    opened.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
                    return
                except Exception:
                    if left == 1:
                        raise
                    time.sleep(0.05)

    def idle(self) -> None:
        """A process of the server may outlive the command that was killed."""
        busy = f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{self.name}'"
        with connected() as opened:
            for _ in range(400):
                if opened.execute(busy).fetchone() == (0,):
                    return
                time.sleep(0.02)
        raise AssertionError("somebody still works on the store")


def a_store(folder: Path) -> Embedded | Postgresql:
    """An empty store of the kind that is tested."""
    return Postgresql(folder) if SERVER else Embedded(folder)


def fresh_database() -> str:
    """The name of an empty database that goes when the tests end."""
    name = f"strongback_test_{uuid.uuid4().hex[:12]}"
    with connected() as opened:
        opened.execute(f'CREATE DATABASE "{name}"')
    atexit.register(_drop, name)
    return name


def address(name: str) -> str:
    """The address of a database of the server that tests may fill."""
    before, mark, options = SERVER.partition("?")
    return f"{before.rpartition('/')[0]}/{name}{mark}{options}"


def connected(name: str = "") -> Any:
    """A connection of one's own, to be closed, to that database or to the server's own."""
    import psycopg

    return psycopg.connect(address(name) if name else SERVER, autocommit=True)


def _drop(name: str) -> None:
    with connected() as opened:
        for each in (name, f"{name}_kept"):
            opened.execute(f'DROP DATABASE IF EXISTS "{each}" WITH (FORCE)')
