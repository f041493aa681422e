"""Every sentence a script can say: what the spoken numbers and marks come to, and the list to record."""

from __future__ import annotations

from collections.abc import Iterator

from strongback.programme.nouns import Programme, Words


def number(words: Words, value: int) -> str:
    """A number as it is said alone, as in a count: `Three.`"""
    return _first_upper(spelled(words, value)) + "."


def spelled(words: Words, value: int) -> str:
    """A number inside a sentence; digits where the language file has no word for it."""
    return words.numbers[value - 1] if 1 <= value <= len(words.numbers) else str(value)


def set_of(words: Words, number_of_set: int, sets: int) -> str:
    """`Set two of three.`"""
    return words.session.set_of.format(set=spelled(words, number_of_set), sets=spelled(words, sets))


def first_of(words: Words, repetitions: int) -> str:
    """`One of eight.`"""
    return words.session.first_of.format(repetitions=spelled(words, repetitions))


def rest(words: Words, duration_ms: int) -> str:
    """`Rest. Thirty seconds.`"""
    return words.session.rest.format(length=_first_upper(length(words, duration_ms)))


def more_rest(words: Words, duration_ms: int) -> str:
    """`Rest. One minute in all.`"""
    return words.asides.more_rest.format(length=_first_upper(length(words, duration_ms)))


def length(words: Words, duration_ms: int) -> str:
    """A length as the language file says it: `thirty seconds`. Raises KeyError when it has no words."""
    return words.lengths[f"{duration_ms // 1000} s"]


def utterances(programme: Programme, language: str) -> tuple[str, ...]:
    """Every text that deserves a recording, each once, in the order of a session."""
    words = programme.words[language]
    return tuple(dict.fromkeys(_everything(programme, words)))


def _everything(programme: Programme, words: Words) -> Iterator[str]:
    session, asides = words.session, words.asides
    yield session.preparation
    yield session.first_preparation
    yield session.way_down
    yield session.way_up
    yield session.turn
    for exercise in programme.exercises:
        said = words.exercises[exercise.id]
        yield from (said.instruction, said.introduction, *said.cues.values())
        yield from filter(None, (said.other_side,))
        yield from (said.in_one_piece or {}).values()
        yield from (said.change_side or {}).values()
    yield from (
        session.load,
        session.no_load,
        session.get_ready,
        session.same_side,
        session.keep_breathing,
        session.closing,
    )
    yield from (number(words, value) for value in range(1, _largest_count(programme) + 1))
    most_sets = max(exercise.goal.sets for exercise in programme.exercises)
    yield from (set_of(words, n, sets) for sets in range(2, most_sets + 1) for n in range(1, sets + 1))
    for exercise in programme.exercises:
        yield first_of(words, exercise.goal.repetitions)
        if exercise.sides:
            yield first_of(words, exercise.goal.repetitions * 2)
    yield from (rest(words, ms) for ms in (programme.rest.between_sets_ms, *programme.rest.longer_ms))
    yield from (more_rest(words, ms) for ms in programme.rest.longer_ms)
    yield from (asides.pain, asides.red_flag, asides.mistake, asides.paused, asides.go_on)
    yield from (asides.no_more_rest, asides.skipped, asides.all_right, asides.finished_early)


def _largest_count(programme: Programme) -> int:
    holds = [exercise.hold_ms // 1000 - 1 for exercise in programme.exercises]
    repetitions = [e.goal.repetitions * (2 if e.sides else 1) for e in programme.exercises]
    return max(programme.session.get_ready_ms // 1000, *holds, *repetitions)


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]
