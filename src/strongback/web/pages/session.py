"""The session: compile today's plan, keep the script, hand both to the player."""

from __future__ import annotations

import gzip
import json
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from strongback import library, progress
from strongback.programme.nouns import Programme
from strongback.programme.timing import exercise_of
from strongback.progress import SessionPlan
from strongback.script import Delivery, Script, compile_script, script_json
from strongback.web import clock, coming, entries, figures, models
from strongback.web.pages.persons import person_of, unwelcomed, words_for
from strongback.web.pages.today import pass_over
from strongback.web.shortening import shortened, wish_of

PLACES = ("low back", "upper back", "neck", "shoulder", "hip", "knee", "wrist", "elsewhere")
_KEPT = 120
"""Scripts kept of each person: a device may perform days later what was planned ahead for it."""


@require_safe
def session(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The stage, as short as the address wishes. Who may not exercise is sent to the page that says why."""
    person = person_of(person_id)
    if (first := unwelcomed(person)) is not None:
        return first
    coming.close_drafts(person, clock.now())
    programme = library.load()
    so_far = coming.progress_on(person, programme, clock.today())
    whole = progress.plan_from(so_far, programme, clock.today())
    wish = wish_of(request.GET, whole)
    short = shortened(person, so_far, whole, wish)
    plan = short.plan
    if plan.clearance.verdict != "cleared" or not plan.exercises:
        return redirect(reverse("today", args=(person.id,)) + wish.query)
    pass_over(person)
    more = {"now": entries.milliseconds(clock.now()), "shortened": bool(short.left)}
    return stage(request, person, plan, more)


def stage(
    request: HttpRequest, person: models.Person, plan: SessionPlan, more: dict[str, Any] | None = None
) -> HttpResponse:
    """The stage with the script of a plan; `more` is handed to the player as well."""
    programme = library.load()
    data = session_data(request, person, programme, script_of(person, plan))
    data["films"] = films_of(person, programme, plan)
    context = {"person": person, "session_data": data | (more or {})}
    return render(request, "session.html", context)


def script_of(person: models.Person, plan: SessionPlan) -> Script:
    """The script of a plan as this person hears it, kept so that a record can be held against it."""
    programme = library.load()
    delivery = Delivery(person.pace, person.language, person.counts)  # type: ignore[arg-type]
    script = compile_script(programme, plan, delivery, library.voice(programme.id, person.language))
    _keep(person, script)
    return script


@require_safe
def script(request: HttpRequest, person_id: UUID, script_id: str) -> HttpResponse:
    """One script as JSON, for ever the same below its id."""
    handed = models.ScriptHanded.objects.filter(person_id=person_id, script=script_id).first()
    if handed is None:
        raise Http404
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    body = bytes(handed.body)
    response = HttpResponse(body if packed else gzip.decompress(body), content_type="application/json")
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ("Accept-Encoding",))
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response


def session_data(
    request: HttpRequest, person: models.Person, programme: Programme, script: Script
) -> dict[str, Any]:
    """What the page hands to the player."""
    words = words_for(person)
    named = person.call_name or person.call_phone
    return {
        "script": reverse("script", args=(person.id, script.id)),
        "clips": f"/static/voice/{programme.id}/",
        "draft": reverse("draft", args=(person.id,)),
        "record": reverse("record", args=(person.id,)),
        "after": reverse("after-prefix", args=(person.id,)),
        "today": reverse("today", args=(person.id,)),
        "person": str(person.id),
        "lost_after_ms": coming.FORGOTTEN_AFTER_MS,
        "programme": programme.id,
        "edition": programme.edition,
        "call": {"name": person.call_name, "phone": person.call_phone} if named else None,
        "emergency": person.emergency,
        "red_flags": [
            {"id": flag.id, "say": words.red_flags[flag.id], "call": flag.call}
            for flag in programme.red_flags
        ],
        "places": list(PLACES),
        "clicks": person.clicks,
    }


def films_of(person: models.Person, programme: Programme, plan: SessionPlan) -> dict[str, dict[str, str]]:
    """Where the films of today's exercises lie, by exercise and side."""
    return {
        planned.dose.exercise: figures.film_urls(
            person, exercise_of(programme, planned.dose.exercise), planned.dose.in_one_piece
        )
        for planned in plan.exercises
    }


def _keep(person: models.Person, script: Script) -> None:
    """Keep the script by its id, and only the latest few of each person."""
    if models.ScriptHanded.objects.filter(person=person, script=script.id).exists():
        return
    text = json.dumps(script_json(script), separators=(",", ":"), ensure_ascii=False)
    handed = models.ScriptHanded(person=person, script=script.id, body=gzip.compress(text.encode(), mtime=0))
    models.ScriptHanded.objects.bulk_create([handed], ignore_conflicts=True)  # another request may be quicker
    mine = models.ScriptHanded.objects.filter(person=person).order_by("-id")
    models.ScriptHanded.objects.filter(id__in=list(mine.values_list("id", flat=True)[_KEPT:])).delete()
