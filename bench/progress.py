"""How long the page Progress takes on the server for somebody with ten years behind them, and its size.

Prints a table: adding up alone (parsed before), then for 1, 20 and all sessions the first visit and a later
one. Run with `python bench/progress.py [sessions]`. Goals at 3,000 sessions: the first visit ≤ 1 s, a later
one ≤ 100 ms. Exit status 1 when one is missed.
"""

from __future__ import annotations

import gzip
import os
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
os.environ["STRONGBACK_DATA"] = tempfile.mkdtemp(prefix="strongback-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "strongback.web.settings"

import django
from plan import median_ms, ten_years

django.setup()

from django.test import Client  # noqa: E402

from strongback import library  # noqa: E402
from strongback.progress import advance, start  # noqa: E402
from strongback.record.history import moment  # noqa: E402
from strongback.report.trends import trends  # noqa: E402
from strongback.web import clock, entries, models, store, trending  # noqa: E402

FIRST_MS, LATER_MS = 1000, 100


def main() -> int:
    """Print the table."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    programme = library.load()
    history = ten_years(most)
    on = moment(history.entries[-1]).day + timedelta(days=1)
    folded = median_ms(lambda: advance(start(programme), programme, history.entries), 5)
    added = median_ms(lambda: trends(programme, history.entries, on), 5)
    print(f"{most} sessions; folding them {folded:.0f} ms, adding them up with it {added:.0f} ms")
    store.prepare()
    now: datetime = moment(history.entries[-1]).at + timedelta(days=1)
    clock.now = lambda: now
    browser = Client(SERVER_NAME="127.0.0.1")
    missed = False
    for part in (1, 20, most):
        person = models.Person.objects.create(name="Anna", created="")
        entries.keep_all(person, _first_sessions(history.entries, part))
        address = f"/people/{person.id}/progress/"
        browser.get(address)  # so that the templates have been read

        def first(address: str = address) -> None:
            trending.forget()
            browser.get(address)

        first_ms = median_ms(first, 3)
        later_ms = median_ms(lambda address=address: browser.get(address), 15)
        body = browser.get(address).content
        sent = len(gzip.compress(body)) / 1000
        print(
            f"{part:5} sessions  first {first_ms:7.1f} ms   later {later_ms:6.1f} ms"
            f"   {len(body) / 1000:.0f} KB, {sent:.0f} KB compressed"
        )
        missed = missed or first_ms > FIRST_MS or later_ms > LATER_MS
    return 1 if missed else 0


def _first_sessions(facts: tuple[object, ...], many: int) -> list[object]:
    """The facts up to and including so many sessions."""
    found: list[object] = []
    for fact in facts:
        found.append(fact)
        many -= hasattr(fact, "events")
        if not many:
            break
    return found


if __name__ == "__main__":
    raise SystemExit(main())
