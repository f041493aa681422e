"""Today: what the day brings and why, one question, one huge button; and the small answers given there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from strongback import library
from strongback.progress import SessionPlan
from strongback.record.nouns import Cleared, Consulted, DayAfter, OfferAccepted, OfferDeclined
from strongback.report.sentences import capital
from strongback.web import clock, coming, entries, figures, forms, models, say
from strongback.web.pages.persons import cleared_by, person_of, unwelcomed, words_for


@require_safe
def today(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The page itself."""
    return _shown(request, person_of(person_id))


@require_POST
def since_last_time(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The answer about pain, or that there is none."""
    person = person_of(person_id)
    if "pass" in request.POST:
        pass_over(person)
        return redirect("today", person.id)
    form = forms.SinceLastTime(request.POST)
    if not form.is_valid():
        return _shown(request, person, pain=form)
    entries.note(person, DayAfter(at=clock.instant(), pain=int(form.cleaned_data["pain"])))
    return redirect("today", person.id)


@require_POST
def offer(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Accept, or not yet. An offer that is not open any more is left alone."""
    person = person_of(person_id)
    asked = (request.POST.get("exercise"), request.POST.get("offer"))
    for one in coming.plan_on(person, clock.today()).offers:
        if (one.exercise, one.offer) == asked and request.POST.get("answer") in ("accept", "not-yet"):
            kind = OfferAccepted if request.POST["answer"] == "accept" else OfferDeclined
            entries.note(person, kind(at=clock.instant(), exercise=one.exercise, offer=one.offer))
    if (record := request.POST.get("after", "")) and len(record) == 36:
        return redirect("after", person.id, record)
    return redirect("today", person.id)


@require_POST
def consulted(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Somebody was spoken to, about one exercise or about everything; only their yes is noted."""
    person = person_of(person_id)
    plan = coming.plan_on(person, clock.today())
    if not plan.locks:
        return redirect("today", person.id)
    form = _consultation(plan, person, request.POST)
    if not form.is_valid():
        return _shown(request, person, spoken=form)
    if form.cleaned_data["may"] != "yes":
        return redirect(f"{reverse('today', args=(person.id,))}?noted=not-yet")
    [only, *_] = plan.locks
    about = form.cleaned_data.get("about", only)
    coming.close_hurting(person)
    entries.note(person, Consulted(at=clock.instant(), about=None if about == forms.EVERYTHING else about))
    return redirect(f"{reverse('today', args=(person.id,))}?noted=yes")


@require_POST
def said_yes(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """A professional said yes: who, and when."""
    person = person_of(person_id)
    form = forms.SaidYes(clock.today(), request.POST)
    if not form.is_valid():
        return _shown(request, person, yes=form)
    entries.note(person, Cleared(at=clock.instant(), by=cleared_by(form.cleaned_data)))
    return redirect("today", person.id)


@require_POST
def finish_here(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """A session that was left in the middle ends here, and its questions may be answered."""
    person = person_of(person_id)
    for draft, _ in entries.drafts(person):
        if draft.id.lower() == request.POST.get("record", "").lower():
            over = entries.stopped(draft, "chosen")
            if entries.hurt(over):
                entries.close_draft(person, over)
            else:
                entries.keep_draft(person, over, clock.now())
                return redirect("after", person.id, draft.id.lower())
    return redirect("today", person.id)


def pass_over(person: models.Person) -> None:
    """The question about pain after the last session was left unanswered; it is not asked again."""
    last, _ = coming.latest(coming.progress_on(person, library.load(), clock.today()))
    if last is not None:
        person.passed_over = last.record.lower()
        person.save(update_fields=("passed_over",))


def _consultation(plan: SessionPlan, person: models.Person, data: Any = None) -> forms.Consultation:
    """The form for a word with a professional, about what waits."""
    words = words_for(person)
    locked = {each: words.exercises[each].name for each in plan.locks if each is not None}
    return forms.Consultation(locked, None in plan.locks, data)


def _shown(
    request: HttpRequest,
    person: models.Person,
    *,
    pain: forms.SinceLastTime | None = None,
    yes: forms.SaidYes | None = None,
    spoken: forms.Consultation | None = None,
) -> HttpResponse:
    if (first := unwelcomed(person)) is not None:
        return first
    now = clock.now()
    today = coming.coming(person, now, request.GET)
    clearance = today.plan.clearance
    problem = (pain or yes or spoken) is not None
    context = {
        "person": person,
        "here": "today",
        "today": today,
        "rows": [
            (row, figures.picture_url(person, row.id, "whole" if row.in_one_piece else "movement"))
            for row in today.rows
        ],
        "ten": replace(today.wish, ten=True).query,
        "greeting": say.greeting(now.hour),
        "verdict": clearance.verdict,
        "because": clearance.because,
        "place": capital(say.ordinal(today.done_this_week + 1)),
        "week": say.week(today.done_this_week),
        "pain": pain or forms.SinceLastTime(),
        "yes": yes or forms.SaidYes(now.date()),
        "spoken": spoken or _consultation(today.plan, person),
        "about": ", ".join(today.locked.values()),
        "noted": request.GET.get("noted", ""),
        "problem": problem,
    }
    return render(request, "today.html", context, status=400 if problem else 200)
