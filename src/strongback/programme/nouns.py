"""What is prescribed: the nouns of a programme. Durations are whole milliseconds, loads whole grams."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NewType

from msgspec import Struct

Milliseconds = NewType("Milliseconds", int)
"""In a programme file a duration is written with its unit: `10 s`, `1.5 s`, `30 min`."""
Grams = NewType("Grams", int)
"""In a programme file a load is written with its unit: `250 g`."""
Degrees = NewType("Degrees", int)
"""In a programme file an angle is written `14 deg`."""
Centimetres = NewType("Centimetres", int)
"""In a programme file a height is written `40 cm`."""
Days = NewType("Days", int)
"""In a programme file a number of days is written `14 days`."""

Side = Literal["left", "right"]
PhaseKind = Literal["lift", "hold", "lower", "pause"]
Position = Literal["back", "face-down", "side", "chair"]
Call = Literal["emergency", "doctor", "stop"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where the programme comes from, so that credit is given and claims can be looked up."""

    title: str
    author: str
    form: str
    licence: str


@dataclass(frozen=True, slots=True)
class Frequency:
    """Sessions a week: at least, at most."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Range:
    """A length from `least_ms` to `most_ms`, both included."""

    least_ms: Milliseconds
    most_ms: Milliseconds


@dataclass(frozen=True, slots=True)
class SessionTimes:
    """The parts of a session that belong to no exercise."""

    length_at_start: Range
    length_at_goal: Range
    preparation_ms: Milliseconds
    first_preparation_ms: Milliseconds
    closing_ms: Milliseconds
    change_over_ms: Milliseconds
    change_over_to_chair_ms: Milliseconds
    get_ready_ms: Milliseconds
    introductions_at_most_ms: Milliseconds
    ask_after_ms: Milliseconds
    asleep_after_ms: Milliseconds
    breathe_from_ms: Milliseconds


@dataclass(frozen=True, slots=True)
class Tempo:
    """How long the parts of a repetition last at pace 1.0, unless a phase says otherwise."""

    lift_ms: Milliseconds
    lower_ms: Milliseconds
    pause_ms: Milliseconds


@dataclass(frozen=True, slots=True)
class RestRules:
    """The rest between sets and the longer ones a person may ask for, shortest first."""

    between_sets_ms: Milliseconds
    longer_ms: tuple[Milliseconds, ...]


@dataclass(frozen=True, slots=True)
class Ease:
    """What counts as done with ease (decision 8) and how many sessions of it earn a step (decision 6)."""

    sessions: int
    effort_at_most: int


@dataclass(frozen=True, slots=True)
class Hard:
    """What counts as hard work, and in how many sessions in a row it takes a set away."""

    sessions: int
    effort_at_least: int


@dataclass(frozen=True, slots=True)
class Away:
    """After how many days without an exercise its dose shrinks, and after how many it starts again."""

    fewer_after_days: Days
    again_after_days: Days


@dataclass(frozen=True, slots=True)
class DayAfter:
    """Pain the day after: from `no_ease_from` it is no ease, from `withheld_from` sessions are withheld."""

    no_ease_from: int
    withheld_from: int


@dataclass(frozen=True, slots=True)
class LoadRules:
    """Weights after the goal: the step, and the exercises that may carry them."""

    step_g: Grams
    exercises: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Progression:
    """The numbers behind every rule about what the next session brings."""

    start_sets: int
    offers_at_most: int
    new_for_sessions: int
    sessions_a_day: int
    day_used_from_percent: int
    week_days: Days
    ease: Ease
    hard: Hard
    away: Away
    day_after: DayAfter
    load: LoadRules


@dataclass(frozen=True, slots=True)
class PainRules:
    """How long a mis-press can be undone, and how long silence may last before it counts as yes."""

    undo_ms: Milliseconds
    silence_ms: Milliseconds


@dataclass(frozen=True, slots=True)
class RedFlag:
    """A sign that ends the session and sends to a professional: whom to call."""

    id: str
    call: Call


@dataclass(frozen=True, slots=True)
class Phase:
    """One part of a repetition. `duration_ms` None: the tempo's length, or the exercise's hold.

    `pose` is the one it moves to, or stays in, `by` those it passes on the way, `in_one_piece` those instead
    when the back does not roll; all are names in poses.yaml.
    """

    phase: PhaseKind
    duration_ms: Milliseconds | None = None
    pose: str | None = None
    by: tuple[str, ...] = ()
    in_one_piece: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """The dose the sheet names as its goal. With two sides, repetitions are counted across both."""

    sets: int
    repetitions: int


class Dose(Struct, frozen=True):
    """How much of one exercise. `repetitions` are in a set across both sides, or on each with `per_side`."""

    exercise: str
    sets: int
    repetitions: int
    per_side: bool
    hold_ms: int
    rest_ms: int
    load_g: int
    in_one_piece: bool = False


@dataclass(frozen=True, slots=True)
class Amplitude:
    """How far the figure of an exercise goes, so that nobody is shown more than is asked of them.

    `trunk_*` is how much steeper the line from hips to shoulders gets, `spine_at_most` the backward bend of
    the whole back, `neck_at_most` that of neck and head, `hand_at_most` how high the hand gets above the
    floor, `eyes_at_most` how far from straight down they look.
    """

    trunk_least_deg: Degrees | None = None
    trunk_most_deg: Degrees | None = None
    spine_at_most_deg: Degrees | None = None
    neck_at_most_deg: Degrees | None = None
    hand_at_most_cm: Centimetres | None = None
    eyes_at_most_deg: Degrees | None = None


@dataclass(frozen=True, slots=True)
class Exercise:
    """One named movement. `sides` is empty, or the two sides in the order the first set uses them."""

    id: str
    position: Position
    goal: Goal
    hold_ms: Milliseconds
    introduction_ms: Milliseconds
    strengthens: tuple[str, ...]
    phases: tuple[Phase, ...]
    sides: tuple[Side, ...] = ()
    change_side_ms: Milliseconds | None = None
    amplitude: Amplitude | None = None


@dataclass(frozen=True, slots=True)
class Ladder:
    """Exercises of which one at a time is done, easiest first."""

    id: str
    rungs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """One numbered answer to a gap of the sheet. `values` are paths into this programme or its words."""

    number: int
    gap: str
    decision: str
    why: str
    values: tuple[str, ...]
    override: str | None = None


@dataclass(frozen=True, slots=True)
class ExerciseWords:
    """What is said and shown of one exercise in one language.

    `instruction` is for the side a session begins with, `other_side` the same for the other one.
    """

    name: str
    position: str
    action: str
    instruction: str
    introduction: str
    cues: Mapping[str, str]
    other_side: str | None = None
    in_one_piece: Mapping[str, str] | None = None
    sides: Mapping[str, str] | None = None
    change_side: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class SessionWords:
    """What is said between the exercises. `{…}` marks are filled by the script."""

    preparation: str
    first_preparation: str
    way_down: str
    way_up: str
    turn: str
    get_ready: str
    set_of: str
    first_of: str
    rest: str
    same_side: str
    keep_breathing: str
    load: str
    no_load: str
    closing: str


@dataclass(frozen=True, slots=True)
class AsideWords:
    """What may be said out of turn."""

    pain: str
    red_flag: str
    mistake: str
    paused: str
    go_on: str
    more_rest: str
    no_more_rest: str
    skipped: str
    all_right: str
    finished_early: str


@dataclass(frozen=True, slots=True)
class Words:
    """Everything said or shown in one language."""

    language: str
    title: str
    numbers: tuple[str, ...]
    lengths: Mapping[str, str]
    session: SessionWords
    asides: AsideWords
    strengthens: Mapping[str, str]
    screening: Mapping[str, str]
    red_flags: Mapping[str, str]
    exercises: Mapping[str, ExerciseWords]


@dataclass(frozen=True, slots=True)
class Programme:
    """The authored whole: exercises, order, doses, rules. `words` by language code."""

    format: int
    id: str
    edition: int
    title: str
    languages: tuple[str, ...]
    source: Source
    frequency: Frequency
    session: SessionTimes
    tempo: Tempo
    paces: tuple[float, ...]
    rest: RestRules
    progression: Progression
    pain: PainRules
    screening: tuple[str, ...]
    red_flags: tuple[RedFlag, ...]
    exercises: tuple[Exercise, ...]
    ladders: tuple[Ladder, ...]
    decisions: tuple[Decision, ...]
    cert: Mapping[str, str]
    words: Mapping[str, Words]
