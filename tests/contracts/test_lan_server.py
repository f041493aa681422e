"""`serve --lan` as it runs: two processes, real https, and nothing left over however it ends."""

from __future__ import annotations

import os
import re
import signal
import socket
import sqlite3
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from processes import below, free_port, gone

SOURCE = Path(__file__).parents[2] / "src"
MAKE = """
import os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "strongback.web.settings"
django.setup()
from strongback.web import models
print(models.Person.objects.create(name=sys.argv[1], created="2026-11-16T09:30:00+01:00").id)
"""


@dataclass
class Lan:
    """`strongback serve --lan` in a folder of its own."""

    data: Path
    port: int = field(default_factory=free_port)
    lan_port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None
    said: list[str] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        own = {"STRONGBACK_DATA": str(self.data), "PYTHONPATH": str(SOURCE)}
        return {**os.environ, **own, "STRONGBACK_ALLOWED_HOSTS": "kitchen.local"}

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-P", "-c", "from strongback.cli import main; main()", *words]

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*words),
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def start(self) -> Lan:
        ports = ("--port", str(self.port), "--lan-port", str(self.lan_port))
        self.process = subprocess.Popen(
            self.command("serve", "--lan", "--no-browser", *ports),
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line.rstrip())
            if line.startswith("Stop it"):
                break
        for _ in range(400):
            with suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/about/", timeout=5).close()
                self.ask("/pair/")
                return self
            assert self.process.poll() is None, self.process.stderr and self.process.stderr.read()
            time.sleep(0.05)
        raise AssertionError("the servers do not answer")

    @property
    def code(self) -> str:
        return re.search(r"code (\d{4} \d{4})", "\n".join(self.said))[1]  # type: ignore[index]

    def connect(self, name: str = "localhost") -> ssl.SSLSocket:
        """A connection that trusts the authority of this household and nobody else."""
        context = ssl.create_default_context(cafile=str(self.data / "lan/strongback-ca.crt"))
        plain = socket.create_connection(("127.0.0.1", self.lan_port), timeout=10)
        return context.wrap_socket(plain, server_hostname=name)

    def raw(self, request: str, name: str = "localhost") -> str:
        """Send these very lines; gives what comes back until the server hangs up."""
        with self.connect(name) as line:
            line.sendall(request.encode("latin-1"))
            parts = []
            with suppress(TimeoutError, ssl.SSLError, ConnectionError):
                while part := line.recv(65536):
                    parts.append(part)
        return b"".join(parts).decode("utf-8", "replace")

    def ask(self, path: str, *more: str, method: str = "GET", body: str = "", host: str = "") -> str:
        """Ask as a browser's address bar would."""
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: {host or f'localhost:{self.lan_port}'}",
            "Accept: text/html",
            "Connection: close",
            *more,
            *([f"Content-Length: {len(body)}"] if body else []),
        ]
        return self.raw("\r\n".join(lines) + "\r\n\r\n" + body)

    def children(self) -> list[int]:
        """Every process below the supervisor."""
        assert self.process is not None
        return below(self.process.pid)

    def stop(self, which: signal.Signals = signal.SIGTERM) -> int:
        """End the supervisor alone; gives its exit status."""
        assert self.process is not None
        self.process.send_signal(which)
        status = self.process.wait(20)
        for pipe in (self.process.stdout, self.process.stderr):
            if pipe is not None:
                pipe.close()
        self.process = None
        return status


@pytest.fixture(scope="module")
def lan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lan]:
    made = Lan(tmp_path_factory.mktemp("lan")).start()
    yield made
    if made.process is not None:
        left = made.children()
        made.stop()
        assert gone(left)


@pytest.fixture(scope="module")
def annegret(lan: Lan) -> str:
    command = [sys.executable, "-P", "-c", MAKE, "Annegret"]
    made = subprocess.run(command, env=lan.environment, check=True, capture_output=True, text=True)
    return made.stdout.strip()


def status_of(answer: str) -> int:
    return int(answer.split(" ", 2)[1])


def form_token(page: str) -> str:
    return re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)[1]  # type: ignore[index]


def cookies_of(answer: str) -> dict[str, str]:
    return dict(re.findall(r"^set-cookie: +([^=]+)=([^;\r\n]*)", answer, re.I | re.M))


