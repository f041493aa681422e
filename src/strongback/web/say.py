"""Small sentences for the pages: lengths, doses, days. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from strongback.programme.nouns import Dose, Words
from strongback.report.sentences import capital, joined, short

_NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh")


def number(many: int) -> str:
    """`five`; above twelve in digits."""
    return _NUMBERS[many] if 0 <= many < len(_NUMBERS) else str(many)


def ordinal(place: int) -> str:
    """`third`; above the seventh in digits, `8th`."""
    return _ORDINALS[place] if 0 < place < len(_ORDINALS) else f"{place}th"


def several(many: int, one: str) -> str:
    """`one set`, `three sets`"""
    return f"{number(many)} {one}{'' if many == 1 else 's'}"


def minutes(duration_ms: int) -> str:
    """`11 minutes`, to the nearest minute, never none."""
    many = max(1, round(duration_ms / 60_000))
    return "1 minute" if many == 1 else f"{many} minutes"


def dose(prescribed: Dose, usual_rest_ms: int) -> str:
    """`1 × 8, hold 10 s`; what is out of the ordinary is added."""
    parts = [f"{prescribed.sets} × {prescribed.repetitions}{' each side' if prescribed.per_side else ''}"]
    parts.append(f"hold {short(prescribed.hold_ms)}")
    if prescribed.load_g:
        parts.append(f"{prescribed.load_g} g")
    if prescribed.sets > 1 and prescribed.rest_ms != usual_rest_ms:
        parts.append(f"rest {short(prescribed.rest_ms)}")
    return ", ".join(parts)


def session(doses: Sequence[Dose]) -> str:
    """`Five exercises, one set each.`, `Five exercises, one to three sets each.`"""
    counts = sorted({one.sets for one in doses})
    if not counts:
        return "No exercise is left."
    if len(counts) == 1:
        sets = several(counts[0], "set") + " each"
    else:
        sets = f"{number(counts[0])} to {several(counts[-1], 'set')} each"
    return f"{capital(several(len(doses), 'exercise'))}, {sets}."


def strengthens(parts: Sequence[str], words: Words) -> str:
    """`Back, hips and arms.`"""
    names = [words.strengthens.get(part, part) for part in parts]
    return capital(joined(names)) + "."


def greeting(hour: int) -> str:
    """By the local hour, 0–23."""
    if 4 <= hour < 12:
        return "Good morning"
    return "Good afternoon" if 12 <= hour < 18 else "Good evening"


def day(when: date) -> str:
    """`Sunday, 22 November 2026`"""
    return f"{when:%A}, {when.day} {when:%B %Y}"


def week(done: int) -> str:
    """`Two sessions this week.`"""
    return f"{capital(several(done, 'session'))} this week."


def set_name(offer: str, words: Words) -> str:
    """An offer in words: `a second set`, `Chest lift II, beginning with one set`, `weights of 250 g`."""
    kind, value = offer.split(" ", 1)
    if kind == "sets":
        return f"a {ordinal(int(value))} set"
    if kind == "rung":
        return f"{words.exercises[value].name}, beginning again with one set"
    return f"weights of {value} g, beginning again with one set"
