"""What nobody means, sent to every page: numbers that are none, characters that cannot be kept, far too much."""

import json
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import product
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.test import Client
from django.urls import clear_script_prefix

from juluo.testing.digest import changes, digest, written
from juluo.testing.forms_met import PLAIN, Met, watching
from juluo.testing.isolation.filler import Filling
from juluo.testing.isolation.inputs import json_body
from juluo.testing.isolation.routes import Route
from juluo.testing.isolation.world import named_values
from juluo.testing.turns import ALL, in_turn

NUMBERS = [
    "-1", "-0", "1e309", "NaN", "Infinity", "9223372036854775808", "9" * 400, "１００", "١٠٠", "1,000", "1_000", "0x10",
    "true", "[1]", "1\x00", "²", "1 1", "--1", "+1",
]  # fmt: skip
"""No number field of ours takes any of these (trust.md, L-06)."""

POISON = [
    "\x00",
    "a\x00b",
    "x" * 200_000,
    "\u202e\u200b",
    "💣" * 300,
    "'; DROP TABLE x; --",
    "{{ 7 * 7 }}",
    "../../etc",
]
RAW = {
    "no UTF-8": ("application/x-www-form-urlencoded", b"name=%FF%FE&quantity=%C3%28&variant=%ED%A0%80"),
    "bytes of nothing": ("application/x-www-form-urlencoded", bytes(range(256)) * 8),
    "another encoding": ("application/x-www-form-urlencoded; charset=utf-16", "quantity=1".encode("utf-16")),
    "no such encoding": ("application/x-www-form-urlencoded; charset=klingon", b"quantity=1"),
    "a form in parts without a boundary": ("multipart/form-data", b"--x\r\n\r\n"),
    "a form in parts that ends early": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="a"',
    ),
    "JSON": ("application/json", b'{"quantity": 1e309}'),
    "10 MB": ("application/x-www-form-urlencoded", b"name=" + b"x" * 11_000_000),
    "a thousand fields": ("application/x-www-form-urlencoded", b"&".join(b"f%d=1" % number for number in range(1500))),
}
"""Bodies that are no form."""

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
_KEY = {"Idempotency-Key": "k1"}
_ALWAYS_SENT = {"csrfmiddlewaretoken": "x"}
MISSING, BROKEN, REFUSED = 404, 500, 400


@dataclass
class Tormentor:
    """Asks as one person, each time from the same state: every request is rolled back."""

    role: str
    client: Client
    filling: Filling
    paths: dict[str, str] = field(default_factory=dict)
    held: dict[str, str] = field(default_factory=dict)

    def choose(self, name: str) -> Any:
        return next(iter(named_values(self.filling, name)), "x1")

    def status(self, method: str, path: str) -> int:
        """Ask with nothing in hand."""
        clear_script_prefix()
        cookies = deepcopy(self.client.cookies)
        answer: Any = self.client.generic(method, path)
        if answer.streaming:
            b"".join(answer.streaming_content)  # reading a picture to its end closes its file
        self.client.cookies = cookies
        return int(answer.status_code)

    def meet(self, route: Route) -> Met:
        """Post until the page reads nothing new."""
        with watching() as met:
            known = -1
            while known < len(met.names):
                known = len(met.names)
                form = met.plain_body(self.choose) | _ALWAYS_SENT
                self._send(route, self.path_to(route), urlencode(form).encode())
        return met

    def path_to(self, route: Route) -> str:
        """The route's address with the first ids in it that lead somewhere."""
        if not route.parameters:
            return route.at({})
        if route.name not in self.paths:
            paths = list(paths_of(self.filling, route))
            body = plain_json(route, self.choose) if route.body else urlencode(_ALWAYS_SENT).encode()
            led = (path for path in paths if self._send(route, path, body) != MISSING)
            self.paths[route.name] = next(led, paths[0])
        return self.paths[route.name]

    def faults(self, route: Route, bodies: Iterator[tuple[str, bytes]], *, refused: bool = False) -> Iterator[str]:
        """Post each body; none may break, change something when refused, or (if `refused`) be taken."""
        for what, body in bodies:
            yield from self.faults_of(route, what, body, refused=refused)

    def faults_of(
        self, route: Route, what: str, body: bytes, kind: str = "", *, refused: bool = False
    ) -> Iterator[str]:
        path, unchanged = self.path_to(route), self._unchanged()
        with transaction.atomic():
            before = written()
            status = self._ask(route, path, body, kind)
            changed = [] if status >= BROKEN or written() == before else changes(unchanged, digest())
            transaction.set_rollback(True)
        where = f"{route.name} as {self.role}, {what}"
        if status >= BROKEN:
            yield f"{where}: broke"
        if changed and (status >= REFUSED or refused):
            yield f"{where}: answered {status} and changed {changed}"

    def _unchanged(self) -> dict[str, str]:
        """What the space holds before each request and, because each is rolled back, after it."""
        self.held = self.held or digest()
        return self.held

    def _send(self, route: Route, path: str, body: bytes) -> int:
        with transaction.atomic():
            status = self._ask(route, path, body)
            transaction.set_rollback(True)
        return status

    def _ask(self, route: Route, path: str, body: bytes, kind: str = "") -> int:
        """Ask by the route's last method: of a page's that is the unsafe one."""
        cookies = deepcopy(self.client.cookies)
        clear_script_prefix()
        kind = kind or (JSON if route.body else FORM)
        answer = self.client.generic(route.methods[-1], path, body, content_type=kind, headers=_KEY)
        if answer.streaming:
            answer.getvalue()  # a recording that nobody reads would stay open
        self.client.cookies = cookies
        return answer.status_code