def connected(lan: Lan, code: str, person: str) -> str:
    """Connect a device over the wire; gives its cookie."""
    jar: dict[str, str] = {}

    def post(fields: str) -> str:
        page = lan.ask("/pair/", f"Cookie: {'; '.join(f'{k}={v}' for k, v in jar.items())}")
        jar.update(cookies_of(page))
        sent = lan.ask(
            "/pair/",
            f"Cookie: {'; '.join(f'{k}={v}' for k, v in jar.items())}",
            f"Origin: https://localhost:{lan.lan_port}",
            "Content-Type: application/x-www-form-urlencoded",
            method="POST",
            body=f"csrfmiddlewaretoken={form_token(page)}&{fields}",
        )
        jar.update(cookies_of(sent))
        return sent

    assert status_of(post(f"code={code.replace(' ', '')}")) == 302
    assert status_of(post(f"name=tablet&persons={person}")) == 302
    return f"Cookie: __Host-strongback-device={jar['__Host-strongback-device']}"


def test_the_terminal_tells_addresses_code_and_fingerprint(lan: Lan) -> None:
    text = "\n".join(lan.said)
    assert f"Strongback is ready at http://127.0.0.1:{lan.port}/" in text
    assert f"https://kitchen.local:{lan.lan_port}/" in text
    assert re.search(r"SHA-256 fingerprint ([0-9A-F]{2}:){31}[0-9A-F]{2}$", text, re.M)
    assert str(lan.data / "lan/strongback-ca.crt") in text
    assert "\x1b" not in text, "no picture where nobody looks"


def test_https_is_trusted_with_the_households_authority_under_every_name(lan: Lan) -> None:
    for name in ("localhost", "127.0.0.1", "kitchen.local"):
        with lan.connect(name) as line:
            assert line.version() == "TLSv1.3"


def test_this_very_machine_is_a_stranger_on_the_port_of_the_home_network(lan: Lan, annegret: str) -> None:
    answer = lan.ask("/", "X-Forwarded-For: 127.0.0.1")
    assert status_of(answer) == 302
    assert "location: /pair/" in answer.lower()
    assert "Annegret" not in answer
    plain = urllib.request.urlopen(f"http://127.0.0.1:{lan.port}/", timeout=5).read().decode()
    assert "Annegret" in plain, "the household's own address shows everybody, without a code"


