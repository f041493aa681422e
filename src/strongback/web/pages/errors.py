"""When something is not there or went wrong: the same look, what happened, and one way on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, for a host or a form that cannot be."""
    return render(request, "400.html", status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404"""
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: ours, not the person's."""
    return render(request, "500.html", status=500)


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the page was open for too long, or came from elsewhere. The player is answered in JSON."""
    if request.content_type == "application/json":
        return JsonResponse(
            {"problems": ["the page is not from here, or too old; load it again"]}, status=403
        )
    return render(request, "403.html", status=403)
