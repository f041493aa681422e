"""The shapes that leave Python: JSON Schemas made from the nouns, and the player's own types against them."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from people import Day, perform
from strongback import library
from strongback.body import film, film_json
from strongback.library import figure
from strongback.record.nouns import AnyNote, History, Instant, SessionRecord
from strongback.record.writer import write_history
from strongback.script import Delivery, Script, compile_script, script_json
from strongback.script.example import Level, plan_at

ROOT = Path(__file__).parents[2]
PROGRAMME = library.load()
TYPES = (ROOT / "src/strongback/web/static/player/types.d.ts").read_text(encoding="utf-8")
SHAPES: dict[str, Any] = {"script": Script, "session-record": SessionRecord, "note": AnyNote}


def schema_of(shape: Any) -> dict[str, Any]:
    """The JSON Schema of a noun; an instant is text in ISO 8601 with an offset."""
    return msgspec.json.schema(
        shape, schema_hook=lambda kind: {"type": "string", "format": "date-time"} if kind is Instant else {}
    )


@pytest.mark.parametrize("name", SHAPES)
def test_the_schema_in_the_docs_is_the_one_the_nouns_make(name: str) -> None:
    path = ROOT / "docs/schemas" / f"{name}.json"
    text = json.dumps(schema_of(SHAPES[name]), indent=2, ensure_ascii=False, sort_keys=True) + "\n"
    if os.environ.get("STRONGBACK_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, "run `make golden` and read the difference"


@pytest.mark.parametrize("level", list(Level))
def test_a_script_is_valid_in_its_schema(level: Level) -> None:
    script = compile_script(
        PROGRAMME, plan_at(PROGRAMME, level), Delivery(), library.voice(PROGRAMME.id, "en")
    )
    jsonschema.validate(script_json(script), schema_of(Script))


def test_a_session_record_is_valid_in_its_schema() -> None:
    plan = plan_at(PROGRAMME, Level.goal)
    for day in (Day(), Day(pain="chest-lift-1", red_flag="fall"), Day(longer={"pelvic-tilt": 60_000})):
        record = perform(PROGRAMME, plan, day, "2026-11-22T09:30:00+01:00")
        line = write_history(History((record,)))
        jsonschema.validate(json.loads(line), schema_of(SessionRecord))


def fields_in_types(interface: str) -> set[str]:
    """The keys of one interface in the player's types."""
    found = re.search(rf"export interface {interface} \{{(.*?)\n\}}", TYPES, re.S)
    assert found is not None, f"types.d.ts has no interface {interface}"
    return set(re.findall(r"^  (\w+)\??:", found[1], re.M))


@pytest.mark.parametrize("noun", ["Script", "Step", "Cue", "Aside", "Asides"])
def test_the_players_types_have_the_keys_of_the_script(noun: str) -> None:
    properties = schema_of(Script)["$defs"][noun]["properties"]
    assert fields_in_types(noun) == set(properties)


def test_the_players_film_has_the_keys_of_a_film() -> None:
    exercise = PROGRAMME.exercises[0]
    drawn = film(figure.movements()[exercise.id], figure.bodies()["woman"], exercise)
    assert fields_in_types("Film") == set(film_json(drawn))


def test_the_players_record_has_the_keys_of_a_session_record() -> None:
    properties = schema_of(SessionRecord)["$defs"]["SessionRecord"]["properties"]
    assert fields_in_types("SessionRecord") == set(properties)


def test_every_event_the_player_records_is_one_that_python_knows() -> None:
    definitions = schema_of(SessionRecord)["$defs"]
    known = {
        d["properties"]["event"]["enum"][0]: set(d["properties"])
        for d in definitions.values()
        if "event" in d["properties"]
    }
    union = re.search(r"export type AnyEvent =(.*?);\n\n", TYPES, re.S)
    assert union is not None
    for line in union[1].strip().splitlines():
        keys = set(re.findall(r"(\w+):", line))
        name = re.search(r'event: "(\w+)"', line)
        assert name is not None
        assert keys == known[name[1]], name[1]
