"""What the server has acknowledged is there, also after it was killed in the middle of things."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

BENCH = Path(__file__).parents[2] / "bench" / "store.py"


def test_twenty_kills_under_load_lose_and_double_no_acknowledged_record(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("bench_store", BENCH)
    assert spec is not None
    assert spec.loader is not None
    bench = importlib.util.module_from_spec(spec)
    sys.modules["bench_store"] = bench
    spec.loader.exec_module(bench)
    promised, lost, doubled = bench.kill_rounds(tmp_path, rounds=20, clients=4, seed=7)
    assert promised > 40, "twenty rounds promised next to nothing: the kills came too early to show anything"
    assert (lost, doubled) == (0, 0)
