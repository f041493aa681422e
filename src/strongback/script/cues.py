"""Placing words in time: one after the other, never two at once, tied to the beginning or to the end."""

from __future__ import annotations

from collections.abc import Sequence

from strongback.programme.nouns import Dose, Exercise, Programme, Words
from strongback.programme.timing import repetitions_in_set
from strongback.script import utterances
from strongback.script.nouns import Counts, Cue, Voice

BREATH_MS = 350
"""Silence between two sentences that follow each other."""
COUNT_MS = 1000
ANNOUNCED_MS = 500
"""Silence between the announcement of a set and its count."""
TICK = "tick"

_WORD_MS = 430
_SENTENCE_MS = 250


class Speaker:
    """Turns words into cues with their clips; without a clip the length is estimated from the words."""

    def __init__(self, programme: Programme, words: Words, voice: Voice) -> None:
        self.times = programme.session
        self.words = words
        self.voice = voice

    def cue(self, at_ms: int, say: str) -> Cue:
        """One cue of the step that begins at 0."""
        clip = self.voice.get(say)
        if clip is None:
            return Cue(at_ms, say, None, estimate_ms(say))
        return Cue(at_ms, say, clip.file, clip.length_ms)

    def number(self, at_ms: int, value: int) -> Cue:
        """A number said alone."""
        return self.cue(at_ms, utterances.number(self.words, value))

    def one_after_the_other(self, texts: Sequence[str], at_ms: int = 0) -> tuple[Cue, ...]:
        """Texts with a breath between them."""
        cues: list[Cue] = []
        for text in texts:
            cues.append(self.cue(at_ms, text))
            at_ms += cues[-1].length_ms + BREATH_MS
        return tuple(cues)

    def in_blocks(self, blocks: Sequence[Sequence[str]], until_ms: int) -> tuple[Cue, ...]:
        """Blocks of texts, ending before `until_ms`; the last waits for half of what is left over."""
        cues: tuple[Cue, ...] = ()
        at = 0
        for index, block in enumerate(blocks):
            placed = self.one_after_the_other(block, at)
            if index and index == len(blocks) - 1:
                placed = self.one_after_the_other(block, at + max(0, until_ms - end_ms(placed)) // 2)
            cues += placed
            at = end_ms(placed) + BREATH_MS
        return cues

    def start_of_set(
        self, dose: Dose, exercise: Exercise, number: int, length_ms: int, counted: bool
    ) -> tuple[Cue, ...]:
        """The tail of a rest or change-over: which set, one of how many, and the last seconds.

        A rest counts all of them; a change-over says "get ready" and counts three.
        """
        last = self.times.get_ready_ms // COUNT_MS
        get_ready = [self.number(length_ms - n * COUNT_MS, n) for n in range(last if counted else 3, 0, -1)]
        if not counted:
            get_ready.insert(0, self.cue(length_ms - last * COUNT_MS, self.words.session.get_ready))
        said = [utterances.first_of(self.words, repetitions_in_set(exercise, dose))]
        if dose.sets > 1:
            said.insert(0, utterances.set_of(self.words, number, dose.sets))
        lengths = sum(self.cue(0, text).length_ms for text in said) + BREATH_MS * (len(said) - 1)
        begin = get_ready[0].at_ms - ANNOUNCED_MS - lengths
        return (*self.one_after_the_other(said, begin), *get_ready)

    def counts_in_hold(self, spoken: Cue, hold_ms: int, counts: Counts) -> tuple[Cue, ...]:
        """The seconds left, counted down once the hold's own cue has ended.

        A long hold says "keep breathing" in place of two counts in its middle.
        """
        whole = hold_ms // COUNT_MS
        left = [n for n in range(whole - 1, 0, -1) if hold_ms - n * COUNT_MS >= end_ms((spoken,))]
        breathe: tuple[Cue, ...] = ()
        if hold_ms >= self.times.breathe_from_ms:
            first = whole // 2
            left = [n for n in left if n not in (first, first - 1)]
            breathe = (self.cue(hold_ms - first * COUNT_MS, self.words.session.keep_breathing),)
        if counts == "halfway":
            left = [n for n in left if n <= 3 or (not breathe and n == whole // 2)]
        if counts == "ticks":
            ticks = (Cue(hold_ms - n * COUNT_MS, "", TICK, 40) for n in left)
            return tuple(sorted((*breathe, *ticks), key=lambda cue: cue.at_ms))
        said = (self.number(hold_ms - n * COUNT_MS, n) for n in left)
        return tuple(sorted((*breathe, *said), key=lambda cue: cue.at_ms))


def end_ms(cues: Sequence[Cue]) -> int:
    """When the last of these cues has been said."""
    return max((cue.at_ms + cue.length_ms for cue in cues), default=0)


def estimate_ms(text: str) -> int:
    """How long a text takes to say where there is no recording: about 140 words a minute."""
    sentences = sum(text.count(mark) for mark in ".?!:") or 1
    return len(text.split()) * _WORD_MS + sentences * _SENTENCE_MS
