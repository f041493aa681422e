"""From a plan to a score: every step and every cue, in whole milliseconds, with nothing left to decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from strongback.programme.nouns import Dose, Exercise, Phase, Position, Programme, Side, Words
from strongback.programme.timing import (
    change_over_ms,
    exercise_of,
    introduction_ms,
    phase_ms,
    repetitions_by_side,
    repetitions_in_set,
)
from strongback.progress.nouns import PlannedExercise, SessionPlan
from strongback.script import asides, utterances
from strongback.script.cues import Speaker
from strongback.script.nouns import Cue, Delivery, Script, Step, Voice
from strongback.script.writing import script_id


def compile_script(programme: Programme, plan: SessionPlan, delivery: Delivery, voice: Voice) -> Script:
    """Compile a plan. Its duration equals `progress.plan_ms` at the same pace.

    Raises ValueError for a pace below 1.0 and KeyError for a language the programme does not speak.
    """
    if delivery.pace < 1.0:
        raise ValueError(f"pace {delivery.pace} is faster than the sheet; use 1.0 or more")
    words = programme.words[delivery.language]
    score = _Score(programme, words, delivery, Speaker(programme, words, voice))
    steps = tuple(score.session(plan.exercises))
    script = Script(
        script=1,
        id="",
        programme=programme.id,
        edition=programme.edition,
        language=delivery.language,
        pace=delivery.pace,
        counts=delivery.counts,
        duration_ms=sum(step.duration_ms for step in steps),
        steps=steps,
        asides=asides.asides(programme, words, score.speaker, tuple(p.dose for p in plan.exercises)),
    )
    return replace(script, id=script_id(script))


class _Score:
    """What every step needs to know, held once: programme, words, delivery and the speaker."""

    def __init__(self, programme: Programme, words: Words, delivery: Delivery, speaker: Speaker) -> None:
        self.programme = programme
        self.words = words
        self.delivery = delivery
        self.speaker = speaker

    def session(self, planned: Sequence[PlannedExercise]) -> Iterator[Step]:
        """Preparation, the exercises with a change-over before each but the first, closing, the questions."""
        if planned:
            yield self.preparation(planned[0])
            yield from self.sets(planned[0].dose)
        else:
            yield self.empty_preparation()
        for before, after in pairwise(planned):
            yield self.change_over(before.dose, after)
            yield from self.sets(after.dose)
        closing = self.speaker.cue(0, self.words.session.closing)
        yield Step("say", self.programme.session.closing_ms, (closing,))
        yield Step("ask", 0)

    def empty_preparation(self) -> Step:
        """Nothing is planned: the session is its preparation and its closing."""
        cue = self.speaker.cue(0, self.words.session.preparation)
        return Step("say", self.programme.session.preparation_ms, (cue,))

    def preparation(self, first: PlannedExercise) -> Step:
        """Mat, chair, phone and the way down; then, after a time to get there, the first position."""
        times, words = self.programme.session, self.words.session
        longer = times.first_preparation_ms if first.new else 0
        opening = [words.preparation]
        if self._position(first.dose) != "chair":
            opening += [words.first_preparation] if first.new else []
            opening.append(words.way_down)
        length = (
            times.preparation_ms + longer + introduction_ms(self.programme, first.dose.exercise, first.new)
        )
        return self._gap(Step("say", length), opening, first)

    def change_over(self, before: Dose, after: PlannedExercise) -> Step:
        """From one exercise to the next, its instruction spoken at once, its introduction while it is new."""
        base = change_over_ms(self.programme, before.exercise, after.dose.exercise)
        length = base + introduction_ms(self.programme, after.dose.exercise, after.new)
        longer = tuple(ms for ms in self.programme.rest.longer_ms if ms > length)
        dose = after.dose
        step = Step(
            "change_over",
            length,
            exercise=dose.exercise,
            set=1,
            repetition=1,
            lengthen_to_ms=longer,
        )
        opening = [self.words.session.no_load] if before.load_g and not dose.load_g else []
        opening += self._way(self._position(before), self._position(dose))
        return self._gap(step, opening, after)

    def _way(self, before: Position, after: Position) -> list[str]:
        """How to get from one position to the next."""
        if after == before:
            return []
        words = self.words.session
        if "chair" not in (before, after):
            return [words.turn]
        return [words.way_up if after == "chair" else words.way_down]

    def _position(self, dose: Dose) -> Position:
        return exercise_of(self.programme, dose.exercise).position

    def _gap(self, step: Step, opening: list[str], after: PlannedExercise) -> Step:
        """Fill a preparation or change-over: opening, instruction, introduction, and the tail."""
        dose, exercise = after.dose, exercise_of(self.programme, after.dose.exercise)
        said = self.words.exercises[exercise.id]
        one_piece = said.in_one_piece if dose.in_one_piece and said.in_one_piece else {}
        instruction = [one_piece.get("instruction", said.instruction)]
        if dose.load_g:
            instruction.append(self.words.session.load)
        introduction = [one_piece.get("introduction", said.introduction)] if after.new else []
        tail = self.speaker.start_of_set(dose, exercise, 1, step.duration_ms, counted=False)
        # The last block waits for half of the time that is left over, so that there is time to move.
        blocks = [block for block in (opening, instruction, introduction) if block]
        cues = self.speaker.in_blocks(blocks, tail[0].at_ms)
        side = exercise.sides[0] if exercise.sides else None
        return replace(
            step,
            cues=(*cues, *tail),
            title=said.name,
            sets=dose.sets,
            repetitions=repetitions_in_set(exercise, dose),
            side=side,
            side_title=self._side_title(exercise, side),
            next=said.name,
            again=again_key(exercise, side),
            tail_ms=step.duration_ms - tail[0].at_ms,
        )

    def sets(self, dose: Dose) -> Iterator[Step]:
        """All sets of one exercise and the rests between them."""
        exercise = exercise_of(self.programme, dose.exercise)
        for number in range(1, dose.sets + 1):
            yield from self.one_set(exercise, dose, number)
            if number < dose.sets:
                yield self.rest(exercise, dose, number)

    def one_set(self, exercise: Exercise, dose: Dose, number: int) -> Iterator[Step]:
        """One set: its repetitions, side by side, and the change of side between them."""
        repetition = 0
        sides = repetitions_by_side(exercise, dose, number)
        for index, (side, many) in enumerate(sides):
            if index:
                yield self.change_side(exercise, dose, number, repetition, side)
            for nth in range(1, many + 1):
                repetition += 1
                yield from self.repetition(exercise, dose, number, repetition, side, last=nth == many)

    def repetition(
        self, exercise: Exercise, dose: Dose, number: int, repetition: int, side: Side | None, last: bool
    ) -> Iterator[Step]:
        """Lift, hold, lower, pause; in the pause the number of the next one, where one follows at once."""
        for phase in exercise.phases:
            duration = phase_ms(self.programme, dose, phase, self.delivery.pace)
            yield replace(
                self._step_of(exercise, dose, number, repetition, side),
                kind="hold" if phase.phase == "hold" else "move",
                duration_ms=duration,
                phase=phase.phase,
                cues=self._phase_cues(dose, phase, duration, None if last else repetition + 1),
            )

    def _phase_cues(self, dose: Dose, phase: Phase, duration: int, coming: int | None) -> tuple[Cue, ...]:
        if phase.phase == "pause":
            return () if coming is None else (self.speaker.number(0, coming),)
        said = self.words.exercises[dose.exercise]
        cues = said.in_one_piece if dose.in_one_piece and said.in_one_piece else said.cues
        spoken = self.speaker.cue(0, cues[phase.phase])
        if phase.phase == "hold":
            return (spoken, *self.speaker.counts_in_hold(spoken, duration, self.delivery.counts))
        return (spoken,)

    def change_side(self, exercise: Exercise, dose: Dose, number: int, done: int, side: Side | None) -> Step:
        """The change of side inside a set; the number of the next repetition ends it."""
        words = self.words.exercises[exercise.id].change_side or {}
        duration = exercise.change_side_ms or 0
        cues = (self.speaker.cue(0, words[str(side)]), self.speaker.number(duration - 1000, done + 1))
        return replace(
            self._step_of(exercise, dose, number, done + 1, side),
            kind="change_over",
            duration_ms=duration,
            cues=cues,
            next=self._side_title(exercise, side),
        )

    def rest(self, exercise: Exercise, dose: Dose, number: int) -> Step:
        """The rest after a set: its length, then the set that follows and the last five seconds."""
        opening = [utterances.rest(self.words, dose.rest_ms)]
        side = repetitions_by_side(exercise, dose, number)[-1][0]
        coming = repetitions_by_side(exercise, dose, number + 1)[0][0]
        if coming is not None:
            # With a single repetition in a set, the set itself is the side, so the rest changes it.
            change = (self.words.exercises[exercise.id].change_side or {})[coming]
            opening.append(self.words.session.same_side if coming == side else change)
        tail = self.speaker.start_of_set(dose, exercise, number + 1, dose.rest_ms, counted=True)
        return replace(
            self._step_of(exercise, dose, number, None, side),
            kind="rest",
            duration_ms=dose.rest_ms,
            cues=(*self.speaker.in_blocks([opening], tail[0].at_ms), *tail),
            next=utterances.set_of(self.words, number + 1, dose.sets),
            lengthen_to_ms=tuple(ms for ms in self.programme.rest.longer_ms if ms > dose.rest_ms),
            tail_ms=dose.rest_ms - tail[0].at_ms,
        )

    def _step_of(
        self, exercise: Exercise, dose: Dose, number: int, repetition: int | None, side: Side | None
    ) -> Step:
        return Step(
            "move",
            0,
            exercise=exercise.id,
            title=self.words.exercises[exercise.id].name,
            set=number,
            sets=dose.sets,
            repetition=repetition,
            repetitions=repetitions_in_set(exercise, dose),
            side=side,
            side_title=self._side_title(exercise, side),
            again=again_key(exercise, side),
        )

    def _side_title(self, exercise: Exercise, side: Side | None) -> str | None:
        sides = self.words.exercises[exercise.id].sides
        return sides[side] if sides and side else None


def again_key(exercise: Exercise, side: Side | None) -> str:
    """Under which name the button Again finds what to repeat."""
    return asides.again_key(exercise.id, side)
