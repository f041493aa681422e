"""Render every utterance of a programme to a clip. An authoring tool: nothing here is needed at run time.

    python tools/voice.py               render what is missing or changed, remove what is stale
    python tools/voice.py --all         render everything anew
    python tools/voice.py --list        say which file belongs to which text, render nothing
    python tools/voice.py --recordings FOLDER    use a person's recordings instead, see docs/voice.md

It needs ffmpeg (with libmp3lame) and some packages that the project itself does not want. When they are
missing it makes a virtual environment with them in build/voice and goes on there. To bring your own:

    python -m venv SOMEWHERE
    SOMEWHERE/bin/pip install hibari-tts==0.2.1 pyloudnorm==0.2.0 msgspec ruamel.yaml
    SOMEWHERE/bin/python tools/voice.py
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import math
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from voice_sound import Sound

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("hibari-tts==0.2.1", "pyloudnorm==0.2.0", "msgspec", "ruamel.yaml")
MODULES = ("hibari", "pyloudnorm", "scipy", "msgspec", "ruamel")
ENGINE, VOICE = "hibari-tts 0.2.1", "heart"
FASTEST = 1.4

# What is respelled for the engine's ear only, each with its reason. What is shown never changes.
RESPELLED: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Manner:
    """How a kind of text is spoken: speed, pause between sentences, longest length."""

    speed: float
    pause_ms: int
    at_most_ms: int | None


NUMBER = Manner(1.0, 200, 750)  # a count must be over before the next one
NUMBER_OF = Manner(1.0, 200, 950)  # "One of eight." stands in a pause of one second
SHORT = Manner(0.92, 250, 1600)  # two or three words in a lift or lower of two seconds
SENTENCE = Manner(0.75, 600, None)  # about 140 words a minute with its pauses

Entry = dict[str, Any]
Speak = Callable[[str], "tuple[Sound, float | None]"]


def manner(text: str) -> Manner:
    """The manner of a text, by its number of words."""
    words = text.split()
    if len(words) == 1:
        return NUMBER
    if re.fullmatch(r"\w+ of [\w-]+\.", text):
        return NUMBER_OF
    return SHORT if len(words) <= 3 else SENTENCE


def spelled(text: str) -> str:
    """A text as the engine gets it. With a comma a word alone ends clean; with a full stop it hisses."""
    return RESPELLED.get(text) or (f"{text[:-1]}," if re.fullmatch(r"\w+\.", text) else text)


def file_name(text: str) -> str:
    """A readable name that no other text has."""
    slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:40].strip("-")
    return f"{slug}-{sha256(text)[:8]}.mp3"


def sha256(text: str) -> str:
    """The hash of a text as the manifest has it."""
    return hashlib.sha256(text.encode()).hexdigest()


def engine() -> Speak:
    """The speaking engine, as a function from a text to its sound and the speed used."""
    from hibari import Hibari
    from voice_sound import RATE, joined, trimmed

    tts = Hibari(voice=VOICE)

    def at(text: str, speed: float, pause_ms: int) -> Sound:
        sentences = tts.phonemize(spelled(text))
        sounds = (tts.from_phonemes(each, speed, seed=0).astype("f8") for each in sentences)
        return joined(map(trimmed, sounds), pause_ms)

    def speak(text: str) -> tuple[Sound, float]:
        kind = manner(text)
        speed = kind.speed
        sound = at(text, speed, kind.pause_ms)
        while kind.at_most_ms and len(sound) > kind.at_most_ms * RATE / 1000 and speed < FASTEST:
            speed = round(speed + 0.05, 2)
            sound = at(text, speed, kind.pause_ms)
        return sound, speed

    return speak


def recordings(folder: Path) -> Speak:
    """A person's recordings, found by the clip's name with any ending."""
    from voice_sound import decode, trimmed

    def speak(text: str) -> tuple[Sound, None]:
        found = sorted(folder.glob(f"{Path(file_name(text)).stem}.*"))
        if not found:
            sys.exit(f"no recording of {text!r}; save it as {folder / Path(file_name(text)).stem}.wav")
        return trimmed(decode(found[0])), None

    return speak


def render(text: str, path: Path, speak: Speak) -> Entry:
    """Write one clip; give its line of the manifest, measured on what a listener's decoder will hear."""
    from voice_sound import RATE, bounds, loudness, write

    sound, speed = speak(text)
    heard = write(sound, path)
    onset, end = bounds(heard)
    return {
        "text": text,
        "sha256": sha256(text),
        "onset_ms": round(onset * 1000 / RATE),
        "length_ms": math.ceil(end * 1000 / RATE),
        "lufs": round(loudness(heard), 1),
        "speed": speed,
    }


