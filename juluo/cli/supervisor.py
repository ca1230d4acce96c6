"""Keeps the processes of `juluo serve` alive: starts them, passes on their words, restarts the dead, ends them all."""

import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType
from typing import Protocol

from juluo.cli.joblog import JobLog
from juluo.cli.parent import PARENT
from juluo.cli.trouble import Trouble

TICK = 0.2
STEADY = 60.0
LONGEST_PAUSE = 30.0
GRACE = 30.0


class Database(Protocol):
    """The embedded server, as far as a supervisor cares."""

    def is_alive(self) -> bool: ...
    def revive(self) -> None: ...


@dataclass
class Child:
    """One process of ours in a group of its own. A restart waits 0.5 s, then twice as long each time, up to 30 s."""

    name: str
    arguments: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    due: float = 0.0
    pause: float = 0.5
    started: float = 0.0
    pending: bytes = field(default=b"", repr=False)

    def start(self) -> subprocess.Popen[bytes]:
        """Call it in the main thread: Linux takes the end of the calling thread for the end of the parent."""
        self.process = subprocess.Popen(
            self.arguments,
            env=os.environ | {PARENT: str(os.getpid()), "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            process_group=0,
        )
        self.started = time.monotonic()
        return self.process

    def schedule_restart(self) -> float:
        now = time.monotonic()
        self.pause = 0.5 if now - self.started > STEADY else self.pause
        waited, self.due = self.pause, now + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)
        return waited

    def signal_group(self, number: int) -> None:
        if self.process:
            try:
                os.killpg(self.process.pid, number)
            except (ProcessLookupError, PermissionError):
                return


def juluo(name: str, *arguments: str) -> Child:
    """A child that runs one of our own commands."""
    return Child(name, [sys.executable, "-m", "juluo", *arguments])


class Supervisor:
    def __init__(self, children: Sequence[Child], log: JobLog, database: Database | None = None) -> None:
        self.children = children
        self.log = log
        self.database = database
        self.asked_to_end = 0
        self._pipes = selectors.DefaultSelector()

    def run(self, on_tick: Callable[[], None] = lambda: None) -> None:
        """Until SIGINT or SIGTERM; a second one kills what has not ended by then."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._note_wish)
        try:
            while not self.asked_to_end:
                self._keep_database()
                for child in self.children:
                    self._keep(child)
                self._listen(TICK)
                on_tick()
        finally:
            self._end_all()

    def _note_wish(self, _number: int, _frame: FrameType | None) -> None:
        self.asked_to_end += 1

    def _keep_database(self) -> None:
        if self.database is None or self.database.is_alive():
            return
        self.log.say("The database died; it is started again.", "error")
        try:
            self.database.revive()
        except Trouble as trouble:
            self.log.say(f"{trouble} Trying again.", "error")
            time.sleep(1)
        else:
            self.log.say("The database is back; nothing acknowledged is lost.", "warning")

    def _keep(self, child: Child) -> None:
        if child.process and child.process.poll() is not None:
            self._bury(child, child.process)
        if not child.process and time.monotonic() >= child.due:
            process = child.start()
            if process.stdout:
                os.set_blocking(process.stdout.fileno(), False)
                self._pipes.register(process.stdout, selectors.EVENT_READ, child)
            self.log.say(f"{child.name} started (process {process.pid}).")

    def _bury(self, child: Child, process: subprocess.Popen[bytes]) -> None:
        """What the dead one left in its group would hold its port and its database connections: it goes too."""
        child.signal_group(signal.SIGKILL)
        self._drain(child, process)
        wait = child.schedule_restart()
        self.log.say(
            f"{child.name} ended unasked ({_how(process.returncode)}); it starts again in {wait:g} s.", "error"
        )
        child.process = None

    def _listen(self, patience: float) -> None:
        for key, _ in self._pipes.select(patience):
            self._read(key.data)

    def _read(self, child: Child) -> bool:
        if not (child.process and child.process.stdout):
            return False
        try:
            chunk = os.read(child.process.stdout.fileno(), 65536)
        except BlockingIOError:
            return False
        if not chunk:
            return self._hang_up(child)
        *lines, child.pending = (child.pending + chunk).split(b"\n")
        for line in lines:
            self.log.pass_on(child.name, line.decode(errors="replace"))
        return True

    def _hang_up(self, child: Child) -> bool:
        if child.process and child.process.stdout and not child.process.stdout.closed:
            self._pipes.unregister(child.process.stdout)
            child.process.stdout.close()
            child.process.stdout = None
        if child.pending:
            self.log.pass_on(child.name, child.pending.decode(errors="replace"))
            child.pending = b""
        return False

    def _drain(self, child: Child, process: subprocess.Popen[bytes]) -> None:
        while self._read(child):
            pass
        if process.stdout:
            self._hang_up(child)

    def _end_all(self) -> None:
        self.log.say("Ending; what is under way is finished first.")
        wishes = self.asked_to_end
        for child in self.children:
            if child.process and child.process.poll() is None:
                child.process.terminate()
        deadline = time.monotonic() + GRACE
        while self._someone_lives() and time.monotonic() < deadline and self.asked_to_end <= wishes:
            self._listen(TICK)
        for child in self.children:
            child.signal_group(signal.SIGKILL)
            if child.process:
                child.process.wait()
                self._drain(child, child.process)

    def _someone_lives(self) -> bool:
        return any(child.process and child.process.poll() is None for child in self.children)


def _how(status: int) -> str:
    return f"status {status}" if status >= 0 else f"killed by {signal.Signals(-status).name}"
