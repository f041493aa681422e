"""The home network for tests: the application behind its gate, and browsers there that keep their cookies."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.test import override_settings
from django.urls import URLPattern, URLResolver, get_resolver

from webstore import House, devices, gate, models, own, pairing, rules

HOST = "kitchen.local:8443"
NAMES = ("kitchen.local", "192.168.1.5", "localhost", "127.0.0.1", "::1")
LOOKS = {
    "Accept": "text/html",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Dest": "document",
    "Sec-Fetch-Site": "none",
}
"""What a browser says when a person opens an address."""
FETCHES = {
    "Accept": "*/*",
    "Sec-Fetch-Mode": "cors",
    "Sec-Fetch-Dest": "empty",
    "Sec-Fetch-Site": "same-origin",
}
"""What it says when a page asks for something."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def text(self) -> str:
        """The body, unless it is a file in another form."""
        return self.body.decode("utf-8", "replace")

    def header(self, name: str) -> str:
        """One header; empty when it is not there."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


@dataclass
class Browser:
    """A browser in the home network."""

    application: Any
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(
        self,
        path: str,
        method: str = "GET",
        body: bytes = b"",
        headers: Mapping[str, str] = LOOKS,
        **environ: object,
    ) -> Answer:
        """Ask for a path as it reaches the application: decoded, one letter for each byte."""
        asked: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path.partition("?")[0],
            "QUERY_STRING": path.partition("?")[2],
            "SCRIPT_NAME": "",
            "SERVER_NAME": "0.0.0.0",
            "SERVER_PORT": "8443",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "192.168.1.77",
            "HTTP_HOST": HOST,
            "CONTENT_LENGTH": str(len(body)) if body else "",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "https",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        asked |= {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
        if self.cookies:
            asked["HTTP_COOKIE"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        found: list[Any] = []
        asked |= environ
        parts = self.application(asked, lambda status, headers, *_: found.append((status, headers)))
        try:
            whole = b"".join(parts)
        finally:
            getattr(parts, "close", lambda: None)()
        status, got = found[-1]
        answer = Answer(int(status.split()[0]), got, whole)
        self._keep(answer)
        return answer

    def send(
        self, path: str, fields: Mapping[str, object], token_of: str | None = None, **more: Any
    ) -> Answer:
        """Fill in the form of a page and send it; the token comes from that page, or `token_of` another."""
        page = self.ask(token_of or path)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
        given = {**fields, "csrfmiddlewaretoken": token[1] if token else ""}
        return self.post(path, given, **more)

    def post(self, path: str, fields: Mapping[str, object], headers: Mapping[str, str] = LOOKS) -> Answer:
        """Send a form as it is."""
        body = urlencode(fields, doseq=True).encode()
        own = {"Origin": f"https://{HOST}", **headers}
        return self.ask(path, "POST", body, own, CONTENT_TYPE="application/x-www-form-urlencoded")

    def _keep(self, answer: Answer) -> None:
        for name, value in answer.headers:
            if name.lower() == "set-cookie":
                for key, morsel in SimpleCookie(value).items():
                    if morsel["max-age"] in ("0", 0) or morsel.value == "":
                        self.cookies.pop(key, None)
                    else:
                        self.cookies[key] = morsel.value


@dataclass
class Network:
    """A household's home network."""

    house: House
    application: Any

    @property
    def now_ms(self) -> int:
        """The household's clock."""
        return round(self.house.now.timestamp() * 1000)

    def stranger(self) -> Browser:
        """A browser that nobody connected."""
        return Browser(self.application)

    def tablet(self, *persons: models.Person, name: str = "tablet") -> Browser:
        """A browser that was connected, for these persons."""
        token = devices.let_in(name, persons, self.now_ms)
        return Browser(self.application, {devices.COOKIE: token})

    def code(self) -> str:
        """A fresh code."""
        return pairing.new_code(self.now_ms)


@contextmanager
def network(house: House) -> Iterator[Network]:
    """The application as it is in the process for the home network."""
    from strongback.web.wsgi import application

    empty()
    told = {"LAN": True, "LAN_HOSTS": list(NAMES), "LAN_URL": f"https://{HOST}/", "LAN_AUTHORITY": ""}
    with override_settings(**told, **rules.settings_for(NAMES)):
        yield Network(house, gate.gated(application))
    empty()


def empty() -> None:
    """No device, no code, no try."""
    for table in (models.Device, models.PairingCode, models.PairingTry):
        table.objects.all().delete()


@dataclass(frozen=True)
class Address:
    """One address of the urlconf: its name, the names of what stands in it, and an example."""

    name: str
    parts: tuple[str, ...]
    path: str


EXAMPLES = {
    "uuid": "018f0000-0000-7000-8000-000000000000",
    "int": "2",
    "slug": "pelvic-tilt",
    "str": "x",
    "path": "x",
}


def every_address(person: UUID) -> list[Address]:
    """Every address there is, with that person in it. A new one is in the list by itself."""
    return [one for one in _walk(get_resolver(), "/", {"person_id": str(person)}) if one.name not in own.OPEN]


def _walk(resolver: URLResolver, before: str, known: Mapping[str, str]) -> Iterator[Address]:
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _walk(one, route, known)
            continue
        assert isinstance(one, URLPattern)
        holes = re.findall(r"<(?:(\w+):)?(\w+)>", route)
        path = route
        for kind, name in holes:
            example = known.get(name, EXAMPLES[kind or "str"])
            path = re.sub(rf"<(?:\w+:)?{name}>", example, path)
        yield Address(str(one.name), tuple(name for _, name in holes), path)


@pytest.fixture
def home(house: House) -> Iterator[Network]:
    with network(house) as made:
        yield made


@pytest.fixture
def annegret(house: House) -> models.Person:
    return house.person("Annegret")


@pytest.fixture
def balthasar(house: House) -> models.Person:
    return house.person("Balthasar")
