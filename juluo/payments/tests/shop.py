"""A shop whose provider is a real sandbox gateway, and whose notifications land in a letter box of the test."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
from django.conf import settings
from django.db import connection
from django.test import Client

from juluo.core import clock
from juluo.core.ids import uuid7
from juluo.core.models import FactRow, Member, Space
from juluo.core.money import Money
from juluo.core.spaces import acting_in
from juluo.payments.models import MerchantAccount, Notice, Payment, ProviderRefund
from juluo.payments.operations.opening import PaymentWanted, open_payment
from juluo.payments.tasks import reconcile
from juluo.payments.tests.gateway import Listener, eventually, press

PRICE = Money(9900, "CNY")
type LetterReceived = tuple[dict[str, str], bytes]


@dataclass
class Shop:
    space: Space
    lin: Member
    box: Listener

    @property
    def account(self) -> MerchantAccount:
        return MerchantAccount.objects.get()

    @property
    def path(self) -> str:
        return f"/@{self.space.slug}/payments/notifications/sandbox/"

    def wish(self, **changes: Any) -> PaymentWanted:
        wish: dict[str, Any] = {"purpose": "tasting", "purpose_id": uuid7(), "amount": PRICE, "payer": self.lin}
        wish |= {"description": "明前龙井", "return_url": "http://shop.test/tastings/1/"}
        return PaymentWanted(**wish | changes)

    def open(self, **changes: Any) -> Payment:
        return open_payment(self.wish(**changes))

    def paid(self, **changes: Any) -> Payment:
        """A payment that the buyer has paid and nobody has told us of yet."""
        payment = self.open(**changes)
        press(payment.pay_url, "pay")
        return payment

    def control(self, **switches: Any) -> None:
        headers = {"Authorization": f"Bearer {self.account.credentials.key}"}
        answer = httpx.post(f"{settings.JULUO_SANDBOX_URL}/v1/control", json=switches, headers=headers, trust_env=False)
        assert answer.status_code == 200

    def wait(self, seconds: float) -> None:
        time.sleep(seconds)

    def letters(self, number: int = 1) -> list[LetterReceived]:
        assert eventually(lambda: len(self.box.received) >= number)
        return self.box.received[:number]

    def deliver(self, letter: LetterReceived, **changes: str | None) -> int:
        """Hand a letter to our door, perhaps with headers changed or (None) left out; return the answer's status."""
        headers, body = letter
        wanted: dict[str, str | None] = {name: headers[name] for name in headers if name.startswith("webhook-")}
        wanted |= {f"webhook-{name}": value for name, value in changes.items()}
        kept = {name: value for name, value in wanted.items() if value is not None}
        answer = Client().post(self.path, data=body, content_type="application/json", headers=kept)
        return answer.status_code


def later(**by: int) -> None:
    clock.advance(timedelta(**by))
    reconcile.run()


def facts() -> list[str]:
    return list(FactRow.objects.exclude(name="MerchantAccountKept").order_by("id").values_list("name", flat=True))


def state(row: Payment | ProviderRefund) -> str:
    row.refresh_from_db()
    return str(row.state)


def digest() -> list[Any]:
    """Everything that a notification could change."""
    kinds = (Payment, ProviderRefund, Notice, FactRow)
    return [list(kind.objects.order_by("id").values()) for kind in kinds]


def at_once(action: Callable[[], Any], space_id: UUID, threads: int = 2) -> list[Any]:
    """Do the same in several threads, each with its own connection; return the answers or the exceptions."""

    def act(_number: int) -> Any:
        try:
            with acting_in(space_id):
                return action()
        except Exception as error:  # noqa: BLE001 - the test looks at what came out
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(act, range(threads)))
