"""Where does this come from, and help: pages that tell, the same for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from strongback import __version__, library
from strongback.programme.nouns import Exercise, Programme
from strongback.report.sentences import short
from strongback.web import models, say
from strongback.web.pages.persons import person_of

_CERT = {
    "1": "Equipment",
    "2": "Who instructs",
    "3": "Alone or in a group",
    "4": "Supervision and delivery",
    "5": "How it is measured that it is done",
    "6": "What motivates",
    "7a": "When to step up",
    "7b": "How to step up",
    "8": "Each exercise in detail",
    "9": "At home",
    "10": "What is not exercise",
    "11": "When something goes wrong",
    "12": "Where",
    "13": "How much",
    "14a": "The same for all, or tailored",
    "14b": "How it is tailored",
    "15": "Where everybody begins",
    "16a": "How nearly it is done as planned: how it is judged",
    "16b": "How nearly it is done as planned",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One exercise as the sheet has it, in our words."""

    name: str
    position: str
    action: str
    goal: str
    hold: str
    strengthens: str


@require_safe
def about(request: HttpRequest, person_id: UUID | None = None) -> HttpResponse:
    """The sheet, its facts, our decisions with their reasons, the reporting template, licences."""
    programme = library.load()
    words = programme.words[programme.languages[0]]
    context = {
        "person": _person(person_id),
        "here": "about",
        "programme": programme,
        "facts": [_fact(programme, exercise) for exercise in programme.exercises],
        "cert": [(line, _CERT.get(str(line), ""), said) for line, said in programme.cert.items()],
        "title": words.title,
        "version": __version__,
        "rest": short(programme.rest.between_sets_ms),
    }
    return render(request, "about.html", context)


@require_safe
def help_page(request: HttpRequest, person_id: UUID | None = None) -> HttpResponse:
    """How a session runs, what each button and key does."""
    return render(request, "help.html", {"person": _person(person_id), "here": "help"})


def _person(person_id: UUID | None) -> models.Person | None:
    return person_of(person_id) if person_id is not None else None


def _fact(programme: Programme, exercise: Exercise) -> Fact:
    words = programme.words[programme.languages[0]]
    said = words.exercises[exercise.id]
    return Fact(
        said.name,
        said.position,
        said.action,
        f"{say.several(exercise.goal.sets, 'set')} of {say.number(exercise.goal.repetitions)}",
        short(exercise.hold_ms),
        say.strengthens(exercise.strengthens, words),
    )
