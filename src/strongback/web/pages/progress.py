"""Progress: this week and the weeks before in plain words, then charts, then what comes next."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from strongback.web import clock, trending
from strongback.web.pages.persons import person_of


@require_safe
def progress(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The page itself."""
    person = person_of(person_id)
    context = {"person": person, "here": "progress", "shown": trending.shown(person, clock.today())}
    return render(request, "progress.html", context)
