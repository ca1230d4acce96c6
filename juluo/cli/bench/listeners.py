"""A live process for measuring, and thousands who listen to it, in one thread: a wire and a counter each."""

import os
import re
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from urllib.parse import quote

from juluo.cli.bench.served import free_port
from juluo.cli.trouble import Trouble
from juluo.core.live import PATH
from juluo.core.live.tickets import Ticket
from juluo.core.models import Member

_HOUR = 3600
_PATIENCE = 60.0
_AT_ONCE = 200
_ID = re.compile(rb"id: (\d+)\nevent: (\w+)\n")


class LiveServed:
    """A live process on a port that stays the same when it is started again."""

    def __init__(self) -> None:
        self.port = free_port()
        self.process = self._start()

    def restart(self, *, while_it_is_gone: Iterator[None]) -> None:
        """Kill it, let something happen, start it again."""
        self.end(signal.SIGKILL)
        for _each in while_it_is_gone:
            pass
        self.process = self._start()

    def end(self, number: int = signal.SIGTERM) -> None:
        self.process.send_signal(number)
        self.process.wait(timeout=30)

    def memory_kib(self) -> float:
        """Proportional set size."""
        text = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text()
        return next(float(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))

    def cpu_seconds(self) -> float:
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _start(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "juluo", "live", f"--port={self.port}"]
        process = subprocess.Popen(command, env=os.environ | {"JULUO_LOG_LEVEL": "ERROR"})
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until and process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return process
        raise Trouble("The live process to be measured does not answer; its words are above.")


@contextmanager
def live_served() -> Iterator[LiveServed]:
    live = LiveServed()
    try:
        yield live
    finally:
        live.end()


class Listener:
    """One who listens, and which positions they were told."""

    def __init__(self) -> None:
        self.told: list[int] = []
        self.rest = b""
        self.wire: socket.socket | None = None

    @property
    def last(self) -> int:
        return self.told[-1] if self.told else 0


class Crowd:
    """Everybody who listens to one stream as one member."""

    def __init__(self, member: Member, stream: str, count: int) -> None:
        sealed = Ticket(member.space_id, member.pk, stream, "http://bench.test", int(time.time()) + _HOUR).sealed()
        self.address = f"{PATH}?ticket={quote(sealed)}"
        self.listeners = [Listener() for _each in range(count)]
        self.selector = DefaultSelector()
        self.heard_at: list[float] = []
        _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))

    def come(self, port: int) -> None:
        """All connect, with the last position that they were told."""
        for at, listener in enumerate(self.listeners):
            listener.wire = socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE)
            head = f"GET {self.address} HTTP/1.1\r\nHost: bench\r\nLast-Event-ID: {listener.last}\r\n\r\n"
            listener.wire.sendall(head.encode())
            listener.rest = b""
            self.selector.register(listener.wire, EVENT_READ, listener)
            if at % _AT_ONCE == 0:
                self.listen(0)

    def go(self) -> None:
        for listener in self.listeners:
            if listener.wire:
                self.selector.unregister(listener.wire)
                listener.wire.close()
                listener.wire = None

    def listen(self, seconds: float) -> None:
        """Take what comes, until nothing comes for so long."""
        while ready := self.selector.select(seconds):
            now = time.perf_counter()
            for key, _events in ready:
                self._take(key.data, now)

    def wait_for(self, position: int) -> None:
        """Listen until everybody was told of the position."""
        until = time.monotonic() + _PATIENCE
        while any(each.last < position for each in self.listeners):
            if time.monotonic() > until:
                return
            self.listen(0.05)

    def _take(self, listener: Listener, now: float) -> None:
        came = listener.wire.recv(65536) if listener.wire else b""
        if not came and listener.wire:
            self.selector.unregister(listener.wire)
            listener.wire.close()
            listener.wire = None
        *whole, listener.rest = (listener.rest + came).split(b"\n\n")
        for block in whole:
            if found := _ID.search(block + b"\n"):
                listener.told.append(int(found[1]))
                self.heard_at.append(now)
