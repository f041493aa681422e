"""The household's page about other devices: which are connected, one more, one less; the certificate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from cryptography import x509
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from strongback.report.sentences import joined
from strongback.web import clock, models, say
from strongback.web.entries import milliseconds
from strongback.web.lan import certificates, devices, own, pairing, qr
from strongback.web.lan.start import address_with


@dataclass(frozen=True, slots=True)
class Row:
    """One device in the list; `persons` is empty when nobody is left whom it could show."""

    id: UUID
    name: str
    persons: str
    paired: str
    seen: str


@require_safe
def list_of(request: HttpRequest) -> HttpResponse:
    """Every device, the button for one more, and what to do when the home network is not served."""
    rows = [_row(device) for device in models.Device.objects.prefetch_related("persons")]
    context = {"devices": rows, "url": settings.LAN_URL, "authority": bool(settings.LAN_AUTHORITY)}
    return render(request, "lan/devices.html", context)


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """A fresh code. It is on this one answer and nowhere else."""
    if not settings.LAN_URL:
        return redirect("devices")
    code = pairing.new_code(milliseconds(clock.now()))
    drawn = qr.svg(address_with(settings.LAN_URL, code), "The address with the code, for a camera")
    context = {
        "url": settings.LAN_URL,
        "code": pairing.shown(code),
        "qr": mark_safe(drawn),  # noqa: S308 - made of squares
        "authority": bool(settings.LAN_AUTHORITY),
    }
    return render(request, "lan/add.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """Asked once more, then done."""
    device = get_object_or_404(models.Device, id=device_id)
    if request.method == "POST":
        devices.turn_away(device.id)
        return redirect("devices")
    return render(request, "lan/revoke.html", {"device": device})


@require_safe
def certificate(request: HttpRequest) -> HttpResponse:
    """How a device is given the certificate, and by which number it is known again."""
    read = x509.load_pem_x509_certificate(_authority())
    context = {"fingerprint": certificates.fingerprint(read), "connected": own.device_of(request) is not None}
    return render(request, "lan/certificate.html", context)


@require_safe
def certificate_file(request: HttpRequest) -> HttpResponse:
    """The certificate of the authority. Its key never leaves the data folder."""
    response = HttpResponse(_authority(), content_type="application/x-x509-ca-cert")
    response.headers["Content-Disposition"] = f'attachment; filename="{certificates.FOR_DEVICES}"'
    return response


def _authority() -> bytes:
    if not settings.LAN_AUTHORITY:
        raise Http404
    return Path(settings.LAN_AUTHORITY).read_bytes()


def _row(device: models.Device) -> Row:
    today = clock.today()
    seen = _day(device.seen_ms)
    return Row(
        device.id,
        device.name,
        joined([person.name for person in device.persons.all()]),
        say.day(_day(device.paired_ms)),
        "today" if seen == today else f"on {say.day(seen)}",
    )


def _day(moment_ms: int) -> date:
    return datetime.fromtimestamp(moment_ms / 1000, clock.now().tzinfo).date()
