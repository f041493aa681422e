"""What it adds up to keeps these laws in every life and every history."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from charts import charts_of, in_drawing, in_table, told
from histories import histories
from lives import MONDAY, Life, lives
from strongback import library
from strongback.programme.nouns import Programme
from strongback.record.history import moment, ordered
from strongback.record.nouns import History, RepetitionDone, RepetitionMissed, SessionRecord
from strongback.report.charts import table
from strongback.report.numbers import Trends
from strongback.report.plain import answer
from strongback.report.plot import svg
from strongback.report.trends import adherence, fidelity, trends
from strongback.report.week_grid import calendar_figure

PROGRAMME: Programme = library.load()
laws = settings(max_examples=40, deadline=None)


def shares_hold(trends: Trends) -> None:
    shares = [week.adherence for week in trends.weeks] + [session.full for session in trends.sessions]
    shares += [adherence(trends, many) for many in (4, 12)] + [fidelity(trends, many) for many in (4, 12)]
    for share in shares:
        assert 0 <= share.done <= share.of
        assert share.value is None if share.of == 0 else 0 <= share.value <= 1  # type: ignore[operator]


@laws
@given(lives())
def test_sessions_never_exceed_days_nor_what_is_planned_the_programme(life: Life) -> None:
    trends = told(life)
    shares_hold(trends)
    for week in trends.weeks:
        assert week.done <= len(week.days) <= 7
        assert 0 <= week.planned <= PROGRAMME.frequency.least
        assert 0 <= week.open_days <= 7 - len(week.closed)
        assert not set(week.days) & set(week.closed)
        assert all(week.monday <= day < week.monday + timedelta(7) for day in (*week.days, *week.closed))


@laws
@given(lives(), st.integers(0, 60))
def test_every_day_with_a_session_is_in_one_week_and_weeks_follow_each_other(life: Life, later: int) -> None:
    weeks = told(life, later).weeks
    done = {
        entry.started_at.day for entry in life.entries if isinstance(entry, SessionRecord) and counts(entry)
    }
    assert sorted(day for week in weeks for day in week.days) == sorted(done)
    assert sum(week.done for week in weeks) == len(done)
    mondays = [week.monday for week in weeks]
    assert mondays == [mondays[0] + timedelta(7 * n) for n in range(len(mondays))]
    assert weeks[-1].monday <= life.today + timedelta(later) < weeks[-1].monday + timedelta(7)


def counts(record: SessionRecord) -> bool:
    """Whether any repetition stands as done after all that was said about it later."""
    last: dict[tuple[str, int, int], bool] = {}
    for event in record.events:
        if isinstance(event, RepetitionDone | RepetitionMissed):
            last[event.exercise, event.set, event.repetition] = isinstance(event, RepetitionDone)
    return any(last.values())


@laws
@given(lives())
def test_charts_and_tables_agree_in_every_life(life: Life) -> None:
    for chart in charts_of(life, told(life)):
        in_words = in_table(table(chart))
        assert len(in_words) <= 12
        assert in_drawing(svg(chart), len(in_words)) == in_words


@laws
@given(lives(silent=True))
def test_silence_about_effort_is_never_drawn_and_never_a_zero(life: Life) -> None:
    trends = told(life)
    assert {point.effort for series in trends.series for point in series.points} <= {None}
    assert not [chart for chart in charts_of(life, trends) if "effort" in chart.title]


@laws
@given(lives())
def test_what_comes_later_never_changes_what_a_session_came_to(life: Life) -> None:
    entries = ordered(life.history)
    half = entries[: len(entries) // 2]
    early, late = (trends(PROGRAMME, some, life.today) for some in (half, entries))
    assert late.sessions[: len(early.sessions)] == early.sessions
    for one, other in zip(early.series, late.series, strict=True):
        assert other.points[: len(one.points)] == one.points


@laws
@given(lives())
def test_who_was_told_to_wait_has_no_session_planned_from_the_day_after(life: Life) -> None:
    trends = told(life, 15)
    waits = trends.plan.clearance.verdict in ("withheld", "ask") or not trends.plan.exercises
    last = trends.weeks[-1]
    assert (len(last.closed) == 7) == waits
    assert (last.planned == 0) == waits


@laws
@given(histories(PROGRAMME))
def test_any_history_that_can_be_read_adds_up_and_can_be_drawn(history: History) -> None:
    entries = ordered(history)
    last = max((moment(entry).day for entry in entries), default=MONDAY)
    found = trends(PROGRAMME, entries, last + timedelta(1))
    shares_hold(found)
    assert Counter(point.record for series in found.series for point in series.points).keys() <= {
        session.record for session in found.sessions
    }
    assert answer(found, PROGRAMME.words["en"])
    if found.weeks:
        assert "<svg" in calendar_figure(found)
