"""What a device is handed for days without the server: the plans, the numbers, and what lies where."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.urls import reverse

from strongback import library, progress
from strongback.programme.nouns import Dose, Programme
from strongback.programme.timing import exercise_of
from strongback.progress import Progress, SessionPlan
from strongback.progress.ahead import PlanAhead, last_done, plans_ahead, sessions_lately, uses_the_day_from
from strongback.progress.fold import standing_now
from strongback.web import coming, entries, figures, models
from strongback.web.pages.session import films_of, script_of

TODAY = "now"
"""Stands where the number of a plan would, for the plan of the day on which it was asked for."""
TOLD = ("done", "week", "hurt", "waits", "connect")
"""The pages that say why there is no session, or where to go instead."""
_KNOWN = 30


@dataclass(frozen=True, slots=True)
class Ahead:
    """Everything planned ahead: for the very day, and for any day after it by the length of the absence."""

    so_far: Progress
    today: SessionPlan
    plans: tuple[PlanAhead, ...]

    @property
    def cleared(self) -> bool:
        """Whether the person may exercise at all, leaving aside that a day or a week is full."""
        return self.today.clearance.verdict in ("cleared", "rest_day") and bool(self.today.exercises)

    def plan(self, which: str) -> SessionPlan | None:
        """The plan of that name: `now`, `0`, `1` …"""
        return dict(self.named()).get(which)

    def named(self) -> Iterator[tuple[str, SessionPlan]]:
        """Every plan by its name; none for who may not exercise."""
        if self.cleared:
            yield TODAY, self.today
            yield from ((str(number), one.plan) for number, one in enumerate(self.plans))


def ahead_of(person: models.Person, on: date) -> Ahead:
    """Plan ahead. A session under way counts as if it had been lost where it is."""
    programme = library.load()
    so_far = coming.progress_on(person, programme, on)
    under_way = [
        entries.stopped(draft, "lost")
        for draft, _ in entries.drafts(person)
        if not entries.ended(draft) and not entries.hurt(draft)
    ]
    so_far = progress.advance(so_far, programme, under_way)
    today = progress.plan_from(so_far, programme, on)
    return Ahead(so_far, today, plans_ahead(so_far, programme, on))


def ahead_json(person: models.Person, ahead: Ahead, now: datetime) -> dict[str, Any]:
    """The shape that the device reads. `kit` changes when anything changes that a person could see."""
    programme = library.load()
    scripts = {which: script_of(person, plan).id for which, plan in ahead.named()}
    standing = standing_now(ahead.so_far, programme)
    on = now.date()
    told: dict[str, Any] = {
        "ahead": 1,
        "version": settings.STATIC_DIGEST,
        "person": str(person.id),
        "cleared": ahead.cleared,
        "limits": _limits(programme, ahead),
        "days": [day.isoformat() for day in sessions_lately(standing, programme, on)],
        "last": last.isoformat() if (last := last_done(standing)) is not None else None,
        "known": _known(person),
        "today": {"on": on.isoformat(), "tried": _tried(standing.tried, on)}
        | _session(person, TODAY, scripts),
        "plans": [
            {"from_days": one.from_days} | _session(person, str(number), scripts)
            for number, one in enumerate(ahead.plans)
            if ahead.cleared
        ],
        "pages": _pages(person),
        "copies": _copies(person, ahead),
        "files": sorted(_files(person, ahead, scripts)),
    }
    return told | {"kit": _kit(person, told), "made_at": now.isoformat(timespec="seconds")}


def _limits(programme: Programme, ahead: Ahead) -> dict[str, int]:
    plans = [plan for _, plan in ahead.named()] or [ahead.today]
    return {
        "a_day": programme.progression.sessions_a_day,
        "most": programme.frequency.most,
        "week_days": programme.progression.week_days,
        "uses_the_day_from": min(uses_the_day_from(programme, plan) for plan in plans),
    }


def _tried(tried: tuple[date, int] | None, on: date) -> int:
    """The repetitions of that day, as far as the server has heard of them."""
    return tried[1] if tried is not None and tried[0] == on else 0


def _session(person: models.Person, which: str, scripts: dict[str, str]) -> dict[str, str]:
    """Where Today and the session of a plan lie, and the script it performs; empty where there is none."""
    if which not in scripts:
        return {"page": "", "session": "", "script": ""}
    return {
        "page": reverse("planned-today", args=(person.id, which)),
        "session": reverse("planned-session", args=(person.id, which)),
        "script": scripts[which],
    }


def _pages(person: models.Person) -> dict[str, str]:
    """The pages that stand in for others."""
    told = {name: reverse("away-told", args=(person.id, name)) for name in TOLD}
    return told | {"after": reverse("away-after", args=(person.id,))}


def _copies(person: models.Person, ahead: Ahead) -> list[str]:
    """The pages that are kept as they are."""
    mine = [reverse(name, args=(person.id,)) for name in ("progress", "history", "help-of", "about-of")]
    exercises = sorted({one.dose.exercise for _, plan in ahead.named() for one in plan.exercises})
    return [reverse("people"), *mine, *(reverse("exercise", args=(person.id, each)) for each in exercises)]


def _files(person: models.Person, ahead: Ahead, scripts: dict[str, str]) -> set[str]:
    """Pictures, films and scripts: each for ever the same below its address."""
    programme = library.load()
    found = {reverse("script", args=(person.id, script)) for script in scripts.values()}
    for _, plan in ahead.named():
        films = films_of(person, programme, plan)
        found |= {film for sides in films.values() for film in sides.values()}
        for planned in plan.exercises:
            found |= set(_pictures(person, programme, planned.dose))
    return found - {""}


def _pictures(person: models.Person, programme: Programme, dose: Dose) -> Iterator[str]:
    """The pictures of an exercise on Today and on its own page."""
    kind = "whole" if dose.in_one_piece else "movement"
    other = [f"{kind}-{figures.OTHER}"] if exercise_of(programme, dose.exercise).sides else []
    return (figures.picture_url(person, dose.exercise, which) for which in ("start", kind, *other))


def _known(person: models.Person) -> list[str]:
    """The session records that were looked at, the newest of them, and those still going on."""
    records = models.Entry.objects.filter(person=person, kind="record").order_by("-moment_us", "-id")
    drafts = models.Draft.objects.filter(person=person)
    kept = [*records.values_list("uid", flat=True)[:_KNOWN], *drafts.values_list("record", flat=True)]
    return sorted(kept)


def _kit(person: models.Person, told: dict[str, Any]) -> str:
    """A name for everything that any of the pages is made of."""
    fields = [field.attname for field in person._meta.concrete_fields if field.attname != "passed_over"]
    total = hashlib.sha256(json.dumps(told, sort_keys=True).encode())
    total.update(json.dumps([str(getattr(person, name)) for name in fields]).encode())
    newest = models.Entry.objects.filter(person=person).aggregate(newest=Max("id"))["newest"]
    others = models.Person.objects.values_list("id", "name")
    total.update(json.dumps([newest, [(str(id), name) for id, name in others]]).encode())
    return total.hexdigest()[:16]
