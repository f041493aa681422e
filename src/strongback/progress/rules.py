"""The policy: what one session does to one exercise. Read top to bottom; the first rule to speak decides.

A rule gets a `Case` and answers with a `Judgement`, or None where it has nothing to say. Each takes at most
one step. All numbers come from the programme.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from strongback.programme.nouns import Exercise, Programme
from strongback.progress import reasons
from strongback.progress.nouns import Verdict
from strongback.progress.standing import ExerciseStanding


class Case(Struct, frozen=True):
    """One exercise in one session.

    `before` already has the gap before this session taken into account; `gap` is what that gap changed.
    `in_use` says that it was part of the plan, `done` that any repetition was done or missed, `hurt` that it
    hurt; `no_ease` is what speaks against ease, None for nothing. `counted` is where the exercise stands with
    this session counted, before any rule speaks.
    """

    programme: Programme
    exercise: Exercise
    cap: int
    next_rung: str | None
    day: date
    before: ExerciseStanding
    gap: Verdict | None
    in_use: bool
    done: bool
    hurt: bool
    no_ease: str | None
    counted: ExerciseStanding


class Judgement(Struct, frozen=True):
    """What a session does to an exercise: the verdict, and where the exercise stands after it."""

    verdict: Verdict
    after: ExerciseStanding


Rule = Callable[[Case], Judgement | None]


def pain_locks(case: Case) -> Judgement | None:
    """Any pain, however little, and also without a number: the exercise is locked and restarts at one set."""
    if not case.hurt:
        return None
    start = case.programme.progression.start_sets
    said = (
        f"It hurt on {reasons.day(case.day)}. It waits until you have spoken to a professional,"
        f" and then restarts at {reasons.sets(start)}."
    )
    after = replace(
        case.counted,
        since=case.day,
        sets=start,
        load_g=0,
        ease=0,
        ease_on=None,
        hard=0,
        latched=False,
        earned=None,
    )
    return Judgement(Verdict("lock", said), after)


def not_planned(case: Case) -> Judgement | None:
    """Another rung than today's, or an exercise that is left out: it is noted and changes nothing."""
    if case.in_use:
        return None
    return Judgement(Verdict("maintain", "It was not part of the plan, so nothing changes."), case.before)


def not_done(case: Case) -> Judgement | None:
    """Skipped or never reached: it speaks neither for ease nor for hard work."""
    if case.done:
        return None
    return Judgement(Verdict("maintain", "Not done in this session, so nothing changes."), case.before)


def hard_twice(case: Case) -> Judgement | None:
    """Missed repetitions or high effort in two sessions running: one set fewer, never below one."""
    here = case.counted
    rule = case.programme.progression.hard
    if here.hard < rule.sessions:
        return None
    start = case.programme.progression.start_sets
    again = replace(here, hard=0, ease=0, ease_on=None, earned=None)
    reason = f"Hard work or missed repetitions {reasons.times(rule.sessions)} running"
    if here.sets <= start:
        return Judgement(
            Verdict(
                "maintain",
                f"{reason}. It stays at {reasons.sets(start)}: do fewer, or ask your physical therapist.",
            ),
            again,
        )
    said = f"{reason}, so {reasons.sets(here.sets - 1)} next time, one fewer."
    return Judgement(Verdict("regress", said), replace(again, sets=here.sets - 1, latched=False))


def away_too_long(case: Case) -> Judgement | None:
    """This session ended a gap: say what the gap did."""
    if case.gap is None:
        return None
    return Judgement(case.gap, case.counted)


def rest_comes_back(case: Case) -> Judgement | None:
    """Ease twice with a longer rest, at two or more sets: the rest gets one notch shorter, and only that."""
    here = case.counted
    rests = _rests(case)
    start = case.programme.progression.start_sets
    if not _eased(case, here) or here.sets <= start or here.rest_ms <= rests[0]:
        return None
    shorter = max(rest for rest in rests if rest < here.rest_ms)
    said = f"Done with ease {_twice(case)}, so the rest comes down to {reasons.seconds(shorter)}."
    after = replace(here, rest_ms=shorter, ease=0, ease_on=None)
    return Judgement(Verdict("progress", said), after)


