"""Who exercises, and the first visit: a few calm steps with one group of questions each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django import forms as django_forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from strongback import library
from strongback.programme.nouns import Words
from strongback.record.nouns import Cleared, Screened
from strongback.web import clock, emergency, entries, erasing, forms, models, say
from strongback.web.lan import own

ADAPT = frozenset({"not_face_down", "floor"})
"""The questions whose yes asks for other exercises rather than for none."""


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the first visit: its form, and what is kept of the answers."""

    template: str
    form: Callable[[HttpRequest, models.Person, Any], django_forms.Form | None]
    keep: Callable[[models.Person, dict[str, Any]], None]


def words_for(person: models.Person) -> Words:
    """The programme's words in the person's language."""
    return library.load().words[person.language]


def person_of(person_id: UUID) -> models.Person:
    """The person with this id. Raises Http404."""
    return get_object_or_404(models.Person, id=person_id)


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Who exercises? Nobody yet: straight to the welcome. A paired device names its own persons only."""
    persons = list(own.persons_for(request))
    erased = request.GET.get("erased", "")
    if not persons and not settings.LAN and not erased:
        return redirect("welcome-step", uuid4(), 1)
    context = {"persons": persons, "new": uuid4(), "erased": erased}
    return render(request, "people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    """The first step for somebody who has no address yet."""
    return _name(request, uuid4())


@require_http_methods(["GET", "HEAD", "POST"])
def welcome_step(request: HttpRequest, person_id: UUID, step: int) -> HttpResponse:
    """Every step: answer, keep, go on; the last leads to Today. None can be passed over."""
    if step == 1:
        return _name(request, person_id)
    person = person_of(person_id)
    if not 2 <= step <= len(STEPS) + 1:
        return redirect("today", person.id)
    if 0 < person.welcome_step < step:
        return redirect("welcome-step", person.id, person.welcome_step)
    page = STEPS[step - 2]
    form = page.form(request, person, request.POST if request.method == "POST" else None)
    if request.method == "POST" and (form is None or form.is_valid()):
        page.keep(person, form.cleaned_data if form is not None else {})
        return _go_on(person, step)
    context = {"form": form, "person": person, "step": step, "steps": len(STEPS) + 1, "back": step - 1}
    return render(request, page.template, context)


def unwelcomed(person: models.Person) -> HttpResponse | None:
    """The way to the next step of a first visit that was left early; None when it is over."""
    return redirect("welcome-step", person.id, person.welcome_step) if person.welcome_step else None


def said_yes_to(person: models.Person) -> dict[str, str]:
    """The health questions that the latest answers say yes to, in words."""
    words = words_for(person)
    return {name: words.screening.get(name, name) for name, said in last_screened(person).items() if said}


def last_screened(person: models.Person) -> Mapping[str, bool | None]:
    """The latest answers to the health questions; none when they were never asked."""
    latest = models.Entry.objects.filter(person=person, kind="screened").order_by("-moment_us", "-id")[:1]
    return next((one.answers for one in entries.read(latest) if isinstance(one, Screened)), {})


def _name(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The first step makes the person. Whoever comes back to it mends the name, and is nobody new."""
    person = models.Person.objects.filter(id=person_id).first()
    form = forms.Name(request.POST or None, initial={"name": person.name if person else ""})
    if request.method == "POST" and form.is_valid():
        if person is None:
            person = models.Person(
                id=uuid4() if erasing.was_erased(person_id) else person_id,  # who is gone does not come back
                created=clock.now().isoformat(timespec="seconds"),
                emergency=emergency.guess(request.headers.get("Accept-Language", "")),
                welcome_step=2,
            )
        person.name = form.cleaned_data["name"]
        person.save()
        return redirect("welcome-step", person.id, 2)
    context = {"form": form, "person": person, "step": 1, "steps": len(STEPS) + 1}
    return render(request, "welcome/name.html", context)


def _go_on(person: models.Person, step: int) -> HttpResponse:
    """To the step after this one, remembering how far the first visit got."""
    last = step == len(STEPS) + 1
    if person.welcome_step:
        person.welcome_step = 0 if last else max(person.welcome_step, step + 1)
        person.save(update_fields=("welcome_step",))
    return redirect("today", person.id) if last else redirect("welcome-step", person.id, step + 1)


def cleared_by(answers: dict[str, Any]) -> str:
    """Who said yes and when, as one text: the note's own instant is when it was written down."""
    return f"{answers['by']}, asked on {say.day(answers['on'])}"


def keep_cleared(person: models.Person, answers: dict[str, Any]) -> None:
    """A yes becomes a note; “not asked yet” leaves no trace, and Today asks again."""
    if answers["asked"] == "yes":
        entries.note(person, Cleared(at=clock.instant(), by=cleared_by(answers)))


def keep_call(person: models.Person, answers: dict[str, Any]) -> None:
    """Whom to call."""
    _set(person, answers, "call_name", "call_phone", "emergency")


def keep_guidance(person: models.Person, answers: dict[str, Any]) -> None:
    """How the voice guides."""
    clicks = answers["clicks"] or person.clicks
    kept = {"pace": float(answers["pace"]), "counts": answers["counts"], "clicks": clicks}
    _set(person, kept, *kept)


def health_form(_: HttpRequest, person: models.Person, data: Any) -> forms.Health:
    """The screening questions of the programme in the person's language."""
    programme, words = library.load(), words_for(person)
    questions = {name: words.screening[name] for name in programme.screening}
    return forms.Health(questions, last_screened(person), data)


def asked_form(_: HttpRequest, person: models.Person, data: Any) -> forms.Asked:
    """Whether a professional said yes, beside what they should know."""
    form = forms.Asked(clock.today(), data)
    yes = said_yes_to(person)
    form.said_yes, form.adapt = tuple(yes.values()), not ADAPT.isdisjoint(yes)
    return form


def call_form(_: HttpRequest, person: models.Person, data: Any) -> forms.Call:
    """Whom to call, with what is known or guessed."""
    return forms.Call(
        data, initial={name: getattr(person, name) for name in ("call_name", "call_phone", "emergency")}
    )


def guidance_form(_: HttpRequest, person: models.Person, data: Any) -> forms.Guidance:
    """Pace, counts and clicks as they are."""
    now = {"pace": str(person.pace), "counts": person.counts, "clicks": person.clicks}
    return forms.Guidance(library.load().paces, data, initial=now)


def keep_health(person: models.Person, answers: dict[str, Any]) -> None:
    """Every answer, yes or no."""
    said: dict[str, bool | None] = {name: answer == "yes" for name, answer in answers.items()}
    entries.note(person, Screened(at=clock.instant(), answers=said))


def _set(person: models.Person, answers: dict[str, Any], *names: str) -> None:
    for name in names:
        setattr(person, name, answers[name])
    person.save(update_fields=names)


CALL_STEP = 5
"""The step that asks whom to call."""
STEPS = (
    Step("welcome/about.html", lambda *_: None, lambda *_: None),
    Step("welcome/health.html", health_form, keep_health),
    Step("welcome/asked.html", asked_form, keep_cleared),
    Step("welcome/call.html", call_form, keep_call),
    Step("welcome/guidance.html", guidance_form, keep_guidance),
)
