"""A script in writing: its JSON, its identity, and the score a person can read."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from strongback.script.nouns import Aside, Cue, Script, Step


def script_json(script: Script) -> dict[str, Any]:
    """The script in the shape of the contract, plain dicts and lists."""
    return msgspec.json.decode(msgspec.json.encode(script))  # type: ignore[no-any-return]


def script_id(script: Script) -> str:
    """SHA-256, in hex, of everything but the id itself, as canonical JSON: keys sorted, no spaces."""
    rest = {key: value for key, value in msgspec.to_builtins(script).items() if key != "id"}
    return hashlib.sha256(msgspec.json.encode(rest, order="sorted")).hexdigest()


def repetitions_asked(script: Mapping[str, Any]) -> dict[str, int]:
    """How many repetitions of each exercise a script asks for, from its JSON."""
    moved = (step for step in script["steps"] if step["phase"] is not None)
    each = {(step["exercise"], step["set"], step["repetition"]) for step in moved}
    return dict(Counter(exercise for exercise, _, _ in each))


def score(script: Script) -> Iterator[str]:
    """The script as lines to read: when, what, how long, and the words at their second."""
    minutes = script.duration_ms / 60_000
    named = f"{script.programme} edition {script.edition}, {script.language}, pace {script.pace}"
    yield f"{named}: {minutes:.1f} min"
    at = 0
    heading = None
    for step in script.steps:
        if _heading(step) != heading:
            heading = _heading(step)
            yield f"\n{heading}"
        yield f"{_clock(at)}  {_seconds(step.duration_ms):>6}  {_name(step):<12} {_said(step.cues)}".rstrip()
        at += step.duration_ms
    yield "\nOut of turn"
    for name, aside in _asides(script):
        yield f"{'':9}{_seconds(aside.duration_ms):>6}  {name}: {_said(aside.cues)}"


def _heading(step: Step) -> str:
    if step.exercise is None:
        return "—"
    side = f", {step.side_title}" if step.side_title else ""
    return f"{step.title}, set {step.set} of {step.sets}{side}"


def _name(step: Step) -> str:
    if step.phase is None:
        return step.kind.replace("_", "-")
    return f"{step.repetition} {step.phase}"


def _said(cues: tuple[Cue, ...]) -> str:
    return "  ".join(f"{_seconds(cue.at_ms)}“{cue.say or 'tick'}”" for cue in cues)


def _seconds(duration_ms: int) -> str:
    return f"{duration_ms / 1000:.1f}s"


def _clock(at_ms: int) -> str:
    return f"{at_ms // 60_000:2d}:{at_ms // 1000 % 60:02d}.{at_ms % 1000 // 100}"


def _asides(script: Script) -> Iterator[tuple[str, Aside]]:
    asides = script.asides
    for name in ("pain", "red_flag", "mistake", "paused", "resume", "get_ready", "all_right", "skipped"):
        yield name.replace("_", " "), getattr(asides, name)
    yield "finished early", asides.finished_early
    yield "longest rest", asides.longest_rest
    yield from ((f"more rest {int(ms) // 1000} s", aside) for ms, aside in asides.more_rest.items())
    yield from ((f"again {key}", aside) for key, aside in asides.again.items())
