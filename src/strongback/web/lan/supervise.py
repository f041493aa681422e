"""Two servers, the household's and the one for the home network, and what keeps them together.

Nothing of Django is loaded here. Both end when one does, on Ctrl-C, and when this process is killed.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

_PATIENCE_S = 10
_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
Server = subprocess.Popen[bytes]


def supervise(servers: Iterable[tuple[list[str], dict[str, str]]]) -> int:
    """Run `strongback.web.running` with each of these arguments and additions to the environment.

    Ends when one of them does or a signal comes. Gives 0 after a signal, 1 when a server ended by itself.
    """
    # A pipe wakes this thread: unlike a lock it may be written to by a signal that comes at any moment.
    heard, say = os.pipe()
    asked: list[int] = []

    def stop(number: int, _: object) -> None:
        asked.append(number)
        os.write(say, b".")

    for name in _SIGNALS:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), stop)
    running = [_start(words, more) for words, more in servers]
    for one in running:
        threading.Thread(target=_tell_end, args=(one, say), daemon=True).start()
    os.read(heard, 1)
    _end(running)
    if not asked:
        print("One of the two servers ended by itself, so both were stopped. Start again.", file=sys.stderr)
    return 0 if asked else 1


def _start(words: list[str], more: dict[str, str]) -> Server:
    command = [sys.executable, "-P", "-m", "strongback.web.running", *words]
    # They hold the other end of this pipe, and stop when it closes: see leash.py.
    return subprocess.Popen(command, stdin=subprocess.PIPE, env={**os.environ, **more})  # noqa: S603


def _tell_end(server: Server, say: int) -> None:
    server.wait()
    os.write(say, b".")


def _end(running: Sequence[Server]) -> None:
    for server in running:
        if server.poll() is None:
            server.terminate()
    for server in running:
        try:
            server.wait(_PATIENCE_S)
        except subprocess.TimeoutExpired:
            server.kill()


def main(told: str) -> int:
    """`told` is JSON: `servers` as `supervise` takes them, and `address`, a file that is there meanwhile."""
    wishes: dict[str, Any] = json.loads(told)
    try:
        return supervise([(words, more) for words, more in wishes["servers"]])
    finally:
        with suppress(OSError):
            Path(wishes["address"]).unlink(missing_ok=True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
