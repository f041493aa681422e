"""Runs a command beside a PostgreSQL that is there for it alone, and is gone when the command has ended.

    python tools/with_postgresql.py pytest tests/unit/test_web_store.py

The command finds the server's address in STRONGBACK_TEST_POSTGRESQL. The exit status is the command's. Where
no PostgreSQL is installed the command is not run; that is said, and the exit status is 0.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

# Nothing here outlives the command, so nothing is waited for.
_SERVER = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses='' "
    "-c shared_buffers=64MB -c max_connections=40 -c log_min_messages=fatal"
)


def binaries() -> Path | None:
    """The folder of the newest PostgreSQL that is installed, on the path or where Debian puts it."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda each: float(each.parts[-3]), reverse=True
    )
    if found:
        return found[0].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def owner() -> str | None:
    """Who runs the server when we are root, which it refuses; None for ourselves."""
    if os.getuid() != 0:
        return None
    known = {each.pw_name for each in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody", "daemon") if name in known)


@contextmanager
def server(found: Path, folder: Path) -> Iterator[str]:
    """A running server in that folder; gives its address."""
    user, data = owner(), folder / "data"
    as_user: dict[str, Any] = {}
    if user is not None:
        shutil.chown(folder, user)
        as_user = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}

    def call(program: str, *words: str) -> None:
        done = subprocess.run(
            [str(found / program), "-D", str(data), *words],
            **as_user, cwd=folder, text=True, check=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        if done.returncode:
            sys.exit(f"{program} failed: {done.stdout}")

    call("initdb", "--username=strongback", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
    call("pg_ctl", "-w", "-l", str(folder / "log"), "-o", f"{_SERVER} -k '{folder}'", "start")
    try:
        yield f"postgresql:///postgres?user=strongback&host={folder}"
    finally:
        call("pg_ctl", "-w", "-m", "immediate", "stop")


def main(command: list[str]) -> int:
    """Run the command beside a server, or say why not."""
    found = binaries()
    if found is None:
        print(f"left out: PostgreSQL tests, because {why_not()}")
        return 0
    signal.signal(signal.SIGTERM, _leave)
    short = "/tmp" if os.access("/tmp", os.W_OK) else None  # the path of a socket may have 100 letters only
    folder = Path(tempfile.mkdtemp(prefix="strongback-postgresql-", dir=short))
    try:
        with server(found, folder) as address:
            return subprocess.run(
                command, env={**os.environ, "STRONGBACK_TEST_POSTGRESQL": address}
            ).returncode
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def why_not() -> str:
    """Why there is none."""
    if os.getuid() == 0 and shutil.which("apt-get"):
        return "apt-get could not install one"
    return "none is installed, and we may not install one; on Debian: apt-get install postgresql"


def _leave(number: int, _: FrameType | None) -> NoReturn:
    sys.exit(128 + number)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
