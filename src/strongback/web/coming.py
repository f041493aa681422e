"""What a person's day brings, gathered for the page: the plan, the week, the question, what lies open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import QueryDict

from strongback import library, progress
from strongback.programme.nouns import Programme, Words
from strongback.programme.timing import exercise_of
from strongback.progress import Progress, SessionPlan
from strongback.progress.fold import standing_now
from strongback.progress.shortened import TEN_MINUTES_MS, Shortened
from strongback.progress.sitting import Sitting
from strongback.record.nouns import DayAfter, Instant, Override, RedFlagSeen, SessionRecord
from strongback.web import entries, models, say, standings
from strongback.web.shortening import Wish, shortened, wish_of

FORGOTTEN_AFTER_MS = 2 * 60 * 60 * 1000
"""A draft not heard of for so long was lost."""
HURT_AFTER_MS = 2 * 60 * 1000
"""Pain not taken back for so long stands: the player gives a minute for that."""
_LETTERS = "MTWTFSS"


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the week as shown: its letter, its name, and whether a session was done."""

    letter: str
    name: str
    done: bool
    now: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One exercise of today as shown."""

    id: str
    name: str
    strengthens: str
    dose: str
    because: str
    new: bool
    in_one_piece: bool


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One exercise of the day that is not done today, as shown: what it is, and why."""

    name: str
    because: str


@dataclass(frozen=True, slots=True)
class OpenOffer:
    """An offer as shown: what it is, and why."""

    exercise: str
    offer: str
    name: str
    what: str
    because: str


@dataclass(frozen=True, slots=True)
class Coming:
    """Everything Today shows.

    `plan` is the whole day; `rows` are what is done of it, `left` what is not, `wish` why that is so.
    `offers_ten` says that ten minutes would make it shorter, `by_time` that they did. `names` are all its
    exercises by id.
    """

    plan: SessionPlan
    wish: Wish
    names: Mapping[str, str]
    length: str
    outline: str
    week: tuple[Day, ...]
    done_this_week: int
    rows: tuple[Row, ...]
    left: tuple[LeftOut, ...]
    offers_ten: bool
    by_time: bool
    offers: tuple[OpenOffer, ...]
    locked: Mapping[str, str]
    ask_about_pain: bool
    unfinished: SessionRecord | None
    unrated: SessionRecord | None
    urgent: bool
    health_again: bool


def coming(person: models.Person, now: datetime, query: QueryDict) -> Coming:
    """Gather it, shorter where the address wishes so.

    Sessions that ended, were lost or hurt are made history on the way.
    """
    programme = library.load()
    words = programme.words[person.language]
    unfinished, unrated = close_drafts(person, now)
    so_far = progress_on(person, programme, now.date())
    plan = progress.plan_from(so_far, programme, now.date())
    week = _week(person, now.date())
    wish = wish_of(query, plan)
    short = shortened(person, so_far, plan, wish)
    length_ms = progress.plan_ms(programme, short.plan.exercises, person.pace)
    return Coming(
        plan=plan,
        wish=wish,
        names={one.dose.exercise: words.exercises[one.dose.exercise].name for one in plan.exercises},
        length=say.minutes(length_ms),
        outline=say.session([planned.dose for planned in short.plan.exercises]),
        week=week,
        done_this_week=sum(day.done for day in week),
        rows=tuple(_row(planned, programme, words, short) for planned in short.plan.exercises),
        left=_left(plan, words, short),
        by_time=bool(short.taken),
        offers_ten=not wish.ten and length_ms > TEN_MINUTES_MS,
        offers=() if unrated else open_offers(plan, words),  # what is said about it may change them
        locked={each: words.exercises[each].name for each in plan.locks if each is not None},
        ask_about_pain=_ask(so_far, person, now.date()),
        unfinished=unfinished,
        unrated=unrated,
        urgent=_urgent(person, programme),
        health_again=_long_away(person, programme, now.date()),
    )


def progress_on(person: models.Person, programme: Programme, on: date) -> Progress:
    """Where the person stands on that day, drafts that hurt included."""
    return standings.with_drafts(standings.progress_of(person, programme, on), programme, person)


def plan_on(person: models.Person, on: date) -> SessionPlan:
    """What that day brings."""
    programme = library.load()
    return progress.plan_from(progress_on(person, programme, on), programme, on)


def open_offers(plan: SessionPlan, words: Words) -> tuple[OpenOffer, ...]:
    """The plan's offers in words."""
    return tuple(
        OpenOffer(
            one.exercise,
            one.offer,
            words.exercises[one.exercise].name,
            say.set_name(one.offer, words),
            one.because,
        )
        for one in plan.offers
    )


def close_drafts(person: models.Person, now: datetime) -> tuple[SessionRecord | None, SessionRecord | None]:
    """Make history of what is over; give what may still go on, and what may still be asked about today."""
    at = entries.milliseconds(now)
    going_on = unrated = None
    for draft, heard in entries.drafts(person):
        if _over(draft, at - heard, now.date()):
            entries.close_draft(person, entries.stopped(draft, "lost"))
        elif entries.ended(draft):
            unrated = draft
        else:
            going_on = draft
    return going_on, unrated


