"""Shoppers who do not give up: each asks again, with the same key, until the shop has answered."""

import random
import re
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import uuid4

import httpx

from juluo.cli.bench.town import Visitor
from juluo.testing.crowd import ADDRESS, Crowd

PATIENCE = 90.0
LOST_ON_THE_WAY = 0.1
"""The share of answers that never reach a shopper, who then asks again."""

_AGREED = re.compile(r'name="agreed" value="(\d+)"')


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
        base = f"http://127.0.0.1:{self.port}/@{self.crowd.space.slug}"
        with httpx.Client(headers=buyer.headers, timeout=20, trust_env=False) as client:
            shopper = Shopper(client, base, luck)
            while not self.over.is_set():
                key = uuid4().hex
                ref = shopper.order(key, str(self.crowd.variant_id))
                self.acknowledged[key] = ref
                if luck.random() < 0.5:  # noqa: PLR2004 - every other order
                    shopper.pay(ref)
                    self.paid.add(ref)


@dataclass
class Shopper:
    client: httpx.Client
    base: str
    luck: random.Random

    def order(self, key: str, variant_id: str) -> str:
        """Order a piece until the shop names the order; put it in the cart (again) whenever it is not there."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            agreed = _AGREED.search(self.answered("GET", "/checkout/").text)
            if agreed is None:
                self.answered("POST", "/cart/", {"variant": variant_id, "quantity": "1", "buy": "1"})
                continue
            answer = self.answered("POST", "/checkout/", ADDRESS | {"key": key, "agreed": agreed[1]})
            if answer.has_redirect_location:
                return answer.headers["Location"].split("/orders/")[1].split("/")[0]
        raise NeverAnsweredError(f"No order for {key}.")

    def pay(self, ref: str) -> None:
        place = self.answered("POST", f"/orders/{ref}/payment/", {}).headers.get("Location", "")
        if place.startswith("http") and not place.startswith(self.base):
            self.answered("POST", place, {"choice": "pay"})

    def answered(self, method: str, where: str, form: dict[str, str] | None = None) -> httpx.Response:
        """Ask until the shop answers with something else than an error of its own."""
        until = time.monotonic() + PATIENCE
        url = where if where.startswith("http") else f"{self.base}{where}"
        while time.monotonic() < until:
            try:
                answer = self.client.request(method, url, data=form)
            except httpx.HTTPError:
                time.sleep(0.05)
                continue
            lost = form is not None and self.luck.random() < LOST_ON_THE_WAY
            if not answer.is_server_error and not lost:
                return answer
            time.sleep(0.02)
        raise NeverAnsweredError(f"{method} {where}")
