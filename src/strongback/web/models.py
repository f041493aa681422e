"""The store: persons, what they did (append-only), drafts of what they are doing, scripts handed out, that
somebody was erased, and the devices that may look."""

from __future__ import annotations

import uuid

from django.db import models


class Person(models.Model):
    """The one who exercises, and how they like to be guided. Nothing here says where they stand."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80)
    pace = models.FloatField(default=1.0)
    counts = models.CharField(max_length=20, default="every_second")
    language = models.CharField(max_length=12, default="en")
    call_name = models.CharField(max_length=80, blank=True, default="")
    call_phone = models.CharField(max_length=40, blank=True, default="")
    emergency = models.CharField(max_length=20, blank=True, default="")
    created = models.CharField(max_length=40)
    passed_over = models.CharField(max_length=64, blank=True, default="")
    """The session after which the question about pain was left unanswered."""
    welcome_step = models.PositiveSmallIntegerField(default=0)
    """The step of the first visit that comes next; 0 when it is over."""
    body = models.CharField(max_length=20, default="woman")
    skin = models.PositiveSmallIntegerField(default=2)
    """How the figure looks: one of the bodies, and a tone of skin from 1, light, to 3, dark."""
    clicks = models.CharField(max_length=10, default="medium")
    """How loud the clicks of a hold are: soft, medium or loud."""
    remind_days = models.CharField(max_length=20, blank=True, default="")
    """The days of the reminder as in a calendar's BYDAY, `MO,WE,FR`; empty for none."""
    remind_at = models.CharField(max_length=5, blank=True, default="")
    """The hour of the reminder, `17:30`, local time."""
    remind_changes = models.PositiveIntegerField(default=0)
    """How often the reminder was changed: a calendar takes the highest."""

    class Meta:
        ordering = ("name", "created")

    def __str__(self) -> str:
        return self.name


class Entry(models.Model):
    """One session record or note, as one canonical line. Written once, never changed."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, db_index=False)
    uid = models.CharField(max_length=64)
    """The id of a record, lower case; the SHA-256 of a note's line."""
    kind = models.CharField(max_length=20)
    at = models.CharField(max_length=40)
    moment_us = models.BigIntegerField()
    """The same instant in microseconds since 1970, to order by."""
    body = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "uid"), name="each_fact_once"),)
        indexes = (models.Index(fields=("person", "kind", "moment_us"), name="by_kind_and_time"),)


class Draft(models.Model):
    """A session that is not history yet: the player's latest word about it. Replaced as it goes on."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, db_index=False)
    record = models.CharField(max_length=36)
    body = models.TextField()
    updated_ms = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "record"), name="one_draft_a_record"),)


class ScriptHanded(models.Model):
    """A script that was handed to the player, gzipped JSON, so that a record can be held against it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, db_index=False)
    script = models.CharField(max_length=64)
    body = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "script"), name="one_of_each_script"),)


class Erased(models.Model):
    """Somebody was erased. It tells devices that still hold something of theirs, and says nothing of whom."""

    id = models.CharField(primary_key=True, max_length=64)
    """The SHA-256 of the id the person had, which was made by chance."""
    at = models.CharField(max_length=40)
    swept = models.BooleanField(default=False)
    """Whether the file was made anew since, so that no byte of theirs is left in it."""


class PairingCode(models.Model):
    """A code with which one device can be connected, and then the claim of the browser that gave it."""

    code = models.CharField(max_length=64)
    """A keyed digest of the eight digits."""
    claim = models.CharField(max_length=64, blank=True, default="", db_index=True)
    """The digest of what the browser holds that gave the code; empty as long as nobody did."""
    expires_ms = models.BigIntegerField()
    wrong = models.PositiveSmallIntegerField(default=0)
    """How often something else was given while this one was open."""


class PairingTry(models.Model):
    """Somebody gave a code, right or wrong. Kept for a minute, so that no restart makes guessing cheaper."""

    at_ms = models.BigIntegerField()


class Device(models.Model):
    """A device of the household that may show some of its persons."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=40)
    token = models.CharField(max_length=64, unique=True)
    """The digest of what its browser holds."""
    persons = models.ManyToManyField(Person)
    paired_ms = models.BigIntegerField()
    seen_ms = models.BigIntegerField()
    """When it last asked for anything, to the hour."""

    class Meta:
        ordering = ("name", "paired_ms")

    def __str__(self) -> str:
        return self.name
