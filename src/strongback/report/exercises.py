"""The exercises, each whole on one page: picture, dose, tempo, how to lie and what to do."""

from __future__ import annotations

from html import escape

from strongback.programme.nouns import Dose, Exercise, ExerciseWords
from strongback.programme.timing import exercise_of, phase_ms, repetitions_by_side
from strongback.progress.nouns import PlannedExercise
from strongback.report.nouns import Sheet
from strongback.report.sentences import capital, joined, sets, short

_COMFORT = "<p>Is the floor hard? A folded towel under the forehead, or a flat pillow under the belly.</p>"
_WEIGHTS = '<p class="how">Weights only where it says so, off again afterwards.</p>'


def exercises(sheet: Sheet) -> str:
    """All exercises of the plan under one heading, numbered as the diary numbers them."""
    planned = sheet.plan.exercises
    if not planned:
        return "<section><h2>The exercises</h2><p>No exercise is left.</p></section>"
    weights = _WEIGHTS if any(one.dose.load_g for one in planned) else ""
    each = "".join(_exercise(sheet, nth, one) for nth, one in enumerate(planned, 1))
    return f"<section><h2>The exercises</h2>{weights}{each}{_last(sheet)}</section>"


def _exercise(sheet: Sheet, number: int, planned: PlannedExercise) -> str:
    dose, verdict = planned.dose, planned.verdict
    said, exercise = sheet.words.exercises[dose.exercise], exercise_of(sheet.programme, dose.exercise)
    waits = f"<p><strong>{escape(verdict.because)}</strong></p>" if verdict.kind == "lock" else ""
    picture = sheet.pictures.get(dose.exercise, "")
    drawn = f'<div class="picture">{picture}</div>' if picture else ""
    return (
        f'<article><h3><span class="number">{number}</span> {escape(said.name)}</h3>{drawn}{waits}'
        f'<p class="dose"><strong>{escape(dose_words(sheet, exercise, dose))}</strong></p>'
        f"{_tempo(sheet, exercise, dose)}"
        f'<div class="told">{_told(sheet, exercise, said, dose)}{_purpose(sheet, exercise)}</div></article>'
    )


def dose_words(sheet: Sheet, exercise: Exercise, dose: Dose) -> str:
    """`Three sets of 8, 4 on each side. Rest 30 s between. Weights: 250 g.`"""
    halves = [many for _, many in repetitions_by_side(exercise, dose, 1)]
    many = str(sum(halves))
    if len(halves) == 2:
        first, other = halves
        sides = f"{first} on each side" if first == other else f"{first} on one side, {other} on the other"
        many = f"{many}, {sides}"
    parts = [f"{capital(sets(sheet.words, dose.sets))} of {many}."]
    if dose.sets > 1:
        parts.append(f"Rest {short(dose.rest_ms)} between.".replace(" ", "\u00a0"))
    if dose.load_g:
        parts.append(f"Weights: {dose.load_g} g.")
    return " ".join(parts)


def _tempo(sheet: Sheet, exercise: Exercise, dose: Dose) -> str:
    """The seconds of each phase at the person's pace."""
    lengths = [(each.phase, phase_ms(sheet.programme, dose, each, sheet.pace)) for each in exercise.phases]
    items = " ".join(f"<li>{capital(phase)} <b>{short(ms)}</b></li>" for phase, ms in lengths)
    return f'<ul class="tempo">{items}</ul>'


def _told(sheet: Sheet, exercise: Exercise, said: ExerciseWords, dose: Dose) -> str:
    """How to lie and what to do, and in small print also the change of side."""
    instruction, action = said.instruction, said.action
    other = (said.change_side or {}).get(exercise.sides[1], "") if exercise.sides else ""
    if dose.in_one_piece and said.in_one_piece is not None:
        instruction, action = said.in_one_piece["instruction"], said.in_one_piece["introduction"]
    elif sheet.large:
        instruction, other = said.position, ""
    return "".join(f"<p>{escape(text)}</p> " for text in (instruction, action, other) if text)


def _purpose(sheet: Sheet, exercise: Exercise) -> str:
    parts = joined([sheet.words.strengthens[part] for part in exercise.strengthens])
    return f"<p>For {escape(parts)}.</p>"


def _last(sheet: Sheet) -> str:
    """What holds for several exercises, and where they come from."""
    source = sheet.programme.source
    said = (
        f"After “{source.title}” by {source.author}; words and pictures are our own. "
        "A guide, not medical advice. It trains neither balance nor weight-bearing."
    )
    return f'<div class="source">{_COMFORT}<p>{escape(said)}</p></div>'
