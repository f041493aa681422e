"""What happened: events, session records and notes, each a fact in the past tense that is never edited.

The wire names are those of the history format; `0` is an answer, `None` is silence. What a value may
be stands here once, in its type: the reader checks it, its problems and the JSON Schema quote it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from strongback.programme.nouns import Side

_END = r"(?![\s\S])"  # the end of the text; `$` would let a line break follow
_HEX = "[0-9a-fA-F]"

Id = Annotated[str, Meta(pattern=f"^{_HEX}{{8}}(-{_HEX}{{4}}){{3}}-{_HEX}{{12}}{_END}", description="a UUID")]
Digest = Annotated[
    str, Meta(pattern=f"^[0-9a-f]{{64}}{_END}", description="64 hexadecimal digits in lower case")
]
Edition = Annotated[int, Meta(ge=1, le=1_000_000, description="a whole number, 1 or more")]
AtMs = Annotated[int, Meta(ge=0, le=86_400_000, description="milliseconds from 0 to 86400000")]
LengthMs = Annotated[int, Meta(ge=1, le=86_400_000, description="milliseconds from 1 to 86400000")]
Number = Annotated[int, Meta(ge=1, le=1_000, description="a whole number from 1 to 1000")]
Rating = Annotated[int, Meta(ge=0, le=10, description="a whole number from 0 to 10")]
Repetitions = Annotated[int, Meta(ge=1, le=60, description="a whole number from 1 to 60")]
MaxSets = Annotated[int, Meta(ge=1, le=10, description="a whole number from 1 to 10")]
Name = Annotated[str, Meta(max_length=200, description="text of at most 200 characters")]
FreeText = Annotated[str, Meta(max_length=500, description="text of at most 500 characters")]
Question = Annotated[
    str, Meta(pattern=f"^[a-z][a-z0-9_]{{0,63}}{_END}", description="a name like recent_fracture")
]
OfferText = Annotated[
    str,
    Meta(
        pattern=f"^(sets [1-9][0-9]{{0,2}}|rung [a-z0-9-]{{1,100}}|load_g [1-9][0-9]{{0,5}}){_END}",
        description="`sets N`, `rung ID` or `load_g N`",
    ),
]

StopReason = Literal["pain", "red_flag", "chosen", "no_answer", "lost"]


class Instant:
    """A moment as somebody wrote it: `text` keeps the written offset, `day` is the local date in it."""

    __slots__ = ("at", "day", "text")

    def __init__(self, text: str) -> None:
        """Read ISO 8601 with an offset, in the years 1900 to 2999. Raises ValueError when it is not one."""
        at = datetime.fromisoformat(text)
        if at.tzinfo is None:
            raise ValueError(f"`{text}` has no offset; write it like 2026-11-22T09:30:00+01:00")
        if not 1900 <= at.year < 3000:  # so that days can be added to it anywhere without overflow
            raise ValueError(f"`{text}` is outside the years 1900 to 2999")
        self.text = text
        self.at = at
        self.day: date = at.date()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Instant) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"Instant({self.text!r})"


class Event(Struct, frozen=True, gc=False, forbid_unknown_fields=True, tag_field="event"):
    """One fact of a sitting, `at_ms` milliseconds after its start."""

    at_ms: AtMs


class Started(Event, frozen=True, gc=False, tag="started"):
    """The performance began."""


class RepetitionDone(Event, frozen=True, gc=False, kw_only=True, tag="repetition_done"):
    """A repetition was performed; `held_ms` is how long it was held."""

    exercise: Name
    set: Number
    repetition: Number
    side: Side | None = None
    held_ms: AtMs


class RepetitionMissed(Event, frozen=True, gc=False, tag="repetition_missed"):
    """A repetition was prescribed and not managed."""

    exercise: Name
    set: Number
    repetition: Number
    side: Side | None = None


class RestLengthened(Event, frozen=True, gc=False, tag="rest_lengthened"):
    """The person asked for more rest after a set, `to_ms` in all."""

    exercise: Name
    set: Number
    to_ms: LengthMs


class RestEnded(Event, frozen=True, gc=False, tag="rest_ended"):
    """The rest after a set was over."""

    exercise: Name
    set: Number


class Paused(Event, frozen=True, gc=False, tag="paused"):
    """The person paused the session."""


class Resumed(Event, frozen=True, gc=False, tag="resumed"):
    """The person went on."""


class ExerciseSkipped(Event, frozen=True, gc=False, tag="exercise_skipped"):
    """The person left out an exercise, or the rest of it."""

    exercise: Name


class PainReported(Event, frozen=True, gc=False, tag="pain_reported"):
    """The person said it hurts. In the preparation `exercise` is None."""

    exercise: Name | None = None
    severity: Rating | None = None
    where: FreeText | None = None


class RedFlagSeen(Event, frozen=True, gc=False, tag="red_flag"):
    """The person named a sign that needs a professional."""

    which: Name


class Rated(Event, frozen=True, gc=False, tag="rated"):
    """The person's answers about one exercise."""

    exercise: Name
    effort: Rating | None = None
    two_more: bool | None = None


