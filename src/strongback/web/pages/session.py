"""The session: compile today's plan, keep the script, hand both to the player."""

from __future__ import annotations

import gzip
import json
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from strongback import library
from strongback.programme.nouns import Programme
from strongback.programme.timing import exercise_of
from strongback.progress import SessionPlan
from strongback.script import Delivery, Script, compile_script, script_json
from strongback.web import clock, coming, figures, models
from strongback.web.pages.persons import person_of, unwelcomed, words_for
from strongback.web.pages.today import pass_over

PLACES = ("low back", "upper back", "neck", "shoulder", "hip", "knee", "wrist", "elsewhere")
_KEPT = 30


@require_safe
def session(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The stage. Whoever may not exercise today is sent to the page that says why."""
    person = person_of(person_id)
    if (first := unwelcomed(person)) is not None:
        return first
    coming.close_drafts(person, clock.now())
    plan = coming.plan_on(person, clock.today())
    if plan.clearance.verdict != "cleared" or not plan.exercises:
        return redirect("today", person.id)
    pass_over(person)
    programme = library.load()
    delivery = Delivery(person.pace, person.language, person.counts)  # type: ignore[arg-type]
    script = compile_script(programme, plan, delivery, library.voice(programme.id, person.language))
    _keep(person, script)
    data = session_data(request, person, programme, script)
    data["films"] = _films(person, programme, plan)
    return render(request, "session.html", {"person": person, "session_data": data})


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
        "csrf": get_token(request),
        "programme": programme.id,
        "edition": programme.edition,
        "call": {"name": person.call_name, "phone": person.call_phone} if named else None,
        "emergency": person.emergency,
        "red_flags": [
            {"id": flag.id, "say": words.red_flags[flag.id], "call": flag.call}
            for flag in programme.red_flags
        ],
        "places": list(PLACES),
    }


def _films(person: models.Person, programme: Programme, plan: SessionPlan) -> dict[str, dict[str, str]]:
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
    models.ScriptHanded.objects.create(
        person=person, script=script.id, body=gzip.compress(text.encode(), mtime=0)
    )
    mine = models.ScriptHanded.objects.filter(person=person).order_by("-id")
    models.ScriptHanded.objects.filter(id__in=list(mine.values_list("id", flat=True)[_KEPT:])).delete()
