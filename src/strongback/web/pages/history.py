"""History: what was done, what hurt, and why the plan changed; newest first, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from strongback import library
from strongback.programme.nouns import Words
from strongback.progress import SessionVerdicts
from strongback.record.nouns import (
    AnyNote,
    Cleared,
    Consulted,
    DayAfter,
    Entry,
    ExerciseSkipped,
    OfferAccepted,
    OfferDeclined,
    Override,
    PainReported,
    RedFlagSeen,
    Screened,
    SessionRecord,
    Stopped,
    WeightsConsented,
)
from strongback.report.sentences import capital, changed
from strongback.web import clock, entries, models, say, standings
from strongback.web.pages.after import by_exercise
from strongback.web.pages.persons import person_of, words_for

PAGE = 30
_ENDS = {
    "pain": "Stopped because it hurt.",
    "red_flag": "Stopped because of a sign that a professional should look at.",
    "chosen": "Finished early.",
    "no_answer": "Ended because nobody answered.",
    "lost": "Ended without a word: the device was switched off or the page closed.",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One exercise of one session: what was done, and what was decided."""

    name: str
    did: str
    because: str


@dataclass(frozen=True, slots=True)
class Told:
    """One session or note as shown. `lines` are empty for a note."""

    day: str
    a_session: bool
    lines: tuple[Line, ...]
    said: tuple[str, ...]


@require_safe
def history(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """One page of it: thirty sessions or notes."""
    person = person_of(person_id)
    wanted = request.GET.get("page", "1")
    page = max(1, int(wanted)) if wanted.isascii() and wanted.isdigit() and len(wanted) < 6 else 1
    start = (page - 1) * PAGE
    newest_first = models.Entry.objects.filter(person=person).order_by("-moment_us", "-id")
    rows = list(newest_first[start : start + PAGE + 1])
    verdicts = standings.verdicts_by_record(person, library.load(), clock.today()) if rows else {}
    words = words_for(person)
    context = {
        "person": person,
        "here": "history",
        "told": [told(entry, words, verdicts) for entry in entries.read(rows[:PAGE])],
        "newer": page - 1 if page > 1 else None,
        "older": page + 1 if len(rows) > PAGE else None,
        "page": page,
    }
    return render(request, "history.html", context)


def told(entry: Entry, words: Words, verdicts: Mapping[str, SessionVerdicts]) -> Told:
    """An entry in words."""
    if not isinstance(entry, SessionRecord):
        return Told(say.day(entry.at.day), False, (), (note_said(entry, words),))
    judged = verdicts.get(entry.id)
    done = by_exercise(entry)
    names = list(dict.fromkeys([*done, *(judged.verdicts if judged else ())]))
    lines = tuple(
        Line(
            words.exercises[name].name,
            sets_done([(event.set, event.repetition) for event in done.get(name, ())]),
            judged.verdicts[name].because if judged and name in judged.verdicts else "",
        )
        for name in names
    )
    ignored = map(_sentence, judged.ignored if judged else ())
    return Told(say.day(entry.started_at.day), True, lines, (*_events_said(entry, words), *ignored))


def sets_done(repetitions: list[tuple[int, int]]) -> str:
    """`3 × 8`, or `8 + 8 + 5` where sets differ; `left out` when there are none."""
    counts = [len(list(group)) for _, group in groupby(sorted(repetitions), key=lambda one: one[0])]
    if not counts:
        return "not done"
    return f"{len(counts)} × {counts[0]}" if len(set(counts)) == 1 else " + ".join(map(str, counts))


def note_said(note: AnyNote, words: Words) -> str:
    """A note in one sentence."""
    match note:
        case Cleared():
            return f"Noted: a professional said yes ({note.by})."
        case Consulted():
            about = words.exercises[note.about].name if note.about else "everything"
            return f"Noted: you spoke to a doctor or physical therapist about {about}."
        case DayAfter():
            return f"Pain since last time: {'no answer' if note.pain is None else f'{note.pain} of 10'}."
        case OfferAccepted() | OfferDeclined():
            said = "You said yes to" if isinstance(note, OfferAccepted) else "You said “not yet” to"
            return f"{words.exercises[note.exercise].name}: {said} {say.set_name(note.offer, words)}."
        case Screened():
            yes = [words.screening.get(name, name) for name, answer in note.answers.items() if answer]
            return (
                f"Health questions answered. Yes to: {' '.join(yes)}"
                if yes
                else "Health questions answered: no to all."
            )
        case WeightsConsented():
            return f"Noted: a professional agreed to light weights ({note.by})."
        case Override():
            return (
                f"{words.exercises[note.exercise].name}: {changed(note)}, as asked by your physiotherapist."
            )


def _events_said(record: SessionRecord, words: Words) -> list[str]:
    said = []
    for event in record.events:
        if isinstance(event, PainReported):
            said.append(_pain(event, words))
        elif isinstance(event, RedFlagSeen):
            said.append(f"Sign: {words.red_flags.get(event.which, event.which)}.")
        elif isinstance(event, ExerciseSkipped):
            said.append(f"{words.exercises[event.exercise].name}: skipped.")
        elif isinstance(event, Stopped):
            said.append(_ENDS[event.because])
    return said


def _pain(event: PainReported, words: Words) -> str:
    during = f" in {words.exercises[event.exercise].name}" if event.exercise else ""
    parts = [
        part for part in (event.where, None if event.severity is None else f"{event.severity} of 10") if part
    ]
    return f"Pain{during}{': ' + ', '.join(parts) if parts else ''}."


def _sentence(text: str) -> str:
    return capital(text) + "."
