"""What an MP3 file says about itself, read from its frames: no decoder is needed for that."""

from __future__ import annotations

from dataclasses import dataclass

SAMPLES = 576  # in a frame of MPEG-2 layer III
KBITS = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
RATES = (22_050, 24_000, 16_000)


@dataclass(frozen=True, slots=True)
class Mp3:
    """`length_ms` is what a decoder plays: without the silence that the encoder put around it."""

    rate: int
    channels: int
    length_ms: float


def read_mp3(content: bytes) -> Mp3:
    """Read frame after frame. Raises ValueError where one does not follow the other to the end."""
    at, frames, rate, channels = 0, 0, 0, 0
    while at < len(content):
        rate, channels, length = _frame(content[at : at + 4], at)
        at, frames = at + length, frames + 1
    if at != len(content):
        raise ValueError(f"the last frame is {at - len(content)} bytes short")
    delay, padding = _encoder_delay(content[:300])
    played = (frames - 1) * SAMPLES - delay - padding  # the first frame carries the tag, no sound
    return Mp3(rate, channels, played * 1000 / rate)


def _frame(header: bytes, at: int) -> tuple[int, int, int]:
    bits = int.from_bytes(header, "big")
    if bits >> 17 != 0b111_1111_1111_10_01:
        raise ValueError(f"no MPEG-2 layer III frame at byte {at}")
    kbits, rate = KBITS[bits >> 12 & 15], RATES[bits >> 10 & 3]
    return rate, 1 if bits >> 6 & 3 == 3 else 2, SAMPLES // 8 * kbits * 1000 // rate + (bits >> 9 & 1)


def _encoder_delay(start: bytes) -> tuple[int, int]:
    """Samples of silence before and after: noted 141 bytes into the first frame's tag, 12 bits each."""
    tag = max(start.find(b"Info"), start.find(b"Xing"))
    if tag < 0:
        raise ValueError("the first frame does not say how much silence the encoder added")
    both = int.from_bytes(start[tag + 141 : tag + 144], "big")
    return both >> 12, both & 0xFFF