class Stopped(Event, frozen=True, gc=False, tag="stopped"):
    """The performance ended early."""

    because: StopReason


class Finished(Event, frozen=True, gc=False, tag="finished"):
    """The performance ended as planned."""


AnyEvent = (
    Started
    | RepetitionDone
    | RepetitionMissed
    | RestLengthened
    | RestEnded
    | Paused
    | Resumed
    | ExerciseSkipped
    | PainReported
    | RedFlagSeen
    | Rated
    | Stopped
    | Finished
)


class SessionRecord(Struct, frozen=True, forbid_unknown_fields=True, tag_field="record", tag=1):
    """The events of one sitting, judged by the edition of the programme it names."""

    id: Id
    programme: Name
    edition: Edition
    script: Digest
    started_at: Instant
    events: tuple[AnyEvent, ...]


class Note(Struct, frozen=True, forbid_unknown_fields=True, tag_field="note"):
    """One fact outside a sitting."""

    at: Instant


class Screened(Note, frozen=True, tag="screened"):
    """Our own questions were answered; None is a question left unanswered."""

    answers: dict[Question, bool | None]


class Cleared(Note, frozen=True, tag="cleared"):
    """A professional was asked and said yes."""

    by: FreeText


class Consulted(Note, frozen=True, tag="consulted"):
    """A professional was spoken to about one exercise, or (None) about everything."""

    about: Name | None = None


class OfferAccepted(Note, frozen=True, tag="offer_accepted"):
    """A step up was accepted."""

    exercise: Name
    offer: OfferText


class OfferDeclined(Note, frozen=True, tag="offer_declined"):
    """A step up was declined for now."""

    exercise: Name
    offer: OfferText


class DayAfter(Note, frozen=True, tag="day_after"):
    """Pain since the last session, 0–10."""

    pain: Rating | None = None


class WeightsConsented(Note, frozen=True, tag="weights_consented"):
    """A professional agreed to light weights."""

    by: FreeText


class Override(Note, frozen=True, tag="override", omit_defaults=True):
    """A clinician's change for one exercise; one or more of the optional fields."""

    exercise: Name
    per_side: bool | None = None
    repetitions: Repetitions | None = None
    max_sets: MaxSets | None = None
    leave_out: bool | None = None
    in_one_piece: bool | None = None


AnyNote = (
    Screened | Cleared | Consulted | OfferAccepted | OfferDeclined | DayAfter | WeightsConsented | Override
)
Entry = SessionRecord | AnyNote


class History(Struct, frozen=True):
    """All records and notes of one person, in the order of their lines; each fact once."""

    entries: tuple[Entry, ...] = ()
