"""Strategies for valid session records, notes and histories, to be shared by every room's properties."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import strategies as st

from strongback.programme.nouns import Programme
from strongback.record import nouns
from strongback.record.history import history_of
from strongback.record.nouns import AnyEvent, AnyNote, Entry, History, Instant, SessionRecord

ratings = st.none() | st.integers(0, 10)
free_texts = st.text(max_size=40)
sides = st.none() | st.sampled_from(["left", "right"])
small = st.integers(1, 16)
longer_rests = st.sampled_from([60_000, 90_000, 120_000])


@st.composite
def instants(draw: st.DrawFn) -> Instant:
    """A moment in 2026, written with some offset."""
    offset = timezone(timedelta(minutes=draw(st.sampled_from([-720, -300, 0, 60, 330, 840]))))
    seconds = draw(st.integers(0, 300 * 86_400))
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    return Instant(moment.astimezone(offset).isoformat())


@st.composite
def _middle_events(draw: st.DrawFn, at_ms: int, ids: Sequence[str]) -> AnyEvent:
    """One event between `started` and the end."""
    exercise = draw(st.sampled_from(ids))
    return draw(
        st.one_of(
            st.builds(
                nouns.RepetitionDone,
                at_ms=st.just(at_ms),
                exercise=st.just(exercise),
                set=small,
                repetition=small,
                side=sides,
                held_ms=st.integers(0, 20_000),
            ),
            st.builds(nouns.RepetitionMissed, st.just(at_ms), st.just(exercise), small, small, sides),
            st.builds(nouns.RestLengthened, st.just(at_ms), st.just(exercise), small, longer_rests),
            st.builds(nouns.RestEnded, st.just(at_ms), st.just(exercise), small),
            st.builds(nouns.Paused, st.just(at_ms)),
            st.builds(nouns.Resumed, st.just(at_ms)),
            st.builds(nouns.ExerciseSkipped, st.just(at_ms), st.just(exercise)),
            st.builds(
                nouns.PainReported,
                st.just(at_ms),
                st.none() | st.just(exercise),
                ratings,
                st.none() | free_texts,
            ),
            st.builds(nouns.RedFlagSeen, st.just(at_ms), free_texts),
        )
    )


@st.composite
def records(draw: st.DrawFn, programme: Programme, *, ended: bool = True) -> SessionRecord:
    """A session record of any events a reader accepts; `ended=False` gives a draft."""
    ids = [exercise.id for exercise in programme.exercises]
    times = sorted(draw(st.lists(st.integers(0, 4_000_000), max_size=8)))
    last = times[-1] if times else 0
    events: list[AnyEvent] = [nouns.Started(0), *(draw(_middle_events(at_ms, ids)) for at_ms in times)]
    if ended:
        because = st.sampled_from(["pain", "red_flag", "chosen", "no_answer", "lost"])
        events.append(
            draw(st.builds(nouns.Finished, st.just(last)) | st.builds(nouns.Stopped, st.just(last), because))
        )
        for exercise in draw(st.lists(st.sampled_from(ids), max_size=3)):
            two_more = draw(st.none() | st.booleans())
            events.append(nouns.Rated(last + 1_000, exercise, draw(ratings), two_more))
    return SessionRecord(
        id=str(draw(st.uuids())),
        programme=programme.id,
        edition=programme.edition,
        script=draw(st.text("0123456789abcdef", min_size=64, max_size=64)),
        started_at=draw(instants()),
        events=tuple(events),
    )


@st.composite
def overrides(draw: st.DrawFn, programme: Programme) -> nouns.Override:
    """An override of one or more values."""
    optional = {
        "per_side": st.booleans(),
        "repetitions": st.integers(1, 60),
        "max_sets": st.integers(1, 10),
        "leave_out": st.booleans(),
        "in_one_piece": st.booleans(),
    }
    changes = draw(st.lists(st.sampled_from(sorted(optional)), min_size=1, unique=True))
    exercise = draw(st.sampled_from([exercise.id for exercise in programme.exercises]))
    return nouns.Override(
        at=draw(instants()), exercise=exercise, **{name: draw(optional[name]) for name in changes}
    )


def notes(programme: Programme) -> st.SearchStrategy[AnyNote]:
    """Any note a reader accepts."""
    ids = [exercise.id for exercise in programme.exercises]
    exercise, at = st.sampled_from(ids), instants()
    offer = (
        st.integers(1, 3).map("sets {}".format)
        | exercise.map("rung {}".format)
        | st.integers(1, 8).map(lambda n: f"load_g {250 * n}")
    )
    answers = st.dictionaries(st.sampled_from(programme.screening), st.none() | st.booleans())
    return st.one_of(
        st.builds(nouns.Screened, at, answers),
        st.builds(nouns.Cleared, at, free_texts),
        st.builds(nouns.Consulted, at, st.none() | exercise),
        st.builds(nouns.OfferAccepted, at, exercise, offer),
        st.builds(nouns.OfferDeclined, at, exercise, offer),
        st.builds(nouns.DayAfter, at, ratings),
        st.builds(nouns.WeightsConsented, at, free_texts),
        overrides(programme),
    )


def entries(programme: Programme) -> st.SearchStrategy[Entry]:
    """A session record or a note."""
    return records(programme) | notes(programme)


def histories(programme: Programme, max_size: int = 8) -> st.SearchStrategy[History]:
    """A history in any order of lines, each fact once."""
    return st.lists(
        entries(programme), max_size=max_size, unique_by=lambda e: getattr(e, "id", None) or repr(e)
    ).map(history_of)
