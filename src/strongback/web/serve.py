"""Start the server: prepare the store, say where it is, run until Ctrl-C."""

from __future__ import annotations

import ipaddress
import os
import socket
import sys

from strongback.web import start
from strongback.web.lan.wish import Lan


def serve(
    host: str = "127.0.0.1", port: int = 8000, open_browser: bool = True, lan: Lan | None = None
) -> int:
    """Serve until interrupted, with `lan` the home network too. Gives exit status 1 when it cannot start.

    On POSIX the calling process becomes the server, so that nothing after the call is run.
    """
    trouble = _cannot_bind(host, port)
    if trouble is None and lan is not None:
        trouble = _cannot_bind("0.0.0.0", lan.port, "--lan-port")  # noqa: S104
    if trouble is not None:
        print(trouble, file=sys.stderr)
        return 1
    _allow(host)
    if not prepared():
        return 1
    page = address(host, port) if open_browser else ""
    if lan is not None:
        return _serve_lan(host, port, page, lan)
    _say_where(host, port)
    _run(host, port, page)
    return 0


def prepared() -> bool:
    """Bring the store up to date and say so; False, and said why, when it cannot be opened."""
    try:
        copy = start.open_store()
    except start.CannotOpen as error:
        print(error, file=sys.stderr)
        return False
    if copy is not None:
        print(f"The store was brought up to date. As it was before: {copy}")
    return True


def address(host: str, port: int) -> str:
    """The address to type into a browser on this machine."""
    shown = "127.0.0.1" if host in ("0.0.0.0", "::", "") else host  # noqa: S104
    return f"http://[{shown}]:{port}/" if ":" in shown else f"http://{shown}:{port}/"


def loopback(host: str) -> bool:
    """Whether only this machine can reach that address."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _run(host: str, port: int, page: str) -> None:
    """Where that can be done, become a small process: what prepared the store is not needed any more."""
    if os.name == "posix":
        sys.stdout.flush()
        command = [sys.executable, "-P", "-m", "strongback.web.running", host, str(port), page]
        os.execv(sys.executable, command)  # noqa: S606
    from strongback.web.running import run

    run(host, port, page)


def _serve_lan(host: str, port: int, page: str, lan: Lan) -> int:
    """The household's server and the one for the home network."""
    from strongback.web.lan import start
    from strongback.web.lan.certificates import Unusable

    try:
        served = start.ready(lan)
    except Unusable as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(
            f"The certificates cannot be written: {error}. Look at the data folder's rights.", file=sys.stderr
        )
        return 1
    print(f"Strongback is ready at {address(host, port)}")
    for line in start.told(lan, served):
        print(line)
    print("Stop it with Ctrl-C.", flush=True)
    return start.become_supervisor(start.servers(host, port, page, lan, served))


def _allow(host: str) -> None:
    """A named address that was asked for may be asked for by name."""
    if not loopback(host) and host not in ("0.0.0.0", "::", ""):  # noqa: S104
        named = os.environ.get("STRONGBACK_ALLOWED_HOSTS", "")
        shown = f"[{host}]" if ":" in host else host
        os.environ["STRONGBACK_ALLOWED_HOSTS"] = ",".join(filter(None, (named, shown)))


def _cannot_bind(host: str, port: int, option: str = "--port") -> str | None:
    """Why the address cannot be used, in words, or None."""
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(where)
    except OverflowError:
        return f"Port {port} does not exist; choose one from 1024 to 65535."
    except socket.gaierror:
        return f"There is no address {host} on this machine."
    except PermissionError:
        return f"Port {port} needs more rights than you have. Try: strongback serve {option} {port + 8000}"
    except OSError as error:
        if error.errno == 98 or "in use" in str(error).lower():
            return (
                f"Port {port} is in use already, perhaps by another Strongback. Open {address(host, port)}, "
                f"or choose another port: strongback serve {option} {port + 1}"
            )
        return f"Cannot listen on {host}, port {port}: {error.strerror}."
    return None


def _say_where(host: str, port: int) -> None:
    print(f"Strongback is ready at {address(host, port)}", flush=True)
    if not loopback(host):
        print(
            "There is no login: whoever reaches this address sees and writes everybody's diary. "
            "strongback serve --lan lets in only the devices that you connect; docs/hosting.md tells more.",
            flush=True,
        )
    print("Stop it with Ctrl-C.", flush=True)
