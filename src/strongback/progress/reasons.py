"""The words of every verdict: what the person is told about why. Plain, short, no praise, no promise."""

from __future__ import annotations

from datetime import date

from strongback.programme.nouns import Programme

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def day(when: date) -> str:
    """`22 November 2026`"""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def sets(many: int) -> str:
    """`one set`, `two sets`"""
    return f"{_number(many)} set{'' if many == 1 else 's'}"


def repetitions(many: int) -> str:
    """`one repetition`, `five repetitions`"""
    return f"{_number(many)} repetition{'' if many == 1 else 's'}"


def seconds(duration_ms: int) -> str:
    """`90 seconds`"""
    return f"{duration_ms // 1000} seconds"


def name(programme: Programme, exercise: str | None) -> str:
    """The exercise's name as it is shown, in the programme's first language."""
    if exercise is None:
        return "the whole programme"
    return programme.words[programme.languages[0]].exercises[exercise].name


def step(programme: Programme, offer: str) -> str:
    """An offer in words: `a second set`, `Chest lift II at one set`, `250 g of weight`."""
    kind, value = offer.split(" ")
    if kind == "sets":
        return {"2": "a second set", "3": "a third set"}.get(value, f"set number {value}")
    if kind == "rung":
        return f"{name(programme, value)} at {sets(programme.progression.start_sets)}"
    return f"{value} g of weight, back at {sets(programme.progression.start_sets)}"


def _number(many: int) -> str:
    return _NUMBERS[many] if many < len(_NUMBERS) else str(many)


def times(many: int) -> str:
    """`once`, `twice`, `three times`"""
    return {1: "once", 2: "twice"}.get(many, f"{_number(many)} times")


def steps(many: int) -> str:
    """`two steps up`"""
    return f"{_number(many)} step{'' if many == 1 else 's'} up"