def test_the_home_network_is_not_served_without_https(lan: Lan) -> None:
    with closing(socket.create_connection(("127.0.0.1", lan.lan_port), timeout=5)) as line:
        line.sendall(b"GET /pair/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        with suppress(ConnectionError):
            assert b"HTTP/1.1 200" not in line.recv(65536)


def test_the_printed_code_connects_a_device_once_and_the_pair_command_makes_the_next(
    lan: Lan, annegret: str
) -> None:
    cookie = connected(lan, lan.code, annegret)
    today = lan.ask(f"/people/{annegret}/", cookie)
    assert status_of(today) == 200
    assert "Annegret" in today or "Today" in today
    with pytest.raises(AssertionError):
        connected(lan, lan.code, annegret)
    made = lan.run("pair")
    assert made.returncode == 0, made.stderr
    code = re.search(r"code (\d{4} \d{4})", made.stdout)[1]  # type: ignore[index]
    other = connected(lan, code, annegret)
    with closing(sqlite3.connect(lan.data / "strongback.sqlite3", timeout=20)) as store, store:
        store.execute("DELETE FROM web_device_persons WHERE device_id = (SELECT id FROM web_device LIMIT 1)")
        [(left,)] = store.execute("SELECT count(*) FROM web_device").fetchall()
    assert left == 2
    statuses = sorted(status_of(lan.ask(f"/people/{annegret}/", each)) for each in (cookie, other))
    assert statuses == [200, 404], "what is changed in the store holds at once in the other process"


@pytest.mark.parametrize(
    "request_line",
    [
        "GET /pair/../ HTTP/1.1",
        "GET /pair/%2e%2e/ HTTP/1.1",
        "GET /pair%2f..%2f HTTP/1.1",
        "GET /static/../ HTTP/1.1",
        "GET /static/%2e%2e/%2e%2e/manifest.webmanifest HTTP/1.1",
        "GET //pair/ HTTP/1.1",
        "GET /%00 HTTP/1.1",
        "GET /%ff%fe HTTP/1.1",
        "GET https://localhost/ HTTP/1.1",
        "GET https://evil.example/pair/../ HTTP/1.1",
        "OPTIONS * HTTP/1.1",
        "CONNECT localhost:443 HTTP/1.1",
        "TRACE / HTTP/1.1",
    ],
)
def test_no_trick_with_a_request_line_passes(lan: Lan, annegret: str, request_line: str) -> None:
    answer = lan.raw(f"{request_line}\r\nHost: localhost:{lan.lan_port}\r\nConnection: close\r\n\r\n")
    assert "Annegret" not in answer
    assert not answer or status_of(answer) in (400, 401, 404, 405), answer[:200]


@pytest.mark.parametrize(
    "hosts",
    [
        ["Host: evil.example"],
        ["Host: localhost", "Host: evil.example"],
        ["Host: evil.example", "X-Forwarded-Host: localhost"],
        ["Host: localhost@evil.example"],
        ["Host:"],
        [],
    ],
    ids=" ".join,
)
def test_no_trick_with_the_host_passes(lan: Lan, annegret: str, hosts: list[str]) -> None:
    lines = "\r\n".join(["GET /pair/ HTTP/1.1", *hosts, "Connection: close"])
    answer = lan.raw(f"{lines}\r\n\r\n")
    assert not answer or status_of(answer) == 400, answer[:200]


def test_two_lengths_or_a_smuggled_request_get_nothing(lan: Lan, annegret: str) -> None:
    smuggled = f"GET /people/{annegret}/ HTTP/1.1\r\nHost: localhost\r\n\r\n"
    for lengths in (
        "Content-Length: 0\r\nTransfer-Encoding: chunked",
        f"Content-Length: 0\r\nContent-Length: {len(smuggled)}",
    ):
        answer = lan.raw(f"POST /pair/ HTTP/1.1\r\nHost: localhost\r\n{lengths}\r\n\r\n{smuggled}")
        assert "Annegret" not in answer
        assert "HTTP/1.1 200" not in answer


def test_an_oversized_body_is_refused_before_it_is_sent(lan: Lan, annegret: str) -> None:
    began = time.monotonic()
    for path in ("/pair/", f"/people/{annegret}/record/"):
        lines = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        assert status_of(lan.raw(f"{lines}Content-Length: 1048577\r\n\r\n")) == 413
        assert status_of(lan.raw(f"{lines}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")) == 411
    assert time.monotonic() - began < 5


def test_a_second_one_on_the_same_port_is_told_so(lan: Lan, tmp_path: Path) -> None:
    other = Lan(tmp_path, lan_port=lan.lan_port)
    ports = ("--port", str(other.port), "--lan-port", str(other.lan_port))
    done = other.run("serve", "--lan", "--no-browser", *ports)
    assert done.returncode == 1
    assert f"Port {lan.lan_port} is in use already" in done.stderr
    assert f"--lan-port {lan.lan_port + 1}" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--certificate", "x.pem", "--lan"), "belong together"),
        (("--certificate", "x.pem", "--key", "x.key"), "is for --lan"),
        (("--lan", "--host", "0.0.0.0"), "leave --host out"),
    ],
    ids=lambda said: str(said),
)
def test_wishes_that_do_not_go_together_are_wrong_usage(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    done = Lan(tmp_path).run("serve", "--no-browser", *words)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_damaged_authority_is_an_error_in_words_and_nothing_is_served(tmp_path: Path) -> None:
    (tmp_path / "lan").mkdir()
    (tmp_path / "lan/authority.pem").write_bytes(b"half a ")
    server = Lan(tmp_path)
    ports = ("--port", str(server.port), "--lan-port", str(server.lan_port))
    done = server.run("serve", "--lan", "--no-browser", *ports)
    assert done.returncode == 1
    assert "authority.pem" in done.stderr
    assert "take it away" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "lan/authority.pem").read_bytes() == b"half a "


def test_without_the_home_network_the_pair_command_says_how_to_begin(tmp_path: Path) -> None:
    done = Lan(tmp_path).run("pair")
    assert done.returncode == 1
    assert "strongback serve --lan" in done.stderr


def killed_main(lan: Lan) -> None:
    os.kill(lan.children()[0], signal.SIGKILL)


@pytest.mark.parametrize("how", ["kill -9", "Ctrl-C", "one server dies"])
def test_nothing_is_left_over_however_it_ends(tmp_path: Path, how: str) -> None:
    lan = Lan(tmp_path).start()
    processes = lan.children()
    assert len(processes) >= 4, "two servers with a worker each"
    if how == "one server dies":
        killed_main(lan)
        assert lan.process is not None
        assert lan.process.wait(20) == 1
        assert lan.process.stderr is not None
        assert "ended by itself" in lan.process.stderr.read()
    elif how == "Ctrl-C":
        assert lan.stop(signal.SIGINT) == 0
        assert not (tmp_path / "lan/address").exists()
    else:
        assert lan.stop(signal.SIGKILL) == -signal.SIGKILL
    assert gone(processes), how
    for port in (lan.port, lan.lan_port):
        with closing(socket.socket()) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(("127.0.0.1", port))
