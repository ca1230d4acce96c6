"""A load generator on this machine only: some keep-alive connections in one thread.

It shares the processors with what it measures, so it says and reads no more of HTTP than it must.
"""

import re
import socket
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from selectors import EVENT_READ, DefaultSelector

_PATIENCE = 60.0
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: path, headers, and a body if it is a POST."""

    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None

    def letters(self, port: int) -> bytes:
        """The request as it goes over the wire."""
        headers = {"Host": f"127.0.0.1:{port}", "Accept-Encoding": "identity"} | dict(self.headers)
        if self.body is not None:
            headers["Content-Length"] = str(len(self.body))
        method = "GET" if self.body is None else "POST"
        lines = [f"{method} {self.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
        return "\r\n".join(lines).encode("latin-1") + (self.body or b"")


@dataclass(frozen=True, slots=True)
class Answer:
    """The status of an answer, how long it took (seconds), and the start of its body."""

    status: int
    seconds: float
    body: bytes


@dataclass(frozen=True, slots=True)
class Storm:
    """All answers, and how long the whole took (seconds)."""

    answers: list[Answer]
    seconds: float

    @property
    def per_second(self) -> float:
        return len(self.answers) / self.seconds

    def with_status(self, *statuses: int) -> list[Answer]:
        return [answer for answer in self.answers if answer.status in statuses]


def storm(port: int, asks: Sequence[Ask], *, clients: int = 8) -> Storm:
    """Send every request over `clients` connections at once; wait for all answers."""
    waiting = iter([ask.letters(port) for ask in asks])
    began = time.perf_counter()
    lines = [_Line(port) for _each in range(min(clients, len(asks)))]
    try:
        return Storm(list(_answers(lines, waiting)), time.perf_counter() - began)
    finally:
        for line in lines:
            line.wire.close()


def _answers(lines: Sequence["_Line"], waiting: Iterator[bytes]) -> Iterator[Answer]:
    with DefaultSelector() as selector:
        for line in lines:
            line.send(next(waiting))
            selector.register(line.wire, EVENT_READ, line)
        while selector.get_map():
            ready = selector.select(_PATIENCE)
            if not ready:
                raise TimeoutError(f"No answer came within {_PATIENCE:.0f} seconds.")
            for key, _events in ready:
                if answer := key.data.receive():
                    yield answer
                    if following := next(waiting, None):
                        key.data.send(following)
                    else:
                        selector.unregister(key.fileobj)


class _Line:
    """One connection that carries a request at a time."""

    def __init__(self, port: int) -> None:
        self.wire = socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE)
        self.wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.began = 0.0
        self.heard = b""

    def send(self, letters: bytes) -> None:
        self.began, self.heard = time.perf_counter(), b""
        self.wire.sendall(letters)

    def receive(self) -> Answer | None:
        """Take what has come; the answer, once it is whole."""
        came = self.wire.recv(65536)
        if not came:
            raise ConnectionError("The server hung up in the middle of an answer.")
        self.heard += came
        head, _end, body = self.heard.partition(b"\r\n\r\n")
        if not _end or not _is_whole(head + b"\r\n", body):
            return None
        return Answer(int(head[9:12]), time.perf_counter() - self.began, body[:2000])


def _is_whole(head: bytes, body: bytes) -> bool:
    if length := _LENGTH.search(head):
        return len(body) >= int(length[1])
    return body.endswith(b"0\r\n\r\n") or head[9:12] in {b"204", b"304"}
