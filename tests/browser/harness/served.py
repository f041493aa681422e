"""A page server for the player alone: real template and modules, a script of one's choice, strict headers."""

from __future__ import annotations

import io
import json
import math
import struct
import threading
import wave
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from django.template import Context, Engine

Json = dict[str, Any]

WEB = Path(__file__).parents[3] / "src" / "strongback" / "web"
HERE = Path(__file__).parent
POLICY = "; ".join(
    f"{kind}-src 'self'" for kind in ("script", "style", "font", "img", "connect", "worker")
).join(("default-src 'none'; media-src 'self' blob:; ", "; base-uri 'none'"))
KINDS = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
VOICE = WEB.parent / "library" / "strong-back-and-hips" / "voice"

PAGE_DATA: Json = {
    "script": "/script.json", "clips": "/clips/", "draft": "/draft", "record": "/record", "after": "/after/",
    "today": "/today", "programme": "strong-back-and-hips", "edition": 1,
    "person": "0192b2f0-0000-7000-8000-000000000001", "lost_after_ms": 7_200_000,
    "call": {"name": "Dr. Example", "phone": "+1 555 0100"}, "emergency": "112",
    "red_flags": [
        {"id": "chest_pressure", "say": "Pressure or pain in the chest, jaw or arm", "call": "emergency"},
        {"id": "breathlessness", "say": "Short of breath, more than from the exercise", "call": "emergency"},
        {"id": "crack", "say": "Felt or heard a crack", "call": "doctor"},
        {"id": "fall", "say": "A fall", "call": "doctor"},
        {"id": "dizziness", "say": "Dizzy", "call": "stop"},
    ],
    "places": ["low back", "upper back", "neck", "shoulder", "hip", "knee", "wrist", "elsewhere"],
}  # fmt: skip


class Site:
    """What the server hands out, and what it was sent. `fail` answers that many posts with 503."""

    def __init__(self, script: Json) -> None:
        self.script = script
        self.drafts: list[Json] = []
        self.records: list[Json] = []
        self.missing_clips: set[str] = set()
        self.films_at = films_at(script)
        names = [url.removeprefix("/films/") for sides in self.films_at.values() for url in sides.values()]
        self.films: dict[str, Json] = {name: film(name) for name in names}
        self.filmed: list[str] = []
        self.fail = 0
        self.clicks = "medium"
        self.url = ""

    def page(self, main: str) -> bytes:
        """The session page; `main` is the module that starts it."""
        engine = Engine(
            dirs=[str(WEB / "templates")], libraries={"static": "browser.harness.static_tag"}, autoescape=True
        )
        data = PAGE_DATA | {"films": self.films_at, "clicks": self.clicks}
        html = engine.get_template("session.html").render(Context({"session_data": data}))
        return html.replace("/static/player/main.js", main).encode()


def films_at(script: Json) -> Json:
    """Where the films of the script's exercises lie, by side: `/films/tilt`, `/films/roll-left`."""
    found: Json = {}
    for exercise, side in {(s["exercise"], s["side"]): 1 for s in script["steps"] if s["phase"]}:
        name = f"{exercise}-{side}" if side else exercise
        found.setdefault(exercise, {})[side or "none"] = f"/films/{name}"
    return found


def film(name: str, frames: int = 25) -> Json:
    """A film of which every frame writes its number: `tilt 0` to `tilt 24`, up, held, and down again."""
    up = list(range(frames))
    return {
        "film": 1, "exercise": name, "view_box": "0 0 480 260",
        "back": '<path d="M0 240h480"/>', "front": '<path d="M0 250h480"/>',
        "frames": [f'<text x="9" y="{200 - 4 * n}" font-size="40">{name} {n}</text>' for n in up],
        "phases": {"lift": up, "hold": up[-1:], "lower": up[::-1], "pause": [0]},
    }  # fmt: skip


def tone(length_ms: int = 600, rate: int = 24_000) -> bytes:
    """A steady tone as a WAV file, loud from its first to its last sample."""
    samples = (int(12_000 * math.sin(2 * math.pi * 440 * n / rate)) for n in range(rate * length_ms // 1000))
    body = b"".join(struct.pack("<h", s) for s in samples)
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(body)
    return out.getvalue()


class Handler(BaseHTTPRequestHandler):
    """Answers for one site; the server hands out a subclass that knows which."""

    protocol_version = "HTTP/1.1"
    site: Site
    sound = tone(3000)

    def log_message(self, *_: object) -> None:
        pass

    def handle(self) -> None:
        with suppress(ConnectionError):  # a page that is closed does not wait for its pictures
            super().handle()

    def answer(self, status: int, body: bytes = b"", kind: str = "text/plain") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path in ("/", "/real"):
            main = "/harness/fake.js" if path == "/" else "/static/player/main.js"
            self.answer(200, self.site.page(main), "text/html; charset=utf-8")
        elif path == "/script.json":
            self.answer(200, json.dumps(self.site.script).encode(), "application/json")
        elif path.startswith("/films/"):
            self.film(path.removeprefix("/films/"))
        elif path.startswith("/clips/"):
            self.clip(path.removeprefix("/clips/"))
        elif path.startswith(("/static/", "/harness/")):
            _, room, rest = path.split("/", 2)
            self.file((WEB / "static" if room == "static" else HERE) / rest)
        else:
            self.answer(200, f"<!doctype html><title>{path}</title><p>{path}".encode(), "text/html")

    def clip(self, name: str) -> None:
        if name in self.site.missing_clips:
            self.answer(404)
        elif (VOICE / name).is_file():
            self.answer(200, (VOICE / name).read_bytes(), "audio/mpeg")
        else:
            self.answer(200, self.sound, "audio/wav")

    def film(self, name: str) -> None:
        self.site.filmed.append(name)
        if name in self.site.films:
            self.answer(200, json.dumps(self.site.films[name]).encode(), "application/json")
        else:
            self.answer(404)

    def file(self, path: Path) -> None:
        if path.is_file():
            self.answer(200, path.read_bytes(), KINDS.get(path.suffix, "text/plain"))
        else:
            self.answer(404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.site.fail > 0:
            self.site.fail -= 1
            self.answer(503)
            return
        kept = self.site.drafts if self.path == "/draft" else self.site.records
        kept.append(json.loads(body))
        self.answer(204 if self.path == "/draft" else 201)


@contextmanager
def serving(script: Json) -> Iterator[Site]:
    """A site on a free port of this machine."""
    site = Site(script)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"site": site}))
    site.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