def paths_of(filling: Filling, route: Route) -> Iterator[str]:
    """Every way to fill a route's address with ids of the filling."""
    for values in product(*(named_values(filling, name) or ["x1"] for name in route.parameters)):
        yield route.at(dict(zip(route.parameters, values, strict=True)))


def plain_json(route: Route, choose: Callable[[str], Any]) -> bytes:
    """A body that the operation's contract allows, as far as one can tell."""
    return json.dumps(json_body(route.body, lambda name: PLAIN.get(name) or str(choose(name)))).encode()


def with_leaves(
    plain: bytes, numbers: Sequence[str], others: Sequence[str], few: int = ALL
) -> Iterator[tuple[str, bytes]]:
    """The body with each of its numbers, then each of its texts, in turn holding something else (given as JSON)."""
    body = json.loads(plain)
    for place, value in _leaves(body):
        odds = numbers if type(value) is int else others
        for odd in in_turn(odds, f"{plain!r}{place}", few):
            swapped = json.dumps(_swapped(body, place)).replace('"@@"', odd)
            yield f"{'/'.join(map(str, place))}={odd[:20]}", swapped.encode(errors="surrogatepass")


def _leaves(body: Any, place: Sequence[Any] = ()) -> Iterator[tuple[Sequence[Any], Any]]:
    inner = body.items() if isinstance(body, dict) else enumerate(body) if isinstance(body, list) else None
    if inner is None:
        yield place, body
    for key, value in inner or ():
        yield from _leaves(value, (*place, key))


def _swapped(body: Any, place: Sequence[Any]) -> Any:
    if not place:
        return "@@"
    copied = deepcopy(body)
    copied[place[0]] = _swapped(body[place[0]], place[1:])
    return copied


def with_numbers(met: Met, choose: Callable[[str], Any], few: int = ALL) -> Iterator[tuple[str, bytes]]:
    """The plain body with each number field in turn holding what is no number."""
    yield from _with(met, choose, met.numbers, NUMBERS, few)


def with_poison(met: Met, choose: Callable[[str], Any], few: int = ALL) -> Iterator[tuple[str, bytes]]:
    """The plain body with each field in turn, and all at once, holding something that was never meant."""
    yield from _with(met, choose, sorted(met.names), POISON, few)
    for value in in_turn(POISON, f"{sorted(met.names)}", few):
        yield f"all={value[:20]!r}", urlencode(dict.fromkeys(met.names, value)).encode()


def _with(
    met: Met, choose: Callable[[str], Any], names: Sequence[str], values: Sequence[str], few: int
) -> Iterator[tuple[str, bytes]]:
    plain = met.plain_body(choose)
    for name in names:
        for value in in_turn(values, f"{sorted(met.names)}{name}", few):
            yield f"{name}={value[:20]!r}", urlencode(plain | {name: value}).encode()
