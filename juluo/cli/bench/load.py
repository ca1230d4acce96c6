"""A load generator: a few processes, each with some keep-alive connections, on this machine only."""

import http.client
import itertools
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: path, headers, and a body if it is a POST."""

    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None


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


def storm(port: int, asks: Sequence[Ask], *, clients: int = 8, processes: int = 2) -> Storm:
    """Send every request, spread over `clients` connections in `processes` processes; wait for all answers."""
    shares = [list(asks[at::processes]) for at in range(processes)]
    each = max(1, clients // processes)
    with ProcessPoolExecutor(processes) as pool:
        list(pool.map(_idle, range(processes)))
        began = time.perf_counter()
        answers = pool.map(send_all, itertools.repeat(port), shares, itertools.repeat(each))
        gathered = [answer for share in answers for answer in share]
        return Storm(gathered, time.perf_counter() - began)


def _idle(_number: int) -> None:
    """Let the pool start its processes before the clock does."""
    time.sleep(0.05)


def send_all(port: int, asks: Sequence[Ask], clients: int) -> list[Answer]:
    """Send every request over `clients` connections of this process."""
    with ThreadPoolExecutor(clients) as pool:
        shares = [asks[at::clients] for at in range(clients)]
        return [answer for share in pool.map(_send_in_turn, itertools.repeat(port), shares) for answer in share]


def _send_in_turn(port: int, asks: list[Ask]) -> list[Answer]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        return [_send(connection, ask) for ask in asks]
    finally:
        connection.close()


def _send(connection: http.client.HTTPConnection, ask: Ask) -> Answer:
    began = time.perf_counter()
    method = "GET" if ask.body is None else "POST"
    connection.request(method, ask.path, ask.body, dict(ask.headers))
    response = connection.getresponse()
    body = response.read()
    return Answer(response.status, time.perf_counter() - began, body[:2000])
