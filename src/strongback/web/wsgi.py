"""The WSGI application, static files and voice included; in the home network behind the gate."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.wsgi import get_wsgi_application

from strongback.web import leash, static_files

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "strongback.web.settings")


def _whole() -> WSGIApplication:
    leash.end_with_parent()
    django = get_wsgi_application()
    from django.conf import settings

    from strongback.web import figures

    figures.read_ahead()
    folders = {
        settings.STATIC_URL: static_files.pressed(
            settings.HERE / "static", settings.STATIC_DIGEST, settings.DATA / "static"
        )
    }
    for programme in Path(str(files("strongback.library"))).iterdir():
        folders[f"/static/voice/{programme.name}/"] = programme / "voice"
    whole = static_files.served(django, folders)
    if not settings.LAN:
        return whole
    from strongback.web.lan.gate import gated

    return gated(whole)


application = _whole()
