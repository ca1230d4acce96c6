"""The till of the demo: the sandbox gateway itself, so that the payments of the demo are known there ever after."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from django.conf import settings

from juluo.cli.postgres.places import data_directory
from juluo.mall.models import Order
from juluo.mall.operations.payment import begin_payment
from juluo.payments.models import Payment
from juluo.payments.operations.accounts import open_sandbox_account
from juluo.payments.operations.outcomes import ask_provider
from juluo.payments.sandbox import SandboxServer


class Till:
    """Speaks to the gateway as a buyer does. Its notices are lost: nobody listens yet, so we ask it instead."""

    def __init__(self, url: str) -> None:
        self._key, self._client = "", httpx.Client(base_url=url, trust_env=False)

    def open(self) -> None:
        self._key = open_sandbox_account().credentials.key
        self._lose_notices(lost=True)

    def pay(self, order: Order) -> None:
        begin_payment(order, return_url=f"{settings.JULUO_PUBLIC_URL}/")
        payment = Payment.objects.get(purpose_id=order.id)
        self._client.post(f"/pay/{payment.provider_ref}", data={"choice": "pay"})
        ask_provider(payment)

    def close(self) -> None:
        if self._key:
            self._lose_notices(lost=False)
        self._client.close()

    def _lose_notices(self, *, lost: bool) -> None:
        headers = {"Authorization": f"Bearer {self._key}"}
        self._client.post("/v1/control", json={"lost": lost}, headers=headers).raise_for_status()


@contextmanager
def till() -> Iterator[Till]:
    """Run the gateway over the installation's own sandbox data for as long as the block."""
    before, token = (settings.JULUO_SANDBOX_URL, settings.JULUO_SANDBOX_TOKEN), secrets.token_hex()
    with SandboxServer(data_directory() / "sandbox", admin_token=token) as server:
        settings.JULUO_SANDBOX_URL, settings.JULUO_SANDBOX_TOKEN = server.url, token
        counter = Till(server.url)
        try:
            yield counter
        finally:
            counter.close()
            settings.JULUO_SANDBOX_URL, settings.JULUO_SANDBOX_TOKEN = before
