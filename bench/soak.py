"""Sessions that go wrong: does every one of them end as one record of all that was performed?

    python bench/soak.py [--sessions 50] [--seed 1]

The real server and the real pages in a real Chromium, with service worker and IndexedDB; only the player's
clock is forty times as fast, and its voice is silent. Each session of ten minutes has one fault at a random
moment: reload, tab kill, browser kill, network off and on, server kill, full device, clock change, every
letter sent twice, two tabs. Then the person comes back, continues and finishes. The last session is a
whole one without a server from before the browser was opened. Every fact is told to the bench at the moment
it is noted; in the end the server's records are compared with that.

`lost` counts facts that were noted and are in no record; `in flight` those among the lost that were noted
less than 100 ms before the fault, which no disk can promise; `doubled` counts repetitions that a record has
twice. Exit status 1 when anything was lost or doubled, or a record differs from what was performed.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Error, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent / "soak"))

from house import House, Told

IN_FLIGHT_S = 0.1
FAULTS = (
    "reload",
    "tab kill",
    "browser kill",
    "network off",
    "server kill",
    "device full",
    "clock change",
    "sent twice",
    "two tabs",
)
NO_SERVER = "no server at all"
"""Opened once; then the server is gone, the browser is started anew, and a whole session is performed."""


def mode(page: Page) -> str:
    """What the stage shows; nothing where there is no stage."""
    with suppress(Error):
        return page.evaluate("document.getElementById('stage')?.dataset.mode ?? ''") or ""
    return ""


def wait(page: Page, condition: Callable[[], object], seconds: float, what: str) -> None:
    """Wait while the page goes on and tells. Raises TimeoutError."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"{what} ({page.url}, {mode(page)})")
        page.wait_for_timeout(50)


ON = ".start:visible, [data-device=continue]:visible, a[href*='/after/']:visible"
"""What leads on from Today: begin, continue, or answer about a session that was over when it went wrong."""


def come_back(house: House, page: Page, person: str) -> Page:
    """Open Today as after any trouble, and go on from there."""
    today = f"{house.url}/people/{person}/"

    def there() -> bool:
        with suppress(Error):
            page.goto(today, timeout=10_000)
            page.wait_for_timeout(300)
            return page.locator(ON).count() > 0
        return False

    wait(page, there, 60, "Today offers nothing")
    page.locator(ON).first.click()
    wait(page, lambda: ready(page) or "/after/" in page.url, 30, "the stage is not ready")
    if "/after/" not in page.url:
        page.locator("#begin:visible, #recover-continue:visible").first.click()
        wait(page, lambda: mode(page) in ("performing", "paused", "over", ""), 10, "it does not begin")
    return page


def ready(page: Page) -> bool:
    """Whether the player stands and the bench hears it."""
    with suppress(Error):
        return bool(page.evaluate("document.documentElement.dataset.soak === 'ready'"))
    return False


def repetitions(house: House, person: str) -> int:
    """How many repetitions were noted so far."""
    told = house.told.get(person, Told())
    return sum(event["event"] == "repetition_done" for event in told.last)


def strike(house: House, page: Page, person: str, fault: str, dice: random.Random) -> Page:
    """Let the fault happen, and come back where that is needed."""
    assert house.context is not None
    context = house.context
    if fault == "reload":
        page.reload()
        return come_back(house, page, person)
    if fault == "tab kill":
        with suppress(Error):
            page.goto("chrome://crash", timeout=2000)
        with suppress(Error):
            page.close()
        return come_back(house, house.window(), person)
    if fault == "browser kill":
        house.kill_browser()
        return come_back(house, house.window(), person)
    if fault == "network off":
        context.set_offline(True)
        page.wait_for_timeout(dice.randint(500, 6000))
        context.set_offline(False)
    elif fault == "server kill":
        house.stop_serving()
        page.wait_for_timeout(dice.randint(500, 4000))
        house.serve()
    elif fault == "device full":
        session = context.new_cdp_session(page)
        session.send("Storage.overrideQuotaForOrigin", {"origin": house.url, "quotaSize": 1})
        page.wait_for_timeout(dice.randint(500, 3000))
        page.reload()
        session.send("Storage.overrideQuotaForOrigin", {"origin": house.url})
        return come_back(house, page, person)
    elif fault == "clock change":
        shift = dice.choice((-3, -1, 1)) * 3_600_000
        page.evaluate("(by) => localStorage.setItem('soak.shift', by)", str(shift))
        page.wait_for_timeout(300)
        page.reload()
        return come_back(house, page, person)
    elif fault == "sent twice":
        page.evaluate("localStorage.setItem('soak.twice', '1')")
    elif fault == "two tabs":
        other = house.window()
        other.goto(f"{house.url}/people/{person}/session/")
        wait(other, lambda: mode(other) == "elsewhere", 15, "the second window does not say so")
        other.close()
    return page


def open_once(house: House, page: Page, person: str) -> Page:
    """Open Today until everything is kept; then the server goes, and the browser is started anew."""
    page.goto(f"{house.url}/people/{person}/")
    # What is planned ahead is whole once this is there.
    kept = f"async () => (await caches.match('/people/{person}/away/ahead.json')) !== undefined"
    wait(page, lambda: page.evaluate(kept), 120, "nothing is kept")
    house.stop_serving()
    house.kill_browser()
    return house.window()


