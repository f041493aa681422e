"""Lines of a history as a device would send them, and what the reader says of them. For tests only."""

from __future__ import annotations

import json
from typing import Any

from strongback.library import load
from strongback.record.reader import read_history

PROGRAMMES = (load(),)
ID = "0192aaaa-0000-7000-8000-000000000001"
AT = "2026-11-22T09:30:00+01:00"
Line = dict[str, Any]


def event(at_ms: int, name: str, **members: Any) -> Line:
    return {"at_ms": at_ms, "event": name, **members}


def sitting(*events: Line, **members: Any) -> Line:
    """A session record as a person's device would send it; `members` replace its own."""
    return {
        "record": 1,
        "id": ID,
        "programme": "strong-back-and-hips",
        "edition": 1,
        "script": "ab" * 32,
        "started_at": AT,
        "events": list(events) or [event(0, "started"), event(640_000, "finished")],
        **members,
    }


def lines(*entries: Line) -> bytes:
    return b"".join(json.dumps(entry, ensure_ascii=False).encode() + b"\n" for entry in entries)


def problems(*entries: Line) -> list[str]:
    return [str(problem) for problem in read_history(lines(*entries), PROGRAMMES)[1]]


def only(found: list[str]) -> str:
    assert len(found) == 1, found
    return found[0]
