"""`juluo serve --detach` and `juluo stop`. A lock on the pid file tells a living Juluo from a number left behind."""

import fcntl
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path

from juluo.cli.postgres.cluster import cluster_in
from juluo.cli.postgres.processes import wait_until
from juluo.cli.postgres.server import Server
from juluo.cli.trouble import Trouble

PATIENCE = 60.0
SERVING = "Juluo serves http"
COMMAND = ("-m", "juluo", "serve")


@contextmanager
def pid_file(data: Path) -> Iterator[None]:
    """Held while we serve: one Juluo per data directory."""
    data.mkdir(parents=True, exist_ok=True)
    with (data / "serve.pid").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Trouble(
                f"Juluo already serves from {data}: end it with `juluo stop`, or set JULUO_DATA to another directory."
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
        file.truncate(0)


def serving_pid(data: Path) -> int | None:
    """The process that serves from here now."""
    try:
        with (data / "serve.pid").open() as file:
            return int(file.read() or 0) if _is_held(file.fileno()) else None
    except FileNotFoundError:
        return None


def _is_held(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False


def detach(arguments: Sequence[str], data: Path, port: int) -> None:
    """Start `juluo serve` in the background; return when it is ready."""
    data.mkdir(parents=True, exist_ok=True)
    log = data / "serve.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *COMMAND, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    why = _wait_until_ready(process, log, f"http://127.0.0.1:{port}/readyz")
    if why:
        if process.poll() is None:
            process.terminate()
            process.wait()
        raise Trouble(
            f"Juluo did not get ready: {why}\nThe end of {log} says:\n{log.read_text(errors='replace')[-2000:]}"
        )


def _wait_until_ready(process: subprocess.Popen[bytes], log: Path, url: str) -> str:
    """Empty when ready, else why not. What runs before serving (migrations, the demo) takes the time it takes."""
    answer = "it does not answer."
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if SERVING not in log.read_text(errors="replace"):
            deadline = time.monotonic() + PATIENCE
        if process.poll() is not None:
            return f"it ended with status {process.returncode}."
        status, answer = ask(url)
        if status == HTTPStatus.OK:
            return ""
        if "pending_migrations" in answer:
            return "migrations are pending; run `juluo migrate`, or serve with --migrate."
        time.sleep(0.1)
    return answer


def ask(url: str) -> tuple[int, str]:
    """Status and body; status 0 and the reason when nobody answers. No proxy is asked on the way to ourselves."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=5) as response:
            return response.status, response.read().decode(errors="replace")
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.read().decode(errors="replace")
    except OSError as error:
        return 0, str(error)


def stop(data: Path) -> str:
    """End the Juluo that serves from here, and a database that a killed one left behind. Returns what was done."""
    if pid := serving_pid(data):
        os.kill(pid, signal.SIGTERM)
        if not wait_until(lambda: serving_pid(data) is None, PATIENCE):
            raise Trouble(f"Juluo (process {pid}) has not ended yet: look into {data / 'serve.log'}.")
        return "Juluo has ended."
    if (data / "postgres" / "data").exists() and Server(cluster_in(data), {}).end_left_behind():
        return "Juluo was not running; the database it had left behind has ended."
    return "Juluo was not running."
