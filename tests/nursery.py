"""Commands in processes of their own that start at once: children of one that has loaded everything before.

Python, Django and the programme take longer to start than most of our commands take. What is loaded is the
code; settings, store and connections are those of each child: `nursery.run(store.environment, ["doctor"])`
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_CODE = """
import importlib, json, os, sys, traceback
from contextlib import suppress
import django
from django.db import connections
from django.core.management.commands import migrate
from strongback import library
from strongback.cli import main
import earlier
library.load()
earlier.lines(), next(earlier.sessions(1))

def call(words):
    if ":" not in words[0]:
        sys.argv = ["strongback", *words]
        return main()
    module, _, function = words[0].partition(":")
    return getattr(importlib.import_module(module), function)(*words[1:])

def child(words, environment, out, err):
    os.environ.clear()
    os.environ.update(environment)
    status = 70
    try:
        try:
            os.dup2(os.open(err, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 2)
            if words[0] != "doctor":  # it looks at the settings by itself
                django.setup()
                from strongback.web import backup, entries, restore, store
        finally:
            print(os.getpid(), flush=True)
        os.dup2(os.open(os.devnull, os.O_RDWR), 0)
        os.dup2(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 1)
        try:
            call(words)
        finally:
            with suppress(Exception):  # as a process does that ends by itself
                connections.close_all()
        status = 0
    except SystemExit as left:
        status = left.code if isinstance(left.code, int) else int(left.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)

for line in sys.stdin:
    number = os.fork()
    if number == 0:
        child(*json.loads(line))
    print(os.waitstatus_to_exitcode(os.waitpid(number, 0)[1]), flush=True)
"""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: exit status (negative: killed by that signal), how long it took, what it said."""

    status: int
    took_s: float
    stdout: str
    stderr: str

    @property
    def killed(self) -> bool:
        """Whether it was killed before it ended by itself."""
        return self.status == -signal.SIGKILL


def run(environment: Mapping[str, str], words: Sequence[str], kill_after_s: float | None = None) -> Ended:
    """Run `strongback WORDS`, or the function that the first word names as `module:function`, to its end.

    With `kill_after_s` it is killed that long after its settings were read and its work began.
    """
    process, folder = _process()
    assert process.stdin is not None
    assert process.stdout is not None
    out, err = folder / "out.txt", folder / "err.txt"
    out.write_text("")
    process.stdin.write(json.dumps([list(words), dict(environment), str(out), str(err)]) + "\n")
    process.stdin.flush()
    child = int(process.stdout.readline())
    began = time.monotonic()
    if kill_after_s is not None:
        time.sleep(kill_after_s)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    status = int(process.stdout.readline())
    return Ended(status, time.monotonic() - began, out.read_text(), err.read_text())


@cache
def _process() -> tuple[subprocess.Popen[str], Path]:
    folder = tempfile.TemporaryDirectory(prefix="strongback-nursery-")
    here = Path(__file__).parent
    path = os.pathsep.join([str(here), str(here.parent / "src")])
    pipe = subprocess.PIPE
    command, environment = [sys.executable, "-P", "-c", _CODE], {**os.environ, "PYTHONPATH": path}
    process = subprocess.Popen(command, env=environment, text=True, stdin=pipe, stdout=pipe)

    def end() -> None:
        assert process.stdin is not None
        process.stdin.close()
        process.wait(timeout=20)
        folder.cleanup()

    atexit.register(end)
    return process, Path(folder.name)
