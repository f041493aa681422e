"""The one page that a stranger in the home network reaches: a code first, then who is shown here."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from strongback.report.sentences import joined
from strongback.web import clock, forms, models
from strongback.web.entries import milliseconds
from strongback.web.lan import devices, own, pairing

CLAIM = "__Host-strongback-pairing"
_SAID = {
    "wrong": "That is not the code. Please look at it once more.",
    "over": "No code is open now. Please make a new one where Strongback runs.",
    "too_many": "There were too many tries. Please wait a minute, then try again.",
}


@require_http_methods(["GET", "HEAD", "POST"])
def pair(request: HttpRequest) -> HttpResponse:
    """Give the code, choose the persons, done. At home there is no such page."""
    if not settings.LAN:
        raise Http404
    device = own.device_of(request)
    if device is not None:
        return _connected(request, device)
    now_ms = milliseconds(clock.now())
    token = request.COOKIES.get(CLAIM, "")
    if pairing.is_claimed(token, now_ms):
        return _who(request, token, now_ms)
    return _code(request, now_ms)


def _code(request: HttpRequest, now_ms: int) -> HttpResponse:
    """The first step. No name and no number is on it."""
    form = forms.Code(request.POST if request.method == "POST" else None)
    status = 200 if request.method != "POST" else 400
    if form.is_valid():
        given = pairing.give(form.cleaned_data["code"], now_ms)
        if isinstance(given, pairing.Claim):
            response = redirect("pair")
            own.keep_cookie(response, CLAIM, given.token, pairing.VALID_MS // 1000, "Strict")
            return response
        form.add_error("code", _SAID[given])
        status = 429 if given == "too_many" else 400
    return render(request, "lan/code.html", {"form": form}, status=status)


def _who(request: HttpRequest, token: str, now_ms: int) -> HttpResponse:
    """The second step, for the browser that gave the code."""
    persons = {str(one.id): one for one in models.Person.objects.all()}
    form = forms.NewDevice(
        {key: one.name for key, one in persons.items()}, request.POST if request.method == "POST" else None
    )
    if form.is_valid():
        chosen = [persons[key] for key in form.cleaned_data["persons"]]
        mine = pairing.finish(token, form.cleaned_data["name"], chosen, now_ms)
        response = redirect("pair")
        response.delete_cookie(CLAIM, samesite="Strict")
        if mine is not None:
            own.keep_cookie(response, devices.COOKIE, mine, devices.KEPT_S)
        return response
    context = {"form": form, "anybody": bool(persons)}
    return render(request, "lan/who.html", context, status=400 if request.method == "POST" else 200)


def _connected(request: HttpRequest, device: devices.Paired) -> HttpResponse:
    """That it is done, and where to go on."""
    mine = models.Device.objects.get(id=device.id)
    context = {
        "name": mine.name,
        "persons": joined([one.name for one in own.persons_for(request)]),
        "authority": bool(settings.LAN_AUTHORITY),
    }
    return render(request, "lan/connected.html", context)
