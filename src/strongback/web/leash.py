"""No process outlives the one that started it, also when that one was killed and could tell nobody.

Both ways wait for a pipe to close, which happens when its other end dies, whatever it died of.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading


def end_with_parent() -> None:
    """In a server's worker: end at once when the server is gone. Elsewhere this does nothing."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def end_with_input() -> None:
    """In a server: stop as if by Ctrl-C when whoever holds the other end of standard input is gone."""
    # A copy, read without Python's own buffer: a worker that is forked meanwhile closes that.
    source = os.dup(sys.stdin.fileno())

    def watch() -> None:
        while os.read(source, 1024):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