def with_ease_twice(case: Case) -> Judgement | None:
    """Ease twice: the next set, rung or load is earned, and at the goal the goal counts as reached."""
    here = case.counted
    if not _eased(case, here):
        return None
    goal = case.exercise.goal.sets
    if here.sets < case.cap:
        step = reasons.step(case.programme, f"sets {here.sets + 1}")
        said = f"Done with ease {_twice(case)}: {step} is earned."
        return Judgement(Verdict("progress", said), here)
    if here.sets < goal:
        said = f"Done with ease, and {reasons.sets(here.sets)} is as many as your professional wants."
        return Judgement(Verdict("maintain", said), here)
    # A goal of one set has no rest in it, so only with more sets must the rest be the sheet's again.
    rested = goal == 1 or here.rest_ms == case.programme.rest.between_sets_ms
    reached = replace(here, latched=here.latched or rested)
    if case.next_rung is not None:
        said = (
            f"At its goal with ease {_twice(case)}: {reasons.name(case.programme, case.next_rung)} is earned."
        )
        return Judgement(Verdict("progress", said), reached)
    least = case.programme.frequency.least
    said = f"The goal is reached, with ease. Keep it up; {least} times a week is enough."
    return Judgement(Verdict("maintain", said), reached)


def otherwise(case: Case) -> Judgement:
    """Nothing changes; say how far the way still is."""
    here = case.counted
    if here.ease:
        comes = what_comes(case.programme, case.exercise, case.cap, case.next_rung, here)
        return Judgement(Verdict("maintain", f"Done with ease. {comes}"), here)
    if here.rest_ms > case.before.rest_ms:
        rest = f"The rest is {reasons.seconds(here.rest_ms)} from now on."
        return Judgement(Verdict("maintain", f"{case.no_ease} {rest}"), here)
    return Judgement(Verdict("maintain", f"{case.no_ease} The dose stays."), here)


def what_comes(
    programme: Programme, exercise: Exercise, cap: int, next_rung: str | None, here: ExerciseStanding
) -> str:
    """What further easy sessions bring to an exercise that stands `here`: `Once more, and …`."""
    times = reasons.times(programme.progression.ease.sessions - here.ease).capitalize()
    more = f"{times} more" if here.ease else f"{times} with ease"
    if here.sets > programme.progression.start_sets and here.rest_ms > programme.rest.between_sets_ms:
        return f"{more}, and the rest gets shorter."
    if here.sets < cap:
        return f"{more}, and {reasons.step(programme, f'sets {here.sets + 1}')} is offered."
    if next_rung is not None and here.sets == exercise.goal.sets:
        return f"{more}, and {reasons.name(programme, next_rung)} is offered."
    if here.latched or here.sets < exercise.goal.sets:
        return "Keep it up."
    return f"{more}, and its goal is reached."


RULES: tuple[Rule, ...] = (
    pain_locks,
    not_planned,
    not_done,
    away_too_long,
    hard_twice,
    rest_comes_back,
    with_ease_twice,
    otherwise,
)
"""The policy, first to speak decides."""


def judge(case: Case) -> Judgement:
    """Apply the rules to one exercise of one session."""
    for rule in RULES:
        judgement = rule(case)
        if judgement is not None:
            return Judgement(judgement.verdict, replace(judgement.after, verdict=judgement.verdict))
    raise AssertionError("the last rule always speaks")


def _eased(case: Case, here: ExerciseStanding) -> bool:
    """Whether this session was easy and the ones before it too, as often as it takes."""
    return here.ease >= case.programme.progression.ease.sessions


def _rests(case: Case) -> tuple[int, ...]:
    """The rest between sets and the longer ones, shortest first."""
    return (case.programme.rest.between_sets_ms, *case.programme.rest.longer_ms)


def _twice(case: Case) -> str:
    return reasons.times(case.programme.progression.ease.sessions)
