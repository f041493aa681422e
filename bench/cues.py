"""How exactly cues come: worker clock and audio clock in a real Chromium, with the player's own modules.

    python bench/cues.py [--seconds 30] [--period 500] [--only hidden] [--session] [--load 1]

Three conditions: a quiet page, a page blocked for 50 ms of every 100, a hidden tab, each with the figure
moving: the film that is heaviest of all. Chromium is started here, because test drivers switch the
throttling of hidden tabs off. `--seconds 600` gives the ten-minute drift. `--session` performs a whole
session at the goal instead, half an hour in real time, every cue of it a click; `--load` keeps that many
cores busy meanwhile. The exit status is 1 when a
goal is missed. `worker` is how late the worker's clock was at each deadline; `onset` is the first audible
sample of each click against the moment the script wants, both on the audio clock; `drift` compares the
worker's last tenth of a run with its first; `frame` is the main thread's time for one frame of the
figure, style and layout included, and `painted` how long after its beginning the page's loop was free
again.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import Any

from strongback import body, library
from strongback.library import figure
from strongback.script import Delivery, compile_script, script_json
from strongback.script.example import Level, plan_at

STATIC = Path(__file__).parents[1] / "src" / "strongback" / "web" / "static"
PAGE = Path(__file__).parent / "cues"
KINDS = {".js": "text/javascript", ".html": "text/html", ".css": "text/css", ".woff2": "font/woff2"}
SWITCHES = [
    "--headless=new",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
    "--remote-debugging-port=0",
]


@dataclass(frozen=True, slots=True)
class Goal:
    """How large one number of one condition may be."""

    condition: str
    measure: str
    number: str
    limit_ms: float


CONDITIONS = ("quiet", "bursts", "hidden")
GOALS = (
    *(Goal(condition, "worker", "median", 1.0) for condition in CONDITIONS),
    Goal("quiet", "worker", "p99", 25.0),
    Goal("bursts", "worker", "p99", 15.0),
    Goal("hidden", "worker", "p99", 25.0),
    *(Goal(condition, "onset", "p99", 1.0) for condition in CONDITIONS),
    *(Goal(condition, "drift", "max", 5.0) for condition in CONDITIONS),
    Goal("quiet", "frame", "p99", 2.0),
    Goal("bursts", "frame", "median", 2.0),
)


class Desk(BaseHTTPRequestHandler):
    """Hands out the bench page and the player, and takes the results."""

    post: queue.Queue[tuple[str, Any]] = queue.Queue()
    film = b""
    session = b""

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path in ("/film", "/session"):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(Desk.film if path == "/film" else Desk.session)
            return
        file = STATIC / path[8:] if path.startswith("/static/") else PAGE / path[1:]
        found = file.is_file()
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", KINDS.get(file.suffix, "text/plain"))
        self.end_headers()
        self.wfile.write(file.read_bytes() if found else b"")

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(204)
        self.end_headers()
        Desk.post.put((self.path, body))


def heaviest_film() -> bytes:
    """The film with the most to carry, as the server hands it out but unpacked."""
    exercises = {exercise.id: exercise for exercise in library.load().exercises}
    films = [
        json.dumps(body.film_json(body.film(movement, someone, exercises[id]))).encode()
        for id, movement in figure.movements(library.DEFAULT).items()
        for someone in figure.bodies().values()
    ]
    film = max(films, key=lambda one: len(gzip.compress(one)))
    frames = len(json.loads(film)["frames"])
    print(f"heaviest film: {frames} frames, {len(gzip.compress(film)) / 1000:.0f} KB gzipped, goal ≤ 120 KB")
    return film


def session_of_clicks() -> tuple[bytes, int]:
    """The session at the goal, every cue of it a click, and its length in whole seconds."""
    programme = library.load()
    planned = plan_at(programme, Level.goal, None, False)
    script = compile_script(programme, planned, Delivery(1.0, "en"), library.voice(programme.id, "en"))
    steps = [
        replace(step, cues=tuple(replace(cue, say="", clip="tick") for cue in step.cues))
        for step in script.steps
    ]
    clicks = script_json(replace(script, steps=tuple(steps)))
    return json.dumps(clicks).encode(), script.duration_ms // 1000


@contextmanager
def busy_cores(many: int) -> Iterator[None]:
    """That many cores with nothing but work."""
    work = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(many)]
    try:
        yield
    finally:
        for one in work:
            one.kill()


def percentile(values: Sequence[float], part: float) -> float:
    """The value below which this part of them lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def expect(path: str, within_s: float) -> Any:
    """What the page posts next to this path."""
    while True:
        came, body = Desk.post.get(timeout=within_s)
        if came == path:
            return body


