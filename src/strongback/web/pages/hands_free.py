"""Hands-free: keys, clickers, claps, spoken words. What is chosen is the device's own and never sent."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from strongback.web.pages.persons import person_of


@require_safe
def hands_free(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """How a session is led without touching the screen, and the trial of the claps."""
    return render(request, "hands_free.html", {"person": person_of(person_id), "here": "settings"})
