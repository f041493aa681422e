"""Somebody out of the store for good: the rows, the bytes they stood in, the copies made before updates."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import OperationalError, connection, transaction

from strongback.web import clock, home, models, standings, trending

_COPIES = f"{Path(home.STORE).stem}-before-*"
_TABLES = ("web_entry", "web_draft", "web_scripthanded", "web_person")


def mark(person: UUID) -> str:
    """What stays of somebody: it tells who knows the id that they are gone, and nobody else anything."""
    return hashlib.sha256(str(person).encode()).hexdigest()


def was_erased(person: UUID) -> bool:
    """Whether somebody with this id was erased here."""
    return models.Erased.objects.filter(id=mark(person)).exists()


def erase(persons: Iterable[models.Person]) -> None:
    """Erase everything of these persons, all at once or not at all, and then the bytes it stood in."""
    at = clock.now().isoformat(timespec="seconds")
    with transaction.atomic():
        for person in persons:
            models.Erased.objects.update_or_create(id=mark(person.id), defaults={"at": at, "swept": False})
            models.Person.objects.filter(id=person.id).delete()
    standings.forget()
    trending.forget()
    sweep()


def erase_everything() -> None:
    """Erase everybody, and with them the devices that showed them."""
    for kind in (models.Device, models.PairingCode, models.PairingTry):
        kind.objects.all().delete()
    erase(models.Person.objects.all())


def sweep() -> None:
    """Leave no byte of those who were erased. What cannot be swept now is swept at the next start."""
    waiting = models.Erased.objects.filter(swept=False)
    gone = list(waiting.values_list("id", flat=True))
    if not gone:
        return
    for copy in Path(settings.DATA).glob(_COPIES):
        copy.unlink(missing_ok=True)
    if _made_anew():
        models.Erased.objects.filter(id__in=gone).update(swept=True)


def _made_anew() -> bool:
    """Write the store's file anew and empty its journal; False when somebody is reading in it still."""
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(f"VACUUM FULL {', '.join(_TABLES)}")
                return True
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy, *_ = cursor.fetchone()
    except OperationalError:
        return False
    return not busy
