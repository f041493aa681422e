"""The printed sheet: it says everything that is prescribed, and what stands in the way comes first."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import escape, unescape
from itertools import pairwise

import pytest
from msgspec import structs

from sheets import ASKS, KNOWN, PROGRAMME, WORDS, at_goal, sheet_of, with_weights
from strongback import paper
from strongback.programme.timing import exercise_of
from strongback.progress import Clearance, SessionPlan
from strongback.report import Sheet, document, sheet_html

START = paper.first_plan(PROGRAMME)


def text_of(html: str) -> str:
    """What is read, without tags; the spaces that hold a phrase together are spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).replace("\u00a0", " ").split())


def text(plan: SessionPlan, **known: object) -> str:
    return text_of(sheet_html(sheet_of(plan, **known)))  # type: ignore[arg-type]


def article(html: str, number: int) -> str:
    """One exercise of the sheet."""
    return text_of(re.findall(r"<article>.*?</article>", html, re.DOTALL)[number - 1])


@pytest.mark.parametrize("plan", [START, at_goal(), with_weights()], ids=["start", "goal", "weights"])
def test_every_exercise_of_the_plan_is_told_in_order_with_what_to_do(plan: SessionPlan) -> None:
    html = sheet_html(sheet_of(plan))
    for number, one in enumerate(plan.exercises, 1):
        said = WORDS.exercises[one.dose.exercise]
        told = article(html, number)
        assert told.startswith(f"{number} {said.name}")
        exercise = exercise_of(PROGRAMME, one.dose.exercise)
        changes = [(said.change_side or {})[side] for side in exercise.sides[1:]]
        for words in (said.instruction, said.action, *changes):
            assert text_of(words) in told
        for part in exercise.strengthens:
            assert WORDS.strengthens[part] in told
    assert len(re.findall("<article>", html)) == len(plan.exercises)


def test_large_print_tells_position_and_action_in_fewer_words() -> None:
    small, large = (sheet_html(sheet_of(at_goal(), large=large)) for large in (False, True))
    assert len(large) < len(small)
    for number, one in enumerate(at_goal().exercises, 1):
        said = WORDS.exercises[one.dose.exercise]
        assert text_of(said.position) in article(large, number)
        assert text_of(said.action) in article(large, number)


def test_somebody_new_gets_one_set_of_each_and_no_date() -> None:
    html = sheet_html(sheet_of(START))
    for number, one in enumerate(START.exercises, 1):
        assert one.dose.sets == 1
        assert "One set of 8" in article(html, number)
        assert "between" not in article(html, number)
    assert "4 on each side" in article(html, 2)
    assert not re.search(r"\b[12]\d{3}\b", text_of(html)), "no year"


def test_the_dose_tells_sets_sides_rest_and_weight() -> None:
    html = sheet_html(sheet_of(with_weights()))
    assert "Three sets of 16, 8 on each side. Rest 90 s between. Weights: 500 g." in article(html, 2)
    assert "Three sets of 8. Rest 90 s between." in article(html, 3)
    assert "Weights" not in article(html, 3)
    assert "Weights" not in text(at_goal())


def test_an_odd_number_of_repetitions_is_told_for_both_sides() -> None:
    planned = at_goal()
    odd = tuple(replace(one, dose=structs.replace(one.dose, repetitions=5)) for one in planned.exercises)
    html = sheet_html(sheet_of(replace(planned, exercises=odd)))
    assert "Three sets of 5, 3 on one side, 2 on the other." in article(html, 2)


def test_the_tempo_is_the_persons_own() -> None:
    assert "Lift 4 s Hold 10 s Lower 4 s Pause 1 s" in article(sheet_html(sheet_of(START)), 1)
    slower = article(sheet_html(sheet_of(START, pace=1.5)), 1)
    assert "Lift 6 s Hold 10 s Lower 6 s Pause 1.5 s" in slower


def test_in_one_piece_is_told_in_one_piece() -> None:
    whole = tuple(replace(one, dose=structs.replace(one.dose, in_one_piece=True)) for one in START.exercises)
    for large in (False, True):
        html = sheet_html(sheet_of(replace(START, exercises=whole), large=large))
        assert "in one piece" in article(html, 1)
        assert "low back first" not in article(html, 1)


def test_a_withheld_session_is_told_before_anything_else() -> None:
    html = sheet_html(sheet_of(with_weights(), **KNOWN))
    assert re.findall(r"<h2>(.*?)</h2>", html)[0] == "Do not exercise yet"
    told = text_of(html)
    assert told.index("pain on 20 November 2026") < told.index("Whom to call")
    assert "ask for a new sheet" in told
    assert "Who said yes" in told


def test_a_rest_day_and_a_clearance_ask_for_no_signature() -> None:
    rest = text(at_goal(Clearance("rest_day", ("Today's session is done. One a day is enough.",))))
    assert "Rest today Today's session is done." in rest
    assert "Who said yes" not in rest
    cleared = text(at_goal())
    assert "Cleared by physical therapist on 20 November 2026." in cleared
    assert "Who said yes" not in cleared


def test_whoever_has_not_asked_finds_every_question_of_the_screening() -> None:
    told = text(START)
    assert "First, ask" in told
    for question in PROGRAMME.screening:
        assert WORDS.screening[question] in told


def test_whoever_has_answered_finds_only_what_they_said_yes_to() -> None:
    yes, *others = (WORDS.screening[question] for question in PROGRAMME.screening)
    because = ASKS[0][1]
    told = text(at_goal(Clearance("ask", (because,), ASKS[:1])))
    assert f"Ask about every yes: {yes}" in told
    assert told.count(yes) == 1
    assert not [question for question in others if question in told]
    held = text(at_goal(Clearance("withheld", ("Pain on 20 November 2026.", because), ASKS[:1])))
    assert "Pain on 20 November 2026. Ask also about your yes to the health questions." in held
    assert yes not in held


