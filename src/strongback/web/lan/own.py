"""Of whom this request may know: everybody at home, the persons of a paired device elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from strongback.web import erasing, models
from strongback.web.lan import devices

KEY = "strongback.device"
"""Where the gate puts the device in the WSGI environment. What a client sends always begins with HTTP_."""
SHARED = frozenset(
    {
        *("people", "about", "help", "manifest", "service-worker", "offline", "picture", "film"),
        *("pair", "certificate", "certificate-file"),
    }
)
"""The pages without a person that a paired device may open. Every other one belongs to the household."""
OPEN = frozenset({"pair", "service-worker"})
"""What strangers may open."""


def device_of(request: HttpRequest) -> devices.Paired | None:
    """The paired device that asks; None at home, where nobody is paired."""
    found: devices.Paired | None = request.META.get(KEY)
    return found


def persons_for(request: HttpRequest) -> QuerySet[models.Person]:
    """Who may be named in the answer."""
    if not settings.LAN:
        return models.Person.objects.all()
    device = device_of(request)
    return models.Person.objects.filter(id__in=device.persons if device is not None else ())


def at_home(request: HttpRequest) -> dict[str, bool]:
    """For templates: whether this is the device on which Strongback runs."""
    return {"at_home": not settings.LAN}


class OnlyOwn:
    """Middleware: in the home network a person who was not chosen for the device is not there at all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Every page begins the device's cookie anew, so that one in use is never forgotten."""
        response = self._get_response(request)
        token = request.COOKIES.get(devices.COOKIE)
        page = response.get("Content-Type", "").startswith("text/html")
        if page and token is not None and device_of(request) is not None:
            keep_cookie(response, devices.COOKIE, token, devices.KEPT_S)
        return response

    def process_view(
        self, request: HttpRequest, view: object, args: list[Any], named: dict[str, Any]
    ) -> HttpResponse | None:
        """What is not for this device is answered like what does not exist."""
        if not settings.LAN:
            return None
        match = request.resolver_match
        name = match.url_name if match is not None else None
        device = device_of(request)
        if device is None:  # the gate lets nobody else through; this holds should it ever be left out
            return None if name in OPEN else HttpResponse(status=401)
        if "person_id" in named:
            if named["person_id"] not in device.persons:
                # What a tablet still holds of somebody goes only when it hears that they are gone.
                if name in ("draft", "record") and erasing.was_erased(named["person_id"]):
                    return HttpResponse(status=410)
                raise Http404
        elif name == "welcome":
            return render(request, "lan/new_elsewhere.html", status=403)
        elif name not in SHARED:
            raise Http404
        return None


def keep_cookie(response: HttpResponse, name: str, value: str, seconds: int, same_site: str = "Lax") -> None:
    """Set a cookie that only https, only this server and no script gets.

    Lax, not Strict: a link in a calendar or a mail must open Strongback and not the pairing page. Forms and
    letters of other sites do not get it either way.
    """
    kind: Any = same_site
    response.set_cookie(name, value, max_age=seconds, secure=True, httponly=True, samesite=kind)
