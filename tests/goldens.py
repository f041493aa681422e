"""Golden files: what was read and found right once, compared to the letter.

`STRONGBACK_GOLDEN=write` writes them anew (`make golden`); a person then reads the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

HOME = Path(__file__).parent / "golden" / "files"


def assert_golden(name: str, text: str) -> None:
    """Fail with both texts when the golden file of that name says something else."""
    path = HOME / name
    if os.environ.get("STRONGBACK_GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.exists(), f"no golden file {name}; write it with `make golden` and read it"
    assert text == path.read_text(encoding="utf-8")
