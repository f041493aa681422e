"""The report for a doctor or a physical therapist: to show, to print, to hand over as a PDF."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe
from msgspec.structs import replace

from strongback import library, paper
from strongback.progress.fold import standing_now
from strongback.report import NoPrinter, Report, pdf, report_html, report_title
from strongback.web import clock, coming, models, standings, trending
from strongback.web.pages.persons import person_of


@require_safe
def report(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The page; without the name and without own words with `?opaque=yes`."""
    return _shown(request, person_of(person_id))


@require_safe
def report_pdf(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The same as a PDF. Where none can be made, the page says how to get one."""
    person = person_of(person_id)
    try:
        made = pdf(paper.report_page(_report(person, _is_opaque(request))))
    except NoPrinter:
        return _shown(request, person, no_pdf=True)
    answer = HttpResponse(made, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="report-{clock.today().isoformat()}.pdf"'
    return answer


def _shown(request: HttpRequest, person: models.Person, *, no_pdf: bool = False) -> HttpResponse:
    opaque = _is_opaque(request)
    made = _report(person, opaque)
    content = mark_safe(report_html(made))  # noqa: S308  every word in it was escaped when it was put there
    context = {"person": person, "here": "progress", "title": report_title(made), "report": content}
    return render(request, "report.html", context | {"opaque": opaque, "no_pdf": no_pdf})


def _is_opaque(request: HttpRequest) -> bool:
    return request.GET.get("opaque") == "yes"


def _report(person: models.Person, opaque: bool) -> Report:
    programme, on = library.load(), clock.today()
    standing = standing_now(coming.progress_on(person, programme, on), programme)
    told = trending.trends_of(person, programme, on, standings.drafts_over(person))
    # Pain from a clock that is ahead withholds today already.
    told = replace(told, plan=coming.plan_on(person, on))
    name = "" if opaque else person.name
    return Report(programme, told, standing.overrides, person.language, name, opaque)
