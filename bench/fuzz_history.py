"""Throws damaged histories at the readers: all must end in an entry or in problems, never in an exception.

    python bench/fuzz_history.py [--inputs 50000] [--seed 1]

Prints how each kind of damage ended. Exit status 1 when a reader raised, accepted what does not read back as
it was written, refused without a word, or had nothing better to say than "cannot be read".
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable

from strongback.library import load
from strongback.record.reader import read_draft, read_history, read_note, read_record
from strongback.record.writer import write_history

PROGRAMMES = (load(),)
AT = "2026-11-22T09:30:00+01:00"
TOKENS = (
    *'{}[]:,"\\\n\r\t 0-.eE',
    *(
        "null",
        "true",
        "NaN",
        "Infinity",
        "1e999",
        "-0",
        "1.0",
        "9" * 30,
        '"at_ms"',
        '"event"',
        '"record"',
        '"note"',
    ),
    *(
        "\ud800",
        "\\ud800",
        "\\u0000",
        "\ufeff",
        "\u2028",
        "é",
        "😀",
        "{" * 40,
        "[" * 2_000,
        '"x":1,',
        '"pelvic-tilt"',
    ),
)
VALUES = (
    None,
    True,
    False,
    0,
    1,
    -1,
    11,
    1.5,
    10**25,
    "",
    "x",
    "pelvic-tilt",
    "a" * 600,
    [],
    {},
    [[]],
    {"a": 1},
)


def seed_lines() -> list[str]:
    """One good line of every kind."""
    done = {"exercise": "pelvic-tilt", "set": 1, "repetition": 1, "side": None, "held_ms": 10_000}
    events = [
        {"at_ms": 0, "event": "started"},
        {"at_ms": 61_000, "event": "repetition_done", **done},
        {"at_ms": 90_000, "event": "rest_lengthened", "exercise": "pelvic-tilt", "set": 1, "to_ms": 60_000},
        {"at_ms": 91_000, "event": "pain_reported", "exercise": None, "severity": 6, "where": "low back"},
        {"at_ms": 92_000, "event": "red_flag", "which": "dizziness"},
        {"at_ms": 93_000, "event": "stopped", "because": "pain"},
        {"at_ms": 94_000, "event": "rated", "exercise": "pelvic-tilt", "effort": 2, "two_more": True},
    ]
    record = {"record": 1, "id": "0192aaaa-0000-7000-8000-000000000001", "programme": "strong-back-and-hips"}
    record |= {"edition": 1, "script": "ab" * 32, "started_at": AT, "events": events}
    entries = [
        record,
        {"note": "screened", "at": AT, "answers": {"floor": False, "glaucoma": None}},
        {"note": "cleared", "at": AT, "by": "physical therapist"},
        {"note": "consulted", "at": AT, "about": "chest-lift-1"},
        {"note": "offer_accepted", "at": AT, "exercise": "chest-lift-1", "offer": "rung chest-lift-2"},
        {"note": "day_after", "at": AT, "pain": 0},
        {"note": "override", "at": AT, "exercise": "head-press", "per_side": True, "repetitions": 6},
    ]
    return [json.dumps(entry) for entry in entries]


def change_bytes(dice: random.Random, line: str) -> bytes:
    """Some bytes replaced, removed or doubled."""
    body = bytearray(line.encode())
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(body) + 1)
        body[at : at + dice.randint(0, 3)] = dice.randbytes(dice.randint(0, 3))
    return bytes(body)


def insert_tokens(dice: random.Random, line: str) -> bytes:
    """Pieces that mean something to JSON, in the wrong places."""
    for _ in range(dice.randint(1, 3)):
        at = dice.randrange(len(line) + 1)
        line = line[:at] + dice.choice(TOKENS) + line[at + dice.choice((0, 0, 1, 5)) :]
    return line.encode("utf-8", "surrogatepass")


def change_values(dice: random.Random, line: str) -> bytes:
    """Valid JSON with members renamed, removed, exchanged or of another type."""
    entry = json.loads(line)
    for _ in range(dice.randint(1, 2)):
        events = entry["events"] if isinstance(entry.get("events"), list) else []
        holder = dice.choice([entry, *(event for event in events if isinstance(event, dict))])
        name = dice.choice(list(holder) or [""])
        what = dice.randrange(4)
        if what == 0:
            holder.pop(name, None)
        elif what == 1:
            holder[dice.choice(("x", "at", "about", "record", "note", "answers", "where"))] = dice.choice(
                VALUES
            )
        elif what == 2:
            holder[name] = dice.choice(VALUES)
        elif isinstance(holder.get("events"), list):
            dice.shuffle(holder["events"])
    return json.dumps(entry).encode()


def cut_and_join(dice: random.Random, line: str) -> bytes:
    """Halves of lines, and lines run together."""
    other = dice.choice(seed_lines())
    return (
        line[: dice.randrange(len(line))] + dice.choice(("", "\n", " ")) + other[dice.randrange(len(other)) :]
    ).encode()


def plain_noise(dice: random.Random, line: str) -> bytes:
    """No JSON at all."""
    return dice.randbytes(dice.randint(0, 200))


DAMAGE: tuple[Callable[[random.Random, str], bytes], ...] = (
    change_bytes,
    insert_tokens,
    change_values,
    cut_and_join,
    plain_noise,
)


def outcome(body: bytes) -> str:
    """How every reader takes the input; the worst of it."""
    history, problems = read_history(body, PROGRAMMES)
    for read in (read_record, read_draft, read_note):
        entry, refusal = read(body, PROGRAMMES)
        if (entry is None) != bool(refusal):
            return "silent refusal"
        problems += refusal if entry is None and not history.entries else ()
    if any("cannot be read" in problem.what or not str(problem).isprintable() for problem in problems):
        return "no good words"
    if history.entries:
        text = write_history(history)
        if read_history(text, PROGRAMMES) != (history, ()):
            return "does not read back"
    return "refused" if problems else "accepted"


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--inputs", type=int, default=50_000)
    ask.add_argument("--seed", type=int, default=1)
    given = ask.parse_args()
    dice, lines, counts = random.Random(given.seed), seed_lines(), Counter[tuple[str, str]]()
    began = time.perf_counter()
    for number in range(given.inputs):
        damage = DAMAGE[number % len(DAMAGE)]
        body = damage(dice, dice.choice(lines))
        try:
            end = outcome(body)
        except Exception as error:
            end = f"raised {type(error).__name__}"
            print(f"{end}: {body[:200]!r}", file=sys.stderr)
        if end not in ("refused", "accepted"):
            print(f"{end}: {body[:300]!r}", file=sys.stderr)
        counts[damage.__name__, end] += 1
    ends = sorted({end for _, end in counts} | {"accepted", "refused"})
    print("| damage | " + " | ".join(ends) + " |\n|---|" + "---|" * len(ends))
    for damage in DAMAGE:
        print(
            f"| {damage.__name__} | " + " | ".join(str(counts[damage.__name__, end]) for end in ends) + " |"
        )
    bad = sum(count for (_, end), count in counts.items() if end not in ("refused", "accepted"))
    print(f"\n{given.inputs} inputs, {bad} exceptions or other failures, {time.perf_counter() - began:.1f} s")
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
