"""What the server remembers of where somebody stands is thrown away when other rows are there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec import structs

from people import EASY, Day
from strongback import library, progress
from strongback.progress import SessionPlan
from strongback.record.history import history_of
from strongback.record.nouns import Cleared, Instant
from webstore import House, entries, house, models, standings

__all__ = ["house"]


def planned(house: House, person: models.Person) -> SessionPlan:
    """Today's plan from what is remembered, which must be that of everything kept."""
    programme, on = library.load(), house.now.date()
    plan = progress.plan_from(standings.progress_of(person, programme, on), programme, on)
    rows = models.Entry.objects.filter(person=person).order_by("moment_us", "id")
    assert plan == progress.plan(programme, history_of(list(entries.read(rows))), on)
    return plan


def test_another_fact_under_the_same_id_is_noticed(house: House) -> None:
    """As after a store was put in place of another by hand."""
    anna = house.person()
    hurt, easy = house.perform(anna, Day(pain="pelvic-tilt")), house.perform(anna, EASY)
    entries.keep(anna, easy)
    assert planned(house, anna).clearance.verdict == "rest_day"
    other = entries.row_of(anna, hurt)
    last = models.Entry.objects.filter(kind="record")
    last.update(uid=other.uid, body=other.body, at=other.at, moment_us=other.moment_us)
    assert planned(house, anna).clearance.verdict == "withheld"


def test_a_fact_that_comes_before_what_was_seen_is_noticed(house: House) -> None:
    """Its id is lower and its moment later than everything seen."""
    anna = house.person(cleared=False)
    note = Cleared(at=Instant((house.now - timedelta(hours=1)).isoformat()), by="me")
    row = entries.row_of(anna, house.perform(anna, Day(pain="pelvic-tilt")))
    entries.note(anna, structs.replace(note, by="somebody"))  # so that an id before the other is free
    models.Entry.objects.all().delete()
    entries.note(anna, note)
    assert planned(house, anna).clearance.verdict == "cleared"
    row.id = models.Entry.objects.get().id - 1
    row.save(force_insert=True)
    assert planned(house, anna).clearance.verdict == "withheld"


def test_a_fact_that_is_gone_is_noticed_also_when_it_was_not_the_last(house: House) -> None:
    anna = house.person()
    house.session(anna, Day(pain="pelvic-tilt"))
    house.wait(days=2).note(anna, Cleared, by="doctor")
    assert planned(house, anna).clearance.verdict == "withheld"
    models.Entry.objects.filter(kind="record").delete()
    assert planned(house, anna).clearance.verdict == "cleared"


def test_what_is_remembered_is_used_when_nothing_changed(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = house.person()
    house.session(anna)
    before = planned(house, anna)
    reads = []
    monkeypatch.setattr(entries, "read", lambda rows: reads.append(rows) or iter(()))
    programme, on = library.load(), house.now.date()
    after = progress.plan_from(standings.progress_of(anna, programme, on), programme, on)
    assert (after, reads) == (before, [])
