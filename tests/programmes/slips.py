"""Slips of an author, each as edits of the small good programme. What is told of them stands in told.txt.

`python tests/programmes/slips.py` writes told.txt anew; a person reads the difference.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

TOLD = Path(__file__).parent / "told.txt"
Slips = Mapping[str, list[tuple[str, str]]]

BACK = "    strengthens: [back]\n"
PROGRAMME_SLIPS: Slips = {
    "a duration without a unit": [("hold: 10 s", "hold: 10")],
    "a duration in grams": [("hold: 10 s", "hold: 10 g")],
    "a load without a unit": [("step: 250 g", "step: 250")],
    "days without a unit": [("week: 7 days", "week: 7")],
    "a share without a unit": [("day_used_from: 50 %", "day_used_from: 50")],
    "a duration in quotes": [("hold: 10 s", 'hold: "10 s"')],
    "true in place of a number": [("start_sets: 1", "start_sets: true")],
    "a negative number": [("start_sets: 1", "start_sets: -1")],
    "no sets at all": [("sets: 2", "sets: 0")],
    "a number of 1,500 digits": [("sets: 2", "sets: " + "9" * 1500)],
    "an unknown key": [("    hold: 10 s", "    hold: 10 s\n    music: loud")],
    "a misspelt key": [("    hold: 10 s", "    hodl: 10 s")],
    "a missing key": [("    hold: 10 s\n", "")],
    "a missing part": [("pain: {undo: 60 s, silence: 60 s}\n", "")],
    "text where a list belongs": [("rungs: [lift-1, lift-2]", "rungs: lift-1")],
    "text where a table belongs": [("pain: {undo: 60 s, silence: 60 s}", "pain: strict")],
    "a list where a value belongs": [("hold: 10 s", "hold: [10 s]")],
    "a key without a value": [("hold: 10 s", "hold:")],
    "an unknown position": [("position: face-down", "position: facedown")],
    "an unknown format": [("format: 1", "format: 2")],
    "a ladder naming a missing exercise": [("rungs: [lift-1, lift-2]", "rungs: [lift-1, lift-3]")],
    "a rung on two ladders": [
        ("rungs: [lift-1, lift-2]}", "rungs: [lift-1, lift-2]}\n  - {id: other, rungs: [lift-2, roll]}")
    ],
    "a ladder of one rung": [
        ("rungs: [lift-1, lift-2]", "rungs: [lift-1]"),
        ("introductions_at_most: 1 min", "introductions_at_most: 2 min"),
    ],
    "weights for a missing exercise": [("exercises: [roll]", "exercises: [rol]")],
    "a goal below the start": [
        ("start_sets: 1", "start_sets: 2"),
        ("length_at_start: {least: 2 min, most: 6 min}", "length_at_start: {least: 2 min, most: 9 min}"),
        ("goal: {sets: 2", "goal: {sets: 1"),
        ("length_at_goal: {least: 5 min", "length_at_goal: {least: 2 min"),
    ],
    "the same id twice": [
        ("- {id: faint, call: emergency}", "- {id: faint, call: stop}\n  - {id: faint, call: stop}")
    ],
    "an exercise given twice": [("- id: lift-2", "- id: lift-1")],
    "a ladder with a blank in its id": [("{id: lift, rungs", "{id: lift up, rungs")],
    "a question asked twice": [("screening: [floor]", "screening: [floor, floor]")],
    "a length from long to short": [("{least: 2 min, most: 6 min}", "{least: 3 min, most: 2 min}")],
    "a first session shorter than promised": [("{least: 2 min, most: 6 min}", "{least: 5 min, most: 6 min}")],
    "pain that withholds before it is no ease": [("no_ease_from: 1", "no_ease_from: 5")],
    "a language given twice": [("languages: [en]", "languages: [en, en]")],
    "an id in capitals": [("strengthens: [hips]", "strengthens: [Hips]")],
    "fewer sessions at most than at least": [("{least: 2, most: 5}", "{least: 5, most: 2}")],
    "more sessions than days": [("{least: 2, most: 5}", "{least: 2, most: 8}")],
    "a pace faster than the tempo": [("[1.0, 2.0]", "[0.5, 1.0]")],
    "paces that do not begin at 1.0": [("[1.0, 2.0]", "[1.5, 2.0]")],
    "paces that do not ascend": [("[1.0, 2.0]", "[1.0, 2.0, 2.0]")],
    "a longer rest that is shorter": [("[60 s, 90 s]", "[90 s, 60 s]")],
    "a get-ready as long as the rest": [("get_ready: 5 s", "get_ready: 30 s")],
    "introductions longer than promised": [("introductions_at_most: 1 min", "introductions_at_most: 40 s")],
    "a session longer than promised": [("{least: 5 min, most: 12 min}", "{least: 5 min, most: 6 min}")],
    "sides without time to change": [("    change_side: 15 s\n", "")],
    "time to change without sides": [
        ("    position: face-down\n", "    position: face-down\n    change_side: 5 s\n")
    ],
    "a hold left out of the phases": [("[{phase: lift}, {phase: hold}, ", "[{phase: lift}, ")],
    "a hold with a second length": [("{phase: hold}", "{phase: hold, duration: 5 s}")],
    "a decision naming a value that does not exist": [("exercises.roll.goal.rep", "exercises.roll.goal.ref")],
    "a decision naming words that do not exist": [("words.session.rest", "words.session.nap")],
    "a decision with a number given before": [
        ("cert:", "  - {number: 1, gap: a, decision: b, why: c, values: [screening]}\ncert:")
    ],
    "an override nobody can make": [("override: repetitions", "override: sets")],
    "a CERT line of its own": [("16b: a", "16c: a")],
    "an angle without a unit": [(BACK, f"{BACK}    amplitude: {{trunk_most: 14}}\n")],
    "a trunk that rises least more than most": [
        (BACK, f"{BACK}    amplitude: {{trunk_least: 15 deg, trunk_most: 14 deg}}\n")
    ],
    "an angle beyond a right one": [(BACK, f"{BACK}    amplitude: {{trunk_most: 91 deg}}\n")],
    "a height in degrees": [(BACK, f"{BACK}    amplitude: {{hand_at_most: 40 deg}}\n")],
    "eyes on the sky": [(BACK, f"{BACK}    amplitude: {{eyes_at_most: sky}}\n")],
    "a misspelt amplitude": [(BACK, f"{BACK}    amplitude: {{spine_most: 25 deg}}\n")],
    "a pose that is a list": [("{phase: hold}", "{phase: hold, pose: [up]}")],
    "poses on the way without brackets": [("duration: 4 s}", "duration: 4 s, pose: up, by: half}")],
    "effort that is easy and hard": [("effort_at_least: 7", "effort_at_least: 3")],
    "away too long before away long": [("fewer_after: 14 days", "fewer_after: 42 days")],
    "a language without words": [("languages: [en]", "languages: [en, de]")],
    "a language that is a path": [("languages: [en]", "languages: [en, ../../etc]")],
    "a question nobody asks": [("screening: [floor]", "screening: []")],
    "a red flag without words": [("call: emergency}", "call: emergency}\n  - {id: fall, call: doctor}")],
    "a tab as indentation": [("    hold: 10 s", "\thold: 10 s")],
    "the same key twice": [("    hold: 10 s", "    hold: 10 s\n    hold: 5 s")],
    "an alias": [("    hold: 10 s", "    hold: *long")],
    "an anchor": [("    hold: 10 s", "    hold: &long 10 s")],
    "a tag": [("    hold: 10 s", "    hold: !!int 10")],
    "a merge key": [("    hold: 10 s", "    <<: {hold: 10 s}")],
    "a quote that is never closed": [("    hold: 10 s", '    hold: "10 s')],
    "a colon too many": [("    hold: 10 s", "    hold: 10: s")],
    "a second document": [("ladders:", "---\nladders:")],
    "a control character": [("    hold: 10 s", "    hold: 10 s\x07")],
}
WORDS_SLIPS: Slips = {
    "a cue that is not there": [("lift: Lift slowly., ", "")],
    "a cue without words": [("lift: Lift slowly.", "lift: ")],
    "a cue of blanks": [("lift: Lift slowly.", 'lift: " "')],
    "a cue too long for 2 s": [("hold: Hold., lower: Lower slowly.", "hold: Hold., lower: Lower it slowly.")],
    "a cue too long for 4 s": [("lift: Lift slowly.", "lift: Lift it up so very slowly.")],
    "a cue too long for its hold": [
        ("hold: Hold.", "hold: Hold on now and press your buttocks together well.")
    ],
    "a cue in one piece too long": [("      lift: Lift slowly.", "      lift: Lift it slowly.")],
    "a way in one piece that lacks a cue": [("      lift: Lift slowly.\n", "")],
    "a cue for the pause": [("hold: Hold long.", "hold: Hold long., pause: Now.")],
    "an instruction of 46 words": [("instruction: Lie on your right side.", "instruction: " + "now " * 46)],
    "a sign no voice can say": [("preparation: Lie down.", "preparation: Lie down → now.")],
    "a line break in speech": [("preparation: Lie down.", "preparation: |\n    Lie down.\n    Now.")],
    "a mark nothing fills in": [("Set {set} of {sets}.", "Set {set} of {sets}{all}.")],
    "a mark where none is filled in": [("paused: Paused.", "paused: Paused {set}.")],
    "a mark left out": [("rest: Rest. {length}.", "rest: Rest.")],
    "half a mark": [("paused: Paused.", "paused: Paused }.")],
    "too few numbers": [(", sixteen", "")],
    "a length of rest without words": [("  90 s: one and a half minutes\n", "")],
    "words for a length nobody rests": [("  90 s: one", "  120 s: two minutes\n  90 s: one")],
    "words for an exercise that is not there": [("  lift-2:", "  lift-3:")],
    "words for a muscle nobody strengthens": [("  back: back", "  back: back\n  legs: legs")],
    "no names of the sides": [("    sides: {left: Left, right: Right}\n", "")],
    "the name of one side": [("sides: {left: Left, right: Right}", "sides: {left: Left}")],
    "sides for an exercise without": [("    in_one_piece:", "    sides: {left: Left}\n    in_one_piece:")],
    "the wrong language": [("language: en", "language: de")],
    "a misspelt part": [("paused: Paused.", "pausd: Paused.")],
}


def told_of_all() -> dict[str, list[str]]:
    """What the reader says of each slip now."""
    from programmes.small_programme import WORDS, edited, told

    of_numbers = {name: told(edited(*edits)) for name, edits in PROGRAMME_SLIPS.items()}
    of_words = {name: told(edited(*edits, file=WORDS)) for name, edits in WORDS_SLIPS.items()}
    return of_numbers | of_words


def written() -> dict[str, list[str]]:
    """What told.txt says of each slip."""
    blocks = TOLD.read_text(encoding="utf-8").strip().split("\n\n")
    return {name.removeprefix("# "): lines for name, *lines in (block.split("\n") for block in blocks)}


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    text = "\n\n".join("\n".join((f"# {name}", *lines)) for name, lines in told_of_all().items())
    TOLD.write_text(text + "\n", encoding="utf-8")
