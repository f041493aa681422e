"""A history as canonical JSON Lines: what was read comes out byte for byte the same."""

from __future__ import annotations

import re

from msgspec import json

from strongback.record.nouns import Entry, History, Instant

# msgspec always writes the tag of a struct first; the format shows the time first. An event opens with
# `{"event":"`, which cannot stand inside a JSON string (its quotes are escaped): only events are touched.
_TAG_FIRST = re.compile(rb'\{"event":"(\w+)","at_ms":(-?\d+)')
_TIME_FIRST = rb'{"at_ms":\2,"event":"\1"'


def _instant_text(value: object) -> str:
    if isinstance(value, Instant):
        return value.text
    raise TypeError(f"{type(value).__name__} has no place in a history")


_encoder = json.Encoder(enc_hook=_instant_text)


def write_entry(entry: Entry) -> bytes:
    """One record or note as one line of UTF-8 JSON, without the line break; nulls are written."""
    return _TAG_FIRST.sub(_TIME_FIRST, _encoder.encode(entry))


def write_history(history: History) -> bytes:
    """The whole history, one line for each entry in its order, each ended by a line feed."""
    return b"".join(write_entry(entry) + b"\n" for entry in history.entries)
