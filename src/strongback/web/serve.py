"""Start the server: prepare the store, say where it is, run until Ctrl-C."""

from __future__ import annotations

import ipaddress
import os
import socket
import sys

from strongback.web import start


def serve(host: str = "127.0.0.1", port: int = 8000, open_browser: bool = True) -> int:
    """Serve until interrupted. Gives exit status 1 when it cannot start.

    On POSIX the calling process becomes the server, so that nothing after the call is run.
    """
    if (trouble := _cannot_bind(host, port)) is not None:
        print(trouble, file=sys.stderr)
        return 1
    _allow(host)
    try:
        copy = start.open_store()
    except start.CannotOpen as error:
        print(error, file=sys.stderr)
        return 1
    if copy is not None:
        print(f"The store was brought up to date. As it was before: {copy}")
    _say_where(host, port)
    _run(host, port, address(host, port) if open_browser else "")
    return 0


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


def _allow(host: str) -> None:
    """A named address that was asked for may be asked for by name."""
    if not loopback(host) and host not in ("0.0.0.0", "::", ""):  # noqa: S104
        named = os.environ.get("STRONGBACK_ALLOWED_HOSTS", "")
        shown = f"[{host}]" if ":" in host else host
        os.environ["STRONGBACK_ALLOWED_HOSTS"] = ",".join(filter(None, (named, shown)))


def _cannot_bind(host: str, port: int) -> str | None:
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
        return f"Port {port} needs more rights than you have. Try: strongback serve --port 8000"
    except OSError as error:
        if error.errno == 98 or "in use" in str(error).lower():
            return (
                f"Port {port} is in use already, perhaps by another Strongback. Open {address(host, port)}, "
                f"or choose another port: strongback serve --port {port + 1}"
            )
        return f"Cannot listen on {host}, port {port}: {error.strerror}."
    return None


def _say_where(host: str, port: int) -> None:
    print(f"Strongback is ready at {address(host, port)}", flush=True)
    if not loopback(host):
        print(
            "There is no login: whoever reaches this address sees and writes everybody's diary. "
            "docs/hosting.md says how to keep it at home.",
            flush=True,
        )
    print("Stop it with Ctrl-C.", flush=True)
