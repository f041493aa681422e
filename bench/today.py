"""How long the pages of somebody with ten years behind them take on the server.

Prints a table of first and later visits; run with `python bench/today.py [sessions]`. The goal is 50 ms for a
later visit of Today at 3,000 sessions. Exit status 1 when it is missed.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
os.environ["STRONGBACK_DATA"] = tempfile.mkdtemp(prefix="strongback-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "strongback.web.settings"

import django
from plan import median_ms, ten_years

django.setup()

from django.test import Client  # noqa: E402

from strongback.record.history import moment  # noqa: E402
from strongback.web import clock, entries, models, standings, store  # noqa: E402

GOAL_MS = 50


def first_ms(work: object) -> float:
    """The time of calling `work` once, in milliseconds."""
    begin = time.perf_counter()
    work()  # type: ignore[operator]
    return (time.perf_counter() - begin) * 1000


def megabytes() -> float:
    """Resident memory of this process."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def main() -> int:
    """Print the table."""
    sessions = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    store.prepare()
    history = ten_years(sessions)
    person = models.Person.objects.create(name="Anna", created="")
    entries.keep_all(person, history.entries)
    now: datetime = moment(history.entries[-1]).at + timedelta(days=1)
    clock.now = lambda: now
    del history
    browser = Client(SERVER_NAME="127.0.0.1")
    print(f"{sessions} sessions, {megabytes():.0f} MB before the first visit")
    today_ms = 0.0
    for page in ("", "session/", "history/", "history/?page=90", "settings/"):
        address = f"/people/{person.id}/{page}"
        browser.get(address)  # so that the templates have been read
        if page in ("", "history/"):
            standings.forget()
        first = first_ms(lambda address=address: browser.get(address))
        later = median_ms(lambda address=address: browser.get(address), 15)
        today_ms = today_ms or later
        print(f"{page or 'today':20} first {first:7.1f} ms   later {later:6.1f} ms")
    record = next(entries.read(models.Entry.objects.filter(kind="record").order_by("-id")[:1]))
    print(f"{megabytes():.0f} MB after; the newest record has {len(record.events)} events")
    return 0 if today_ms <= GOAL_MS else 1


if __name__ == "__main__":
    raise SystemExit(main())
