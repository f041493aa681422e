"""Import and erasing are killed in the middle: what is left is before or after, never between."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec import structs

import earlier
import kills
import nursery
import stores
from lives import Life
from nursery import Ended
from strongback.record.nouns import Instant, SessionRecord
from strongback.record.writer import write_entry

LAST = max(earlier.STATES)
TRACE = b"anna's words at the dentist"
SESSIONS = 800


def sessions(many: int) -> Iterator[bytes]:
    """Lines of so many sessions, each with its own id and its own day."""
    [*_, record] = Life().session().entries
    assert isinstance(record, SessionRecord)
    first = datetime(2020, 1, 1, 9, tzinfo=UTC)
    for number in range(many):
        at = Instant((first + timedelta(days=number)).isoformat())
        mine = uuid.uuid5(uuid.NAMESPACE_OID, str(number))
        yield write_entry(structs.replace(record, id=str(mine), started_at=at)) + b"\n"


def facts(store: stores.Embedded) -> list[str]:
    store.idle()
    assert store.whole()
    return [row[0] for row in store.rows("SELECT uid FROM web_entry ORDER BY uid")]


def test_twenty_kills_of_an_import_leave_nothing_of_it_or_all_of_it(tmp_path: Path) -> None:
    store, file = stores.a_store(tmp_path / "data"), tmp_path / "history.jsonl"
    earlier.made(store, LAST, persons=2, many=20)
    store.remember()
    file.write_bytes(b"".join(sessions(SESSIONS)))
    before, persons = facts(store), store.rows("SELECT COUNT(*) FROM web_person")[0][0]

    def judge(_: Ended) -> str:
        there = facts(store)
        [(now,)] = store.rows("SELECT COUNT(*) FROM web_person")
        assert (len(there), now) in ((len(before), persons), (len(before) + SESSIONS, persons + 1))
        return "nothing" if there == before else "all"

    command = ["import", "--person", "Somebody new", str(file)]
    seen = kills.twenty(store.environment, command, store.again, judge)
    assert set(seen) == {"nothing", "all"}
    assert nursery.run(store.environment, command).status == 0, "what was left behind is in the way"


def test_twenty_kills_of_an_erasure_leave_somebody_whole_or_gone(tmp_path: Path) -> None:
    store, file = stores.a_store(tmp_path / "data"), tmp_path / "history.jsonl"
    earlier.made(store, LAST, persons=2, many=300)
    note = b'{"note":"cleared","at":"2026-01-05T08:00:00+01:00","by":"' + TRACE + b'"}\n'
    file.write_bytes(note + b"".join(sessions(SESSIONS)))
    assert nursery.run(store.environment, ["import", "--person", "Quasi", str(file)]).status == 0
    store.remember()
    everything, theirs = facts(store), SESSIONS + 1
    [(marked,)] = store.rows("SELECT COUNT(*) FROM web_erased")

    def bytes_left() -> bool:
        return any(TRACE in each.read_bytes() for each in store.folder.glob("strongback.sqlite3*"))

    def judge(_: Ended) -> str:
        there = facts(store)
        [(persons,)] = store.rows("SELECT COUNT(*) FROM web_person WHERE name = 'Quasi'")
        [(marks,)] = store.rows("SELECT COUNT(*) FROM web_erased")
        before, after = (len(everything), 1, marked), (len(everything) - theirs, 0, marked + 1)
        assert (len(there), persons, marks) in (before, after)
        if persons:
            return "whole"
        assert nursery.run(store.environment, ["erasures:start"]).status == 0
        if stores.KIND == "sqlite":
            assert not bytes_left(), "the next start leaves no byte"
        return "gone"

    if stores.KIND == "sqlite":
        assert bytes_left()
    seen = kills.twenty(store.environment, ["erasures:erase", "Quasi"], store.again, judge)
    assert set(seen) == {"whole", "gone"}
