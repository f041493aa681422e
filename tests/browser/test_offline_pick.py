"""What the device picks from what was planned ahead, held against what the server would have said."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from browser.harness.served import Json, Site
from lives import MONDAY, TILT, Life, at_goal, lives
from people import EASY, Day, perform
from strongback import library
from strongback.programme.timing import exercise_of, repetitions_in_set
from strongback.progress import SessionPlan, fold
from strongback.progress.ahead import last_done, plans_ahead, sessions_lately, uses_the_day_from
from strongback.progress.fold import standing_now
from strongback.record.nouns import SessionRecord
from strongback.record.writer import write_entry

PROGRAMME = library.load()
AWAY = PROGRAMME.progression.away
MOST = PROGRAMME.frequency.most
NOW = 1_800_000_000_000
TWO_HOURS_MS = 7_200_000
Pick = Callable[..., Any]
PICK = """async ([ahead, kept, clock]) => {
  const { pick } = await import("/static/away/pick.js");
  return pick(ahead, kept, clock);
}"""


@pytest.fixture
def pick(page: Page, site: Site) -> Pick:
    """The device's own function: `pick(ahead, kept, day)`."""
    page.goto(site.url + "/nothing")

    def picked(ahead: Json, kept: list[Json], day: date | str, now: int = NOW) -> Any:
        found = page.evaluate(PICK, [ahead, kept, {"day": str(day), "now": now}])
        return found if isinstance(found, str) else found["page"]

    return picked


def ahead_of(parts: int = 3, **other: Any) -> Json:
    """What was planned on a Monday for somebody whose last session was the Saturday before."""
    begins = (0, AWAY.fewer_after_days, AWAY.again_after_days)[:parts]
    told = {
        "ahead": 1, "cleared": True, "known": [], "days": ["2026-01-03"], "last": "2026-01-03",
        "limits": {"a_day": 1, "most": MOST, "week_days": 7, "uses_the_day_from": 20},
        "today": {"on": "2026-01-05", "tried": 0, "page": "now", "session": "", "script": "s0"},
        "plans": [
            {"from_days": days, "page": str(n), "session": "", "script": f"s{n}"}
            for n, days in enumerate(begins)
        ],
    }  # fmt: skip
    return told | other


_numbers = count()


def sitting(day: str, script: str = "s0", end: str | None = "finished", **other: Any) -> Json:
    """A session on this device, whole and not sent; `end` is why it stopped, `finished`, or None."""
    events: list[Json] = [] if end is None else [{"event": "stopped", "because": end}]
    record = {
        "script": script,
        "started_at": f"{day}T09:30:00+01:00",
        "events": [{"event": "finished"}] if end == "finished" else events,
    }
    kept = {"id": f"id-{next(_numbers)}", "state": "complete", "at": NOW, "lost_after_ms": TWO_HOURS_MS}
    return kept | {"repetitions": 40, "hurt": False, "whole": True, "sent": False, "record": record} | other


def test_on_the_day_itself_the_exact_plan_of_that_day(pick: Pick) -> None:
    assert pick(ahead_of(), [], "2026-01-05") == "now"
    assert pick(ahead_of(), [], "2026-01-06") == "0"


@pytest.mark.parametrize(
    ("days", "plan"), [(13, "0"), (14, "1"), (41, "1"), (42, "2"), (400, "2")], ids=lambda value: str(value)
)
def test_later_by_the_days_since_the_last_session(pick: Pick, days: int, plan: str) -> None:
    assert pick(ahead_of(), [], date(2026, 1, 3) + timedelta(days=days)) == plan


def test_the_summer_clock_takes_no_day(pick: Pick) -> None:
    told = ahead_of(last="2026-03-28", today=ahead_of()["today"] | {"on": "2026-03-28"})
    assert pick(told, [], "2026-04-10") == "0"
    assert pick(told, [], "2026-04-11") == "1"


def test_who_never_did_a_session_has_one_plan_for_every_day(pick: Pick) -> None:
    assert pick(ahead_of(1, last=None, days=[]), [], "2027-01-05") == "0"


