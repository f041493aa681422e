"""One exercise: how it looks, how it is done, what for, how much of it now, and what was decided about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from strongback import library, progress
from strongback.programme.nouns import Decision, Exercise, ExerciseWords, Programme
from strongback.programme.timing import exercise_of
from strongback.web import clock, coming, figures, models, say
from strongback.web.pages.persons import person_of, words_for


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture as shown: where it lies, and what it shows."""

    src: str
    shows: str


@require_safe
def exercise(request: HttpRequest, person_id: UUID, exercise_id: str) -> HttpResponse:
    """The page itself."""
    person = person_of(person_id)
    programme, words = library.load(), words_for(person)
    if exercise_id not in words.exercises:
        raise Http404
    of, said = exercise_of(programme, exercise_id), words.exercises[exercise_id]
    so_far = coming.progress_on(person, programme, clock.today())
    plan = progress.plan_from(so_far, programme, clock.today())
    now = next((one for one in plan.exercises if one.dose.exercise == exercise_id), None)
    override = coming.override_of(so_far, programme, exercise_id)
    whole = said.in_one_piece if override is not None and override.in_one_piece else None
    context = {
        "person": person,
        "here": "exercise",
        "name": said.name,
        "pictures": list(_pictures(person, of, said, whole is not None)),
        "position": said.position,
        "begin": whole["instruction"] if whole else said.instruction,
        "move": whole["introduction"] if whole else said.action,
        "strengthens": say.strengthens(of.strengthens, words),
        "dose": say.dose(now.dose, programme.rest.between_sets_ms) if now is not None else "",
        "because": now.verdict.because if now is not None else "",
        "goal": f"{say.several(of.goal.sets, 'set')} of {say.number(of.goal.repetitions)}",
        "decisions": [one for one in programme.decisions if speaks_about(one, exercise_id, programme)],
    }
    return render(request, "exercise.html", context)


def speaks_about(decision: Decision, exercise: str, programme: Programme) -> bool:
    """Whether a decision set something of this exercise: by its name, its ladder or its weights."""
    names = {exercise, *(ladder.id for ladder in programme.ladders if exercise in ladder.rungs)}
    if any(not names.isdisjoint(path.split(".")) for path in decision.values):
        return True
    carries = exercise in programme.progression.load.exercises
    return carries and "progression.load.exercises" in decision.values


def _pictures(
    person: models.Person, exercise: Exercise, words: ExerciseWords, in_one_piece: bool
) -> Iterator[Picture]:
    """How it begins, the movement, and the movement on the other side.

    Who moves the back in one piece is not shown the numbers by which others roll it.
    """
    if not figures.picture_url(person, exercise.id):
        return
    yield Picture(figures.picture_url(person, exercise.id, "start"), "How it begins")
    kind = "whole" if in_one_piece else "movement"
    if in_one_piece and not exercise.sides:
        yield Picture(figures.picture_url(person, exercise.id, "whole"), "The movement")
    elif not exercise.sides:
        yield Picture(figures.picture_url(person, exercise.id), "The movement")
    for side, which in zip(exercise.sides, (kind, f"{kind}-other"), strict=False):
        named = (words.sides or {}).get(side, side)
        yield Picture(figures.picture_url(person, exercise.id, which), f"The movement: {named.lower()}")
