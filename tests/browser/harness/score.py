"""A small script written by hand: two exercises, the first with two sets, the second with two sides."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

EMPTY: Json = {
    "exercise": None, "title": None, "set": None, "sets": None, "repetition": None, "repetitions": None,
    "side": None, "side_title": None, "phase": None, "next": None, "again": None,
    "lengthen_to_ms": [], "tail_ms": 0, "cues": [],
}  # fmt: skip


def cue(at_ms: int, say: str, length_ms: int = 500, clip: str | None = "") -> Json:
    """One cue; its clip is named after its words unless one is given."""
    named = f"en/{say.lower().rstrip('.').replace(' ', '-').replace('.', '')}.wav" if clip == "" else clip
    return {"at_ms": at_ms, "say": say, "clip": named, "length_ms": length_ms}


def step(kind: str, duration_ms: int, cues: list[Json], **fields: object) -> Json:
    """One step; what is not given is null."""
    return {**EMPTY, "kind": kind, "duration_ms": duration_ms, "cues": cues, **fields}


def aside(*cues: Json, duration_ms: int) -> Json:
    """Something said out of turn."""
    return {"duration_ms": duration_ms, "cues": list(cues)}


def count_down(end_ms: int, seconds: int) -> list[Json]:
    """The last seconds before `end_ms`, one word each."""
    words = ["One.", "Two.", "Three.", "Four.", "Five."]
    return [cue(end_ms - n * 1000, words[n - 1], 400) for n in range(seconds, 0, -1)]


def repetition(fields: Json, number: int, hold_ms: int, last: bool) -> list[Json]:
    """Lift, hold, lower, pause."""
    fields = {**fields, "repetition": number}
    pause = [] if last else [cue(0, "Two.", 400)]
    hold = [cue(0, "Hold still now.", 900), *count_down(hold_ms, 3)]
    return [
        step("move", 2000, [cue(0, "Lift slowly.", 900)], phase="lift", **fields),
        step("hold", hold_ms, hold, phase="hold", **fields),
        step("move", 2000, [cue(0, "Lower slowly.", 900)], phase="lower", **fields),
        step("move", 1000, pause, phase="pause", **fields),
    ]


def tilt() -> list[Json]:
    """Two sets of two repetitions with a rest of 30 s between them."""
    whole = {"exercise": "tilt", "title": "Tilt", "sets": 2, "repetitions": 2, "again": "tilt"}
    first, second = {**whole, "set": 1}, {**whole, "set": 2}
    rest = [
        cue(0, "Rest. Thirty seconds.", 1500),
        cue(23_000, "Set two of two.", 1200),
        *count_down(30_000, 5),
    ]
    longer = [60_000, 90_000, 120_000]
    return [
        *repetition(first, 1, 5000, False),
        *repetition(first, 2, 5000, True),
        step("rest", 30_000, rest, next="Set two of two.", lengthen_to_ms=longer, tail_ms=7000, **first),
        *repetition(second, 1, 5000, False),
        *repetition(second, 2, 5000, True),
    ]


def roll() -> list[Json]:
    """One set of two, one repetition on each side."""
    whole = {"exercise": "roll", "title": "Roll", "set": 1, "sets": 1, "repetitions": 2}
    left = {**whole, "side": "left", "side_title": "Left leg", "again": "roll:left"}
    right = {**whole, "side": "right", "side_title": "Right leg", "again": "roll:right"}
    coming = [
        cue(
            0,
            "Turn onto your front, legs together. Stretch your right arm out ahead. Look at the floor.",
            6000,
        ),
        cue(23_000, "One of two.", 900),
        *count_down(30_000, 3),
    ]
    over = step(
        "change_over",
        30_000,
        coming,
        next="Roll",
        lengthen_to_ms=[60_000, 90_000],
        tail_ms=7000,
        repetition=1,
        **left,
    )
    change = [cue(0, "Change sides.", 1200), cue(4000, "Two.", 400)]
    return [
        over,
        *repetition(left, 1, 6000, True),
        step("change_over", 5000, change, next="Right leg", repetition=2, **right),
        *repetition(right, 2, 6000, True),
    ]


def asides() -> Json:
    """Everything out of turn."""
    return {
        "pain": aside(cue(0, "We stop here. Let go, and lie still.", 3000), duration_ms=3300),
        "red_flag": aside(cue(0, "Please call for help now.", 2000), duration_ms=2300),
        "mistake": aside(cue(0, "All right.", 800), duration_ms=1000),
        "paused": aside(cue(0, "Paused.", 600), duration_ms=900),
        "resume": aside(cue(0, "We go on. Get ready.", 1800), *count_down(5000, 3), duration_ms=5000),
        "get_ready": aside(*count_down(5000, 5), duration_ms=5000),
        "all_right": aside(cue(0, "Are you all right?", 1200), duration_ms=1500),
        "skipped": aside(cue(0, "We leave this one out.", 1500), duration_ms=1800),
        "finished_early": aside(cue(0, "We finish here for today.", 1800), duration_ms=2100),
        "longest_rest": aside(cue(0, "That is the longest rest.", 1800), duration_ms=2100),
        "more_rest": {
            "60000": aside(cue(0, "Rest. One minute in all.", 1800), duration_ms=2100),
            "90000": aside(cue(0, "Rest. One and a half minutes in all.", 2200), duration_ms=2500),
            "120000": aside(cue(0, "Rest. Two minutes in all.", 1800), duration_ms=2100),
        },
        "again": {
            "tilt": aside(cue(0, "Lie on your back, knees bent.", 2500), duration_ms=2800),
            "roll:left": aside(cue(0, "Turn onto your front, legs together.", 2500), duration_ms=2800),
            "roll:right": aside(cue(0, "Left arm ahead, right leg.", 2000), duration_ms=2300),
        },
        "undo_ms": 60_000,
        "silence_ms": 60_000,
        "ask_after_ms": 300_000,
        "asleep_after_ms": 30_000,
        "go_on_after_ms": 30_000,
    }


def script() -> Json:
    """The whole of it."""
    preparation = [cue(0, "Mat and chair within reach.", 2500), *count_down(8000, 3)]
    steps = [
        step(
            "say",
            8000,
            preparation,
            title="Tilt",
            next="Tilt",
            sets=2,
            repetitions=2,
            again="tilt",
            tail_ms=3500,
        ),
        *tilt(),
        *roll(),
        step("say", 4000, [cue(0, "That was the last one.", 1800)]),
        step("ask", 0, []),
    ]
    return {
        "script": 1, "id": "5" * 64, "programme": "strong-back-and-hips", "edition": 1, "language": "en",
        "pace": 1.0, "counts": "every_second", "duration_ms": sum(s["duration_ms"] for s in steps),
        "steps": steps, "asides": asides(),
    }  # fmt: skip


def expected_events(steps: list[Json]) -> list[Json]:
    """The record of a performance without any press, worked out from the steps alone."""
    events: list[Json] = [{"at_ms": 0, "event": "started"}]
    at = held = 0
    for s in steps:
        at += s["duration_ms"]
        where = {"exercise": s["exercise"], "set": s["set"]}
        if s["kind"] == "hold":
            held += s["duration_ms"]
        if s["phase"] == "lower":
            done = {"repetition": s["repetition"], "side": s["side"], "held_ms": held}
            events.append({"at_ms": at, "event": "repetition_done", **where, **done})
            held = 0
        if s["kind"] == "rest":
            events.append({"at_ms": at, "event": "rest_ended", **where})
    return [*events, {"at_ms": at, "event": "finished"}]
