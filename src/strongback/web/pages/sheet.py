"""The printed sheet as a page: what today brings, to take away on paper."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from strongback import library, paper
from strongback.report import Sheet, sheet_html, title
from strongback.web import clock, coming
from strongback.web.pages.persons import person_of, unwelcomed


@require_safe
def sheet(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Their own sheet, in large print with `?large=yes`; what stands in the way of a session is on top."""
    person = person_of(person_id)
    if (first := unwelcomed(person)) is not None:
        return first
    programme, plan = library.load(), coming.plan_on(person, clock.today())
    large = request.GET.get("large") == "yes"
    content = Sheet(
        programme=programme,
        plan=plan,
        language=person.language,
        pictures=paper.pictures(programme, plan, person.language, person.body),
        on=plan.on,
        name=person.name,
        pace=person.pace,
        call_name=person.call_name,
        call_phone=person.call_phone,
        emergency=person.emergency,
        large=large,
    )
    shown = mark_safe(sheet_html(content))  # noqa: S308  every word in it was escaped when it was put there
    context = {"person": person, "here": "sheet", "title": title(content), "sheet": shown, "large": large}
    return render(request, "sheet.html", context)
