"""After, for a session that only the device knows yet: every question there may be, asked on the device."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from strongback import library
from strongback.web import forms
from strongback.web.pages.after import EASY
from strongback.web.pages.persons import person_of, words_for


@dataclass(frozen=True, slots=True)
class Asked:
    """One exercise and its questions."""

    id: str
    name: str
    form: forms.AfterExercise


@require_safe
def away_after(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The page asks about every exercise of the programme; the device shows those that were done."""
    person = person_of(person_id)
    words = words_for(person)
    asked = [
        Asked(each.id, words.exercises[each.id].name, forms.AfterExercise(forms.MOST_MISSED, prefix=each.id))
        for each in library.load().exercises
    ]
    return render(request, "away/after.html", {"person": person, "asked": asked, "easy": EASY})
