"""Steps up: which one an exercise has earned, which of them are offered, and what taking one does."""

from __future__ import annotations

from msgspec.structs import replace

from strongback.programme.nouns import Exercise, Programme
from strongback.progress import reasons
from strongback.progress.nouns import Offer, Verdict
from strongback.progress.standing import (
    ExerciseStanding,
    Standing,
    cap,
    fresh_exercise,
    in_use,
    ladder_of,
    left_out,
)


def next_step(programme: Programme, standing: Standing, exercise: Exercise) -> str | None:
    """The step up that this exercise has earned as things stand, or None."""
    here = standing.exercises[exercise.id]
    if here.ease < programme.progression.ease.sessions:
        return None
    if here.sets < cap(exercise, standing):
        return f"sets {here.sets + 1}"
    if here.sets < exercise.goal.sets:
        return None  # a clinician's max_sets caps and never counts as the goal
    rung = next_rung(programme, standing, exercise.id)
    if rung is not None:
        return f"rung {rung}"
    load = programme.progression.load
    if exercise.id in load.exercises and standing.consented and every_goal_reached(programme, standing):
        return f"load_g {here.load_g + load.step_g}"
    return None


def next_rung(programme: Programme, standing: Standing, exercise: str) -> str | None:
    """The rung after this exercise, unless there is none or a clinician has left it out."""
    ladder = ladder_of(programme, exercise)
    if ladder is None or exercise == ladder.rungs[-1]:
        return None
    rung = ladder.rungs[ladder.rungs.index(exercise) + 1]
    return None if left_out(standing, rung) else rung


def every_goal_reached(programme: Programme, standing: Standing) -> bool:
    """Whether every exercise in use has latched its goal (decision 11)."""
    return all(
        standing.exercises[exercise.id].latched and cap(exercise, standing) == exercise.goal.sets
        for exercise in in_use(programme, standing)
    )


def note_earned(programme: Programme, standing: Standing) -> Standing:
    """Remember in which order the open steps were earned; forget those that are no longer open."""
    changed: dict[str, ExerciseStanding] = {}
    using = {exercise.id: exercise for exercise in in_use(programme, standing)}
    for name, here in standing.exercises.items():
        open_now = name in using and next_step(programme, standing, using[name]) is not None
        if open_now != (here.earned is not None):
            changed[name] = replace(here, earned=standing.judged if open_now else None)
    return replace(standing, exercises={**standing.exercises, **changed}) if changed else standing


def offers(programme: Programme, standing: Standing) -> tuple[Offer, ...]:
    """The steps offered now: longest earned first, then programme order, as many as there are places.

    There are two places between two sessions; an accepted offer keeps its place, a declined one frees it.
    Nothing is offered while pain, a sign or a yes in the screening waits for a talk with a professional.
    """
    if standing.locks or standing.asks:
        return ()
    places = programme.progression.offers_at_most - standing.steps
    return earned_offers(programme, standing)[: max(places, 0)]


def earned_offers(programme: Programme, standing: Standing) -> tuple[Offer, ...]:
    """All steps earned, whether or not there is a place for them."""
    found: list[tuple[int, Offer]] = []
    for exercise in in_use(programme, standing):
        here = standing.exercises[exercise.id]
        offer = next_step(programme, standing, exercise) if here.earned is not None else None
        if offer is not None and here.earned is not None:
            found.append((here.earned, Offer(exercise.id, offer, _because(programme, offer))))
    return tuple(offer for _, offer in sorted(found, key=lambda pair: pair[0]))


def _because(programme: Programme, offer: str) -> str:
    step = reasons.step(programme, offer)
    with_ease = f"Done with ease {reasons.times(programme.progression.ease.sessions)}"
    if offer.startswith("load_g"):
        return f"Every exercise has reached its goal and a professional agreed to weights: {step}."
    if offer.startswith("rung"):
        return f"{with_ease} at its goal: {step} can take its place."
    return f"{with_ease}: {step} can be added."


def accept(programme: Programme, standing: Standing, offer: Offer) -> Standing:
    """Take a step up. It uses up the ease that earned it."""
    here = standing.exercises[offer.exercise]
    kind, value = offer.offer.split(" ")
    verdict = Verdict("progress", f"You said yes to {reasons.step(programme, offer.offer)}.")
    used = replace(here, ease=0, ease_on=None, earned=None, verdict=verdict)
    exercises = dict(standing.exercises)
    rungs = standing.rungs
    if kind == "sets":
        exercises[offer.exercise] = replace(used, sets=int(value))
    elif kind == "load_g":
        start = programme.progression.start_sets
        exercises[offer.exercise] = replace(used, load_g=int(value), sets=start)
    else:
        ladder = ladder_of(programme, offer.exercise)
        assert ladder is not None, "only an exercise of a ladder is offered a rung"  # noqa: S101
        rungs = {**rungs, ladder.id: ladder.rungs.index(value)}
        exercises[offer.exercise] = replace(fresh_exercise(programme), sessions=here.sessions)
        exercises[value] = replace(
            fresh_exercise(programme),
            sessions=standing.exercises[value].sessions,
            since=here.since,
            verdict=verdict,
        )
    return replace(standing, exercises=exercises, rungs=rungs, steps=standing.steps + 1)


def decline(standing: Standing, offer: Offer) -> Standing:
    """Leave a step for now; it comes back after ease in two further sessions."""
    here = standing.exercises[offer.exercise]
    verdict = Verdict("maintain", "You said not yet; it is offered again after two more sessions with ease.")
    left = replace(here, ease=0, ease_on=None, earned=None, verdict=verdict)
    return replace(standing, exercises={**standing.exercises, offer.exercise: left})
