"""The pictures and films, each below an address that is for ever the same."""

from __future__ import annotations

import gzip

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from strongback.web import figures


@require_safe
def picture(
    request: HttpRequest, version: str, programme: str, body: str, skin: int, exercise: str, which: str
) -> HttpResponse:
    """A picture for a page. What was drawn by another version of the program is not here any more."""
    if version != figures.version():
        raise Http404
    return _for_good(request, figures.picture(programme, body, skin, exercise, which), "image/svg+xml")


@require_safe
def film(
    request: HttpRequest, version: str, programme: str, body: str, exercise: str, which: str
) -> HttpResponse:
    """A film for the stage."""
    if version != figures.version():
        raise Http404
    return _for_good(request, figures.film(programme, body, exercise, which), "application/json")


def _for_good(request: HttpRequest, drawn: bytes | None, kind: str) -> HttpResponse:
    """The gzipped drawing as it is, or unpacked for a browser that cannot; kept by the browser for good."""
    if drawn is None:
        raise Http404
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(drawn if packed else gzip.decompress(drawn), content_type=kind)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ("Accept-Encoding",))
    # A picture opened by itself has its style inside, and nothing else.
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
