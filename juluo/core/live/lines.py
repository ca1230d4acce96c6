"""Lines: as much of HTTP as a listener needs. One request a connection, no body, and an answer that may never end.

Nothing is queued for a slow reader: what the kernel does not take makes the line `full`, and the channel goes on from
where it stopped once the line is empty again, or ends it.
"""

import asyncio
import time
from collections.abc import Mapping
from http import HTTPStatus
from typing import Protocol
from urllib.parse import parse_qs, urlsplit

from juluo.core.live import PATH
from juluo.core.live.channels import Channel, Channels
from juluo.core.live.reading import Key
from juluo.core.live.tickets import Ticket, ticket_in

HEALTH = "/live/healthz"
LONGEST_HEAD = 8192
UNREAD = 32 * 1024
"""Bytes that may wait for a slow reader before the line counts as full."""
PATIENCE = 30.0
"""Seconds for which a line may be full, or its request unfinished."""
_GREETING = b"retry: 1500\n\n"
_HEARTBEAT = b":\n\n"
_RENEWAL = b"event: renew\ndata: {}\n\n"
_STREAM = "Content-Type: text/event-stream\r\nX-Accel-Buffering: no\r\n"
_ALWAYS = "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n"


class Hall(Protocol):
    """Where lines meet: the streams, everybody who is connected, how many may be, and whether the database calls."""

    channels: Channels
    lines: "set[Line]"
    most: int
    hears: bool


class Line(asyncio.Protocol):
    """One connection: first a request, then whatever its stream tells."""

    __slots__ = ("_channel", "_hall", "_head", "_since", "_ticket", "_wire", "full", "last")

    def __init__(self, hall: Hall) -> None:
        self._hall, self._head, self._since = hall, b"", time.monotonic()
        self._wire: asyncio.Transport | None = None
        self._channel: Channel | None = None
        self._ticket: Ticket | None = None
        self.last, self.full = 0, False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._wire = transport  # type: ignore[assignment] # a listening socket makes no other kind
        self._hall.lines.add(self)
        if self._wire:
            self._wire.set_write_buffer_limits(high=UNREAD)

    def connection_lost(self, _reason: Exception | None) -> None:
        self._hall.lines.discard(self)
        if self._channel:
            self._hall.channels.leave(self._channel, self)
        self._wire = self._channel = None

    def data_received(self, data: bytes) -> None:
        """Read the head of the request; whoever listens has no more to say."""
        if self._ticket:
            return
        self._head += data
        head, end, _body = self._head.partition(b"\r\n\r\n")
        if end:
            self._head = b""
            self._answer(head.decode("latin-1"))
        elif len(self._head) > LONGEST_HEAD:
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)

    def pause_writing(self) -> None:
        self.full, self._since = True, time.monotonic()

    def resume_writing(self) -> None:
        self.full = False
        if self._channel and self not in self._channel.joining:
            self._channel.go_on(self)

    def tell(self, written: bytes) -> None:
        if self._wire and not self._wire.is_closing():
            self._wire.write(written)

    def end(self) -> None:
        """End the line, at once if it is full; a browser comes again, with the last id it was told."""
        if self._wire is None:
            return
        if self.full:
            self._wire.abort()
            return
        self.full, self._since = True, time.monotonic()
        self._wire.close()

    def look_after(self, *, beat: bool) -> None:
        """What time does to a line: a ticket ends, a reader is too slow, a request does not come, a proxy sleeps."""
        if (self.full or not self._ticket) and time.monotonic() - self._since > PATIENCE:
            self.full = True
            self.end()
        elif self._ticket and time.time() >= self._ticket.ends:
            self.tell(_RENEWAL)
            self.end()
        elif beat and self._ticket and not self.full:
            self.tell(_HEARTBEAT)

    def _answer(self, head: str) -> None:
        request, _end, rest = head.partition("\r\n")
        method, _space, target = request.rpartition(" ")[0].partition(" ")
        try:
            address = urlsplit(target)
        except ValueError:
            self._refuse(HTTPStatus.BAD_REQUEST)
            return
        if method != "GET":
            self._refuse(HTTPStatus.METHOD_NOT_ALLOWED)
        elif address.path == HEALTH:
            self._say_how_it_is()
        elif address.path != PATH:
            self._refuse(HTTPStatus.NOT_FOUND)
        elif len(self._hall.lines) > self._hall.most:
            self._refuse(HTTPStatus.SERVICE_UNAVAILABLE)
        else:
            self._listen(parse_qs(address.query), _headers_in(rest))

    def _listen(self, asked: Mapping[str, list[str]], headers: Mapping[str, str]) -> None:
        """Let who shows a ticket listen. All others are refused alike: it is not told what is wrong with theirs."""
        ticket = ticket_in(asked.get("ticket", [""])[0])
        if ticket is None or headers.get("origin", ticket.origin) != ticket.origin:
            self._refuse(HTTPStatus.FORBIDDEN)
            return
        self._ticket = ticket
        self.last = _number(headers.get("last-event-id", "") or asked.get("after", [""])[0])
        allowed = f"Access-Control-Allow-Origin: {ticket.origin}\r\nVary: Origin\r\n" if "origin" in headers else ""
        self.tell(f"HTTP/1.1 200 OK\r\n{_STREAM}{_ALWAYS}{allowed}\r\n".encode() + _GREETING)
        self._channel = self._hall.channels.join(Key(ticket.space_id, ticket.stream), self)

    def _say_how_it_is(self) -> None:
        status = HTTPStatus.OK if self._hall.hears else HTTPStatus.SERVICE_UNAVAILABLE
        hears = str(self._hall.hears).lower()
        self._send(status, f'{{"alive": true, "hears": {hears}, "lines": {len(self._hall.lines)}}}')

    def _refuse(self, status: HTTPStatus) -> None:
        self._send(status, "{}")

    def _send(self, status: HTTPStatus, body: str) -> None:
        head = f"HTTP/1.1 {status} {status.phrase}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        self.tell(f"{head}{_ALWAYS}\r\n{body}".encode())
        self.end()


def _headers_in(text: str) -> dict[str, str]:
    pairs = (line.partition(":") for line in text.split("\r\n"))
    return {name.strip().lower(): value.strip() for name, _colon, value in pairs}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else 0  # noqa: PLR2004 - fits a bigint
