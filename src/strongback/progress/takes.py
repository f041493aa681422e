"""What it still takes: for each exercise in use, what further sessions with ease would bring."""

from __future__ import annotations

from datetime import date

from strongback.programme.nouns import Programme
from strongback.progress.away import on_day
from strongback.progress.fold import Progress, standing_now
from strongback.progress.rules import what_comes
from strongback.progress.standing import cap, in_use
from strongback.progress.steps import next_rung


def what_it_takes(progress: Progress, programme: Programme, on: date) -> dict[str, str]:
    """By exercise in use: `Twice with ease, and a second set is offered.`

    Silent about an exercise that waits for a talk, and about one that has no further ease to show.
    """
    standing = on_day(programme, standing_now(progress, programme), on)
    locked = {lock.exercise for lock in standing.locks}
    if None in locked:
        return {}
    return {
        exercise.id: what_comes(programme, exercise, cap(exercise, standing), rung, here)
        for exercise in in_use(programme, standing)
        for here, rung in ((standing.exercises[exercise.id], next_rung(programme, standing, exercise.id)),)
        if exercise.id not in locked and here.ease < programme.progression.ease.sessions
    }
