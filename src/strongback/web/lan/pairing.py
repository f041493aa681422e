"""One-time codes: made on the device where Strongback runs, given once on the one that wants in.

Eight digits, because they are read aloud and typed on a number pad. One code is open at a time, and five
wrong answers end it: whoever guesses finds it with a chance of 5 in 100 million. Twenty answers a minute are
listened to, whatever is open. Both are counted in the store: neither a restart nor a thread begins anew.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac

from strongback.web import models
from strongback.web.lan import devices

DIGITS = 8
VALID_MS = 600_000
MOST_WRONG = 5
TRIES_A_MINUTE = 20
_MINUTE_MS = 60_000
Refused = Literal["wrong", "over", "too_many"]


@dataclass(frozen=True, slots=True)
class Claim:
    """The code was right. What the browser must bring to finish, within ten minutes, once."""

    token: str


def new_code(now_ms: int) -> str:
    """A fresh code of eight digits. The one before is over; who is choosing persons may finish."""
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    with transaction.atomic():
        models.PairingCode.objects.filter(claim="").delete()
        models.PairingCode.objects.filter(expires_ms__lte=now_ms).delete()
        models.PairingCode.objects.create(code=_keyed(code), expires_ms=now_ms + VALID_MS)
    return code


def shown(code: str) -> str:
    """`4821 7390`, as it is read aloud."""
    return f"{code[:4]} {code[4:]}"


def give(code: str, now_ms: int) -> Claim | Refused:
    """Give a code. It is spent at once and bound to the browser that gave it."""
    with transaction.atomic():
        if _too_many(now_ms):
            return "too_many"
        open_now = models.PairingCode.objects.select_for_update().filter(
            claim="", expires_ms__gt=now_ms, wrong__lt=MOST_WRONG
        )
        mine = open_now.first()
        if mine is None:
            return "over"
        if not constant_time_compare(mine.code, _keyed(code)):
            mine.wrong += 1
            mine.save(update_fields=("wrong",))
            return "wrong" if mine.wrong < MOST_WRONG else "over"
        token = devices.new_token()
        mine.claim, mine.expires_ms = devices.digest(token), now_ms + VALID_MS
        mine.save(update_fields=("claim", "expires_ms"))
        return Claim(token)


def is_claimed(token: str, now_ms: int) -> bool:
    """Whether a browser with this token may still finish."""
    return _claimed(token, now_ms).exists() if token else False


def finish(token: str, name: str, persons: Iterable[models.Person], now_ms: int) -> str | None:
    """Let the device in; gives its token. None when the claim is over or was used already."""
    with transaction.atomic():
        used, _ = _claimed(token, now_ms).delete()
        return devices.let_in(name, persons, now_ms) if used == 1 else None


def _claimed(token: str, now_ms: int) -> QuerySet[models.PairingCode]:
    return models.PairingCode.objects.filter(claim=devices.digest(token), expires_ms__gt=now_ms)


def _too_many(now_ms: int) -> bool:
    """Note this answer, unless a minute saw too many. A clock that was set back forgets them."""
    tries = models.PairingTry.objects
    tries.filter(at_ms__lte=now_ms - _MINUTE_MS).delete()
    tries.filter(at_ms__gt=now_ms + _MINUTE_MS).delete()
    if tries.count() >= TRIES_A_MINUTE:
        return True
    tries.create(at_ms=now_ms)
    return False


def _keyed(code: str) -> str:
    """The key lies beside the store, not in it: eight digits alone would be found by trying them all."""
    return salted_hmac("strongback.pairing", code, algorithm="sha256").hexdigest()
