"""Pages for days without the server: fetched by the device beforehand, and shown by it when they are needed.

Nobody is led here while the server answers: who types such an address is sent to the page it stands in for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from strongback import library, progress
from strongback.programme.nouns import Programme
from strongback.programme.timing import exercise_of
from strongback.progress import PlannedExercise, SessionPlan
from strongback.web import clock, coming, figures, models, say
from strongback.web.ahead import TOLD, ahead_json, ahead_of
from strongback.web.pages.persons import person_of, words_for
from strongback.web.pages.session import stage

Page = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Row:
    """One exercise as shown; `src` is its picture, empty for none."""

    id: str
    name: str
    strengthens: str
    dose: str
    new: bool
    src: str


_BY_DEVICE = "Strongback-Ahead"
"""The header of a device that fetches ahead."""


def kept_on(request: HttpRequest) -> dict[str, str]:
    """For templates: the day on which a device fetched the page ahead; nothing for who looks at it now."""
    return {"kept_on": say.day(clock.today())} if _BY_DEVICE in request.headers else {}


def for_the_device(instead: str) -> Callable[[Page], Page]:
    """The page for a device that fetches ahead; everybody else goes to the page that knows the hour."""

    def of(page: Page) -> Page:
        @require_safe
        @wraps(page)
        def answer(request: HttpRequest, person_id: UUID, *more: Any, **named: Any) -> HttpResponse:
            person = person_of(person_id)
            if person.welcome_step:
                raise Http404
            if _BY_DEVICE not in request.headers:
                return redirect(instead, person.id)
            return page(request, person, *more, **named)

        return answer

    return of


@for_the_device("today")
def ahead(request: HttpRequest, person: models.Person) -> HttpResponse:
    """What is planned ahead, and everything that has to be fetched for it."""
    coming.close_drafts(person, clock.now())
    return JsonResponse(ahead_json(person, ahead_of(person, clock.today()), clock.now()))


@for_the_device("today")
def planned_today(request: HttpRequest, person: models.Person, which: str) -> HttpResponse:
    """Today as it was planned ahead: neutral about the hour and the week."""
    plan = _plan(person, which)
    programme = library.load()
    context = {
        "person": person,
        "here": "today",
        "length": say.minutes(progress.plan_ms(programme, plan.exercises, person.pace)),
        "outline": say.session([planned.dose for planned in plan.exercises]),
        "rows": [_row(person, programme, planned) for planned in plan.exercises],
    }
    return render(request, "away/today.html", context)


@for_the_device("session")
def planned_session(request: HttpRequest, person: models.Person, which: str) -> HttpResponse:
    """The stage with a script that was planned ahead."""
    return stage(request, person, _plan(person, which))


@for_the_device("today")
def told(request: HttpRequest, person: models.Person, which: str) -> HttpResponse:
    """Why there is no session now, or where to go instead."""
    if which not in TOLD:
        raise Http404
    programme = library.load()
    planned = ahead_of(person, clock.today())
    context = {
        "person": person,
        "here": "today",
        "told": which,
        "because": planned.today.clearance.because,
        "verdict": planned.today.clearance.verdict,
        "a_day": say.several(programme.progression.sessions_a_day, "session"),
        "most": say.several(programme.frequency.most, "session"),
        "week_days": say.several(programme.progression.week_days, "day"),
    }
    return render(request, f"away/{which}.html", context)


def _plan(person: models.Person, which: str) -> SessionPlan:
    plan = ahead_of(person, clock.today()).plan(which)
    if plan is None:
        raise Http404
    return plan


def _row(person: models.Person, programme: Programme, planned: PlannedExercise) -> Row:
    dose, words = planned.dose, words_for(person)
    said = words.exercises[dose.exercise]
    return Row(
        id=dose.exercise,
        name=said.name,
        strengthens=say.strengthens(exercise_of(programme, dose.exercise).strengthens, words),
        dose=say.dose(dose, programme.rest.between_sets_ms),
        new=planned.new,
        src=figures.picture_url(person, dose.exercise, "whole" if dose.in_one_piece else "movement"),
    )
