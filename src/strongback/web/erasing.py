"""Somebody out of the store for good: the rows, the bytes they stood in, the copies made before updates."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import OperationalError, connection, transaction

from strongback.web import clock, home, models, standings, trending

_STEM = Path(home.STORE).stem
_COPIES = (
    f"{_STEM}-before-update-from-*",
    f"{_STEM}-before-restore-*",
    f".{_STEM}-before-*-making-*",  # one that was interrupted
)
_TABLES = (*("web_entry", "web_draft", "web_scripthanded", "web_device_persons", "web_device", "web_person"),)


def mark(person: UUID) -> str:
    """What stays of somebody: it tells who knows the id that they are gone, and nobody else anything."""
    return hashlib.sha256(str(person).encode()).hexdigest()


def was_erased(person: UUID) -> bool:
    """Whether somebody with this id was erased here."""
    return models.Erased.objects.filter(id=mark(person)).exists()


def erase(persons: Iterable[models.Person]) -> bool:
    """Erase everything of these persons, all at once or not at all, and then the bytes it stood in.

    False when these could not be swept yet, because somebody was reading.
    """
    with transaction.atomic():
        _rows_of(persons)
    return _forgotten()


def erase_everything() -> bool:
    """Erase everybody, and with them the devices that showed them."""
    with transaction.atomic():
        for kind in (models.Device, models.PairingCode, models.PairingTry):
            kind.objects.all().delete()
        _rows_of(models.Person.objects.all())
    return _forgotten()


def _rows_of(persons: Iterable[models.Person]) -> None:
    at = clock.now().isoformat(timespec="seconds")
    for person in persons:
        models.Erased.objects.update_or_create(id=mark(person.id), defaults={"at": at, "swept": False})
        models.Person.objects.filter(id=person.id).delete()


def _forgotten() -> bool:
    standings.forget()
    trending.forget()
    return sweep()


def sweep(but: Path | None = None) -> bool:
    """Leave no byte of those who were erased; True when none is left. What waits is swept at the next start.

    `but` is a copy that was made just now: what was erased before is not in it.
    """
    waiting = models.Erased.objects.filter(swept=False)
    gone = list(waiting.values_list("id", flat=True))
    if not gone:
        return True
    for copies in _COPIES:
        for copy in Path(settings.DATA).glob(copies):
            if copy != but:
                copy.unlink(missing_ok=True)
    if not _made_anew():
        return False
    models.Erased.objects.filter(id__in=gone).update(swept=True)
    return True


def _made_anew() -> bool:
    """Write the store's file anew and empty its journal; False when somebody is reading in it still."""
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET lock_timeout = '5s'")  # whoever waits for it holds up everybody behind
                try:
                    cursor.execute(f"VACUUM FULL {', '.join(_TABLES)}")
                finally:
                    cursor.execute("RESET lock_timeout")
                return True
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy, *_ = cursor.fetchone()
    except OperationalError:
        return False
    return not busy
