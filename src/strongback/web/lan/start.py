"""`serve --lan`: certificates, a first code, and what the terminal says; then two servers."""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from strongback.web import clock, home, static_files
from strongback.web.entries import milliseconds
from strongback.web.lan import addresses, certificates, pairing, qr
from strongback.web.lan.wish import Lan

FOLDER, ADDRESS = "lan", "address"
EVERYWHERE = "0.0.0.0"  # noqa: S104
"""IPv4 only: many homes' IPv6 addresses are the internet's, with only the router's rules before them."""


def ready(lan: Lan) -> certificates.Served:
    """Make or check everything that is needed before a stranger may knock. Raises Unusable or OSError."""
    asked = [name.strip("[]").lower() for name in settings.NAMED if name[0] not in "*."]
    if lan.certificate is not None and lan.key is not None:
        served = certificates.brought(lan.certificate.absolute(), lan.key.absolute(), asked, clock.now())
    else:
        served = certificates.own(folder(), addresses.names(asked), asked, clock.now())
    home.write_whole(
        home.make_private(folder()) / ADDRESS, (addresses.url(served.names[0], lan.port).encode(),)
    )
    # Two servers must not make them at the same time.
    static_files.pressed(settings.HERE / "static", settings.STATIC_DIGEST, settings.DATA / "static")
    return served


def folder() -> Path:
    """Where certificates lie."""
    return Path(settings.DATA) / FOLDER


def servers(host: str, port: int, page: str, lan: Lan, served: certificates.Served) -> str:
    """What `lan/supervise.py` is told: the household's server, and the one for the home network."""
    shared = {
        "STRONGBACK_LAN_URL": addresses.url(served.names[0], lan.port),
        "STRONGBACK_LAN_AUTHORITY": served.authority,
        "STRONGBACK_LAN": "",
    }
    own = {"STRONGBACK_LAN": "1", "STRONGBACK_LAN_HOSTS": ",".join(served.names)}
    files = ["--certificate", str(served.certificate), "--key", str(served.key)]
    return json.dumps(
        {
            "servers": [
                [[host, str(port), page, "--leash"], shared],
                [[EVERYWHERE, str(lan.port), "", "--leash", *files], shared | own],
            ],
            "address": str(folder() / ADDRESS),
        }
    )


def told(lan: Lan, served: certificates.Served) -> Iterator[str]:
    """What the terminal says of the home network, a fresh code included."""
    yield from served.told
    reached = [addresses.url(name, lan.port) for name in served.names if name not in addresses.LOOPBACK]
    if not addresses.at_home():
        yield "This computer has no address of a home network just now. Connect it, and start again."
    yield f"Tablets and phones at home reach it at {' or '.join(reached)}"
    yield from new_code(addresses.url(served.names[0], lan.port))
    if served.authority:
        yield f"Browsers warn until they are given {served.authority}"
        yield f"It has the SHA-256 fingerprint {served.fingerprint}"
        yield "docs/hosting.md says how."


def new_code(url: str) -> Iterator[str]:
    """A fresh code in words, and as a picture where a person looks."""
    code = pairing.new_code(milliseconds(clock.now()))
    if sys.stdout.isatty():
        with suppress(UnicodeEncodeError, LookupError):
            picture = qr.terminal(address_with(url, code))
            picture.encode(sys.stdout.encoding)
            yield picture
    yield f"To connect one, open {url} there and give the code {pairing.shown(code)}"
    yield "The code is valid for ten minutes, for one device. A new one: strongback pair"


def address_with(url: str, code: str) -> str:
    """The pairing page with the code behind a #, which browsers send to nobody."""
    return f"{url}pair/#{code}"


def address_now() -> str | None:
    """Where the home network reaches us, while it does; else None."""
    try:
        url = (folder() / ADDRESS).read_text(encoding="ascii")
        port = int(url.rstrip("/").rpartition(":")[2])
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
    except (OSError, ValueError):
        return None
    return url


def become_supervisor(wishes: str) -> int:
    """Where that can be done this process becomes the small one; else it starts it and waits."""
    command = [sys.executable, "-P", "-m", "strongback.web.lan.supervise", wishes]
    sys.stdout.flush()
    if os.name == "posix":
        os.execv(sys.executable, command)  # noqa: S606
    from strongback.web.lan.supervise import main

    return main(wishes)
