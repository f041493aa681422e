"""Headers that keep a page to itself: no inline script, nothing from elsewhere, no frame, nothing kept."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
# The camera stays shut; the screen may be kept awake during a session.
_PERMISSIONS = "camera=(), geolocation=(), payment=(), usb=(), screen-wake-lock=(self)"
# The microphone can be opened where claps are heard, and nowhere else.
_HEARING = {"session", "planned-session", "hands-free"}


def strict(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: every answer carries the policy; pages about a person are never kept by the browser."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        hearing = request.resolver_match is not None and request.resolver_match.url_name in _HEARING
        response.headers["Permissions-Policy"] = f"{_PERMISSIONS}, microphone={'(self)' if hearing else '()'}"
        response.headers["X-Frame-Options"] = "DENY"
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answer
