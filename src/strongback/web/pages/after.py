"""After: what was done, three questions an exercise or one answer for all, and what may come next."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from strongback import library, progress
from strongback.programme.timing import exercise_of, repetitions_in_set
from strongback.record.nouns import AnyEvent, Rated, RepetitionDone, RepetitionMissed, SessionRecord
from strongback.record.reader import read_record
from strongback.script.writing import repetitions_asked
from strongback.web import clock, coming, entries, forms, models, say, standings
from strongback.web.pages.persons import person_of, words_for

EASY = 2
"""The effort that the one answer for all stands for; the button says so."""


@dataclass(frozen=True, slots=True)
class Done:
    """One exercise of a session: its repetitions in the order they were done, and its questions."""

    id: str
    name: str
    did: str
    repetitions: tuple[RepetitionDone, ...]
    form: forms.AfterExercise


@require_http_methods(["GET", "HEAD", "POST"])
def after(request: HttpRequest, person_id: UUID, record_id: UUID) -> HttpResponse:
    """The questions while the session is a draft; what it came to once it is history."""
    person = person_of(person_id)
    kept = models.Entry.objects.filter(person=person, uid=str(record_id)).first()
    if kept is not None:
        return _over(request, person, _record(kept.body))
    draft = next((d for d, _ in entries.drafts(person) if d.id.lower() == str(record_id)), None)
    if draft is None:
        raise Http404
    over = entries.stopped(draft, "chosen")
    done = list(_done(over, person, request.POST if request.method == "POST" else None))
    everything = _everything(over, person)
    if request.method == "POST" and (answers := _answers(over, done, request, everything)) is not None:
        entries.close_draft(person, entries.more(over, answers))
        return redirect("after", person.id, record_id)
    context = {
        "person": person,
        "record": over,
        "done": done,
        "week": _week(person, over),
        "everything": everything,
        "together": forms.Together(one.form for one in done),
        "problem": request.method == "POST",
    }
    return render(request, "after.html", context, status=400 if request.method == "POST" else 200)


def did(repetitions: tuple[RepetitionDone, ...]) -> str:
    """`2 sets, 16 repetitions`"""
    sets = len({event.set for event in repetitions})
    return f"{say.several(sets, 'set')}, {say.several(len(repetitions), 'repetition')}"


def by_exercise(record: SessionRecord) -> dict[str, tuple[RepetitionDone, ...]]:
    """The repetitions that stand, by exercise: a later word about one wins."""
    latest: dict[tuple[str, int, int], RepetitionDone | None] = {}
    for event in record.events:
        if isinstance(event, RepetitionDone | RepetitionMissed):
            key = (event.exercise, event.set, event.repetition)
            latest[key] = event if isinstance(event, RepetitionDone) else None
    found: dict[str, tuple[RepetitionDone, ...]] = {}
    for standing in latest.values():
        if standing is not None:
            found[standing.exercise] = (*found.get(standing.exercise, ()), standing)
    return found


def _everything(record: SessionRecord, person: models.Person) -> bool:
    """Whether every repetition that was asked for was done; only then one answer can be true for all."""
    return _asked(record, person) == {exercise: len(found) for exercise, found in by_exercise(record).items()}


def _asked(record: SessionRecord, person: models.Person) -> dict[str, int]:
    """How many repetitions of each exercise the script asked for; the whole plan where it is not kept."""
    handed = models.ScriptHanded.objects.filter(person=person, script=record.script).first()
    if handed is not None:
        return repetitions_asked(json.loads(gzip.decompress(bytes(handed.body))))
    programme, on = library.load(), record.started_at.day
    plan = progress.plan_from(standings.progress_of(person, programme, on), programme, on)
    return {
        dose.exercise: dose.sets * repetitions_in_set(exercise_of(programme, dose.exercise), dose)
        for dose in (planned.dose for planned in plan.exercises)
    }


def _done(record: SessionRecord, person: models.Person, data: object) -> Iterator[Done]:
    words = words_for(person)
    for exercise, repetitions in by_exercise(record).items():
        form = forms.AfterExercise(len(repetitions), data, prefix=exercise)
        yield Done(exercise, words.exercises[exercise].name, did(repetitions), repetitions, form)


def _answers(
    record: SessionRecord, done: list[Done], request: HttpRequest, everything: bool
) -> list[AnyEvent] | None:
    """The events that the answers are, or None when one of them cannot be."""
    at = _moment(record)
    if "leave" in request.POST:
        return []
    if "all-easy" in request.POST and not everything:
        return None
    if "all-easy" in request.POST:
        return [Rated(at_ms=at, exercise=one.id, effort=EASY, two_more=True) for one in done]
    valid = [one.form.is_valid() for one in done]  # every form, so that every problem is shown
    if not all(valid):
        return None
    return [event for one in done for event in _said(one, at)]


def _said(one: Done, at: int) -> Iterator[AnyEvent]:
    """Missed repetitions are taken from the end, one where no number was given; silence rates nothing."""
    answers = one.form.cleaned_data
    if answers["all_done"] == "no":
        for event in one.repetitions[-int(answers["missed"] or 1) :]:
            yield RepetitionMissed(
                at_ms=at, exercise=one.id, set=event.set, repetition=event.repetition, side=event.side
            )
    effort = int(answers["effort"]) if answers["effort"] else None
    two_more = {"yes": True, "no": False}.get(answers["two_more"])
    if effort is not None or two_more is not None:
        yield Rated(at_ms=at, exercise=one.id, effort=effort, two_more=two_more)


def _moment(record: SessionRecord) -> int:
    """Now, in milliseconds after the start, within what a record allows."""
    since = entries.milliseconds(clock.now()) - entries.milliseconds(record.started_at.at)
    return max(entries.last_ms(record), min(since, entries.LONGEST_MS))


def _over(request: HttpRequest, person: models.Person, record: SessionRecord) -> HttpResponse:
    words = words_for(person)
    plan = coming.plan_on(person, clock.today())
    context = {
        "person": person,
        "record": record,
        "did": [(words.exercises[e].name, did(found)) for e, found in by_exercise(record).items()],
        "hurt": entries.hurt(record),
        "offers": coming.open_offers(plan, words),
        "week": _week(person, record),
    }
    return render(request, "after_done.html", context)


def _week(person: models.Person, record: SessionRecord) -> str:
    days = coming.sessions_in_week(person, record.started_at.day)
    mine = {record.started_at.day} if entries.repetitions(record) else set()
    return say.week(len(days | mine))


def _record(body: str) -> SessionRecord:
    record, problems = read_record(body.encode(), entries.programmes())
    if record is None:
        raise ValueError("; ".join(map(str, problems)))
    return record
