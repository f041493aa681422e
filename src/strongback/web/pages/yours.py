"""The record is the person's own: to take away in several shapes, to bring in again, to erase."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from strongback.report.parquet import NoParquet
from strongback.report.sentences import capital
from strongback.web import clock, erasing, exports, forms, imports, models, say
from strongback.web.pages.persons import person_of

_HERE = "<!-- what happens -->"
"""Where the page is cut in two: how far it is goes out between the halves."""


@require_safe
def yours(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """What there is, and what can be done with it."""
    return _yours(request, person_of(person_id), forms.File())


@require_safe
def download(request: HttpRequest, person_id: UUID, shape: str) -> HttpResponseBase:
    """The whole history in one of its shapes, as a file."""
    person, wanted = person_of(person_id), exports.SHAPES.get(shape)
    if wanted is None:
        raise Http404
    pieces = wanted.pieces(person)
    try:
        first = next(pieces, b"")
    except NoParquet:
        return _yours(request, person, forms.File(), no_parquet=True)
    answer = StreamingHttpResponse(chain((first,), pieces), content_type=wanted.kind)
    name = exports.file_name(person, wanted, clock.today())
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_POST
def take_in(request: HttpRequest, person_id: UUID) -> HttpResponseBase:
    """A file of JSON Lines into the history. The page grows while it is read."""
    person = person_of(person_id)
    form = forms.File(request.POST, request.FILES)
    if not form.is_valid():
        return _yours(request, person, form, status=400)
    file = form.cleaned_data["file"]
    source = imports.Source(cast(BinaryIO, file.file), file.name)
    return StreamingHttpResponse(_taking_in(request, person, source, file.size), content_type="text/html")


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Erase one person, after the name was typed."""
    person = person_of(person_id)
    form = forms.Typed(person.name, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _erased(erasing.erase([person]))
    context = {"person": person, "here": "settings", "form": form, "many": _many(person)}
    return render(request, "erase.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def erase_everything(request: HttpRequest) -> HttpResponse:
    """Erase everybody, after the words were typed."""
    form = forms.Typed(forms.EVERYTHING_TYPED, request.POST if request.method == "POST" else None)
    persons = list(models.Person.objects.all())
    if request.method == "POST" and form.is_valid():
        return _erased(erasing.erase_everything())
    context = {"form": form, "persons": persons, "words": forms.EVERYTHING_TYPED}
    return render(request, "erase_everything.html", context, status=400 if form.errors else 200)


def _erased(swept: bool) -> HttpResponse:
    return redirect(f"{reverse('people')}?erased={'yes' if swept else 'soon'}")


def _yours(
    request: HttpRequest,
    person: models.Person,
    form: forms.File,
    status: int = 200,
    *,
    no_parquet: bool = False,
) -> HttpResponse:
    context = {"person": person, "here": "settings", "form": form, "many": _many(person)}
    return render(request, "yours.html", context | {"no_parquet": no_parquet}, status=status)


def _many(person: models.Person) -> str:
    """`Twelve sessions and three notes`"""
    mine = models.Entry.objects.filter(person=person)
    records = mine.filter(kind="record").count()
    notes = mine.count() - records
    return capital(f"{say.several(records, 'session')} and {say.several(notes, 'note')}")


def _taking_in(
    request: HttpRequest, person: models.Person, source: imports.Source, size: int
) -> Iterator[str]:
    """The page in pieces: how far it is, then what came of it."""
    context = {"person": person, "here": "settings", "name": source.name, "cut": _HERE}
    before, after = render_to_string("taking_in.html", context, request).split(_HERE)
    yield before
    found: dict[str, Any]
    try:
        yield from _looking(person, source, size)
        taken = imports.keep(person, source)
    except imports.NotTaken as refused:
        found = {"problems": refused.problems, "more": refused.more}
    except DatabaseError:  # held up by another writer, no room, or the person is gone
        found = {"failed": True}
    else:
        found = {"new": taken.new, "same": taken.same}
    yield render_to_string("part/taken.html", found | {"person": person})
    yield after


def _looking(person: models.Person, source: imports.Source, size: int) -> Iterator[str]:
    """A line for each tenth of the file that was looked at."""
    told = 0
    for at in imports.check(person, source):
        if (tenths := at * 10 // max(size, 1)) > told and tenths < 10:
            told = tenths
            yield f"<p>Checked {tenths * 10} percent.</p>\n"