def _over(draft: SessionRecord, silent_ms: int, on: date) -> bool:
    """Whether a draft is history: silent for long, or ended and hurt or of another day."""
    if entries.ended(draft) and (entries.hurt(draft) or draft.started_at.day != on):
        return True
    return silent_ms > (HURT_AFTER_MS if entries.hurt(draft) else FORGOTTEN_AFTER_MS)


def close_hurting(person: models.Person) -> None:
    """A session that reported pain becomes history now, so that a consultation can answer it."""
    for draft, _ in entries.drafts(person):
        if entries.hurt(draft):
            entries.close_draft(person, entries.stopped(draft, "pain"))


def sessions_in_week(person: models.Person, on: date) -> set[date]:
    """The local days, Monday to Sunday, on which at least one repetition was done."""
    monday = on - timedelta(days=on.weekday())
    since = datetime.combine(monday, datetime.min.time()) - timedelta(days=1)  # offsets differ by less
    mine = models.Entry.objects.filter(person=person, kind="record")
    days = {
        record.started_at.day
        for record in entries.read(mine.filter(moment_us__gte=entries.microseconds(since)))
        if isinstance(record, SessionRecord) and entries.repetitions(record)
    }
    days |= {
        draft.started_at.day
        for draft, _ in entries.drafts(person)
        if entries.ended(draft) and entries.repetitions(draft)
    }
    return {day for day in days if monday <= day < monday + timedelta(days=7)}


def last_record(person: models.Person) -> SessionRecord | None:
    """The latest session, one that hurt and is not history yet included."""
    hurting = [draft for draft, _ in entries.drafts(person) if entries.hurt(draft)]
    if hurting:
        return hurting[-1]
    mine = models.Entry.objects.filter(person=person, kind="record").order_by("-moment_us", "-id")
    return next((one for one in entries.read(mine[:1]) if isinstance(one, SessionRecord)), None)


def _urgent(person: models.Person, programme: Programme) -> bool:
    """Whether the latest session named a sign for which the emergency number is there."""
    record = last_record(person)
    calls = {flag.id: flag.call for flag in programme.red_flags}
    return record is not None and any(
        isinstance(event, RedFlagSeen) and calls.get(event.which) == "emergency" for event in record.events
    )


def _long_away(person: models.Person, programme: Programme, on: date) -> bool:
    """Whether so long has passed since the last session, and since the health questions, to ask again."""
    mine = models.Entry.objects.filter(person=person)
    if not mine.filter(kind="record").exists():
        return False
    newest = mine.filter(kind__in=("record", "screened")).latest("moment_us")
    return (on - Instant(newest.at).day).days >= programme.progression.away.again_after_days


def _week(person: models.Person, on: date) -> tuple[Day, ...]:
    monday = on - timedelta(days=on.weekday())
    done = sessions_in_week(person, on)
    days = [monday + timedelta(days=n) for n in range(7)]
    return tuple(Day(_LETTERS[n], f"{day:%A}", day in done, day == on) for n, day in enumerate(days))


def _row(planned: progress.PlannedExercise, programme: Programme, words: Words, short: Shortened) -> Row:
    dose, said = planned.dose, words.exercises[planned.dose.exercise]
    taken = short.taken.get(dose.exercise, "")
    return Row(
        id=dose.exercise,
        name=said.name,
        strengthens=say.strengthens(exercise_of(programme, dose.exercise).strengthens, words),
        dose=say.dose(dose, programme.rest.between_sets_ms),
        because=f"{taken} {planned.verdict.because}".lstrip(),
        new=planned.new,
        in_one_piece=dose.in_one_piece,
    )


def _left(plan: SessionPlan, words: Words, short: Shortened) -> tuple[LeftOut, ...]:
    return tuple(
        LeftOut(words.exercises[one.dose.exercise].name, short.left[one.dose.exercise])
        for one in plan.exercises
        if one.dose.exercise in short.left
    )


def latest(so_far: Progress) -> tuple[Sitting | None, bool]:
    """The latest sitting, and whether the question about pain after it was answered."""
    sitting, answered = None, False
    for each in so_far.open:
        if isinstance(each, Sitting):
            sitting, answered = each, False
        answered = answered or isinstance(each, DayAfter)
    return sitting, answered


def _ask(so_far: Progress, person: models.Person, on: date) -> bool:
    """Ask about pain once after each session, from the day after it."""
    last, answered = latest(so_far)
    return last is not None and not answered and last.day < on and person.passed_over != last.record.lower()


def override_of(so_far: Progress, programme: Programme, exercise: str) -> Override | None:
    """A clinician's changes to one exercise that are in force."""
    return standing_now(so_far, programme).overrides.get(exercise)
