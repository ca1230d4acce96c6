"""Shoppers who do not give up: each asks again, with the same key, until the shop has answered."""

import http.client
import random
import re
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from juluo.cli.bench.town import Visitor
from juluo.testing.crowd import ADDRESS, Crowd

PATIENCE = 90.0
LOST_ON_THE_WAY = 0.1
"""The share of answers that never reach a shopper, who then asks again."""

_AGREED = re.compile(r'name="agreed" value="(\d+)"')
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
type Answered = tuple[int, str, str]


class NeverAnsweredError(AssertionError):
    """The shop stayed away for longer than any shopper waits."""


@dataclass
class Shopping:
    """What shoppers were told: the order of each key, and which orders they have paid for at the gateway."""

    crowd: Crowd
    port: int
    acknowledged: dict[str, str] = field(default_factory=dict)
    paid: set[str] = field(default_factory=set)
    over: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """All shop while the block runs; at its end each waits for the answer to what they asked last."""
        with ThreadPoolExecutor(len(self.crowd.buyers)) as pool:
            shoppers = [pool.submit(self._shop, buyer) for buyer in self.crowd.buyers]
            try:
                yield
            finally:
                self.over.set()
            for shopper in shoppers:
                shopper.result()

    def _shop(self, buyer: Visitor) -> None:
        luck = random.Random(buyer.headers["X-CSRFToken"])  # noqa: S311 - no secret
        shopper = Shopper(buyer, self.port, f"/@{self.crowd.space.slug}", luck)
        while not self.over.is_set():
            key = uuid4().hex
            ref = shopper.order(key, str(self.crowd.variant_id))
            self.acknowledged[key] = ref
            if luck.random() < 0.5:  # noqa: PLR2004 - every other order
                shopper.pay(ref)
                self.paid.add(ref)


@dataclass
class Shopper:
    buyer: Visitor
    port: int
    base: str
    luck: random.Random

    def order(self, key: str, variant_id: str) -> str:
        """Put a piece in the cart and order it, until the shop names the order."""
        until = time.monotonic() + PATIENCE
        self.answered("POST", "/cart/", {"variant": variant_id, "quantity": "1", "buy": "1"})
        while time.monotonic() < until:
            _status, _place, page = self.answered("GET", "/checkout/")
            agreed = _AGREED.search(page)
            asked = ADDRESS | {"key": key, "agreed": agreed[1] if agreed else "0"}
            status, place, _page = self.answered("POST", "/checkout/", asked)
            if status == http.client.FOUND:
                return place.split("/orders/")[1].split("/")[0]
        raise NeverAnsweredError(f"No order for {key}.")

    def pay(self, ref: str) -> None:
        _status, place, _page = self.answered("POST", f"/orders/{ref}/payment/", {})
        if urlsplit(place).port != self.port:
            self.answered("POST", place, {"choice": "pay"})

    def answered(self, method: str, where: str, form: dict[str, str] | None = None) -> Answered:
        """Ask until the shop answers with something else than an error of its own."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                answer = self._ask(method, where, form)
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
                continue
            lost = form is not None and self.luck.random() < LOST_ON_THE_WAY
            if answer[0] < http.client.INTERNAL_SERVER_ERROR and not lost:
                return answer
            time.sleep(0.02)
        raise NeverAnsweredError(f"{method} {where}")

    def _ask(self, method: str, where: str, form: dict[str, str] | None) -> Answered:
        parts = urlsplit(where)
        connection = http.client.HTTPConnection("127.0.0.1", parts.port or self.port, timeout=20)
        try:
            path = parts.path if parts.netloc else f"{self.base}{where}"
            body = None if form is None else urlencode(form)
            connection.request(method, path, body, self.buyer.headers | (_FORM if body is not None else {}))
            with connection.getresponse() as response:
                return response.status, response.headers.get("Location", ""), response.read().decode(errors="replace")
        finally:
            connection.close()
