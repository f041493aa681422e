"""How long each export of a ten-year history takes, and how much memory.

Prints a table: JSON Lines, CSV, FHIR and Parquet of 3,000 sessions, each in a process of its own that reads
the history line by line, as the store hands it out, and writes a file. (A new process also counts the memory
of the one it came from, so that one stays small.) Beside the seconds on the wall stand the processor's, which
other work on the machine lengthens less. Run with `python bench/exports.py [sessions]`; the goal is 3 s and
200 MB. Exit status 1 when a goal is missed.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from plan import ten_years

from strongback.library import fhir, load
from strongback.record.nouns import Entry
from strongback.record.reader import read_note, read_record
from strongback.record.writer import write_entry, write_history
from strongback.report.fhir import bundle_pieces
from strongback.report.parquet import parquet
from strongback.report.spreadsheet import csv_lines

SECONDS, MEGABYTES = 3.0, 200
ROW = "{:14}{:>10}{:>10}{:>12}{:>10}{:>12}"


def jsonl(entries: Iterable[Entry]) -> Iterator[bytes]:
    for entry in entries:
        yield write_entry(entry) + b"\n"


def as_csv(entries: Iterable[Entry]) -> Iterator[bytes]:
    for line in csv_lines(load(), entries):
        yield line.encode()


def as_fhir(entries: Iterable[Entry]) -> Iterator[bytes]:
    for piece in bundle_pieces(load(), entries, "somebody", fhir.codes()):
        yield piece.encode()


def as_parquet(entries: Iterable[Entry]) -> Iterator[bytes]:
    yield parquet(load(), entries)


FORMATS: dict[str, Callable[[Iterable[Entry]], Iterator[bytes]]] = {
    "only read": lambda entries: (b"" for _ in entries),
    "JSON Lines": jsonl,
    "CSV": as_csv,
    "FHIR": as_fhir,
    "Parquet": as_parquet,
}


def main() -> int:
    """Print the table."""
    if sys.argv[1:2] == ["--make"]:
        Path(sys.argv[3]).write_bytes(write_history(ten_years(int(sys.argv[2]))))
        return 0
    if sys.argv[1:2] == ["--one"]:
        return one(*sys.argv[2:])
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    good = True
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "history.jsonl"
        subprocess.run([sys.executable, __file__, "--make", str(most), str(source)], check=True)
        print(f"{most} sessions, {source.stat().st_size / 1e6:.1f} MB of history")
        print(ROW.format("", "s", "CPU s", "MB memory", "MB file", "a session"))
        for name in FORMATS:
            into = Path(folder) / "export"
            command = [sys.executable, __file__, "--one", name, str(source), str(into)]
            seconds, cpu, megabytes = map(float, subprocess.check_output(command, text=True).split())
            numbers = (f"{seconds:.2f}", f"{cpu:.2f}", f"{megabytes:.0f}", f"{into.stat().st_size / 1e6:.1f}")
            print(ROW.format(name, *numbers, f"{seconds / most * 1000:.3f} ms"))
            good = good and seconds <= SECONDS and megabytes <= MEGABYTES
    print(ROW.format("goal", f"≤ {SECONDS:.0f}", "", f"≤ {MEGABYTES}", "", ""))
    return 0 if good else 1


def one(name: str, source: str, into: str) -> int:
    """One export, and what it took: both seconds without the start of Python, and the most memory in MB."""
    load()
    begin, cpu = time.perf_counter(), time.process_time()
    with Path(into).open("wb") as file:
        file.writelines(FORMATS[name](entries_of(Path(source))))
    took, cpu = time.perf_counter() - begin, time.process_time() - cpu
    print(took, cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return 0


def entries_of(source: Path) -> Iterator[Entry]:
    """The history line by line."""
    with source.open("rb") as file:
        for line in file:
            read = read_record if line.startswith(b'{"record"') else read_note
            entry, problems = read(line.rstrip(b"\n"), (load(),))
            assert entry is not None, problems
            yield entry


if __name__ == "__main__":
    raise SystemExit(main())
