"""The gate: nothing of the application is reached in the home network without a paired device.

It stands around the whole of it, static files and voice included, and lets strangers through to the pairing
page and the few files of that page and of the service worker, compared letter by letter. What it does not
know it refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http.cookie import parse_cookie
from django.http.request import split_domain_port, validate_host
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse

from strongback.web import clock, headers, static_files
from strongback.web.entries import milliseconds
from strongback.web.lan import devices, own
from strongback.web.lan.rules import MOST_BYTES, MOST_HISTORY_BYTES

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

PAIR = "/pair/"
_BRING_IN = "/yours/take-in/"
OPEN_FILES = (
    "css/tokens.css",
    "css/pages.css",
    "fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2",
    "icon.svg",
    "icons/apple-touch-180.png",
    "away/pair.js",
)
"""What the pairing page is made of; a test compares it with the page."""
WORKER = "away/worker.js"
"""Browsers fetch a service worker that is a module, and what it imports, without cookies. It is code only."""
_FORMS_AT_ONCE = 2
"""A stranger who sends a form slowly holds a thread; the others stay for the devices of the household."""
_TEXT = "text/plain; charset=utf-8"
_HTML = "text/html; charset=utf-8"
_OF_REFUSALS = (
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", headers.POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
)
_ELSEWHERE = ("403 Forbidden", "Only Strongback’s own pages may ask for this.")
Answer = Iterable[bytes]


def gated(application: WSGIApplication) -> WSGIApplication:
    """The application behind the gate."""
    strangers = open_paths()
    forms = BoundedSemaphore(_FORMS_AT_ONCE)

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Answer:
        environ.pop(own.KEY, None)
        start = _kept_to_itself(start_response)
        for refuses in _REFUSALS:
            if (refused := refuses(environ)) is not None:
                return _refuse(start, *refused)
        device = devices.known(_cookie(environ), milliseconds(clock.now()))
        if device is not None:
            environ[own.KEY] = device
            return application(environ, start)
        if environ["PATH_INFO"] not in strangers:
            return _stranger(environ, start)
        if _safe(environ):
            return application(environ, start)
        if not forms.acquire(blocking=False):
            return _refuse(start, "503 Service Unavailable", "Too many at once. Please try again.")
        try:
            return application(environ, start)
        finally:
            forms.release()

    return answer


def open_paths() -> frozenset[str]:
    """The paths that a stranger may ask for, whole and exactly so."""
    worker = static_files.modules(settings.HERE / "static", WORKER)
    return frozenset({PAIR, reverse("service-worker"), *map(static, (*OPEN_FILES, *worker))})


def _cookie(environ: WSGIEnvironment) -> str:
    return parse_cookie(environ.get("HTTP_COOKIE", "")).get(devices.COOKIE, "")


def _safe(environ: WSGIEnvironment) -> bool:
    return environ["REQUEST_METHOD"] in ("GET", "HEAD")


def _another_host(environ: WSGIEnvironment) -> tuple[str, str] | None:
    """A name of somebody else's that leads here must not make a browser take us for them."""
    domain, _ = split_domain_port(environ.get("HTTP_HOST", ""))
    if domain and validate_host(domain, settings.ALLOWED_HOSTS):
        return None
    return "400 Bad Request", "Strongback is not called that. docs/hosting.md says how to name it."


def _too_long(environ: WSGIEnvironment) -> tuple[str, str] | None:
    """Refused by what is announced, before any of it is read."""
    if environ.get("HTTP_TRANSFER_ENCODING"):
        return "411 Length Required", "Say how long it is."
    said = environ.get("CONTENT_LENGTH") or "0"
    if not said.isascii() or not said.isdigit():
        return "400 Bad Request", "That is no length."
    # A stranger is refused there all the same, and nothing of what is sent was read by then.
    most = MOST_HISTORY_BYTES if environ["PATH_INFO"].endswith(_BRING_IN) else MOST_BYTES
    if len(said) > 9 or int(said) > most:
        return "413 Content Too Large", f"At most {most} bytes are taken."
    return None


def _from_elsewhere(environ: WSGIEnvironment) -> tuple[str, str] | None:
    """Another site, or another port of this machine, may link here and do nothing else."""
    origin = environ.get("HTTP_ORIGIN")
    if origin is not None and origin != f"https://{environ['HTTP_HOST']}":
        return _ELSEWHERE
    if environ.get("HTTP_SEC_FETCH_SITE", "same-origin") in ("same-origin", "none"):
        return None
    if _safe(environ) and environ.get("HTTP_SEC_FETCH_MODE") == "navigate" and not _is_framed(environ):
        return None
    return _ELSEWHERE


_REFUSALS: tuple[Callable[[WSGIEnvironment], tuple[str, str] | None], ...] = (
    _another_host,
    _too_long,
    _from_elsewhere,
)


def _stranger(environ: WSGIEnvironment, start: StartResponse) -> Answer:
    """To the pairing page, when a person looks; else one sentence. What lies there makes no difference."""
    if not _is_page(environ):
        return _refuse(start, "401 Unauthorized", "This device is not connected to Strongback.")
    if _safe(environ):
        start("302 Found", [("Location", PAIR), ("Content-Length", "0"), *_OF_REFUSALS])
        return [b""]
    return _refuse(start, "401 Unauthorized", render_to_string("lan/stranger.html"), _HTML)


def _is_page(environ: WSGIEnvironment) -> bool:
    """Whether somebody looks at the answer: a service worker that asks for them says so by the kind alone."""
    return "text/html" in environ.get("HTTP_ACCEPT", "") and not _is_framed(environ)


def _is_framed(environ: WSGIEnvironment) -> bool:
    return environ.get("HTTP_SEC_FETCH_DEST") in ("iframe", "frame", "embed", "object", "fencedframe")


def _refuse(start: StartResponse, status: str, text: str, kind: str = _TEXT) -> Answer:
    body = text.encode()
    start(status, [("Content-Type", kind), ("Content-Length", str(len(body))), *_OF_REFUSALS])
    return [body]


def _kept_to_itself(start_response: StartResponse) -> StartResponse:
    """No other site may take an answer in, neither as a picture nor as a script."""

    def start(status: str, found: list[tuple[str, str]], *more: Any) -> Callable[[bytes], object]:
        return start_response(status, [*found, ("Cross-Origin-Resource-Policy", "same-origin")], *more)

    return start
