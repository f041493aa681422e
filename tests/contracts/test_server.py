"""The server's process: threads that begin at once do not end it, and one that crashed is back soon."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import stores
from processes import answers, below, free_port

# Kinds of files that nobody met before, each met by eight threads at once. Without the reader's learning it
# ends the process within the first few.
MEET = """
import sys, threading
from msgspec import defstruct
from strongback.body.reader import data_reader

sys.setswitchinterval(1e-6)

def kind(number):
    fields = [(f"field{n}", "dict[str, float]") for n in range(9)]
    inner = [defstruct(f"Inner{number}_{n}", fields) for n in range(9)]
    return defstruct(f"Outer{number}", [(f"inner{n}", one | None, None) for n, one in enumerate(inner)])

for number in range(100):
    read, at_once = data_reader(kind(number)), threading.Barrier(8)
    def meet():
        at_once.wait()
        read(b"inner0: null")
    threads = [threading.Thread(target=meet) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
"""


def test_a_kind_of_file_that_threads_meet_at_once_does_not_end_the_process() -> None:
    met = subprocess.run([sys.executable, "-c", MEET], capture_output=True, text=True, check=False)
    assert (met.returncode, met.stderr) == (0, "")


def test_a_server_whose_worker_crashed_answers_again(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "strongback.web", "--port", str(port)]
    with subprocess.Popen(
        command,
        env=stores.environment(tmp_path / "data"),
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    ) as server:
        try:
            assert answers(port)
            for worker in below(server.pid):
                os.kill(worker, signal.SIGSEGV)
            time.sleep(0.5)
            assert answers(port)
            assert server.poll() is None
        finally:
            server.terminate()
            assert server.wait(15) is not None
