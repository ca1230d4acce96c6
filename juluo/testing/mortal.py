"""A whole Juluo to be killed part by part: `juluo serve` with a durable database of its own in a new directory."""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import connections

from juluo.cli.background import ask
from juluo.cli.bench.served import free_port
from juluo.cli.installation import provide
from juluo.cli.postgres import Server
from juluo.cli.postgres.cluster import ADMIN, cluster_in
from juluo.cli.postgres.places import cache_directory
from juluo.cli.postgres.processes import PidFile, command_of, wait_until
from juluo.testing.cluster import CHECKOUT
from juluo.testing.fixtures import point_django_at

# A supervisor waits longer after each death; ten deaths in a row should not take minutes here.
SERVE = "from juluo.cli import main, supervisor; supervisor.LONGEST_PAUSE = 0.5; raise SystemExit(main())"
URLS = ("DATABASE_URL", "JULUO_OWNER_URL", "JULUO_BACKUP_URL", "JULUO_DATABASE_ROLE")


@dataclass
class Mortal:
    data: Path
    port: int
    pid: int = 0

    @property
    def said(self) -> Path:
        return self.data / "said"

    def url(self) -> str:
        """Of the runtime login, while the database runs."""
        return provide(self._server()).runtime

    def admin_url(self) -> str:
        return self._server().url_for("juluo", ADMIN)

    def is_ready(self) -> bool:
        return ask(f"http://127.0.0.1:{self.port}/readyz")[0] == 200  # noqa: PLR2004 - OK

    def wait_until_ready(self, patience: float = 120) -> None:
        until = time.monotonic() + patience
        while not self.is_ready():
            if time.monotonic() > until:
                raise AssertionError(f"Juluo is not ready again:\n{self.said.read_text()[-3000:]}")
            time.sleep(0.05)

    def kill_web(self, luck: random.Random) -> None:
        """Kill a web process; now and then the one that watches over them."""
        main = self._child("web")
        victims = descendants(main)[1:]
        kill([main] if not victims or luck.random() < 0.1 else [luck.choice(victims)])  # noqa: PLR2004 - one in ten

    def kill_worker(self, _luck: random.Random) -> None:
        kill([self._child("worker")])

    def kill_database(self, _luck: random.Random) -> None:
        """Kill the postmaster and every process of its."""
        found = PidFile.of(self.data / "postgres" / "data")
        if found:
            kill(descendants(found.pid))

    def _server(self) -> Server:
        server = Server(cluster_in(self.data), {})
        server.port = int((server.cluster.home / "port").read_text())
        return server

    def _child(self, name: str) -> int:
        until = time.monotonic() + 20
        while time.monotonic() < until:
            for pid in children(self.pid):
                if f"-m juluo {name}" in command_of(pid):
                    return pid
            time.sleep(0.05)
        raise AssertionError(f"There is no {name} to be killed.")


@contextmanager
def serving(data: Path, **environment: str) -> Iterator[Mortal]:
    """Serve from `data` until the block ends; then everything ends in good order, or the test fails."""
    juluo = Mortal(data, free_port())
    public = {"JULUO_PUBLIC_URL": f"http://127.0.0.1:{juluo.port}", "SECRET_KEY": settings.SECRET_KEY}
    kept = {name: value for name, value in os.environ.items() if name not in URLS}
    chosen = {"JULUO_DATA": str(data), "JULUO_LOG_LEVEL": "CRITICAL"} | public | environment
    command = [sys.executable, "-c", SERVE, "serve", "--migrate", f"--port={juluo.port}"]
    with juluo.said.open("wb") as said:
        process = subprocess.Popen(command, cwd=CHECKOUT, env=kept | chosen, stdout=said, stderr=said)
    juluo.pid = process.pid
    try:
        juluo.wait_until_ready(90)
        yield juluo
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)


@contextmanager
def directory() -> Iterator[Path]:
    """A new directory that the database's own account can enter."""
    cache_directory().mkdir(parents=True, exist_ok=True)
    home = Path(tempfile.mkdtemp(prefix="mortal-", dir=cache_directory()))
    home.chmod(0o755)
    (home / "data").mkdir()
    try:
        yield home / "data"
    finally:
        # A server that was just told to end may still be writing its last file.
        wait_until(partial(_gone, home), 10)


def _gone(home: Path) -> bool:
    shutil.rmtree(home, ignore_errors=True)
    return not home.exists()


@contextmanager
def django_at(url: str) -> Iterator[None]:
    """Let this process look at another database for a while."""
    connections.close_all()
    before = dict(connections["default"].settings_dict)
    point_django_at(url)
    try:
        yield
    finally:
        connections.close_all()
        connections["default"].settings_dict |= before


def kill(pids: list[int]) -> None:
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def descendants(pid: int) -> list[int]:
    """The process and all below it."""
    return [pid, *(each for child in children(pid) for each in descendants(child))]


def children(pid: int) -> list[int]:
    try:
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []
