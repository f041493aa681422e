"""How many session records a second the real server stores, what each costs, and how much memory it keeps.

Run it with `python bench/store.py [--seconds 10] [--clients 8]`; with `--kill N` it kills the server N times
under that load and looks whether every acknowledged record is there, once. Exit status 1: a goal is missed.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

GOAL_A_SECOND = 300
GOAL_MB = 90
HOST = "127.0.0.1"


@dataclass
class Client:
    """One connection with a person of its own, and what it was promised."""

    port: int
    person: str = ""
    token: str = ""
    cookie: str = ""
    promised: list[str] = field(default_factory=list)
    connection: http.client.HTTPConnection | None = None

    def ask(self, method: str, path: str, body: str | None = None, kind: str = "") -> tuple[int, str, str]:
        """Status, body and Location of one request."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection(HOST, self.port, timeout=20)
        headers = {"Content-Type": kind, "Cookie": self.cookie, "X-CSRFToken": self.token}
        self.connection.request(method, path, body, {name: said for name, said in headers.items() if said})
        answer = self.connection.getresponse()
        text = answer.read().decode()
        if cookie := answer.getheader("Set-Cookie"):
            self.cookie = cookie.strip().split(";")[0]
        return answer.status, text, answer.getheader("Location") or ""

    def arrive(self) -> None:
        """Make a person, the way a browser does."""
        page = self.ask("GET", "/welcome/")[1]
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert found, "the welcome has no token"
        self.token = found[1]
        form = "application/x-www-form-urlencoded"
        self.person = self.ask("POST", "/welcome/", "name=Bench", form)[2].split("/")[2]

    def store(self, record: str, body: str) -> bool:
        """Send one record; remember it once the server has acknowledged it."""
        status = self.ask("POST", f"/people/{self.person}/record/", body, "application/json")[0]
        if status == 201:
            self.promised.append(record)
        return status == 201


