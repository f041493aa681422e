"""Whether the words of a programme fit the time they are given, told by compiling it.

The strictest sessions are compiled (start and goal, new and familiar, every rung, in one piece, every longer
rest); a cue that runs into the next one, or past the end of its step, is a problem.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from msgspec.structs import replace as changed

from strongback.programme.nouns import Dose, Programme
from strongback.programme.problem import Problem
from strongback.progress.nouns import SessionPlan
from strongback.script.compile import compile_script
from strongback.script.example import Level, plan_at
from strongback.script.nouns import Clip, Cue, Delivery, Step

TOUCHING_MS = 60
"""Two cues may overlap by this much: the end of a clip is quiet."""


def check_script(
    programme: Programme, clip_lengths: Mapping[str, int], folder: str = ""
) -> tuple[Problem, ...]:
    """Every cue that does not fit, once. `clip_lengths` by text; `folder` goes before the file names."""
    voice = {text: Clip(text, length) for text, length in clip_lengths.items()}
    found: dict[Problem, None] = {}
    for language in programme.languages:
        file = f"{folder}words/{language}.yaml"
        for plan in _strictest(programme):
            script = compile_script(programme, plan, Delivery(language=language), voice)
            for step in script.steps:
                found |= dict.fromkeys(_overlaps(file, step))
    return tuple(found)


def _overlaps(file: str, step: Step) -> Iterator[Problem]:
    ends = [*(cue.at_ms for cue in step.cues[1:]), step.duration_ms]
    for cue, end in zip(step.cues, ends, strict=False):  # a silent step has an end and no cue
        over = cue.at_ms + cue.length_ms - end
        if over > TOUCHING_MS or cue.at_ms < 0:
            yield Problem(
                file, 1, 1, _where(step), _what(cue, end), "say it in fewer words, or give it more time"
            )


def _where(step: Step) -> str:
    return " ".join(filter(None, (step.exercise or "session", step.phase or step.kind.replace("_", "-"))))


def _what(cue: Cue, end: int) -> str:
    needed, room = cue.length_ms / 1000, (end - cue.at_ms) / 1000
    return f"`{cue.say}` takes {needed:.1f} s and has {room:.1f} s"


def _strictest(programme: Programme) -> Iterator[SessionPlan]:
    for rung in (None, *(rung for ladder in programme.ladders for rung in ladder.rungs)):
        for new in (False, True):
            yield plan_at(programme, Level.goal, rung, new)
    goal = plan_at(programme, Level.goal, None, True)
    step_g = programme.progression.load.step_g
    yield _with(goal, lambda dose: changed(dose, in_one_piece=True, per_side=True, load_g=step_g))
    for rest_ms in programme.rest.longer_ms:
        yield _with(goal, partial(changed, rest_ms=rest_ms))


def _with(plan: SessionPlan, change: Callable[[Dose], Dose]) -> SessionPlan:
    exercises = tuple(replace(planned, dose=change(planned.dose)) for planned in plan.exercises)
    return replace(plan, exercises=exercises)