def test_pain_that_was_not_sent_withholds_whatever_the_server_said(pick: Pick) -> None:
    assert pick(ahead_of(), [sitting("2026-01-04", hurt=True)], "2026-03-05") == "hurt"
    assert pick(ahead_of(cleared=False), [sitting("2026-01-04", hurt=True)], "2026-01-05") == "hurt"


def test_pain_that_was_sent_withholds_until_what_is_planned_knows_of_it(pick: Pick) -> None:
    pained = sitting("2026-01-05", hurt=True, sent=True)
    assert pick(ahead_of(), [pained], "2026-01-06") == "hurt"
    assert pick(ahead_of(known=[pained["id"]]), [pained], "2026-01-06") == "0"


def test_without_a_clearance_there_is_no_session(pick: Pick) -> None:
    assert pick(ahead_of(cleared=False, plans=[]), [], "2026-01-05") == "waits"


def test_one_a_day(pick: Pick) -> None:
    assert pick(ahead_of(days=["2026-01-05"]), [], "2026-01-05") == "done"
    assert pick(ahead_of(), [sitting("2026-01-05")], "2026-01-05") == "done"
    assert pick(ahead_of(), [sitting("2026-01-05", sent=True)], "2026-01-05") == "done"
    assert pick(ahead_of(), [sitting("2026-01-05")], "2026-01-06") == "0"


def test_one_left_early_does_not_use_the_day(pick: Pick) -> None:
    for end in ("chosen", "lost", None):
        early = sitting("2026-01-05", end=end, repetitions=19, whole=False)
        assert pick(ahead_of(), [early], "2026-01-05") == "0"
        more = sitting("2026-01-05", end=end, repetitions=1, whole=False)
        assert pick(ahead_of(), [early, more], "2026-01-05") == "done", "half of the day's repetitions"
    assert pick(ahead_of(), [sitting("2026-01-05", end="no_answer", repetitions=1)], "2026-01-05") == "done"


def test_what_the_server_heard_of_the_day_counts_with_it(pick: Pick) -> None:
    tried = ahead_of(today=ahead_of()["today"] | {"tried": 19})
    early = sitting("2026-01-05", end="chosen", repetitions=1, whole=False)
    assert pick(tried, [early], "2026-01-05") == "done"
    later = sitting("2026-01-06", end="chosen", repetitions=1, whole=False)
    assert pick(tried, [later], "2026-01-06") == "0"


def test_a_session_without_a_repetition_is_none(pick: Pick) -> None:
    opened = sitting("2026-01-05", end="chosen", repetitions=0, whole=False)
    assert pick(ahead_of(), [opened], "2026-01-05") == "now"


def test_six_in_seven_days(pick: Pick) -> None:
    days = ["2026-01-03", "2026-01-04", "2026-01-05"]
    mine = [sitting(f"2026-01-0{n}") for n in (6, 7, 8)]
    assert pick(ahead_of(days=days), mine[:2], "2026-01-08") == "0"
    assert pick(ahead_of(days=days), mine, "2026-01-09") == "week"
    assert pick(ahead_of(days=days), mine, "2026-01-10") == "0"


def test_a_session_that_is_not_over_may_go_on(pick: Pick) -> None:
    going = sitting("2026-01-05", end=None, state="going", repetitions=30, whole=False)
    assert pick(ahead_of(), [going], "2026-01-05") == "0"
    assert pick(ahead_of(known=[going["id"]]), [going | {"sent": True}], "2026-01-05") == "now"
    assert pick(ahead_of(), [going], "2026-01-05", NOW + TWO_HOURS_MS + 1) == "done", "by then it is lost"
    assert pick(ahead_of(), [going | {"hurt": True}], "2026-01-05") == "hurt"


def test_a_whole_session_ends_an_absence_and_one_with_something_left_out_does_not(pick: Pick) -> None:
    assert pick(ahead_of(), [sitting("2026-01-10")], "2026-01-20") == "0"
    assert pick(ahead_of(), [sitting("2026-01-10", whole=False)], "2026-01-20") == "1"
    assert pick(ahead_of(), [sitting("2026-01-10", shortened=True)], "2026-01-20") == "1"


