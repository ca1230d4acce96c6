"""Shapes of the mall: products with what a caller pays, orders with what they hold."""

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from ninja import Schema

from juluo.core.api.schemas import MoneyOut
from juluo.core.money import Money
from juluo.mall.models import Order, OrderLine, Product, Refund
from juluo.mall.queries.catalog import Offer, offers_of


class OfferOut(Schema):
    """One form of a product, at the caller's price; `listed` is the price for everybody."""

    variant_id: UUID
    sku: str
    title: str
    price: MoneyOut
    listed: MoneyOut
    left: int

    @classmethod
    def of(cls, offer: Offer) -> Self:
        prices = {"price": MoneyOut.of(offer.price.unit), "listed": MoneyOut.of(offer.price.listed)}
        variant = offer.variant
        return cls(variant_id=variant.id, sku=variant.sku, title=variant.title, left=offer.left, **prices)


_SAID = ("id", "slug", "title", "summary", "story", "right", "asks_covenant")


class ProductOut(Schema):
    """A product on sale. `right` is what it opens, like "series:ID"; "" for goods.

    Where it `asks_covenant`, only who accepted the covenant in force buys it.
    """

    id: UUID
    slug: str
    title: str
    summary: str
    story: str
    right: str
    asks_covenant: bool
    offers: list[OfferOut]

    @classmethod
    def of(cls, product: Product, rung: str | None) -> Self:
        said = {name: getattr(product, name) for name in _SAID}
        return cls(offers=[OfferOut.of(each) for each in offers_of(product, rung)], **said)


class LineOut(Schema):
    """So many of one thing at the price of that day, and what of it was given back."""

    id: UUID
    variant_id: UUID | None
    title: str
    quantity: int
    unit: MoneyOut
    total: MoneyOut
    price_reason: str
    refunded: MoneyOut
    refunded_quantity: int
    window_ends_at: datetime | None

    @classmethod
    def of(cls, line: OrderLine, currency: str) -> Self:
        plain = ("id", "variant_id", "title", "quantity", "price_reason", "refunded_quantity", "window_ends_at")
        sums = {
            "unit": Money(line.unit_minor, currency),
            "total": Money(line.total_minor, currency),
            "refunded": Money(line.refunded_minor, currency),
        }
        shown: dict[str, Any] = {name: MoneyOut.of(each) for name, each in sums.items()}
        return cls(**{name: getattr(line, name) for name in plain}, **shown)


class OrderOut(Schema):
    """An order; `state` follows from its times. `support` bought nothing: its only line is what was given."""

    id: UUID
    ref: str
    state: str
    support: bool
    goods: MoneyOut
    shipping: MoneyOut
    total: MoneyOut
    refunded: MoneyOut
    lines: list[LineOut]
    address: dict[str, str]
    note: str
    carrier: str
    parcel_number: str
    placed_at: datetime
    held_until: datetime | None
    paid_at: datetime | None
    shipped_at: datetime | None
    delivered_at: datetime | None
    cancelled_at: datetime | None

    @classmethod
    def of(cls, order: Order) -> Self:
        plain = ("id", "ref", "support", "note", "carrier", "parcel_number", *_TIMES)
        sums: dict[str, Any] = {name: MoneyOut.of(getattr(order, name)) for name in _SUMS}
        return cls(
            **{name: getattr(order, name) for name in plain},
            **sums,
            state=order.state.value,
            address={name: str(value) for name, value in order.address.items()},
            lines=[LineOut.of(line, order.currency) for line in order.all_lines],
        )


class StudioOrderOut(OrderOut):
    """An order as staff see it: with its buyer."""

    buyer_id: UUID

    @classmethod
    def of(cls, order: Order) -> Self:
        return cls(**OrderOut.of(order).dict(), buyer_id=order.buyer_id)


class RefundOut(Schema):
    """A refund that was decided; `settled_at` is when the provider sent the money, `failed_at` when it refused to."""

    id: UUID
    order_ref: str
    amount: MoneyOut
    reason: str
    made_at: datetime
    settled_at: datetime | None
    failed_at: datetime | None

    @classmethod
    def of(cls, refund: Refund, order: Order) -> Self:
        plain = {name: getattr(refund, name) for name in ("id", "reason", "made_at", "settled_at", "failed_at")}
        return cls(order_ref=order.ref, amount=MoneyOut.of(Money(refund.total_minor, order.currency)), **plain)


_SUMS = ("goods", "shipping", "total", "refunded")
_TIMES = ("placed_at", "held_until", "paid_at", "shipped_at", "delivered_at", "cancelled_at")
