"""The sound side of `voice.py`: trimming, loudness, MP3. Sounds are mono float arrays at 24 kHz."""

from __future__ import annotations

import math
import subprocess
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pyloudnorm
from numpy.typing import NDArray
from scipy.ndimage import minimum_filter1d
from scipy.signal import resample_poly

Sound = NDArray[np.float64]

RATE = 24_000
FORMAT = "mp3, 48 kb/s, mono, 24 kHz"
LOUDNESS_LUFS = -16.0
LAME_SCALE = 0.95  # libmp3lame makes everything quieter by this, against clipping
PEAK_DBTP = -1.0
CEILINGS_DBTP = (-2.5, -3.5, -4.5)  # before encoding, which overshoots; tried until the peak is kept
FRAME = RATE // 200  # 5 ms
ONSET_DB, END_DB = -45.0, -50.0  # against the loudest 5 ms; an ending fades longer than a beginning
LEAD_MS, TAIL_MS, FADE_MS = 15, 25, 5
SHORTEST_MEASURED = 3 * RATE


def frame_levels(sound: Sound) -> Sound:
    """The level of every 5 ms in dB against the loudest 5 ms."""
    whole = np.pad(sound, (0, -len(sound) % FRAME)).reshape(-1, FRAME)
    levels = 10 * np.log10((whole**2).mean(axis=1) + 1e-12)
    return np.asarray(levels - levels.max())


def bounds(sound: Sound) -> tuple[int, int]:
    """The samples between which something can be heard: onset, end."""
    levels = frame_levels(sound)
    onset = int(np.flatnonzero(levels > ONSET_DB)[0])
    end = int(np.flatnonzero(levels > END_DB)[-1]) + 1
    return onset * FRAME, min(end * FRAME, len(sound))


def trimmed(sound: Sound) -> Sound:
    """The sound with a short lead and tail of what surrounds it, faded in and out."""
    onset, end = bounds(sound)
    cut = sound[max(0, onset - LEAD_MS * RATE // 1000) : end + TAIL_MS * RATE // 1000].copy()
    ramp = np.linspace(0, 1, FADE_MS * RATE // 1000)
    cut[: len(ramp)] *= ramp
    cut[-len(ramp) :] *= ramp[::-1]
    return cut


def joined(parts: Iterable[Sound], pause_ms: int) -> Sound:
    """Trimmed sentences one after the other. The pause is measured from sound to sound."""
    silence = np.zeros((pause_ms - LEAD_MS - TAIL_MS) * RATE // 1000)
    out: list[Sound] = []
    for part in parts:
        out += [silence, part] if out else [part]
    return np.concatenate(out)


def loudness(sound: Sound) -> float:
    """Integrated loudness by BS.1770 in LUFS, of what lies between onset and end.

    BS.1770 looks at blocks of 400 ms and drops the quiet ones. A number is hardly longer than a block, so a
    short sound is repeated without a gap until it lasts three seconds: one scale for counts and sentences.
    """
    onset, end = bounds(sound)
    heard = sound[onset:end]
    repeated = np.tile(heard, math.ceil(SHORTEST_MEASURED / len(heard)))
    return float(pyloudnorm.Meter(RATE).integrated_loudness(repeated))


def true_peak(sound: Sound) -> float:
    """The highest peak in dBTP, found between the samples by four times oversampling."""
    return float(20 * np.log10(np.abs(resample_poly(sound, 4, 1)).max() + 1e-12))


def limited(sound: Sound, ceiling_dbtp: float) -> Sound:
    """Peaks above the ceiling pressed down by a gain that moves over 10 ms, so that nothing crackles."""
    ceiling = 10 ** (ceiling_dbtp / 20)
    between = np.abs(resample_poly(sound, 4, 1)).reshape(-1, 4).max(axis=1)
    needed = np.minimum(1, ceiling / np.maximum(between, 1e-9))
    width = RATE // 100
    window = np.hanning(width + 1)
    lowest = minimum_filter1d(needed, 2 * width + 1)
    gain = np.convolve(np.pad(lowest, width // 2, mode="edge"), window / window.sum(), mode="valid")
    return np.asarray(sound * gain)


def levelled(sound: Sound, ceiling_dbtp: float) -> Sound:
    """The sound at -16 LUFS under the ceiling. Limiting costs loudness, made up for in eight rounds."""
    gain_db = LOUDNESS_LUFS - loudness(sound)
    for _ in range(8):
        out = limited(sound * 10 ** (gain_db / 20), ceiling_dbtp)
        gain_db += LOUDNESS_LUFS - loudness(out)
    return out


def write(sound: Sound, path: Path) -> Sound:
    """Write the clip, levelled; give it back as a listener's decoder will hear it."""
    for ceiling in CEILINGS_DBTP:
        encode(levelled(sound, ceiling), path)
        heard = decode(path)
        if true_peak(heard) <= PEAK_DBTP:
            return heard
    raise ValueError(f"{path.name}: the peak is {true_peak(heard):.1f} dBTP, above {PEAK_DBTP}")


def encode(sound: Sound, path: Path) -> None:
    """Write the MP3, with no text in it that would change with the encoder's version or the day."""
    louder = sound / LAME_SCALE
    raw = f"-f f32le -ar {RATE} -ac 1 -i - -codec:a libmp3lame -b:a 48k"
    clean = "-map_metadata -1 -id3v2_version 0 -fflags +bitexact -flags:a +bitexact"
    _ffmpeg([*raw.split(), *clean.split(), "-y", str(path)], louder.astype("<f4").tobytes())


def decode(path: Path) -> Sound:
    """Any sound file ffmpeg can read, as mono at 24 kHz."""
    raw = _ffmpeg(["-i", str(path), "-f", "f32le", "-ar", str(RATE), "-ac", "1", "-"], b"")
    return np.frombuffer(raw, "<f4").astype(np.float64)


def _ffmpeg(arguments: list[str], stdin: bytes) -> bytes:
    command = ["ffmpeg", "-hide_banner", "-loglevel", "error", *arguments]
    return subprocess.run(command, input=stdin, stdout=subprocess.PIPE, check=True).stdout
