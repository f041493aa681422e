"""A browser whose microphone plays a file: hiss, and claps where a test wants them."""

from __future__ import annotations

import array
import math
import random
import wave
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, BrowserType

RATE = 48_000


def claps(path: Path, moments: Sequence[float], seconds: float) -> Path:
    """A sound file with a clap at each of these seconds over a little hiss."""
    dice = random.Random(7)
    sound = array.array("h", (int(dice.uniform(-30, 30)) for _ in range(int(seconds * RATE))))
    for at in moments:
        for n in range(int(0.05 * RATE)):
            sound[int(at * RATE) + n] += int(9000 * dice.uniform(-1, 1) * math.exp(-n / RATE / 0.006))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(sound.tobytes())
    return path


@contextmanager
def hearing(browser_type: BrowserType, launch: dict[str, Any], sound: Path) -> Iterator[BrowserContext]:
    """A context in a browser of its own that hears the file once, from when the microphone is opened."""
    more = [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-audio-capture={sound}%noloop",
    ]
    browser = browser_type.launch(**{**launch, "args": [*launch["args"], *more]})
    try:
        yield browser.new_context()
    finally:
        browser.close()


# Notes every microphone that a page opens.
NOTE_STREAMS = """
window.streams = [];
const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (wish) => {
  const stream = await open(wish);
  window.streams.push({wish, stream});
  return stream;
};
"""
LIVE = "streams.flatMap((s) => s.stream.getTracks()).filter((t) => t.readyState === 'live').length"


def refusing(name: str) -> str:
    """A page that gets no microphone, for this reason."""
    return f"navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', '{name}'));"


CLAPS_ON = "localStorage.setItem('strongback.claps', 'on');"
