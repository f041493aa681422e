"""The devices of the household: let one in, know it again, turn it away."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.db import DatabaseError, close_old_connections

from strongback.web import models

COOKIE = "__Host-strongback-device"
KEPT_S = 400 * 86_400
"""As long as browsers keep a cookie at most. Every page begins it anew."""
_SEEN_MS = 3_600_000
_LONGEST = 64


@dataclass(frozen=True, slots=True)
class Paired:
    """A device that was let in, and the persons it may show."""

    id: UUID
    persons: frozenset[UUID]


def new_token() -> str:
    """256 bits of chance, as they go into a cookie."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is kept of a token. It is pure chance, so that nothing slower is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def let_in(name: str, persons: Iterable[models.Person], now_ms: int) -> str:
    """Note a new device; gives the token that it must bring from now on."""
    token = new_token()
    device = models.Device.objects.create(name=name, token=digest(token), paired_ms=now_ms, seen_ms=now_ms)
    device.persons.set(persons)
    return token


def known(token: str, now_ms: int) -> Paired | None:
    """The device that holds this token, or None. The store is asked each time: who is turned away is out."""
    if not 0 < len(token) <= _LONGEST:
        return None
    close_old_connections()
    mine = models.Device.objects.filter(token=digest(token))
    rows = list(mine.values_list("id", "seen_ms", "persons"))
    if not rows:
        return None
    if abs(now_ms - rows[0][1]) >= _SEEN_MS:
        with suppress(DatabaseError):  # a store that cannot be written to can still be read
            mine.update(seen_ms=now_ms)
    return Paired(rows[0][0], frozenset(person for _, _, person in rows if person is not None))


def turn_away(device_id: UUID) -> None:
    """Take a device off the list: its next request is a stranger's."""
    models.Device.objects.filter(id=device_id).delete()
