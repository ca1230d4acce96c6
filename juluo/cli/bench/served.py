"""A web server of its own for measuring: started on a free port, its processor time and memory read from outside."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from juluo.cli.bench.load import Ask, storm
from juluo.cli.trouble import Trouble

_TICK = os.sysconf("SC_CLK_TCK")
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Served:
    """A running web server: its port and its main process."""

    port: int
    pid: int

    def processes(self) -> list[int]:
        """The main process and all its descendants."""
        found, waiting = [], [self.pid]
        while waiting:
            pid = waiting.pop()
            found.append(pid)
            children = Path(f"/proc/{pid}/task/{pid}/children")
            waiting += [int(each) for each in children.read_text().split()] if children.exists() else []
        return found

    def cpu_seconds(self) -> float:
        """Processor time that the server has used so far."""
        fields = (Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split() for pid in self.processes())
        return sum(int(each[11]) + int(each[12]) for each in fields) / _TICK

    def memory_mib(self) -> float:
        """Proportional set size of all its processes."""
        rollups = (Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in self.processes())
        kib = sum(int(line.split()[1]) for text in rollups for line in text.splitlines() if line.startswith("Pss:"))
        return kib / 1024


@contextmanager
def served(*, settings: str = "juluo.settings", workers: int = 2, threads: int = 2, port: int = 0) -> Iterator[Served]:
    """Serve the database of the environment on `port` (0: a free one) until the block ends."""
    port = port or free_port()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": settings,
        "JULUO_WEB_WORKERS": str(workers),
        "JULUO_WEB_THREADS": str(threads),
        "JULUO_LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-m", "juluo", "web", f"--port={port}"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait_until_it_answers(process, port)
        yield Served(port, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_it_answers(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                break
        except OSError:
            time.sleep(0.1)
    if not storm(port, [Ask("/healthz")], clients=1).with_status(200):
        raise Trouble("The web server to be measured does not answer; its words are above.")
