"""What imported history needs to know of what is there already."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F, QuerySet

from juluo.mall.models import Order, OrderLine, Refund, Variant


def keys_by_ref(refs: Sequence[str]) -> dict[str, str]:
    """The keys of the orders that have one of `refs`: the same key says that nothing changed."""
    return dict(Order.objects.filter(ref__in=refs).values_list("ref", "key"))


def past_purchases(buyer_id: UUID, *, before: datetime, currency: str) -> QuerySet[OrderLine]:
    """A buyer's historical lines up to `before` that have pieces left to give back, latest first."""
    lines = OrderLine.objects.filter(
        order__buyer_id=buyer_id,
        order__historical=True,
        order__currency=currency,
        order__placed_at__lte=before,
        quantity__gt=F("refunded_quantity"),
    )
    return lines.select_related("order").order_by("-order__placed_at", "-id")


def past_orders(buyer_id: UUID, *, before: datetime, currency: str) -> QuerySet[Order]:
    """A buyer's historical orders up to `before` with shipping, latest first."""
    orders = Order.objects.filter(buyer_id=buyer_id, historical=True, currency=currency, placed_at__lte=before)
    return orders.filter(shipping_minor__gt=0).prefetch_related("refunds").order_by("-placed_at", "-id")


def past_refunds(keys: Sequence[str]) -> QuerySet[Refund]:
    return Refund.objects.filter(key__in=keys).prefetch_related("lines__line__variant")


def variants_by_sku(skus: Sequence[str]) -> dict[str, UUID]:
    return dict(Variant.objects.filter(sku__in=skus).values_list("sku", "id"))
