"""Money that is to go back, and that the payment company refused to send."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Value

from juluo.core.money import Money
from juluo.mall.models import Refund, ReturnedPayment

_MOST = 20


@dataclass(frozen=True, slots=True)
class Refused:
    """A refund, or an unusable payment (`is_payment`), that waits for somebody to try again."""

    id: UUID
    order_ref: str
    amount: Money
    failed_at: datetime
    is_payment: bool


def refused_longest() -> Sequence[Refused]:
    """What the payment company refused and nobody tried again, the longest refused first, at most 20; one query."""
    refunds = Refund.objects.filter(failed_at__isnull=False).values_list(
        "id", "order__ref", F("goods_minor") + F("shipping_minor"), "order__currency", "failed_at", Value(False)
    )
    payments = ReturnedPayment.objects.filter(failed_at__isnull=False).values_list(
        "id", "order__ref", "amount_minor", "currency", "failed_at", Value(True)
    )
    rows = refunds.union(payments, all=True).order_by("failed_at")[:_MOST]
    return [Refused(each, ref, Money(minor, currency), at, kind) for each, ref, minor, currency, at, kind in rows]
