"""The programme as other people's programs and as people see it."""

from __future__ import annotations

import json

from strongback.library import load
from strongback.programme.show import to_json, to_text


def test_the_json_has_what_the_contract_promises() -> None:
    shown = to_json(load())
    assert set(shown) >= {
        "id",
        "edition",
        "title",
        "source",
        "frequency",
        "ladders",
        "exercises",
        "decisions",
    }
    assert shown["frequency"] == {"least": 3, "most": 6}
    assert shown["ladders"] == [
        {"id": "chest-lift", "rungs": ["chest-lift-1", "chest-lift-2", "chest-lift-3"]}
    ]
    assert json.loads(json.dumps(shown)) == shown


def test_the_facts_of_the_sheet_are_shown_as_printed() -> None:
    shown = {each["id"]: each for each in to_json(load())["exercises"]}
    facts = {
        name: (each["hold_ms"], each["goal"]["sets"], each["goal"]["repetitions"])
        for name, each in shown.items()
    }
    assert facts == {
        "pelvic-tilt": (10_000, 3, 8),
        "leg-and-arm-lift": (5_000, 3, 8),
        "chest-lift-1": (5_000, 3, 8),
        "chest-lift-2": (5_000, 3, 8),
        "chest-lift-3": (5_000, 3, 8),
        "diagonal-lift": (10_000, 3, 8),
        "head-press": (5_000, 1, 8),
    }
    assert {each["rest_ms"] for each in shown.values()} == {30_000}
    assert shown["diagonal-lift"]["strengthens"] == ["back", "hips", "shoulders"]
    assert shown["diagonal-lift"]["sides"] == ["right", "left"]
    assert shown["head-press"]["sides"] == []


def test_every_phase_has_its_length_whether_written_or_from_the_tempo() -> None:
    shown = {each["id"]: each["phases"] for each in to_json(load())["exercises"]}
    assert [(each["phase"], each["duration_ms"]) for each in shown["pelvic-tilt"]] == [
        ("lift", 4_000),
        ("hold", 10_000),
        ("lower", 4_000),
        ("pause", 1_000),
    ]
    assert [each["duration_ms"] for each in shown["head-press"]] == [2_000, 5_000, 2_000, 1_000]


def test_every_decision_is_shown_with_its_number_its_values_and_its_reason() -> None:
    decisions = {each["number"]: each for each in to_json(load())["decisions"]}
    assert set(decisions) == {
        *(1, 2, 3, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 19, 21, 22, 23, 24, 27, 30, 31, 32),
        *(34, 35, 36, 37, 38, 44),
    }
    assert all(
        each["values"] and each["why"] and each["gap"] and each["decision"] for each in decisions.values()
    )
    assert decisions[1]["values"] == ["exercises.pelvic-tilt.goal.repetitions"]
    assert decisions[2]["override"] == "per_side"
    assert decisions[3]["override"] is None


def test_the_page_names_every_exercise_and_the_ladder() -> None:
    page = to_text(load())
    assert all(each.id in page for each in load().exercises)
    assert "chest-lift-1 → chest-lift-2 → chest-lift-3" in page
    assert "3 to 6 sessions a week" in page


def test_the_page_of_decisions_has_every_gap_and_reason() -> None:
    page = to_text(load(), decisions=True)
    assert all(f"{each.number}. {each.gap}" in page and each.why in page for each in load().decisions)
