"""What a browser keeps on the device, read and written past the application."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from playwright.sync_api import Error, Page

Json = dict[str, Any]

_ALL = """(shelf) => new Promise((done, failed) => {
  const opening = indexedDB.open("strongback");
  opening.onerror = () => failed(opening.error);
  opening.onsuccess = () => {
    const all = opening.result.transaction(shelf).objectStore(shelf).getAll();
    all.onsuccess = () => { opening.result.close(); done(all.result); };
    all.onerror = () => failed(all.error);
  };
})"""
_CHANGE = """(changes) => new Promise((done, failed) => {
  const opening = indexedDB.open("strongback");
  opening.onerror = () => failed(opening.error);
  opening.onsuccess = () => {
    const writing = opening.result.transaction("sittings", "readwrite");
    const all = writing.objectStore("sittings").getAll();
    const put = (one) => writing.objectStore("sittings").put({...one, ...changes});
    all.onsuccess = () => all.result.forEach(put);
    writing.oncomplete = () => { opening.result.close(); done(); };
    writing.onerror = () => failed(writing.error);
  };
})"""


def sittings(page: Page) -> list[Json]:
    """Every sitting that the device keeps."""
    found: list[Json] = page.evaluate(_ALL, "sittings")
    return found


def nothing(page: Page) -> bool:
    """Whether no sitting is kept; not to be known while the page gives way to another."""
    with suppress(Error):
        return sittings(page) == []
    return False


def scripts(page: Page) -> list[str]:
    """The ids of the scripts that the device keeps."""
    return [script["id"] for script in page.evaluate(_ALL, "scripts")]


def change(page: Page, **changes: object) -> None:
    """Change every sitting on the device, as time or a wrong clock would."""
    page.evaluate(_CHANGE, changes)