def test_never_a_higher_plan_than_one_performed_here_since(pick: Pick) -> None:
    after_gap = sitting("2026-01-20", "s1")
    assert pick(ahead_of(), [after_gap], "2026-01-21") == "1"
    assert pick(ahead_of(), [after_gap], "2026-02-10") == "2", "one part further for the new absence"
    assert pick(ahead_of(), [after_gap, sitting("2026-03-20", "s2")], "2026-03-21") == "2"
    assert pick(ahead_of(), [after_gap, sitting("2026-01-21", "s0")], "2026-01-22") == "1"


def test_an_unknown_script_counts_as_planned_for_the_day_it_was_performed(pick: Pick) -> None:
    """The exact plan of a day late in an absence is no plan of its beginning."""
    late = ahead_of(today=ahead_of()["today"] | {"on": "2026-01-20", "script": "sx"})
    assert pick(late, [sitting("2026-01-20", "sx")], "2026-01-21") == "1"


def test_away_for_long_after_the_last_plan_means_to_connect(pick: Pick) -> None:
    performed = sitting("2026-02-20", "s2")
    assert pick(ahead_of(), [performed], "2026-02-21") == "2"
    assert pick(ahead_of(), [performed], "2026-04-20") == "connect"


def test_a_clock_that_is_behind_neither_frees_the_day_nor_shortens_an_absence(pick: Pick) -> None:
    late = ahead_of(today=ahead_of()["today"] | {"on": "2026-01-20"}, days=["2026-01-20"])
    assert pick(late, [], "2025-12-24") == "done"
    assert pick(late | {"days": []}, [], "2025-12-24") == "now"
    assert pick(late | {"days": []}, [sitting("2025-12-24")], "2025-12-24") == "done"


def test_a_session_dated_in_time_to_come_does_not_bring_more(pick: Pick) -> None:
    assert pick(ahead_of(), [sitting("2031-01-01", "s1")], "2026-01-06") == "1"


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("", "page"),
        ("?noted=yes", "page"),
        ("session/", "session"),
        ("session/?minutes=10", "page"),
        ("after/2f6c1c1e-0000-4000-8000-000000000000/", "after"),
        ("history/", "/people/anna/history/"),
        ("settings/", None),
        ("session/anything/", None),
    ],
)
def test_each_address_has_the_page_that_stands_in_for_it(
    page: Page, site: Site, asked: str, shown: str
) -> None:
    page.goto(site.url + "/nothing")
    told = {
        "person": "anna",
        "pages": {"after": "after", "done": "done"},
        "copies": ["/people/anna/history/"],
    }
    call = """async ([ahead, picked, url]) => {
      const { pageFor } = await import("/static/away/pick.js");
      return pageFor(ahead, picked, new URL(url));
    }"""
    url = f"http://kitchen/people/anna/{asked}"
    assert page.evaluate(call, [told, {"page": "page", "session": "session"}, url]) == shown
    if shown in ("page", "session"):
        assert page.evaluate(call, [told, "done", url]) == "done"


# The law: whatever happens without the server, the device never lets anybody do more than it would.


def planned_ahead(life: Life) -> tuple[Json, dict[str, SessionPlan]]:
    """What a device gets today, and the plans by the name of their page."""
    progress = fold(PROGRAMME, life.history, life.today)
    standing, today = standing_now(progress, PROGRAMME), life.plan()
    parts = plans_ahead(progress, PROGRAMME, life.today)
    plans = {"now": today} | {str(n): one.plan for n, one in enumerate(parts)}
    tried = standing.tried
    told = ahead_of(
        cleared=today.clearance.verdict in ("cleared", "rest_day"),
        days=[str(day) for day in sessions_lately(standing, PROGRAMME, life.today)],
        last=str(last_done(standing)),
        today=page("now", today)
        | {"on": str(life.today), "tried": tried[1] if tried and tried[0] == life.today else 0},
        plans=[page(str(n), one.plan) | {"from_days": one.from_days} for n, one in enumerate(parts)],
        limits={
            "a_day": PROGRAMME.progression.sessions_a_day,
            "most": MOST,
            "week_days": PROGRAMME.progression.week_days,
            "uses_the_day_from": min(uses_the_day_from(PROGRAMME, plan) for plan in plans.values()),
        },
    )
    return told, plans