def texts(programme: Path, language: str) -> tuple[str, ...]:
    """Every text that deserves a clip. The old clips are left out of the check: they may be what is wrong."""
    from strongback.library import folder_files
    from strongback.programme.reader import MAIN, read_programme
    from strongback.script.utterances import utterances

    found, problems = read_programme(programme.name, folder_files(programme), MAIN, None)
    if found is None:
        sys.exit("\n".join(map(str, problems)))
    if language not in found.words:
        sys.exit(f"{programme.name} has no words/{language}.yaml")
    return utterances(found, language)


def check(programme: Path) -> None:
    """Say which of the new clips do not fit their place: the words are to be shortened."""
    from strongback.library import read_folder

    _, problems = read_folder(programme)
    if problems:
        sys.exit("\n".join(map(str, problems)))


def render_all(wanted: tuple[str, ...], folder: Path, header: Entry, speak: Speak, anew: bool) -> None:
    """Bring the folder in step with the texts, and its manifest with the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    manifest = folder / "manifest.json"
    known = json.loads(manifest.read_text("utf-8")) if manifest.exists() else {}
    same_voice = not anew and all(known.get(key) == value for key, value in header.items())
    kept = known.get("clips", {}) if same_voice else {}
    clips: Entry = {}
    for number, text in enumerate(wanted, 1):
        name = file_name(text)
        if name in kept and (folder / name).exists():
            clips[name] = kept[name]
            continue
        clips[name] = render(text, folder / name, speak)
        print(f"{number:4}/{len(wanted)}  {clips[name]['length_ms']:6} ms  {text}", flush=True)
    for stale in sorted({each.name for each in folder.glob("*.mp3")} - set(clips)):
        (folder / stale).unlink()
        print(f"removed {stale}")
    document = {**header, "clips": dict(sorted(clips.items()))}
    manifest.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", "utf-8")
    size = sum((folder / name).stat().st_size for name in clips)
    seconds = sum(clip["length_ms"] for clip in clips.values()) / 1000
    print(f"{len(clips)} clips, {size / 1e6:.2f} MB, {seconds:.0f} s of speech")


def go_where_the_packages_are() -> None:
    """Start again in build/voice when a package is missing here; make that environment first if need be."""
    missing = [name for name in MODULES if importlib.util.find_spec(name) is None]
    if not missing:
        return
    home = ROOT / "build" / "voice"
    python = home / "bin" / "python"
    if Path(sys.prefix) == home:
        sys.exit(f"{home} lacks {', '.join(missing)}; remove that folder and try again")
    print(f"{', '.join(missing)} not installed here: using {home}", flush=True)
    try:
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    except subprocess.CalledProcessError as error:
        sys.exit(f"could not install {', '.join(PACKAGES)}: {error}\nSee the first lines of tools/voice.py.")
    os.execv(python, [str(python), *sys.argv])


def main() -> None:
    """Read the arguments and do as told."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--programme", default="strong-back-and-hips")
    parser.add_argument("--language", default="en")
    parser.add_argument("--recordings", type=Path)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--list", action="store_true")
    chosen = parser.parse_args()
    go_where_the_packages_are()
    sys.path.insert(0, str(ROOT / "src"))
    programme = ROOT / "src/strongback/library" / chosen.programme
    wanted = texts(programme, chosen.language)
    if chosen.list:
        print("\n".join(f"{file_name(text)}\t{text}" for text in wanted))
        return
    if shutil.which("ffmpeg") is None:
        sys.exit("ffmpeg is not installed; on Debian: apt install ffmpeg")
    if not chosen.recordings and chosen.language != "en":
        sys.exit(f"{ENGINE} speaks English only; see docs/voice.md for recordings in {chosen.language!r}")
    from voice_sound import FORMAT

    spoken_by = ("recorded", "a person") if chosen.recordings else (ENGINE, VOICE)
    header = {"manifest": 1, "language": chosen.language, "engine": spoken_by[0], "voice": spoken_by[1]}
    folder = programme / "voice" / chosen.language
    speak = recordings(chosen.recordings) if chosen.recordings else engine()
    render_all(wanted, folder, {**header, "format": FORMAT}, speak, chosen.all)
    check(programme)


if __name__ == "__main__":
    main()
