"""A live process of its own for a test, and ears that listen to it as a browser does."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from juluo.cli.background import ask
from juluo.cli.bench.served import free_port
from juluo.core.live import PATH
from juluo.core.live.tickets import ticket_for
from juluo.core.models import Member

ORIGIN = "http://community.example"
_PATIENCE = 20.0


@dataclass
class Live:
    """A live process on a port that stays the same when it is started again."""

    port: int
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        known = {"SECRET_KEY": settings.SECRET_KEY, "JULUO_LOG_LEVEL": "ERROR"}
        command = [sys.executable, "-m", "juluo", "live", f"--port={self.port}"]
        self.process = subprocess.Popen(command, env=os.environ | known)
        until = time.monotonic() + _PATIENCE
        while self.health()[0] != 200:  # noqa: PLR2004 - OK
            assert time.monotonic() < until, self.health()
            time.sleep(0.05)

    def end(self, number: int = signal.SIGTERM) -> None:
        if self.process:
            self.process.send_signal(number)
            self.process.wait(timeout=30)
            self.process = None

    def health(self) -> tuple[int, str]:
        return ask(f"http://127.0.0.1:{self.port}{PATH}healthz")

    def address(self, member: Member, stream: str) -> str:
        """Where the member listens, with a ticket as a page gives it."""
        ticket = ticket_for(member.space_id, member.pk, stream, origin=ORIGIN).sealed()
        return f"{PATH}?{urlencode({'ticket': ticket})}"


@contextmanager
def live_process() -> Iterator[Live]:
    live = Live(free_port())
    live.start()
    try:
        yield live
    finally:
        live.end()


@dataclass
class Ear:
    """Listens at an address until it is closed; reconnects with the last id it heard, if told to."""

    port: int
    address: str
    last: int = 0
    heard: list[tuple[str, int, dict[str, Any]]] = field(default_factory=list)
    status: int = 0
    ended: bool = False
    _wire: socket.socket | None = None

    def open(self, **headers: str) -> "Ear":
        wire = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        lines = [f"GET {self.address} HTTP/1.1", "Host: live", f"Last-Event-ID: {self.last}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        wire.sendall("\r\n".join([*lines, "", ""]).encode())
        self._wire, self.ended, self.status = wire, False, 0
        threading.Thread(target=self._read, args=(wire,), daemon=True).start()
        self.wait(lambda: self.status or self.ended)
        return self

    def close(self) -> None:
        if self._wire:
            self._wire.close()

    def wait(self, done: Any, patience: float = _PATIENCE) -> None:
        until = time.monotonic() + patience
        while not done():
            assert time.monotonic() < until, (self.status, self.ended, self.heard[-3:])
            time.sleep(0.01)

    def positions(self) -> list[int]:
        return [position for kind, position, _data in self.heard if kind != "renew"]

    def _read(self, wire: socket.socket) -> None:
        came = b""
        try:
            while piece := wire.recv(65536):
                came = self._take(came + piece)
        except OSError:
            pass
        finally:
            self.ended = True
            wire.close()

    def _take(self, came: bytes) -> bytes:
        if not self.status:
            head, end, rest = came.partition(b"\r\n\r\n")
            if not end:
                return came
            self.status, came = int(head[9:12]), rest
        *whole, rest = came.split(b"\n\n")
        for block in whole:
            lines = dict(line.partition(": ")[::2] for line in block.decode().split("\n"))
            if "event" in lines:
                self.last = int(lines.get("id", self.last))
                self.heard.append((lines["event"], self.last, json.loads(lines["data"])))
        return rest