def page(name: str, plan: SessionPlan) -> Json:
    return {"page": name, "session": "", "script": script_of(plan)}


def script_of(plan: SessionPlan) -> str:
    """Equal plans have the same script."""
    return repr([planned.dose for planned in plan.exercises])


def kept_of(record: SessionRecord, plan: SessionPlan, sent: bool) -> Json:
    """A session as the device keeps it."""
    told = json.loads(write_entry(record))
    done = sum(event["event"] == "repetition_done" for event in told["events"])
    asked = sum(
        one.dose.sets * repetitions_in_set(exercise_of(PROGRAMME, one.dose.exercise), one.dose)
        for one in plan.exercises
    )
    hurt = any(event["event"] == "pain_reported" for event in told["events"])
    return sitting("2026-01-01", repetitions=done, hurt=hurt, whole=done == asked and not sent, sent=sent) | {
        "record": told | {"script": script_of(plan)}
    }


offline_days = st.builds(
    Day,
    skipped=st.lists(st.sampled_from([TILT, "head-press"]), max_size=1).map(tuple),
    stop_after=st.none() | st.integers(0, 40),
    because=st.sampled_from(["chosen", "lost", "no_answer"]),
    pain=st.sampled_from([None] * 12 + [TILT]),
)
steps = st.lists(
    st.tuples(st.sampled_from([0, 1, 1, 2, 3, 10, 15, 43]), offline_days, st.booleans()), max_size=8
)


def no_more(careful: SessionPlan, exact: SessionPlan) -> bool:
    """Of no exercise more than the exact plan has, and no higher rung."""
    there = {one.dose.exercise: one.dose for one in exact.exercises}
    rung = {name: n for ladder in PROGRAMME.ladders for n, name in enumerate(ladder.rungs)}
    highest = max((rung[name] for name in there if name in rung), default=0)
    for one in careful.exercises:
        dose, other = one.dose, there.get(one.dose.exercise)
        if other is None:
            if rung[dose.exercise] > highest or dose.sets > 1 or dose.load_g:
                return False
        elif dose.sets > other.sets or dose.load_g > other.load_g or dose.rest_ms < other.rest_ms:
            return False
    return True


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.just(None) | lives(sessions=6), steps)
def test_the_device_never_lets_anybody_do_more_than_the_server_would(
    pick: Pick, lived: Life | None, steps: list[tuple[int, Day, bool]]
) -> None:
    life = lived or at_goal()
    told, plans = planned_ahead(life)
    kept: list[Json] = []
    for wait, day, sent in steps:
        life.wait(wait)
        picked = pick(told, kept, life.today)
        exact = life.plan()
        if exact.clearance.verdict != "cleared":
            assert picked not in plans, exact.clearance
        if picked in plans:
            assert no_more(plans[picked], exact)
            record = perform(PROGRAMME, plans[picked], day, life._clock())
            life.entries.append(record)
            kept.append(kept_of(record, plans[picked], sent))


def test_the_device_does_let_people_exercise(pick: Pick) -> None:
    """The absolute twin: five weeks without the server, and every other day the whole dose."""
    life = at_goal()
    told, plans = planned_ahead(life)
    kept: list[Json] = []
    for _ in range(18):
        picked = pick(told, kept, life.today)
        assert picked in ("now", "0")
        record = perform(PROGRAMME, plans[picked], EASY, life._clock())
        life.entries.append(record)
        kept.append(kept_of(record, plans[picked], False))
        life.wait(2)
    assert life.today > MONDAY
