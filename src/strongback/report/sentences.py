"""Small pieces of sentences and of HTML that every part of the sheet uses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from strongback.programme.nouns import Words
from strongback.progress import reasons
from strongback.record.nouns import Override
from strongback.script.utterances import spelled

LINE = '<span class="line"></span>'
"""A line to write on."""
SHORT_LINE = '<span class="line short"></span>'


def listed(texts: Iterable[str]) -> str:
    """A list of plain texts."""
    return "<ul>" + "".join(f"<li>{escape(text)}</li>" for text in texts) + "</ul>"


def filled(known: str, line: str = LINE) -> str:
    """What is known, or a line to write it on."""
    return f"<strong>{escape(known)}</strong>" if known else line


def joined(names: Sequence[str]) -> str:
    """`back, hips and arms`"""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def sets(words: Words, many: int) -> str:
    """`one set`, `three sets`"""
    return f"{spelled(words, many)} set{'' if many == 1 else 's'}"


def times(many: int) -> str:
    """`once`, `twice`, `3 times`"""
    return {1: "once", 2: "twice"}.get(many, f"{many} times")


def seconds(duration_ms: int) -> str:
    """`10 seconds`, `1.5 seconds`"""
    return "1 second" if duration_ms == 1000 else f"{duration_ms / 1000:g} seconds"


def short(duration_ms: int) -> str:
    """`10 s`, `1.5 s`"""
    return f"{duration_ms / 1000:g} s"


def weeks(days: int) -> str:
    """`2 weeks`; days where they make no whole weeks."""
    if days % 7:
        return f"{days} days"
    return "1 week" if days == 7 else f"{days // 7} weeks"


def capital(text: str) -> str:
    """The first letter large, the rest as it is."""
    return text[:1].upper() + text[1:]


def uncapital(text: str) -> str:
    """The first letter small, for the run of a sentence."""
    return text[:1].lower() + text[1:]


def changed(override: Override) -> str:
    """What a professional changed: `eight repetitions, at most two sets`"""
    said = []
    if override.repetitions is not None:
        said.append(reasons.repetitions(override.repetitions))
    if override.max_sets is not None:
        said.append(f"at most {reasons.sets(override.max_sets)}")
    if override.per_side is not None:
        said.append("repetitions for each side" if override.per_side else "repetitions across both sides")
    if override.in_one_piece is not None:
        said.append("back in one piece" if override.in_one_piece else "vertebra by vertebra")
    if override.leave_out is not None:
        said.append("left out" if override.leave_out else "done again")
    return ", ".join(said)
