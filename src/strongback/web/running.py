"""The running server alone: nothing of Django is loaded here, only in the one worker."""

from __future__ import annotations

import sys
import threading
import webbrowser

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

_BLOCKING_THREADS = 4


def run(host: str, port: int, page: str = "") -> None:
    """Serve until interrupted; open that page in the browser once the server may be up."""
    if page:
        timer = threading.Timer(1.0, webbrowser.open, (page,))
        timer.daemon = True
        timer.start()
    Server(
        "strongback.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=_BLOCKING_THREADS,
        websockets=False,
        log_level=LogLevels.error,
    ).serve()


if __name__ == "__main__":
    run(sys.argv[1], int(sys.argv[2]), sys.argv[3])
