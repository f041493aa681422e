"""Several write at the same moment, and nothing is lost, doubled or passed over, whichever store it is."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connections, transaction
from django.test import Client
from msgspec import structs

from people import Day
from strongback import library, progress
from strongback.record.history import history_of
from strongback.record.nouns import Cleared, Consulted, Instant, RepetitionDone, SessionRecord
from strongback.record.writer import write_entry
from webstore import House, draft_of, ended_of, entries, house, models, standings

__all__ = ["house"]

T = TypeVar("T")


def at_once(*works: Callable[[], T]) -> list[T]:
    """What they give, each in a thread and a connection of its own, all begun at the same moment."""
    gate = threading.Barrier(len(works))

    def run(work: Callable[[], T]) -> T:
        gate.wait()
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return [begun.result() for begun in [pool.submit(run, work) for work in works]]


def sends(house: House, person: models.Person, to: str, record: SessionRecord) -> Callable[[], int]:
    """A device of its own that sends a record or draft; gives the status of the answer."""
    address, line = house.address(person, f"{to}/"), write_entry(record)
    return lambda: Client().post(address, line, content_type="application/json").status_code


def held_longer(record: SessionRecord, by_ms: int) -> SessionRecord:
    """The same session, but for one repetition."""
    events = list(record.events)
    place = next(n for n, event in enumerate(events) if isinstance(event, RepetitionDone))
    events[place] = structs.replace(events[place], held_ms=events[place].held_ms + by_ms)
    return structs.replace(record, events=tuple(events))


def test_one_record_sent_eight_times_at_once_is_kept_once(house: House) -> None:
    anna = house.person()
    record = house.perform(anna)
    answers = at_once(*[sends(house, anna, "record", record)] * 8)
    assert sorted(answers) == [200] * 7 + [201]
    assert models.Entry.objects.get(kind="record").body == write_entry(record).decode()


def test_of_eight_tales_of_one_session_the_first_stands_and_the_others_are_refused(house: House) -> None:
    anna = house.person()
    record = house.perform(anna)
    tales = [held_longer(record, by_ms) for by_ms in range(8)]
    answers = at_once(*[sends(house, anna, "record", tale) for tale in tales])
    assert sorted(answers) == [201] + [409] * 7
    told = tales[answers.index(201)]
    assert models.Entry.objects.get(kind="record").body == write_entry(told).decode()


def test_of_drafts_that_overtake_each_other_the_longest_stands(house: House) -> None:
    anna = house.person()
    record = house.perform(anna)
    for _ in range(4):
        models.Draft.objects.all().delete()
        assert at_once(*[sends(house, anna, "draft", draft_of(record, n)) for n in (9, 3, 7, 5)]) == [204] * 4
        assert models.Draft.objects.get().body == write_entry(draft_of(record, 9)).decode()


def test_all_letters_of_a_session_at_once_come_to_the_same_record(house: House) -> None:
    for number in range(8):
        anna = house.person(f"Anna {number}")
        record = house.perform(anna)
        letters = [
            sends(house, anna, "draft", draft_of(record, 9)),
            sends(house, anna, "draft", ended_of(record)),
            sends(house, anna, "record", record),
            sends(house, anna, "record", record),
        ]
        assert set(at_once(*letters)) <= {200, 201, 204}
        assert models.Entry.objects.get(person=anna, kind="record").body == write_entry(record).decode()
        assert not models.Draft.objects.exists()


def test_a_session_that_was_closed_as_lost_takes_its_rest_from_whoever_comes_first(house: House) -> None:
    for number in range(4):
        anna = house.person(f"Anna {number}")
        record = house.perform(anna)
        entries.keep(anna, entries.stopped(draft_of(record, 9), "lost"))
        answers = at_once(*[sends(house, anna, "record", record)] * 4)
        assert set(answers) <= {200, 201}
        assert 201 in answers
        assert models.Entry.objects.get(person=anna, kind="record").body == write_entry(record).decode()


def test_one_history_taken_in_twice_at_once_is_there_once(house: House) -> None:
    anna = house.person(cleared=False)
    facts = [Cleared(at=Instant(f"2026-11-{day:02d}T09:00:00+01:00"), by="me") for day in range(1, 16)]
    backwards = facts[::-1]  # who locks in the order of the rows would wait for each other for ever
    new = at_once(lambda: entries.keep_all(anna, facts), lambda: entries.keep_all(anna, backwards))
    assert sorted(new) == [0, 15]
    assert models.Entry.objects.count() == 15


def test_a_script_that_two_pages_hand_out_at_once_is_kept_once(house: House) -> None:
    anna = house.person()
    for _ in range(4):
        models.ScriptHanded.objects.all().delete()
        pages = [lambda: Client().get(house.address(anna, "session/")).status_code] * 4
        assert at_once(*pages) == [200] * 4
        assert models.ScriptHanded.objects.count() == 1


def test_pain_that_is_committed_after_a_later_note_is_not_passed_over(house: House) -> None:
    """Its row has the lower id: a fold that has seen the note must still come to see the pain."""
    anna = house.person()
    programme, on = library.load(), house.now.date()
    hurt = house.perform(anna, Day(pain="pelvic-tilt"))
    note = Consulted(at=Instant(house.now.replace(hour=6).isoformat()), about="head-press")
    written, seen = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            entries.keep(anna, hurt)
            written.set()
            seen.wait(1)  # where the other waits for us it cannot be seen before

    def quick() -> None:
        written.wait(20)
        entries.note(anna, note)
        standings.progress_of(anna, programme, on)
        seen.set()

    at_once(slow, quick)
    plan = progress.plan_from(standings.progress_of(anna, programme, on), programme, on)
    everything = history_of(list(entries.read(models.Entry.objects.order_by("id"))))
    assert plan == progress.plan(programme, everything, on)
    assert plan.clearance.verdict == "withheld"


def test_a_fact_is_seen_only_together_with_those_that_have_lower_ids(house: House) -> None:
    anna = house.person(cleared=False)
    first, second = (Cleared(at=Instant(f"2026-11-1{n}T09:00:00+01:00"), by="me") for n in (0, 1))
    written, seen = threading.Event(), []

    def slow() -> None:
        with transaction.atomic():
            entries.note(anna, first)
            written.set()
            threading.Event().wait(0.3)

    def quick() -> None:
        written.wait(20)
        entries.note(anna, second)
        seen.extend(models.Entry.objects.order_by("id").values_list("at", flat=True))

    at_once(slow, quick)
    assert seen == [first.at.text, second.at.text]
