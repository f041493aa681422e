"""The running server alone: nothing of Django is loaded here, only in the one worker."""

from __future__ import annotations

import argparse
import threading
import webbrowser
from pathlib import Path

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

from strongback.web import leash

_BLOCKING_THREADS = 4
_BLOCKING_THREADS_LAN = 6
"""Two more, which strangers may hold for a while: see lan/gate.py."""


def run(
    host: str, port: int, page: str = "", certificate: Path | None = None, key: Path | None = None
) -> None:
    """Serve until interrupted, by https where there is a certificate; open that page once it may be up."""
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
        blocking_threads=_BLOCKING_THREADS if certificate is None else _BLOCKING_THREADS_LAN,
        # HTTP/2 divides long cookies, and says the host in two places.
        http=HTTPModes.auto if certificate is None else HTTPModes.http1,
        websockets=False,
        # One that crashed comes back, unless it crashes at once again: then the server ends and says so.
        respawn_failed_workers=True,
        log_level=LogLevels.error,
        ssl_cert=certificate,
        ssl_key=key,
    ).serve()


if __name__ == "__main__":
    wishes = argparse.ArgumentParser(prog="python -m strongback.web.running", description=__doc__)
    wishes.add_argument("host")
    wishes.add_argument("port", type=int)
    wishes.add_argument("page")
    wishes.add_argument("--certificate", type=Path)
    wishes.add_argument("--key", type=Path)
    wishes.add_argument("--leash", action="store_true", help="stop when standard input closes")
    given = wishes.parse_args()
    if given.leash:
        leash.end_with_input()
    run(given.host, given.port, given.page, given.certificate, given.key)
