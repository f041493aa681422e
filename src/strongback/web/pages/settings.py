"""Settings: name, voice, figure, whom to call, what professionals said; the page for the physiotherapist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from strongback import library
from strongback.library import figure
from strongback.programme.nouns import Exercise, Programme
from strongback.record.nouns import Override, WeightsConsented
from strongback.report.sentences import changed
from strongback.web import clock, coming, entries, figures, forms
from strongback.web.models import Person
from strongback.web.pages import reminders
from strongback.web.pages.persons import (
    call_form,
    cleared_by,
    guidance_form,
    health_form,
    keep_call,
    keep_cleared,
    keep_guidance,
    keep_health,
    person_of,
    words_for,
)


@dataclass(frozen=True, slots=True)
class Prescribed:
    """One exercise on the physiotherapist's page: what is asked of this person, and the form to change it."""

    id: str
    name: str
    now: str
    form: forms.Overrides
    open: bool


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Each section is a form of its own, named by its button."""
    person = person_of(person_id)
    section = request.POST.get("section", "") if request.method == "POST" else ""
    shown = _sections(request, person, section)
    if request.method == "POST":
        if section not in shown:
            raise Http404
        if shown[section].is_valid():
            _keep(person, section, shown[section].cleaned_data)
            return redirect(f"{reverse('settings', args=(person.id,))}?saved={section}#{section}")
    context = {
        "person": person,
        "here": "settings",
        "saved": request.GET.get("saved", ""),
        "wrong": shown.get(section),
        "section": section,
        **shown,
        "tiles": _tiles(person, shown["figure"]),
        "reminded": reminders.told(person),
    }
    return render(request, "settings.html", context, status=400 if section else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def health(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The health questions again, because something changed."""
    person = person_of(person_id)
    form = health_form(request, person, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        keep_health(person, form.cleaned_data)
        return redirect("today", person.id)
    return render(request, "health.html", {"person": person, "here": "settings", "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def physiotherapist(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """A clinician's changes, exercise by exercise. Empty answers change nothing."""
    person = person_of(person_id)
    programme = library.load()
    chosen = request.POST.get("exercise", "")
    shown = [_prescribed(programme, exercise, person, request, chosen) for exercise in programme.exercises]
    wrong = None
    if request.method == "POST":
        mine = next((one for one in shown if one.id == chosen), None)
        if mine is None:
            raise Http404
        if mine.form.is_valid():
            changed = _changed(mine.form.cleaned_data)
            if changed:
                entries.note(person, Override(at=clock.instant(), exercise=chosen, **changed))
            return redirect(f"{reverse('physiotherapist', args=(person.id,))}?saved={chosen}#{chosen}")
        wrong = mine.form
    context = {
        "person": person,
        "here": "settings",
        "exercises": shown,
        "saved": request.GET.get("saved", ""),
        "wrong": wrong,
    }
    return render(request, "physiotherapist.html", context, status=400 if wrong else 200)


def _sections(request: HttpRequest, person: Person, section: str) -> dict[str, django_forms.Form]:
    def data(name: str) -> Any:
        return request.POST if name == section else None

    today = clock.today()
    return {
        "name": forms.Name(data("name"), initial={"name": person.name}),
        "guidance": guidance_form(request, person, data("guidance")),
        "call": call_form(request, person, data("call")),
        "cleared": forms.SaidYes(today, data("cleared"), prefix="cleared"),
        "weights": forms.SaidYes(today, data("weights"), prefix="weights"),
        "figure": forms.Figure(
            figure.bodies(), data("figure"), initial={"body": person.body, "skin": str(person.skin)}
        ),
        "reminders": reminders.form(person, data("reminders")),
    }


def _tiles(person: Person, form: django_forms.Form) -> dict[str, list[tuple[Any, str]]]:
    """The choices of the figure, each with its picture."""
    shown = library.load().exercises[0].id
    bodies = [
        (one, figures.picture_url(person, shown, "start", body=one.data["value"])) for one in form["body"]
    ]
    skins = [
        (one, figures.picture_url(person, shown, "start", skin=int(one.data["value"])))
        for one in form["skin"]
    ]
    return {"body": bodies, "skin": skins}


def _keep(person: Person, section: str, answers: dict[str, Any]) -> None:
    if section == "name":
        person.name = answers["name"]
        person.save(update_fields=("name",))
    elif section == "figure":
        person.body, person.skin = answers["body"], int(answers["skin"])
        person.save(update_fields=("body", "skin"))
    elif section == "weights":
        entries.note(person, WeightsConsented(at=clock.instant(), by=cleared_by(answers)))
    else:
        {
            "guidance": keep_guidance,
            "call": keep_call,
            "cleared": keep_cleared,
            "reminders": reminders.keep,
        }[section](person, answers)


def _prescribed(
    programme: Programme, exercise: Exercise, person: Person, request: HttpRequest, chosen: str
) -> Prescribed:
    words = words_for(person).exercises[exercise.id]
    fits = [
        name for name, there in (("per_side", exercise.sides), ("in_one_piece", words.in_one_piece)) if there
    ]
    data = request.POST if request.method == "POST" and chosen == exercise.id else None
    form = forms.Overrides(frozenset(fits), data, auto_id=f"{exercise.id}-%s")
    known = coming.progress_on(person, programme, clock.today())
    override = coming.override_of(known, programme, exercise.id)
    now = changed(override) if override is not None else "as the sheet says"
    return Prescribed(exercise.id, words.name, now, form, data is not None)


def _changed(answers: dict[str, Any]) -> dict[str, Any]:
    yes_no = {"yes": True, "no": False}
    said = {name: yes_no.get(answer, answer) for name, answer in answers.items()}
    return {name: answer for name, answer in said.items() if answer not in (None, "")}
