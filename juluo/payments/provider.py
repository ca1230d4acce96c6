"""The port: what any payment company must offer us. Adapters fill it; nobody else knows which company it is.

Every request carries a reference of ours and may be repeated. No call is made while a transaction is open: it stands
between two verbs (commit the attempt, call, record the answer).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from django.conf import settings
from django.db import connection

from juluo.core import clock
from juluo.core.money import Money


class Status(StrEnum):
    """How a payment stands at the provider."""

    OPEN = "open"
    AUTHORIZED = "authorized"
    PAID = "paid"
    DECLINED = "declined"
    CANCELLED = "cancelled"


class Settlement(StrEnum):
    """How a refund or a payout stands at the provider."""

    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"


class ProviderUnavailable(Exception):  # noqa: N818 - it is an answer, not an error
    """No usable answer came. Whether the request took effect is unknown: ask again, never guess."""


class ProviderDeclined(Exception):  # noqa: N818 - the same
    """The provider understood and said no; `code` is its word for why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotificationForged(Exception):  # noqa: N818 - the same
    """A notification that does not prove that it comes from the provider, is meant for us, and is fresh."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who we are to the provider."""

    merchant: str
    key: str = field(repr=False)
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PaymentAsk:
    """A payment we ask for; `ref` is ours and makes the request repeatable."""

    ref: str
    amount: Money
    description: str
    notify_url: str
    return_url: str


@dataclass(frozen=True, slots=True)
class PaymentAnswer:
    ref: str
    provider_ref: str
    merchant: str
    status: Status
    amount: Money
    captured: Money
    pay_url: str


@dataclass(frozen=True, slots=True)
class RefundAnswer:
    key: str
    amount_minor: int
    status: Settlement


@dataclass(frozen=True, slots=True)
class PayoutAnswer:
    key: str
    amount: Money
    status: Settlement


@dataclass(frozen=True, slots=True)
class Notification:
    """What a verified notification claims; the provider is still asked for the truth. `ref` is ours."""

    event_id: str
    event: str
    ref: str
    provider_ref: str
    amount_minor: int
    currency: str


class Provider(Protocol):
    """A payment company, seen from here. Calls raise ProviderUnavailable or ProviderDeclined."""

    def create(self, ask: PaymentAsk) -> PaymentAnswer:
        """Open a payment; the same `ask.ref` again returns the same payment."""

    def query(self, ref: str) -> PaymentAnswer | None:
        """Return how the payment with our `ref` stands; None if the provider never heard of it."""

    def capture(self, provider_ref: str, amount: Money) -> PaymentAnswer:
        """Take an authorized amount; a second capture of the same amount changes nothing."""

    def refund(self, provider_ref: str, key: str, amount: Money) -> RefundAnswer:
        """Give back `amount`; the same `key` again returns how that refund stands."""

    def payout(self, key: str, amount: Money, recipient: str) -> PayoutAnswer:
        """Send money out; the same `key` again returns how that payout stands."""

    def verify_notification(self, headers: Mapping[str, str], body: bytes) -> Notification:
        """Return what the notification claims; raise NotificationForged unless it proves itself."""


def refuse_in_transaction() -> None:
    """Raise if a transaction is open: a provider may take seconds, and no row may wait for it."""
    if connection.in_atomic_block:
        raise RuntimeError("A provider is called between two transactions, never inside one.")


def wall_clock() -> datetime:
    """The time that outsiders live in: the database's, without the offset of a test clock."""
    return clock.now() - clock.offset() if settings.JULUO_TEST_CLOCK else clock.now()
