"""One setting says where the store is; a wrong one is told in a sentence, and a password never."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from strongback.web.database import database

FILE = Path("data/strongback.sqlite3")


@pytest.mark.parametrize("nothing", ["", "  ", "\n"])
def test_without_an_address_the_store_is_the_file(nothing: str) -> None:
    found = database(nothing, FILE)
    assert found["ENGINE"].endswith("sqlite3")
    assert found["NAME"] == str(FILE)


def test_the_file_waits_for_its_turn_and_writes_through_to_the_disk() -> None:
    options = database("", FILE)["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]
    assert "synchronous=FULL" in options["init_command"]


@pytest.mark.parametrize("scheme", ["postgresql", "postgres"])
def test_an_address_names_user_password_host_port_and_database(scheme: str) -> None:
    found = database(f"{scheme}://anna:s%40cret%2F@db.example:5433/strong%20back", FILE)
    assert found["ENGINE"].endswith("postgresql")
    named = {key: found[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")}
    assert named == {
        "USER": "anna",
        "PASSWORD": "s@cret/",
        "HOST": "db.example",
        "PORT": "5433",
        "NAME": "strong back",
    }


def test_options_are_handed_to_the_driver() -> None:
    options = database("postgresql://h/n?sslmode=verify-full&connect_timeout=3", FILE)["OPTIONS"]
    assert (options["sslmode"], options["connect_timeout"]) == ("verify-full", "3")


@pytest.mark.parametrize("url", ["postgresql:///n?host=/run/Postgres", "postgresql://%2Frun%2FPostgres/n"])
def test_a_socket_is_a_host_that_begins_with_a_slash(url: str) -> None:
    found = database(url, FILE)
    assert (found["HOST"], found["NAME"]) == ("/run/Postgres", "n")


def test_a_connection_is_kept_and_looked_at_before_it_is_used_again() -> None:
    found = database("postgresql://h/n", FILE)
    assert (found["CONN_MAX_AGE"], found["CONN_HEALTH_CHECKS"]) == (None, True)
    assert found["OPTIONS"]["connect_timeout"] == "10"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://anna:s3cret@h/n", "begins with mysql://, and only PostgreSQL is known"),
        ("anna:s3cret@h/n", "is no address of a database"),
        ("postgresql://anna:s3cret@h", "names no database"),
        ("postgresql://anna:s3cret@h/n?sslmod=require", "cannot be read"),
        ("postgresql://anna:s3cret@[::1/n", "cannot be read"),
    ],
)
def test_an_address_that_cannot_be_used_is_told_without_its_password(url: str, said: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        database(url, FILE)
    assert said in str(refusal.value)
    assert "postgresql://user:password@host:5432/name" in str(refusal.value)
    assert "s3cret" not in str(refusal.value)


def test_a_driver_that_is_not_there_is_named_with_the_way_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(ImproperlyConfigured, match=r"pip install 'strongback\[postgresql\]'"):
        database("postgresql://h/n", FILE)
