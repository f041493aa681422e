"""What a restore does not undo: a device that was disconnected since, the mark of who was erased since."""

from __future__ import annotations

from pathlib import Path

from webstore import House, backup, house, models, restore

__all__ = ["house"]


def test_a_device_that_was_disconnected_since_is_not_let_in_again_and_marks_of_erased_ones_stay(
    house: House, tmp_path: Path
) -> None:
    house.session(house.person())
    for name in ("stays", "lost"):
        models.Device.objects.create(name=name, token=name, paired_ms=0, seen_ms=0)
    models.PairingCode.objects.create(code="c", expires_ms=0)
    backup.backup(tmp_path / "b.sqlite3")
    models.Device.objects.filter(name="lost").delete()
    models.Erased.objects.create(id="cd" * 32, at="2026-11-20T09:00:00+01:00", swept=True)
    restore.restore(tmp_path / "b.sqlite3")
    assert list(models.Device.objects.values_list("name", flat=True)) == ["stays"]
    assert not models.PairingCode.objects.exists()
    assert models.Erased.objects.filter(id="cd" * 32).exists()
    models.Device.objects.all().delete()
