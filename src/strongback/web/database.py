"""Which database holds the store, by one setting: a file of our own, or a PostgreSQL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

SETTING = "STRONGBACK_DATABASE_URL"
EXAMPLE = "postgresql://user:password@host:5432/name"
_SCHEMES = ("postgresql", "postgres")


def database(url: str, store: Path) -> dict[str, Any]:
    """What Django needs to know of it: the file when no address is given.

    Raises ImproperlyConfigured, in a sentence that never says the password.
    """
    if not url.strip():
        return _embedded(store)
    scheme, there, _ = url.strip().partition("://")
    if not there or scheme not in _SCHEMES:
        kind = f"begins with {scheme}://" if there else "is no address of a database"
        raise ImproperlyConfigured(
            f"{SETTING} {kind}, and only PostgreSQL is known; write {EXAMPLE}, "
            "or unset it and name the folder of the embedded store with STRONGBACK_DATA"
        )
    return _postgresql(url.strip())


def _embedded(store: Path) -> dict[str, Any]:
    """IMMEDIATE: with the default mode, concurrent read-then-write fails at once in spite of the timeout.

    FULL: what was acknowledged survives a power cut.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(store),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }


def _postgresql(url: str) -> dict[str, Any]:
    """The address is taken apart by the driver itself, so that it means what it means to every other tool."""
    named = _taken_apart(url)
    name = named.pop("dbname", "")
    if not name and "service" not in named:
        raise ImproperlyConfigured(f"{SETTING} names no database; write {EXAMPLE}")
    own = {key.upper(): named.pop(key, "") for key in ("user", "password", "host", "port")}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        **own,
        # One connection for each of the server's threads, looked at before it is used again.
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": "10", "application_name": "strongback", **named},
    }


def _taken_apart(url: str) -> dict[str, Any]:
    try:
        from psycopg import ProgrammingError
        from psycopg.conninfo import conninfo_to_dict
    except ImportError as error:
        raise ImproperlyConfigured(
            f"{SETTING} names a PostgreSQL, and its driver is not installed; "
            "install it with: pip install 'strongback[postgresql]'"
        ) from error
    try:
        return dict(conninfo_to_dict(url))
    except ProgrammingError:
        raise ImproperlyConfigured(
            f"{SETTING} cannot be read; write {EXAMPLE}, with %40 for an @ and %2F for a / in the password"
        ) from None  # the driver's own words quote the address, password and all
