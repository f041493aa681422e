"""How well two claps are told from everything else: the player's own detector on made sounds.

    python bench/claps.py [--each 20] [--seed 30311] [--part 1]

No sound is recorded from anybody: `bench/claps` makes claps, slaps and a home's other sounds anew from a
seed; the coach's voice is its real clips. Levels are how far the loudest 10 ms of a clap stand above the
background's loudness. The rules were chosen on other seeds than the one reported. A sign is found when
both claps are, to 50 ms. Goals: 95 % found in a quiet room, over a fan and over the coach's voice; at
most one false pause in thirty minutes of sounds that are not two claps. Television and music are shown
without a goal: a drum is as loud as a hand there. At the end a small mix goes through the browser's
microphone and the player's worklet. The exit status is 1 when a goal is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from strongback import library

HERE = Path(__file__).parent
STATIC = HERE.parent / "src" / "strongback" / "web" / "static"
VOICE = library.HOME / library.DEFAULT / "voice" / "en"
KINDS = {".js": "text/javascript", ".html": "text/html", ".mp3": "audio/mpeg"}
RATE = 48_000
GOAL_FOUND = 0.95
GOAL_FALSE = 1
WITH_GOAL = ("quiet room", "fan", "coach's voice")
SWITCHES = [
    "--headless=new",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
]


class Desk(BaseHTTPRequestHandler):
    """Hands out the bench, the player and the clips, and takes what comes back."""

    post: queue.Queue[tuple[str, bytes]] = queue.Queue()

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path == "/clips.json":
            return self.answer(json.dumps(sorted(clip.name for clip in VOICE.glob("*.mp3"))).encode(), ".js")
        if path.startswith("/static/"):
            file = STATIC / path.removeprefix("/static/")
        elif path.startswith("/clips/"):
            file = VOICE / path.removeprefix("/clips/")
        else:
            file = HERE / "claps" / path[1:]
        return self.answer(file.read_bytes() if file.is_file() else b"", file.suffix)

    def answer(self, body: bytes, suffix: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", KINDS.get(suffix, "text/plain"))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(204)
        self.end_headers()
        Desk.post.put((self.path, body))


def expect(path: str, within_s: float) -> bytes:
    """What the page posts next to this path."""
    while True:
        came, body = Desk.post.get(timeout=within_s)
        if came == path:
            return body


@contextmanager
def browser(chromium: str, page: str, *more: str) -> Iterator[None]:
    """A Chromium of its own that has this page open."""
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        running = subprocess.Popen(
            [chromium, *SWITCHES, *more, *root, f"--user-data-dir={folder}", page],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield
        finally:
            running.terminate()
            running.wait(20)


def report_found(cells: list[dict[str, Any]], levels: dict[str, float]) -> bool:
    """Print what was found, background by background; true when the goal is met."""
    print(
        f"{'found':15} {'':6}"
        + "".join(f"{f'{name} +{db:g} dB':>16}" for name, db in levels.items())
        + "   extra"
    )
    places = list(dict.fromkeys((cell["over"], cell["kind"]) for cell in cells))
    for over, kind in places:
        row = [cell for cell in cells if (cell["over"], cell["kind"]) == (over, kind)]
        shares = "".join(f"{100 * cell['found'] / cell['of']:14.0f} %" for cell in row)
        print(f"{over:15} {kind:6}{shares} {sum(cell['extra'] for cell in row):7}")
    counted = [cell for cell in cells if cell["over"] in WITH_GOAL]
    share = sum(cell["found"] for cell in counted) / sum(cell["of"] for cell in counted)
    rest = [cell for cell in cells if cell["over"] not in WITH_GOAL]
    others = sum(cell["found"] for cell in rest) / sum(cell["of"] for cell in rest)
    met = share >= GOAL_FOUND
    print(
        f"{', '.join(WITH_GOAL)}: {100 * share:.1f} % of {sum(c['of'] for c in counted)}, goal ≥ 95 %: "
        f"{'pass' if met else 'miss'}; television and music: {100 * others:.1f} %, no goal"
    )
    return met


def report_false(rows: list[dict[str, Any]]) -> bool:
    """Print the false pauses; true when the goal is met."""
    print(f"{'not two claps':28} {'minutes':>8} {'false pauses':>13}")
    for row in rows:
        print(f"{row['name']:28} {row['minutes']:8g} {row['pauses']:13}")
    minutes, pauses = sum(row["minutes"] for row in rows), sum(row["pauses"] for row in rows)
    met = bool(pauses <= GOAL_FALSE * minutes / 30)
    print(f"{pauses} in {minutes:g} minutes, goal ≤ {GOAL_FALSE} in 30: {'pass' if met else 'miss'}")
    return met


def through_the_microphone(chromium: str, site: str, seed: int) -> bool:
    """A small mix through the browser's microphone: talk, two claps, talk, two slaps."""
    with browser(chromium, f"{site}/index.html?what=sound&seed={seed}"):
        samples = expect("/sound", 120)
        pairs = json.loads(expect("/pairs", 30))
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        with wave.open(file, "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(RATE)
            sound.writeframes(samples)
        file.flush()
        seconds = len(samples) / 2 / RATE
        more = f"--use-file-for-fake-audio-capture={file.name}%noloop"
        with browser(chromium, f"{site}/real.html?seconds={seconds:g}", more):
            found = json.loads(expect("/real", seconds + 60))
    came = ", ".join(f"{at:.1f}" for at in pairs)
    told = ", ".join(f"{at:.1f}" for at in found["heard"]) or "no time"
    met = found["listening"] == "open" and len(found["heard"]) == len(pairs)
    print(
        f"through the microphone, {seconds:g} s: two claps at {came} s; told at {told} s: "
        f"{'pass' if met else 'miss'}"
    )
    return met


def main() -> int:
    """Measure, print, and say whether the goals are met."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--each", type=int, default=20, help="scenes of each background, kind and level")
    parser.add_argument("--seed", type=int, default=30_311, help="where the dice begin")
    parser.add_argument("--part", type=float, default=1, help="part or multiple of the thirty minutes")
    wish = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        print("there is no Chromium on the path", file=sys.stderr)
        return 2
    server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site = f"http://127.0.0.1:{server.server_port}"
    with browser(chromium, f"{site}/index.html?seed={wish.seed}&each={wish.each}&part={wish.part}"):
        result = json.loads(expect("/result", 3600))
    met = [
        report_found(result["found"], result["levels"]),
        report_false(result["wrong"]),
        through_the_microphone(chromium, site, wish.seed),
    ]
    server.shutdown()
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
