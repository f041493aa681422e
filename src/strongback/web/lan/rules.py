"""What Django is told otherwise in the process for the home network, and how much may be sent there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

MOST_BYTES = 1024 * 1024
"""The longest body that is taken from another device."""
MOST_HISTORY_BYTES = 256 * MOST_BYTES
"""The longest history that is brought in: some twenty times what ten years come to."""


def settings_for(hosts: Iterable[str]) -> dict[str, Any]:
    """The settings that differ, for a server that is called so; an IPv6 address without brackets.

    There is no Strict-Transport-Security among them: browsers ignore it for addresses, for a name it would
    reach every other port of that machine, and it would turn the certificate's warning into a dead end.
    """
    return {
        "ALLOWED_HOSTS": [f"[{host}]" if ":" in host else host for host in hosts],
        "CSRF_TRUSTED_ORIGINS": [],
        "CSRF_COOKIE_NAME": "__Host-strongback-form",
        "CSRF_COOKIE_SECURE": True,
        "DATA_UPLOAD_MAX_MEMORY_SIZE": MOST_BYTES,
    }
