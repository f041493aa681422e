"""What makes a page an app: the manifest, the service worker, and the page for what is not kept."""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from strongback import library
from strongback.web import static_files

_PAPER = "#faf7f2"
_ICONS = (
    ("icon.svg", "any", "any"),
    ("icons/icon-192.png", "192x192", "any"),
    ("icons/icon-512.png", "512x512", "any"),
    ("icons/maskable-512.png", "512x512", "maskable"),
)
_NOT_SERVED = {".ts", ".txt", ""}
"""Types and licences: no browser asks for them."""


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """How the app is called and looks where it is installed."""
    kinds = {".svg": "image/svg+xml", ".png": "image/png"}
    told = {
        "name": "Strongback",
        "short_name": "Strongback",
        "description": "A coach for the exercises of a printed sheet.",
        "lang": "en",
        "dir": "ltr",
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": _PAPER,
        "theme_color": _PAPER,
        "icons": [
            {"src": static(name), "sizes": sizes, "type": kinds[Path(name).suffix], "purpose": purpose}
            for name, sizes, purpose in _ICONS
        ],
    }
    response = JsonResponse(told, content_type="application/manifest+json")
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker. It names its version and every file, so that it changes whenever a file does."""
    told = {
        "version": settings.STATIC_DIGEST,
        "offline": reverse("offline"),
        "manifest": reverse("manifest"),
        "files": _files(),
    }
    module = static("away/worker.js")
    text = f'import {{ serve }} from "{module}";\n\nserve(self, {json.dumps(told, indent=1)});\n'
    response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What the device shows in place of a page that it has not kept."""
    return render(request, "away/offline.html")


def _files() -> list[str]:
    """Everything that pages and the player load, voice included."""
    folder = settings.HERE / "static"
    mine = [path for path in static_files.files_of(folder) if path.suffix not in _NOT_SERVED]
    voice = [
        f"/static/voice/{programme}/{path.relative_to(library.HOME / programme / 'voice').as_posix()}"
        for programme in library.programmes()
        for path in static_files.files_of(library.HOME / programme / "voice")
        if path.suffix == ".mp3"
    ]
    return [*(static(path.relative_to(folder).as_posix()) for path in mine), *voice]
