"""What one session counts as for one exercise: done with ease, hard, or neither. No rule speaks here yet."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from strongback.programme.nouns import Dose, Exercise, Programme
from strongback.progress.sitting import Work
from strongback.progress.standing import ExerciseStanding


class Spoilt(Struct, frozen=True):
    """What takes the ease from a whole session.

    `waiting`: pain or a sign was still to be talked about; `pain`, `sign`: there was one in it; `day_after`
    is the worst pain reported afterwards.
    """

    waiting: bool
    pain: bool
    sign: bool
    day_after: int | None


def why_no_ease(
    programme: Programme, exercise: Exercise, dose: Dose, work: Work, spoilt: Spoilt
) -> str | None:
    """The first thing that speaks against ease (decision 8), in words; None when it was done with ease."""
    rules = programme.progression
    if spoilt.pain or spoilt.sign:
        return "There was pain in this session." if spoilt.pain else "There was a sign to be looked at."
    if spoilt.waiting:
        return "A talk with a professional was still to come."
    if spoilt.day_after is not None and spoilt.day_after >= rules.day_after.no_ease_from:
        return f"Pain {spoilt.day_after} of 10 was reported afterwards."
    if not work.did_all_of(exercise, dose):
        return "Not every repetition was done and held in full."
    if work.rest_ms:
        return "You needed a longer rest."
    if work.effort is None or work.two_more is None:
        return "You did not say how hard it was."
    if work.effort > rules.ease.effort_at_most:
        return f"Effort {work.effort} of 10; with ease means {rules.ease.effort_at_most} at most."
    return None if work.two_more else "Two more would have been too many."


def counted(
    programme: Programme, before: ExerciseStanding, work: Work, day: date, eased: bool
) -> ExerciseStanding:
    """Where the exercise stands with this session counted: how often in a row it was easy, or hard.

    A second easy session on the same local day counts as the first one did.
    """
    ease = 0
    if eased:
        ease = before.ease if before.ease_on == day else before.ease + 1
    return ExerciseStanding(
        sets=before.sets,
        rest_ms=_longest_rest(programme, before, work),
        load_g=before.load_g,
        sessions=before.sessions + (work.done > 0),
        since=day,
        ease=ease,
        ease_on=day if eased else None,
        hard=before.hard + 1 if _was_hard(programme, work) else 0,
        latched=before.latched,
        earned=before.earned,
        verdict=before.verdict,
    )


def _was_hard(programme: Programme, work: Work) -> bool:
    """Missed repetitions, or effort from seven on; silence is not hard work."""
    return work.missed > 0 or (
        work.effort is not None and work.effort >= programme.progression.hard.effort_at_least
    )


def _longest_rest(programme: Programme, before: ExerciseStanding, work: Work) -> int:
    """The longest rest asked for becomes the exercise's rest, in the programme's notches (decision 16)."""
    if not work.rest_ms:
        return before.rest_ms
    notches = (programme.rest.between_sets_ms, *programme.rest.longer_ms)
    asked = next((notch for notch in notches if notch >= work.rest_ms), notches[-1])
    return max(before.rest_ms, asked)
