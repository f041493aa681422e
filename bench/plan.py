"""How fast the past becomes a plan, and a plan a script.

Prints a table: folding histories of growing length (parsed before), planning, compiling. Run with
`python bench/plan.py [sessions]`; the goal is 300 ms for 3,000 sessions of about 110 events each.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from people import Day, morning, perform
from strongback import library
from strongback.progress import advance, plan, plan_from, start
from strongback.record.nouns import Cleared, DayAfter, Entry, History, OfferAccepted
from strongback.record.reader import read_history
from strongback.record.writer import write_history
from strongback.script import Delivery, compile_script

ROUNDS = 7


def ten_years(sessions: int) -> History:
    """A history of somebody who climbs to the goal and stays there, with a hard week now and then."""
    programme = library.load()
    day = date(2016, 1, 4)
    entries: list[Entry] = [Cleared(at=morning(day), by="doctor")]
    progress = advance(start(programme), programme, entries)
    for number in range(sessions):
        while plan_from(progress, programme, day).clearance.verdict != "cleared":
            day += timedelta(days=1)
        today = plan_from(progress, programme, day)
        new: list[Entry] = [
            OfferAccepted(at=morning(day), exercise=offer.exercise, offer=offer.offer)
            for offer in today.offers
        ]
        hard = number % 100 in (50, 51)
        record = perform(programme, today, Day(effort=8 if hard else 2))
        new += [record, DayAfter(at=morning(day, "20:00:00"), pain=0)]
        progress = advance(progress, programme, new)
        entries += new
    return History(tuple(entries))


def median_ms(work: object, rounds: int = ROUNDS) -> float:
    """The median time of calling `work` in milliseconds."""
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        work()  # type: ignore[operator]
        times.append((time.perf_counter() - begin) * 1000)
    return statistics.median(times)


def main() -> None:
    """Print the table."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    programme = library.load()
    whole = ten_years(most)
    text = write_history(whole)
    begin = time.perf_counter()
    history, problems = read_history(text, (programme,))
    parse_ms = (time.perf_counter() - begin) * 1000
    assert not problems, problems[:3]
    records = [entry for entry in history.entries if hasattr(entry, "events")]
    events = sum(len(record.events) for record in records)
    on = records[-1].started_at.day + timedelta(days=1)
    print(
        f"{len(records)} sessions of {events / len(records):.0f} events, {len(text) / 1e6:.1f} MB of history"
    )
    print(f"{'parsed in':34}{parse_ms:10.1f} ms  {parse_ms / len(records):8.4f} ms a session")
    for part in (most // 4, most // 2, most):
        entries = history.entries[: len(history.entries) * part // most]
        took = median_ms(lambda e=entries: plan(programme, History(e), on))
        print(f"{f'plan from {part} sessions':34}{took:10.1f} ms  {took / part:8.4f} ms a session")
    progress = advance(start(programme), programme, history.entries)
    took = median_ms(lambda: plan_from(progress, programme, on))
    print(f"{'plan from a kept progress':34}{took:10.2f} ms")
    today = plan_from(progress, programme, on)
    voice = library.voice(programme.id, "en")
    script = compile_script(programme, today, Delivery(), voice)
    took = median_ms(lambda: compile_script(programme, today, Delivery(), voice))
    print(f"{f'compile {len(script.steps)} steps':34}{took:10.2f} ms")
    print(
        f"{'largest resident memory':34}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:10.0f} MB"
    )


if __name__ == "__main__":
    main()