def cover(profile: Path, site: str) -> None:
    """Open another tab in front of the page, which hides it."""
    port = (profile / "DevToolsActivePort").read_text().split("\n")[0]
    new = urllib.request.Request(f"http://127.0.0.1:{port}/json/new?{site}/cover", method="PUT")
    urllib.request.urlopen(new, timeout=10).read()


def run(chromium: str, site: str, condition: str, seconds: int, wishes: str) -> Any:
    """One measurement in a browser of its own."""
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        page = f"{site}/index.html?condition={condition}&seconds={seconds}&{wishes}"
        browser = subprocess.Popen(
            [chromium, *SWITCHES, *root, f"--user-data-dir={folder}", page],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            expect("/ready", 60)
            if condition == "hidden":
                cover(Path(folder), site)
            return expect("/result", seconds + 60)
        finally:
            browser.terminate()
            browser.wait(20)
            time.sleep(0.5)


def onset_errors(found: Any) -> list[float]:
    """Each wanted moment against the nearest onset, in milliseconds; a click never heard is a second late."""
    heard = found["onsets"]
    errors = [min((abs(h - s["wanted"]) for h in heard), default=1.0) for s in found["scheduled"]]
    return [min(error, 1.0) * 1000 for error in errors]


def numbers(found: Any) -> dict[str, list[float]]:
    """The measures of one run."""
    worker = [abs(late) for late in found["worker"]]
    tenth = max(1, len(worker) // 10)
    drift = abs(median(worker[-tenth:]) - median(worker[:tenth]))
    shown = {name: found[name] for name in ("frame", "painted") if found[name]}
    return {"worker": worker, "onset": onset_errors(found), "drift": [drift], **shown}


def report(condition: str, found: Any) -> bool:
    """Print the lines of one condition; true when every goal is met."""
    met = True
    if condition == "hidden" and not found["hidden"]:
        print("hidden      the tab was not hidden: this run shows nothing")
        met = False
    for measure, values in numbers(found).items():
        row = {"median": median(values), "p99": percentile(values, 0.99), "max": max(values)}
        goals = [g for g in GOALS if (g.condition, g.measure) == (condition, measure)]
        missed = [g for g in goals if row[g.number] > g.limit_ms]
        wanted = ", ".join(f"{g.number} ≤ {g.limit_ms:g}" for g in goals)
        cells = "  ".join(f"{row[n]:8.3f}" for n in row)
        print(
            f"{condition:9} {measure:7} {len(values):6}  {cells}   {wanted:26} {'miss' if missed else 'pass'}"
        )
        met = met and not missed
    return met


def main() -> int:
    """Measure, print, and say whether the goals are met."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--seconds", type=int, default=30, help="length of each run")
    parser.add_argument("--period", type=int, default=500, help="milliseconds between clicks")
    parser.add_argument("--session", action="store_true", help="a whole session instead of even clicks")
    parser.add_argument("--load", type=int, default=0, help="how many cores are kept busy")
    parser.add_argument("--only", choices=CONDITIONS, action="append", help="only this condition")
    wish = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        print("there is no Chromium on the path", file=sys.stderr)
        return 2
    server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Desk.film = heaviest_film()
    site = f"http://127.0.0.1:{server.server_port}"
    print(f"{'condition':9} {'measure':7} {'count':>6}  {'median':>8}  {'p99':>8}  {'max':>8}   goal (ms)")
    seconds, wishes = wish.seconds, f"period={wish.period}"
    if wish.session:
        Desk.session, seconds = session_of_clicks()
        wishes = f"{wishes}&session"
        print(f"a session of {seconds / 60:.1f} minutes, {wish.load} cores kept busy", flush=True)
    with busy_cores(wish.load):
        results = [report(c, run(chromium, site, c, seconds, wishes)) for c in wish.only or CONDITIONS]
    server.shutdown()
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
