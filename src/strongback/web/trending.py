"""The page Progress of each person, kept in this process until something changes. Disposable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from uuid import UUID

from django.utils.safestring import SafeString, mark_safe

from strongback import library
from strongback.programme.nouns import Programme, Words
from strongback.record.nouns import SessionRecord
from strongback.report.exercise_charts import detail_charts, main_charts, series_name
from strongback.report.numbers import Series, Trends
from strongback.report.person_charts import pain_chart, weeks_chart, whole_chart
from strongback.report.plain import answer
from strongback.report.plot import figure
from strongback.report.trends import trends
from strongback.report.week_grid import calendar_figure
from strongback.web import entries, models, say, standings

_MOST = 32


@dataclass(frozen=True, slots=True)
class OfExercise:
    """One exercise as shown: how much now, why, what it still takes, and its charts as HTML.

    `dose` is empty for one that is not done now.
    """

    name: str
    dose: str
    because: str
    takes: str
    charts: SafeString
    details: SafeString


@dataclass(frozen=True, slots=True)
class Shown:
    """The whole page. `begun` is False where there is no session yet."""

    begun: bool
    answer: tuple[str, ...]
    weeks: SafeString
    pain: SafeString
    exercises: tuple[OfExercise, ...]


Key = tuple[str, int, str, date, int, tuple[int, str] | None, tuple[tuple[str, int], ...]]
"""Programme, edition, language, day, how many facts, the newest one, and the drafts that are over."""
_kept: dict[UUID, tuple[Key, Shown]] = {}


def shown(person: models.Person, on: date) -> Shown:
    """The page as it is on that day, from what is kept of it or made anew."""
    programme = library.load()
    over = standings.drafts_over(person)
    key = _key(person, programme, on, over)
    before, ready = _kept.pop(person.id, (None, None))
    if ready is None or before != key:
        ready = _made(programme, programme.words[person.language], trends_of(person, programme, on, over))
    _kept[person.id] = (key, ready)
    while len(_kept) > _MOST:
        _kept.pop(next(iter(_kept)), None)
    return ready


def trends_of(person: models.Person, programme: Programme, on: date, over: list[SessionRecord]) -> Trends:
    """Everything kept of a person added up, drafts that are over included."""
    return trends(programme, chain(entries.recall(person), over), on)


def forget() -> None:
    """Throw everything away; it comes again."""
    _kept.clear()


def _key(person: models.Person, programme: Programme, on: date, over: list[SessionRecord]) -> Key:
    """What the page depends on. A row that was replaced has another id or another uid."""
    mine = models.Entry.objects.filter(person=person)
    newest = mine.order_by("-id").values_list("id", "uid").first()
    drafts = tuple((draft.id, len(draft.events)) for draft in over)
    return (programme.id, programme.edition, person.language, on, mine.count(), newest, drafts)


def _made(programme: Programme, words: Words, told: Trends) -> Shown:
    whole = [figure(chart) for chart in (weeks_chart(told), whole_chart(told)) if chart is not None]
    pain = pain_chart(told, words)
    begun = bool(told.sessions)
    return Shown(
        begun=begun,
        answer=answer(told, words),
        weeks=_html(calendar_figure(told), *whole) if told.weeks else _html(),
        pain=_html(figure(pain)) if pain is not None else _html(),
        exercises=tuple(_exercises(programme, words, told)),
    )


def _exercises(programme: Programme, words: Words, told: Trends) -> Iterator[OfExercise]:
    """Those done now, and those that were once."""
    for series in told.series:
        if series.next is not None or series.points:
            yield _exercise(programme, words, series)


def _exercise(programme: Programme, words: Words, series: Series) -> OfExercise:
    now = series.next
    return OfExercise(
        name=words.exercises[now.exercise].name if now else series_name(series, words),
        dose=say.dose(now.dose, programme.rest.between_sets_ms) if now else "",
        because=now.verdict.because if now else "",
        takes=(now.takes or "") if now else "",
        charts=_html(*map(figure, main_charts(series, words))),
        details=_html(*map(figure, detail_charts(programme, series, words))),
    )


def _html(*parts: str) -> SafeString:
    """Parts that `report` has made and escaped."""
    return mark_safe("".join(parts))  # noqa: S308