def records(number: int) -> Iterator[tuple[str, str]]:
    """Valid records of 8.9 KB, each with an id of its own: five exercises, three sets of eight."""
    events: list[dict[str, object]] = [{"at_ms": 0, "event": "started"}]
    for exercise in ("pelvic-tilt", "leg-and-arm-lift", "chest-lift-1", "diagonal-lift", "head-press"):
        for repetition in range(24 if exercise != "head-press" else 8):
            at = 10_000 * len(events)
            where = {"exercise": exercise, "set": repetition // 8 + 1, "repetition": repetition % 8 + 1}
            events.append({"at_ms": at, "event": "repetition_done", **where, "side": None, "held_ms": 5000})
    events = [*events[:72], {"at_ms": 1_500_000, "event": "finished"}]
    rest = json.dumps(events, separators=(",", ":"))
    for nth in range(10**9):
        record = str(uuid.uuid4())
        at = f"2026-{nth // 28 % 12 + 1:02d}-{nth % 28 + 1:02d}T09:{number % 60:02d}:{nth % 60:02d}+01:00"
        head = f'"id":"{record}","programme":"strong-back-and-hips","edition":1,"script":"{"ab" * 32}"'
        yield record, f'{{"record":1,{head},"started_at":"{at}","events":{rest}}}'


def free_port() -> int:
    """A port nobody listens on."""
    with closing(socket.create_server((HOST, 0))) as sock:
        return int(sock.getsockname()[1])


@contextmanager
def server(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The real server on a store of its own, in a process group of its own."""
    environment = {**os.environ, "STRONGBACK_DATA": str(folder)}
    command = [sys.executable, "-m", "strongback.web", "--port", str(port)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        wait_for(port)
        yield process
    finally:
        end(process, signal.SIGTERM)


def end(process: subprocess.Popen[bytes], how: signal.Signals) -> None:
    """End the server's own process group."""
    try:
        os.killpg(process.pid, how)
    except ProcessLookupError:
        return
    process.wait(timeout=20)


def wait_for(port: int, seconds: float = 30) -> None:
    """Until the server answers. Raises TimeoutError."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with closing(http.client.HTTPConnection(HOST, port, timeout=5)) as connection:
                connection.request("GET", "/welcome/")
                if connection.getresponse().status == 200:
                    return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError("the server does not answer")


def family(pid: int) -> list[int]:
    """The process and all its children."""
    found = [pid]
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        found += family(int(child))
    return found


def megabytes(pid: int) -> float:
    """Resident memory of one process."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def cpu_seconds(pid: int) -> float:
    """User and system time of one process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def load(clients: list[Client], stop: threading.Event) -> list[threading.Thread]:
    """Every client stores one record after another until told to stop, or the server is gone."""

    def work(number: int, client: Client) -> None:
        for record, body in records(number):
            if stop.is_set():
                return
            try:
                client.store(record, body)
            except (OSError, http.client.HTTPException):
                return

    threads = [threading.Thread(target=work, args=pair, daemon=True) for pair in enumerate(clients)]
    for thread in threads:
        thread.start()
    return threads


def arrived(port: int, many: int) -> list[Client]:
    """So many clients with a person each."""
    clients = [Client(port) for _ in range(many)]
    for client in clients:
        client.arrive()
    return clients


def kept(folder: Path) -> dict[str, int]:
    """How often each record id is in the store."""
    with closing(sqlite3.connect(folder / "strongback.sqlite3")) as connection:
        rows = connection.execute("SELECT uid, COUNT(*) FROM web_entry WHERE kind = 'record' GROUP BY uid")
        return dict(rows.fetchall())


def kill_rounds(folder: Path, rounds: int, clients: int, seed: int) -> tuple[int, int, int]:
    """Kill the server that often at random moments. Gives how many were promised, lost and doubled."""
    dice = random.Random(seed)
    promised: list[str] = []
    port = free_port()
    for _ in range(rounds):
        with server(folder, port) as process:
            present = arrived(port, clients)
            threads = load(present, threading.Event())
            time.sleep(dice.uniform(0.05, 0.8))
            end(process, signal.SIGKILL)
            for thread in threads:
                thread.join(timeout=20)
            promised += [record for client in present for record in client.promised]
    with server(folder, port):
        there = kept(folder)
    lost = sum(record not in there for record in promised)
    return len(promised), lost, sum(many > 1 for many in there.values())


def measure(folder: Path, seconds: float, clients: int) -> bool:
    """Print the table; whether the goals were met."""
    port = free_port()
    with server(folder, port) as process:
        present = arrived(port, clients)
        pids = family(process.pid)
        warm = threading.Event()
        threads = load(present, warm)
        time.sleep(1)
        before, cpu = sum(len(client.promised) for client in present), sum(map(cpu_seconds, pids))
        begun = time.monotonic()
        time.sleep(seconds)
        took = time.monotonic() - begun
        many = sum(len(client.promised) for client in present) - before
        spent = sum(map(cpu_seconds, pids)) - cpu
        memory = [megabytes(pid) for pid in pids]
        warm.set()
        for thread in threads:
            thread.join(timeout=20)
    size = len(next(records(0))[1])
    speed = many / took
    print(f"{speed:7.0f} records of {size} bytes stored a second by {clients} clients (goal {GOAL_A_SECOND})")
    print(f"{spent / many * 1000:7.2f} ms of server CPU each")
    shown = " + ".join(f"{one:.0f}" for one in memory)
    print(f"{sum(memory):7.0f} MB resident ({shown}; goal {GOAL_MB})")
    return speed >= GOAL_A_SECOND and sum(memory) <= GOAL_MB


def main() -> int:
    """Measure, or kill."""
    wishes = argparse.ArgumentParser(description=__doc__)
    wishes.add_argument("--seconds", type=float, default=8)
    wishes.add_argument("--clients", type=int, default=8)
    wishes.add_argument("--kill", type=int, default=0)
    given = wishes.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.kill:
            promised, lost, doubled = kill_rounds(Path(folder), given.kill, given.clients, seed=1)
            print(f"{given.kill} kills, {promised} acknowledged, {lost} lost, {doubled} doubled")
            return 0 if promised and not lost and not doubled else 1
        return 0 if measure(Path(folder), given.seconds, given.clients) else 1


if __name__ == "__main__":
    raise SystemExit(main())
