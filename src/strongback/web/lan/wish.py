"""What is asked of `serve --lan`. Nothing of Django is loaded here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Lan:
    """The port, and a certificate with its key, or none to make an own one."""

    port: int = 8443
    certificate: Path | None = None
    key: Path | None = None
