"""Processes that a test looks at from outside."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.request
from contextlib import closing, suppress


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with closing(socket.socket()) as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


def answers(port: int, within_s: float = 20) -> bool:
    """Whether a server of ours answers there in that time."""
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/about/", timeout=5) as page:
            return bool(page.status == 200)
        time.sleep(0.05)
    return False


def below(process: int) -> list[int]:
    """Every process below that one."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True
    ).stdout
    parents = [tuple(map(int, line.split())) for line in listed.splitlines()]
    mine = [pid for pid, parent in parents if parent == process]
    return mine + [further for pid in mine for further in below(pid)]


def alive(process: int) -> bool:
    """Whether it runs; one that has ended and was not asked for its status does not."""
    with suppress(OSError):
        os.kill(process, 0)
        state = subprocess.run(
            ["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False
        ).stdout
        return bool(state.strip()) and not state.startswith("Z")
    return False


def gone(processes: list[int], within_s: float = 15) -> bool:
    """Whether all of them end in that time."""
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        if not any(alive(one) for one in processes):
            return True
        time.sleep(0.05)
    return False