@dataclass
class Row:
    """What came of one session."""

    number: int
    fault: str
    at: int
    noted: int
    lost: int
    in_flight: int
    doubled: int
    same: bool


def perform(house: House, number: int, fault: str, dice: random.Random) -> Row:
    """One session with its fault, to its end."""
    person = house.person(f"Person {number}")
    house.told[person] = Told()
    page = house.window()
    if fault == NO_SERVER:
        page = open_once(house, page, person)
    page.goto(f"{house.url}/people/{person}/" + ("" if fault == NO_SERVER else "?minutes=10"))
    page.click(".start")
    wait(page, lambda: ready(page), 30, "the stage is not ready")
    page.click("#begin")
    # A second window takes a while to open, and the session must still go on then.
    moment = dice.randint(0, 10 if fault == "two tabs" else 24)
    wait(page, lambda: repetitions(house, person) >= moment, 120, "no repetition is done")
    page.wait_for_timeout(dice.randint(0, 250))
    struck = time.monotonic()
    if fault != NO_SERVER:
        page = strike(house, page, person, fault, dice)
    # Only what is over leads to After.
    wait(page, lambda: "/after/" in page.url, 180, "the session does not end")
    leave(house, page, person, fault)
    row = compare(house, number, fault, moment, person, struck)
    page.evaluate("localStorage.clear()")
    page.close()
    return row


def leave(house: House, page: Page, person: str, fault: str) -> None:
    """Leave the questions of After, wherever they are asked, and wait until the server has the record."""

    def left() -> bool:
        with suppress(Error):
            if page.locator(
                "#again:visible"
            ).count():  # the server was slow, and the device has sent it already
                page.click("#again", timeout=2000)
            if page.locator("h1", has_text="No connection").count():  # it was over while no server was there
                page.reload(timeout=10_000)
            page.locator("#leave:visible, [name=leave]:visible").first.click(timeout=2000)
            return True
        return False

    wait(page, left, 60, "After asks nothing")
    page.wait_for_timeout(200)
    if fault == NO_SERVER:
        house.serve()

    def arrived() -> bool:
        if house.record(person):
            return True
        with suppress(Error):
            page.goto(f"{house.url}/people/{person}/", timeout=10_000)
            page.wait_for_timeout(300)
        return bool(house.record(person))

    wait(page, arrived, 60, "the record does not arrive")


def compare(house: House, number: int, fault: str, moment: int, person: str, struck: float) -> Row:
    """The server's record against what was told."""
    records = house.record(person)
    told = house.told[person]
    events = [event for record in records for event in record["events"]]
    kept = {json.dumps(event, sort_keys=True) for event in events}
    missing = [at for fact, at in told.facts.items() if fact not in kept]
    flying = [at for at in missing if 0 <= struck - at < IN_FLIGHT_S or at >= struck]
    done = [
        (event["exercise"], event["set"], event["repetition"])
        for event in events
        if event["event"] == "repetition_done"
    ]
    for fact in told.facts:
        if fact not in kept:
            print("   lost:", fact, f"{told.facts[fact] - struck:+.3f} s after the fault", file=sys.stderr)
    same = len(records) == 1 and records[0]["events"] == told.last
    return Row(
        number, fault, moment, len(told.facts), len(missing), len(flying), len(done) - len(set(done)), same
    )


@contextmanager
def housed() -> Iterator[House]:
    """A house that stands as long as it is needed."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, sync_playwright() as playwright:
        house = House(playwright, Path(folder))
        try:
            yield house
        finally:
            house.close()


def main() -> int:
    """Perform, print, and say whether nothing was lost."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fault", choices=(*FAULTS, NO_SERVER), help="only this one")
    wish = parser.parse_args()
    dice = random.Random(wish.seed)
    order = [FAULTS[n % len(FAULTS)] for n in range(wish.sessions)]
    dice.shuffle(order)
    order[-1] = NO_SERVER
    rows: list[Row] = []
    with housed() as house:
        print(" n  fault          at rep.  noted   lost  in flight  doubled  record")
        for number, usual in enumerate(order, 1):
            row = perform(house, number, wish.fault or usual, dice)
            rows.append(row)
            said = "same" if row.same else "DIFFERS"
            print(
                f"{row.number:2}  {row.fault:14} {row.at:6} {row.noted:6} {row.lost:6} {row.in_flight:9} "
                f"{row.doubled:9}   {said}",
                flush=True,
            )
    return report(rows)


def report(rows: list[Row]) -> int:
    """One line for each fault, and one for all."""
    print("\nfault            sessions  noted   lost  doubled  same record")
    for fault in (*FAULTS, NO_SERVER):
        mine = [row for row in rows if row.fault == fault]
        if mine:
            print(line(fault, mine))
    print(line("all", rows))
    good = all(row.same and row.doubled == 0 and row.lost == 0 for row in rows)
    return 0 if good else 1


def line(name: str, rows: list[Row]) -> str:
    """The sums of some sessions."""
    noted, lost, doubled = (sum(getattr(row, each) for row in rows) for each in ("noted", "lost", "doubled"))
    return f"{name:16} {len(rows):8} {noted:6} {lost:6} {doubled:8} {sum(row.same for row in rows):12}"


if __name__ == "__main__":
    sys.exit(main())
