"""What may be said out of turn, ready to play, with the limits the player keeps."""

from __future__ import annotations

from collections.abc import Sequence

from strongback.programme.nouns import Dose, Programme, Side, Words
from strongback.programme.timing import exercise_of
from strongback.script import utterances
from strongback.script.cues import COUNT_MS, Speaker, end_ms
from strongback.script.nouns import Aside, Asides, Cue

_AFTER_MS = 300


def asides(programme: Programme, words: Words, speaker: Speaker, doses: Sequence[Dose]) -> Asides:
    """Everything the player may need to say besides the score."""
    said = words.asides

    def spoken(text: str) -> Aside:
        return _aside((speaker.cue(0, text),))

    return Asides(
        pain=spoken(said.pain),
        red_flag=spoken(said.red_flag),
        mistake=spoken(said.mistake),
        paused=spoken(said.paused),
        resume=_resume(words, speaker),
        get_ready=_count_down(speaker, programme.session.get_ready_ms // COUNT_MS, 0),
        all_right=spoken(said.all_right),
        skipped=spoken(said.skipped),
        finished_early=spoken(said.finished_early),
        longest_rest=spoken(said.no_more_rest),
        more_rest={str(ms): spoken(utterances.more_rest(words, ms)) for ms in programme.rest.longer_ms},
        again={key: spoken(text) for dose in doses for key, text in _again(programme, words, dose)},
        undo_ms=programme.pain.undo_ms,
        silence_ms=programme.pain.silence_ms,
        ask_after_ms=programme.session.ask_after_ms,
        asleep_after_ms=programme.session.asleep_after_ms,
        go_on_after_ms=programme.rest.between_sets_ms,
    )


def again_key(exercise: str, side: Side | None) -> str:
    """`leg-and-arm-lift:right`, or the exercise alone where it has no sides."""
    return exercise if side is None else f"{exercise}:{side}"


def _again(programme: Programme, words: Words, dose: Dose) -> list[tuple[str, str]]:
    """The instruction, and for the second side the one for the other side."""
    exercise, said = exercise_of(programme, dose.exercise), words.exercises[dose.exercise]
    instruction = said.instruction
    if dose.in_one_piece and said.in_one_piece:
        instruction = said.in_one_piece["instruction"]
    if not exercise.sides:
        return [(exercise.id, instruction)]
    first, second = exercise.sides
    other = said.other_side or instruction
    return [(again_key(exercise.id, first), instruction), (again_key(exercise.id, second), other)]


def _resume(words: Words, speaker: Speaker) -> Aside:
    go_on = speaker.cue(0, words.asides.go_on)
    begin = -(-(end_ms((go_on,)) + _AFTER_MS) // 100) * 100
    counted = _count_down(speaker, 3, begin)
    return Aside(counted.duration_ms, (go_on, *counted.cues))


def _count_down(speaker: Speaker, seconds: int, begin_ms: int) -> Aside:
    cues = tuple(speaker.number(begin_ms + (seconds - n) * COUNT_MS, n) for n in range(seconds, 0, -1))
    return Aside(begin_ms + seconds * COUNT_MS, cues)


def _aside(cues: tuple[Cue, ...]) -> Aside:
    return Aside(end_ms(cues) + _AFTER_MS, cues)
