"""Giving money back: by line, quantity and amount, never above what was paid."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.db.models import F

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.money import Money
from juluo.ledger.operations import post
from juluo.ledger.rules import PROVIDER, REFUNDS_DUE, SHIPPING
from juluo.mall.facts import PaymentReturned, RefundMade, RefundPaidOut
from juluo.mall.models import Order, OrderLine, Refund, RefundLine, ReturnedPayment
from juluo.mall.operations import stock
from juluo.mall.rules.orders import Part, check_refund, income_of, whole_rest


@dataclass(frozen=True, slots=True, kw_only=True)
class Giving:
    """What to give back: parts by line id, shipping (minor units), why, and `key`, by which asking twice is one."""

    parts: Mapping[UUID, Part] = field(default_factory=dict)
    shipping_minor: int = 0
    reason: str
    key: str


@transaction.atomic
def refund_order(order: Order, giving: Giving) -> Refund:
    """Decide a refund: lines shrink, pieces come back, the money is due to the buyer until the provider sent it.

    Refused: `not_paid`, `empty_refund`, `foreign_line`, `refund_too_large`. The same key again changes nothing.
    """
    order = Order.objects.select_for_update().get(pk=order.pk)
    if done := order.refunds.filter(key=giving.key).first():
        return done
    lines = {line.id: line for line in order.lines.select_for_update().order_by("id")}
    check_refund(order, lines, giving.parts, giving.shipping_minor)
    refund = _write_refund(order, giving)
    _shrink(lines, giving.parts)
    order.refunded_minor = F("refunded_minor") + refund.total_minor
    order.save(update_fields=["refunded_minor"])
    fact = record(RefundMade(order_id=order.id, refund_id=refund.id))
    goods, shipping = Money(refund.goods_minor, order.currency), Money(refund.shipping_minor, order.currency)
    legs = {income_of(order): goods, SHIPPING: shipping, REFUNDS_DUE: -(goods + shipping)}
    post(f"refund:{refund.id}", legs, fact_id=fact.fact_id)
    return refund


@transaction.atomic
def refund_rest(order: Order, *, reason: str, key: str) -> Refund:
    """Give back everything of an order that has not been given back."""
    order = Order.objects.select_for_update().get(pk=order.pk)
    lines = order.all_lines
    parts = {line.id: whole_rest(line) for line in lines}
    goods_given = sum(line.refunded_minor for line in lines)
    shipping = order.shipping_minor - (order.refunded_minor - goods_given)
    return refund_order(order, Giving(parts=parts, shipping_minor=shipping, reason=reason, key=key))


@transaction.atomic
def settle_refund(refund: Refund) -> Refund:
    """Record that the provider sent the money back."""
    refund = Refund.objects.select_for_update().select_related("order").get(pk=refund.pk)
    if refund.settled_at:
        return refund
    refund.settled_at, refund.failed_at = clock.now(), None
    refund.save(update_fields=["settled_at", "failed_at"])
    amount = Money(refund.total_minor, refund.order.currency)
    fact = record(RefundPaidOut(order_id=refund.order_id, refund_id=refund.id))
    post(f"refund-sent:{refund.id}", {REFUNDS_DUE: amount, PROVIDER: -amount}, fact_id=fact.fact_id)
    return refund


@transaction.atomic
def note_refused[Owed: (Refund, ReturnedPayment)](owed: Owed) -> Owed:
    """Record that the provider could not send it; the money stays due, and staff see it and may try again."""
    owed = type(owed).objects.select_for_update().get(pk=owed.pk)
    if owed.settled_at is None and owed.failed_at is None:
        owed.failed_at = clock.now()
        owed.save(update_fields=["failed_at"])
    return owed


@transaction.atomic
def return_payment(order: Order, *, payment_id: UUID, amount: Money, reason: str) -> bool:
    """Book a payment that cannot be used as money due back to the buyer, once; False if it was booked before."""
    order = Order.objects.select_for_update().get(pk=order.pk)
    if order.returned_payments.filter(payment_id=payment_id).exists():
        return False
    ReturnedPayment.objects.create(
        order=order,
        payment_id=payment_id,
        amount_minor=amount.minor,
        currency=amount.currency,
        reason=reason,
        made_at=clock.now(),
    )
    fact = record(PaymentReturned(order_id=order.id, payment_id=payment_id, reason=reason))
    post(f"payment-returned:{payment_id}", {PROVIDER: amount, REFUNDS_DUE: -amount}, fact_id=fact.fact_id)
    return True


@transaction.atomic
def settle_returned_payment(returned: ReturnedPayment) -> ReturnedPayment:
    """Record that the provider sent an unusable payment back."""
    returned = ReturnedPayment.objects.select_for_update().get(pk=returned.pk)
    if returned.settled_at:
        return returned
    returned.settled_at, returned.failed_at = clock.now(), None
    returned.save(update_fields=["settled_at", "failed_at"])
    amount = returned.amount
    post(f"payment-return-sent:{returned.payment_id}", {REFUNDS_DUE: amount, PROVIDER: -amount})
    return returned


def _write_refund(order: Order, giving: Giving) -> Refund:
    goods = sum(part.minor for part in giving.parts.values())
    refund = Refund(
        order=order,
        key=giving.key,
        goods_minor=goods,
        shipping_minor=giving.shipping_minor,
        reason=giving.reason,
        made_at=clock.now(),
    )
    refund.save(force_insert=True)
    moving = {line_id: part for line_id, part in giving.parts.items() if part.minor or part.quantity}
    RefundLine.objects.bulk_create(
        RefundLine(refund=refund, line_id=line_id, minor=part.minor, quantity=part.quantity)
        for line_id, part in moving.items()
    )
    return refund


def _shrink(lines: Mapping[UUID, OrderLine], parts: Mapping[UUID, Part]) -> None:
    """Take the parts off the lines; pieces that come back go on the shelf."""
    back: dict[UUID, int] = {}
    for line_id, part in parts.items():
        line = lines[line_id]
        line.refunded_minor += part.minor
        line.refunded_quantity += part.quantity
        if line.variant_id and part.quantity:
            back[line.variant_id] = back.get(line.variant_id, 0) + part.quantity
    OrderLine.objects.bulk_update([lines[each] for each in parts], ["refunded_minor", "refunded_quantity"])
    stock.bring_back(back)
