"""Reminders: the days and the hour a person chose, and the file that takes them to their own calendar."""

from __future__ import annotations

from datetime import time
from typing import Any
from uuid import UUID

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from strongback import library
from strongback.report.calendar import DAYS, Reminder, calendar, taken_back
from strongback.report.sentences import joined
from strongback.web import clock, forms
from strongback.web.models import Person
from strongback.web.pages.persons import person_of

_SUGGESTED = ("MO,WE,FR", "10:00")
"""As often as the sheet asks for at least, with a day between."""


@require_safe
def calendar_file(_: HttpRequest, person_id: UUID) -> HttpResponse:
    """What the calendar has to be told: the reminder, or that there is none any more."""
    person = person_of(person_id)
    if not person.remind_changes:
        raise Http404("nothing was ever set")
    return HttpResponse(
        _written(person),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="strongback-reminders.ics"'},
    )


@require_POST
def off(_: HttpRequest, person_id: UUID) -> HttpResponse:
    """No reminder any more."""
    person = person_of(person_id)
    _set(person, "", "")
    return redirect(f"{reverse('settings', args=(person.id,))}?saved=reminders#reminders")


def form(person: Person, data: Any) -> forms.Reminders:
    """The days and the hour as they are; a suggestion where none were chosen."""
    days, at = (person.remind_days, person.remind_at) if person.remind_days else _SUGGESTED
    initial = {"days": days.split(","), "at": at}
    return forms.Reminders(library.load().frequency, data, initial=initial, prefix="reminders")


def keep(person: Person, answers: dict[str, Any]) -> None:
    """The days in the order of the week, and the hour."""
    _set(person, ",".join(day for day in DAYS if day in answers["days"]), f"{answers['at']:%H:%M}")


def told(person: Person) -> str:
    """`Mondays, Wednesdays and Fridays at 17:30`; empty when there is no reminder."""
    if not person.remind_days:
        return ""
    return f"{joined([f'{DAYS[day]}s' for day in person.remind_days.split(',')])} at {person.remind_at}"


def _written(person: Person) -> str:
    if not person.remind_days:
        return taken_back(person.id, person.remind_changes, clock.now())
    reminder = Reminder(
        person=person.id,
        name=person.name,
        days=tuple(person.remind_days.split(",")),
        at=time.fromisoformat(person.remind_at),
        changes=person.remind_changes,
    )
    return calendar(reminder, clock.now())


def _set(person: Person, days: str, at: str) -> None:
    """Count a change only where there is one, in one statement, so that calendars can trust the number."""
    same = {"remind_days": days, "remind_at": at}
    mine = Person.objects.filter(id=person.id).exclude(**same)
    mine.update(remind_days=days, remind_at=at, remind_changes=F("remind_changes") + 1)