def test_a_question_is_found_by_its_id_and_asked_in_the_language_of_the_sheet() -> None:
    other = replace(WORDS, screening={name: f"Frage {name}?" for name in WORDS.screening})
    programme = replace(PROGRAMME, languages=("en", "de"), words={"en": WORDS, "de": other})
    plan = at_goal(Clearance("ask", (ASKS[1][1],), ASKS[1:2]))
    told = text_of(sheet_html(Sheet(programme, plan, "de", {})))
    assert f"First, ask Ask about every yes: Frage {ASKS[1][0]}? Who said yes" in told


def test_a_sheet_has_its_day_in_heading_and_title_or_none() -> None:
    dated = document(sheet_of(at_goal(), **KNOWN, on=date(2026, 11, 22)), "")
    assert "exercise sheet for Anna-Katharina Berger, 22 November 2026</title>" in dated
    assert "</strong>. 22 November 2026.</p>" in dated
    assert "November" not in document(sheet_of(START, **KNOWN), "")


def test_every_red_flag_stands_under_the_call_it_asks_for() -> None:
    whole = text(START, **KNOWN)
    told = whole[whole.index("When to stop") : whole.index("Each time")]
    emergency, doctor = told.index("Call 112 at once"), told.index("Call your doctor the same day")
    for flag in PROGRAMME.red_flags:
        sign = WORDS.red_flags[flag.id]
        at = told.lower().index(sign.lower())
        assert {"emergency": emergency < at < doctor, "doctor": doctor < at, "stop": doctor < at}[
            flag.call
        ], sign
    assert "Any pain: stop for the day." in told


def test_whom_to_call_is_printed_or_left_as_a_line_to_write_on() -> None:
    known, unknown = sheet_html(sheet_of(at_goal(), **KNOWN)), sheet_html(sheet_of(at_goal()))
    for value in KNOWN.values():
        assert escape(value) in known
    lines = [len(re.findall('class="line', html)) for html in (known, unknown)]
    assert lines == [4, 8], "a line for each of four weeks, and for name, doctor, telephone and number"
    assert "Call the emergency number at once" in text_of(unknown)


def test_what_a_person_wrote_is_text_and_never_markup() -> None:
    evil = dict.fromkeys(KNOWN, '<b onclick="x">&')
    html = document(sheet_of(START, **evil), "")
    assert "<b onclick" not in html
    assert html.count("&lt;b onclick=&quot;x&quot;&gt;&amp;") == len(KNOWN) + 2, "also in title and red flags"


def test_the_rules_are_the_numbers_of_the_programme() -> None:
    told = text(START)
    assert "3 to 6 days a week, once a day" in told
    assert "Rest 30 seconds after each set. Still tired? Rest 30 seconds longer, up to 120 seconds" in told
    assert "effort 3 or less" in told
    assert "Easy twice, on different days?" in told
    assert "Effort 7 or more, or repetitions missed, twice running: one set fewer." in told
    assert "2 weeks away: no weights, or else one set fewer." in told
    assert "6 weeks away: one set, no weights, and ask for a new sheet." in told
    assert "Pain of 4 or more the day after" in told


def test_the_rules_follow_a_programme_with_other_numbers() -> None:
    rules = PROGRAMME.progression
    other = replace(PROGRAMME, progression=replace(rules, away=replace(rules.away, fewer_after_days=10)))
    assert "10 days away" in text_of(sheet_html(Sheet(other, START, "en", {})))


@pytest.mark.parametrize("large", [False, True])
def test_the_grid_has_four_weeks_and_a_row_for_each_exercise_effort_and_pain(large: bool) -> None:
    html = sheet_html(sheet_of(at_goal(), large=large))
    grid = html[html.index("My four weeks") :]
    assert grid.count('scope="col"') == 28
    assert grid.count('scope="colgroup"') == 4
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', grid)
    names = [
        f"{nth} {WORDS.exercises[one.dose.exercise].name}" for nth, one in enumerate(at_goal().exercises, 1)
    ]
    assert [row for row, _ in rows] == [*names, "Effort 0–10", "Pain 0–10"] * 2
    assert all(boxes.count("<td") == 14 for _, boxes in rows)


def test_headings_come_in_order() -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])", sheet_html(sheet_of(with_weights())))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_plan_without_exercises_says_so() -> None:
    assert "No exercise is left." in text(replace(START, exercises=()))


def test_a_locked_exercise_says_that_it_waits() -> None:
    planned = at_goal()
    first = planned.exercises[0]
    locked = replace(first, verdict=structs.replace(first.verdict, kind="lock", because="It hurt. It waits."))
    html = sheet_html(sheet_of(replace(planned, exercises=(locked, *planned.exercises[1:]))))
    assert "It hurt. It waits." in article(html, 1)
    assert "It hurt" not in article(html, 2)


def test_the_sheet_promises_no_health() -> None:
    told = text(START).lower()
    for promise in ("treat", "prevent", "safe", "proven", "cure"):
        assert promise not in told


def test_a_document_stands_alone() -> None:
    html = paper.page(PROGRAMME, START, on=None, paper=paper.Paper.a4, large=False)
    assert '<html lang="en">' in html
    assert "<title>Strong back and hips: exercise sheet</title>" in html
    assert html.count("<svg") == len(START.exercises)
    assert not re.search(r'(?:src|href)="(?!#)', html)
    assert not re.search(r"url\((?!#|\"data:)", html)
    identities = re.findall(r' id="([^"]+)"', html)
    assert len(identities) == len(set(identities))
