"""Money that was given back in the past: the rules and ledger legs of a refund, with its own time."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from juluo.core.facts import record_past
from juluo.core.money import Money
from juluo.ledger.operations import Posting, post_past
from juluo.ledger.rules import PROVIDER, REFUNDS_DUE, SALES, SHIPPING
from juluo.mall.facts import RefundMade, RefundPaidOut
from juluo.mall.models import Order, OrderLine, Refund, RefundLine
from juluo.mall.operations.refunds import Giving
from juluo.mall.rules.orders import check_refund


@transaction.atomic
def record_past_refunds(past: Mapping[UUID, Giving], *, at: datetime) -> list[Refund]:
    """Record money given back at `at` on several orders (by id), all or none; nothing comes back into stock.

    Refused as in `refund_order`. The same key again changes nothing on that order.
    """
    return [_give_back(order_id, past[order_id], at) for order_id in sorted(past)]


def _give_back(order_id: UUID, giving: Giving, at: datetime) -> Refund:
    order = Order.objects.select_for_update().get(pk=order_id)
    if done := order.refunds.filter(key=giving.key).first():
        return done
    lines = {line.id: line for line in order.lines.select_for_update().order_by("id")}
    check_refund(order, lines, giving.parts, giving.shipping_minor)
    refund = _refund(order, giving, at)
    refund.save(force_insert=True)
    RefundLine.objects.bulk_create(
        RefundLine(refund=refund, line_id=each, minor=part.minor, quantity=part.quantity)
        for each, part in giving.parts.items()
    )
    _shrink(order, refund, [lines[each] for each in giving.parts], giving)
    _book(order, refund, at)
    return refund


def _refund(order: Order, giving: Giving, at: datetime) -> Refund:
    return Refund(
        order=order,
        key=giving.key,
        goods_minor=sum(part.minor for part in giving.parts.values()),
        shipping_minor=giving.shipping_minor,
        reason=giving.reason,
        made_at=at,
        settled_at=at,
    )


def _shrink(order: Order, refund: Refund, lines: list[OrderLine], giving: Giving) -> None:
    for line in lines:
        line.refunded_minor += giving.parts[line.id].minor
        line.refunded_quantity += giving.parts[line.id].quantity
    OrderLine.objects.bulk_update(lines, ["refunded_minor", "refunded_quantity"])
    order.refunded_minor += refund.total_minor
    order.save(update_fields=["refunded_minor"])


def _book(order: Order, refund: Refund, at: datetime) -> None:
    """Due to the buyer and sent at once: history has no refund under way."""
    made = RefundMade(order_id=order.id, refund_id=refund.id, at=at)
    sent = RefundPaidOut(order_id=order.id, refund_id=refund.id, at=at)
    record_past([made, sent])
    goods, shipping = Money(refund.goods_minor, order.currency), Money(refund.shipping_minor, order.currency)
    due = {SALES: goods, SHIPPING: shipping, REFUNDS_DUE: -(goods + shipping)}
    paid_out = {REFUNDS_DUE: goods + shipping, PROVIDER: -(goods + shipping)}
    post_past(
        [
            Posting(reason=f"refund:{refund.id}", legs=due, at=at, fact_id=made.fact_id),
            Posting(reason=f"refund-sent:{refund.id}", legs=paid_out, at=at, fact_id=sent.fact_id),
        ]
    )
