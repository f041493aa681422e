"""How this machine is called and reached in its home network."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterable
from contextlib import closing, suppress

HOME = tuple(
    ipaddress.ip_network(one)
    for one in (
        *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10", "127.0.0.0/8"),
        *("fc00::/7", "fe80::/10", "::1/128"),
    )
)
"""The networks of homes and of this machine itself; 100.64.0.0/10 is for networks between homes."""
LOOPBACK = ("localhost", "127.0.0.1", "::1")
_ROUTES = ("192.0.2.1", "10.255.255.1", "172.31.255.1", "192.168.255.1")
"""Somewhere in the internet and in each private network; nothing is sent to them."""
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


def names(asked: Iterable[str] = ()) -> tuple[str, ...]:
    """Every name and address, the one to hand on first: what was asked for, addresses, own names."""
    machine = _machine()
    own = (f"{machine}.local", machine) if machine else ()
    return tuple(dict.fromkeys((*asked, *at_home(), *own, *LOOPBACK)))


def at_home() -> tuple[str, ...]:
    """The IPv4 addresses of this machine in its home networks, the one of the usual way out first."""
    found = [*(_source_towards(route) for route in _ROUTES), *_by_name()]
    return tuple(one for one in dict.fromkeys(found) if one and _is_home(one))


def is_address(name: str) -> bool:
    """Whether it is an address rather than a name."""
    with suppress(ValueError):
        ipaddress.ip_address(name)
        return True
    return False


def url(name: str, port: int) -> str:
    """`https://192.168.1.5:8443/`"""
    return f"https://[{name}]:{port}/" if ":" in name else f"https://{name}:{port}/"


def _is_home(one: str) -> bool:
    address = ipaddress.ip_address(one)
    return not address.is_loopback and any(address in network for network in HOME)


def _source_towards(route: str) -> str:
    """The address this machine would send from; empty when there is no way there."""
    with suppress(OSError), closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as trial:
        trial.connect((route, 9))
        return str(trial.getsockname()[0])
    return ""


def _by_name() -> list[str]:
    with suppress(OSError):
        found = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET, socket.SOCK_STREAM)
        return [str(where[0]) for *_, where in found]
    return []


def _machine() -> str:
    """The machine's own name, where it can be one in a network."""
    name = socket.gethostname().split(".")[0].lower()
    return name if _LABEL.fullmatch(name) and name != "localhost" else ""
