"""How far long work has come, told on standard error to whoever waits, and only when it takes long."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

_QUIET_S = 1.0
_BETWEEN_S = 0.5


def working(what: str) -> Callable[[int, int], None]:
    """What a long function tells how much is done, and of how much. Work of less than a second says nothing.

    On a terminal one line is written over and over; elsewhere there is a line at most twice a second.
    """
    next_at = time.monotonic() + _QUIET_S
    shown = False
    over = sys.stderr.isatty()

    def tell(done: int, of: int) -> None:
        nonlocal next_at, shown
        now, last = time.monotonic(), done >= of
        if now < next_at and not (last and shown):
            return
        next_at, shown = now + _BETWEEN_S, True
        line = f"{what}: {100 if last else 100 * done // of} %"
        end = "\n" if last or not over else ""
        sys.stderr.write(f"\r{line}{end}" if over else f"{line}\n")
        sys.stderr.flush()

    return tell
