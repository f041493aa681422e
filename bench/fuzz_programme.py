"""Feeds spoiled files to the programme reader and counts problems, programmes and exceptions.

    python bench/fuzz_programme.py [COUNT] [SEED]

Most inputs spoil the small programme of the tests, one in fifty the shipped one. An exception makes the exit
status 1.
"""

from __future__ import annotations

import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from programmes.small_programme import small_files
from strongback.library import DEFAULT, HOME, folder_files
from strongback.programme import reader
from strongback.programme.problem import Problem
from strongback.programme.reader import read_programme
from strongback.programme.tree import read_tree

Files = dict[str, bytes]
Spoil = Callable[[random.Random, bytes], bytes]

SIGNS = """
: - ? [ ] { } , # & * ! | > ' " % @ ` ~ << --- ... null true false no 0 -1 1e9 .inf .nan 0x1F 10 s 1.5 250 g 7
days 50
99999999999999999999 *a &a !!int !!python/object: >- {set} {{}} {length} \\U00110000
"""
BLANKS = ("\t", "\n", "\r", "\0", "\u2028", "\ufeff", "é", "👵", " " * 30, "[" * 20, "- " * 20, "{a: " * 20)
TOKENS = (*SIGNS.split(), *BLANKS)
WORDS = [
    "id",
    "hold",
    "lift",
    "goal",
    "sets",
    "words",
    "exercises",
    "language",
    "cues",
    "roll",
    "lift-1",
    "en",
    "values",
]


def flip_bytes(dice: random.Random, content: bytes) -> bytes:
    """A few bytes become others."""
    spoiled = bytearray(content)
    for _ in range(dice.randint(1, 4)):
        spoiled[dice.randrange(len(spoiled))] = dice.randrange(dice.choice((128, 128, 256)))
    return bytes(spoiled)


def swap_lines(dice: random.Random, content: bytes) -> bytes:
    """Two lines change places."""
    lines = content.split(b"\n")
    one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def repeat_lines(dice: random.Random, content: bytes) -> bytes:
    """Some lines come again, elsewhere."""
    lines = content.split(b"\n")
    at = dice.randrange(len(lines))
    piece = lines[at : at + dice.randint(1, 6)] * dice.randint(1, 3)
    to = dice.randrange(len(lines))
    return b"\n".join(lines[:to] + piece + lines[to:])


def delete(dice: random.Random, content: bytes) -> bytes:
    """A piece is gone."""
    at = dice.randrange(len(content))
    return content[:at] + content[at + dice.choice((1, 1, 2, 5, 20, 200)) :]


def indent(dice: random.Random, content: bytes) -> bytes:
    """A line moves to the right or to the left."""
    lines = content.split(b"\n")
    at = dice.randrange(len(lines))
    lines[at] = b" " * dice.randint(0, 8) + lines[at].lstrip()
    return b"\n".join(lines)


def replace_token(dice: random.Random, content: bytes) -> bytes:
    """A word becomes another, or a sign that means something in YAML."""
    words = content.decode(errors="replace").split(" ")
    for _ in range(dice.randint(1, 3)):
        words[dice.randrange(len(words))] = dice.choice(
            (dice.choice(TOKENS), dice.choice(WORDS), dice.choice(words))
        )
    return " ".join(words).encode(errors="replace")


def insert_token(dice: random.Random, content: bytes) -> bytes:
    """A sign stands where none was."""
    at = dice.randrange(len(content) + 1)
    return content[:at] + dice.choice(TOKENS).encode(errors="replace") + content[at:]


def random_yaml(dice: random.Random, _: bytes) -> bytes:
    """Well-formed nonsense with the right words in it."""
    return "\n".join(_random_lines(dice, 0)).encode(errors="replace")


def _random_lines(dice: random.Random, depth: int) -> list[str]:
    lines = []
    for _ in range(dice.randint(1, 4)):
        key = dice.choice(("- ", f"{dice.choice(WORDS)}: ", f"{dice.choice(WORDS)}: "))
        if depth < 5 and dice.random() < 0.4:
            lines += [" " * depth * 2 + key, *_random_lines(dice, depth + 1)]
        else:
            lines.append(" " * depth * 2 + key + dice.choice((*TOKENS, *WORDS)))
    return lines


def random_bytes(dice: random.Random, _: bytes) -> bytes:
    """Anything at all."""
    return dice.randbytes(dice.choice((0, 1, 10, 100, 1_000)))


KINDS: tuple[Spoil, ...] = (
    flip_bytes,
    swap_lines,
    repeat_lines,
    delete,
    indent,
    replace_token,
    insert_token,
    random_yaml,
    random_bytes,
)


def spoil(dice: random.Random, kind: Spoil, small: Files, shipped: Files) -> Files:
    """A folder of which one file is spoiled, once or several times."""
    files = shipped if dice.random() < 0.02 else small
    name = dice.choice(sorted(files))
    content = files[name]
    for _ in range(dice.choice((1, 1, 1, 2, 5))):
        content = kind(dice, content or b" ")
    return files | {name: content}


def well_told(problems: tuple[Problem, ...]) -> bool:
    """One line each, placed, and saying something."""
    return all(
        each.line > 0
        and each.column > 0
        and each.where
        and each.what
        and each.fix
        and len(str(each).splitlines()) == 1
        for each in problems
    )


def main(count: int = 50_000, seed: int = 1) -> int:
    """Run, print the table, and say by the exit status whether all went well."""
    dice = random.Random(seed)
    reader.read_tree = lru_cache(maxsize=8)(read_tree)  # the file that is not spoiled is parsed once
    small, shipped = small_files(), folder_files(HOME / DEFAULT)
    tally: dict[str, Counter[str]] = {kind.__name__: Counter() for kind in KINDS}
    slowest = 0.0
    for index in range(count):
        kind = KINDS[index % len(KINDS)]
        files = spoil(dice, kind, small, shipped)
        counts = tally[kind.__name__]
        start = time.perf_counter()
        try:
            programme, problems = read_programme("", files)
            ended = "programmes" if programme is not None else "problems"
            ended = ended if (programme is None) == bool(problems) and well_told(problems) else "badly told"
        except Exception:
            ended = "exceptions"
            traceback.print_exc()
        slowest = max(slowest, time.perf_counter() - start)
        counts["inputs"] += 1
        counts[ended] += 1
    show(tally, slowest)
    return int(any(counts["exceptions"] or counts["badly told"] for counts in tally.values()))


def show(tally: dict[str, Counter[str]], slowest: float) -> None:
    """The table."""
    columns = ("inputs", "problems", "programmes", "badly told", "exceptions")
    print(f"{'kind':<16}" + "".join(f"{name:>12}" for name in columns))
    rows = {**tally, "all": sum(tally.values(), Counter())}
    for name, counts in rows.items():
        print(f"{name:<16}" + "".join(f"{counts[column]:>12}" for column in columns))
    print(f"slowest input: {slowest * 1000:.0f} ms")


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
