"""A history of ten years moves: out of one store, erased, into another, and out again.

Every command is a process of its own. Prints a table of seconds and of the most memory each took; run with
`python bench/moving.py [sessions]`. For 3,000 sessions the goals are 3 s out, 10 s in, 200 MB. Exit status 1
when one is missed, or when what comes out is not byte for byte what went in.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from plan import ten_years

from strongback.record.writer import write_history

GOALS_S = {"in": 10.0, "in again": 10.0, "out": 3.0, "out again": 3.0}
GOAL_MB = 200


@dataclass(frozen=True, slots=True)
class Took:
    """What one command took, and what it said."""

    seconds: float
    megabytes: float
    said: str


def run(folder: Path, *words: str) -> Took:
    """Run `strongback` on the store in that folder."""
    command = [sys.executable, "-P", "-c", "from strongback.cli import main; main()", *words]
    environment = {**os.environ, "STRONGBACK_DATA": str(folder)}
    begin = time.perf_counter()
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    took = Took(time.perf_counter() - begin, used.ru_maxrss / 1024, said.strip())
    assert process.returncode == 0, said
    return took


def main() -> int:
    """Print the table."""
    sessions = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        given, first, second = (folder / f"{each}.jsonl" for each in ("given", "first", "second"))
        given.write_bytes(write_history(ten_years(sessions)))
        print(f"{sessions} sessions, {given.stat().st_size / 1e6:.1f} MB")
        one, other = folder / "one", folder / "other"
        rows = {
            "in": run(one, "import", "--person", "Anna", str(given)),
            "in again": run(one, "import", "--person", "Anna", str(given)),
            "out": run(one, "export", "--person", "Anna", "-o", str(first)),
            "into another": run(other, "import", "--person", "Anna", str(first)),
            "out again": run(other, "export", "--person", "Anna", "-o", str(second)),
        }
        same = given.read_bytes() == first.read_bytes() == second.read_bytes()
    return report(rows, same)


def report(rows: dict[str, Took], same: bool) -> int:
    """A line for each command; 1 when a goal is missed."""
    good = same
    print(f"{'':14} seconds    MB   goal              said last")
    for name, took in rows.items():
        limit = GOALS_S.get(name)
        good = good and took.megabytes <= GOAL_MB and (limit is None or took.seconds <= limit)
        goal = f"≤ {limit:g} s, " if limit is not None else ""
        last = took.said.splitlines()[-1] if took.said else ""
        print(f"{name:14} {took.seconds:7.2f} {took.megabytes:5.0f}   {goal + f'≤ {GOAL_MB} MB':16}  {last}")
    print(f"what comes out is what went in: {'byte for byte' if same else 'NO'}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
