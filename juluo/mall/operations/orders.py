"""The life of an order: place, let lapse, pay, ship, deliver, cancel."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Sum
from django.utils.translation import gettext as _

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Member, insert
from juluo.core.money import Money
from juluo.core.refusals import Refused
from juluo.core.taking_part import ensure_may_buy, ensure_may_take_part
from juluo.ledger.operations import post
from juluo.ledger.rules import PROVIDER, SHIPPING
from juluo.mall.facts import OrderCancelled, OrderDelivered, OrderLapsed, OrderPaid, OrderPlaced, OrderShipped
from juluo.mall.models import Order, OrderLine
from juluo.mall.operations import stock
from juluo.mall.operations.carts import empty_cart
from juluo.mall.queries.pricing import Priced, check_subjects, priced_lines, travelling
from juluo.mall.queries.shipping import shipping_zones
from juluo.mall.rules.orders import (
    HOLD_FOR,
    check_address,
    check_agreed,
    check_cancellable,
    check_quantity,
    check_shippable,
    income_of,
    window_end,
)
from juluo.mall.rules.shipping import shipping_of

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Address:
    """Where the parcel goes."""

    name: str
    phone: str
    region: str
    city: str
    line: str
    postcode: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkout:
    """What a buyer asks for: pieces by variant, the address, and `key`, by which asking twice is one order.

    `agreed` is the total the buyer saw; the order is refused if it changed. `holders` own the carts that the pieces
    are taken out of. Without goods among the pieces no address is needed, and none is kept. `rights` names, by
    variant, the right with its subject that a line gives instead of its product's.
    """

    pieces: Mapping[UUID, int]
    rights: Mapping[UUID, str] = field(default_factory=dict)
    key: str
    address: Address | None = None
    visitor: UUID | None = None
    agreed: Money | None = None
    note: str = ""
    holders: Sequence[UUID] = ()


def place_order(buyer: Member, checkout: Checkout) -> Order:
    """Order the goods at the buyer's prices and hold them for 15 minutes. The same key again returns the first order.

    Refused: `empty_cart`, `bad_quantity`, `not_on_sale`, `needs_subject`, `address_missing`, `region_not_served`,
    `limit_reached`, `price_changed`, `sold_out`, `paused` while a sanction keeps the buyer from it, and as
    `ensure_may_take_part` says where a product asks for the covenant.
    """
    try:
        return _place(buyer, checkout)
    except (IntegrityError, Refused):
        if earlier := Order.objects.filter(buyer=buyer, key=checkout.key).first():
            return earlier
        raise


@transaction.atomic
def _place(buyer: Member, checkout: Checkout) -> Order:
    if not checkout.pieces:
        raise Refused(_("Your cart is empty."), code="empty_cart")
    for quantity in checkout.pieces.values():
        check_quantity(quantity)
    priced = priced_lines(checkout.pieces, rung=buyer.rung)
    check_subjects(priced, checkout.rights)
    _check_may_buy(buyer, priced)
    _check_limits(buyer, priced)
    order = _new_order(buyer, checkout, priced)
    check_agreed(order.total, checkout.agreed)
    insert(order)
    order.all_lines = insert(*(_line(order, each, checkout.rights) for each in priced))
    record(OrderPlaced(order_id=order.id, buyer_id=buyer.id, visitor=checkout.visitor))
    empty_cart(checkout.holders, list(checkout.pieces))
    stock.reserve({each.variant.id: each.quantity for each in priced if each.travels})
    return order


@transaction.atomic
def lapse_order(order: Order) -> Order:
    """Give back the stock of an order that was not paid in time."""
    order = Order.objects.select_for_update().get(pk=order.pk)
    if order.paid_at or order.cancelled_at or order.lapsed_at:
        return order
    if order.held_until and order.held_until > clock.now():
        raise Refused(_("This order may still be paid."), code="still_held")
    order.lapsed_at = clock.now()
    order.save(update_fields=["lapsed_at"])
    stock.release(order)
    record(OrderLapsed(order_id=order.id))
    return order


@transaction.atomic
def pay_order(order: Order, *, payment_id: UUID, amount: Money) -> bool:
    """Settle the order with a confirmed payment; False if the money cannot be used and must go back.

    It goes back when the order was paid by another payment, was cancelled, or lapsed and is sold out by now.
    Paying twice with the same payment changes nothing.
    """
    order = Order.objects.select_for_update().get(pk=order.pk)
    if order.payment_id == payment_id:
        return True
    if order.paid_at or order.cancelled_at or amount != order.total:
        return False
    if not stock.take(order, reserved=order.lapsed_at is None):
        return False
    order.paid_at, order.payment_id, order.lapsed_at = clock.now(), payment_id, None
    order.save(update_fields=["paid_at", "payment_id", "lapsed_at"])
    fact = record(OrderPaid(order_id=order.id, buyer_id=order.buyer_id))
    if not order.address:
        _hand_over(order)
    legs = {PROVIDER: order.total, income_of(order): -order.goods, SHIPPING: -order.shipping}
    if order.total:
        post(f"order-paid:{order.id}", legs, fact_id=fact.fact_id)
    return True


@transaction.atomic
def ship_order(order: Order, *, carrier: str, parcel_number: str) -> Order:
    """Mark the order as shipped. Shipping again changes the parcel's number, nothing else."""
    order = Order.objects.select_for_update().get(pk=order.pk)
    check_shippable(order)
    if (order.carrier, order.parcel_number) == (carrier, parcel_number) and order.shipped_at:
        return order
    order.shipped_at = order.shipped_at or clock.now()
    order.carrier, order.parcel_number = carrier, parcel_number
    order.save(update_fields=["shipped_at", "carrier", "parcel_number"])
    record(OrderShipped(order_id=order.id))
    return order


def _hand_over(order: Order) -> None:
    """An order without goods has nothing to ship: it arrives with its payment."""
    order.shipped_at = order.paid_at
    order.save(update_fields=["shipped_at"])
    _arrive(order)


@transaction.atomic
def deliver_order(order: Order) -> Order:
    """Mark the order as delivered; from here each line's return window runs."""
    order = Order.objects.select_for_update().get(pk=order.pk)
    if order.delivered_at:
        return order
    if not order.shipped_at:
        raise Refused(_("This order is not shipped yet."), code="not_shipped")
    _arrive(order)
    return order


def _arrive(order: Order) -> None:
    order.delivered_at = now = clock.now()
    order.save(update_fields=["delivered_at"])
    lines = order.all_lines
    for line in lines:
        line.window_ends_at = window_end(line, now)
    OrderLine.objects.bulk_update(lines, ["window_ends_at"])
    record(OrderDelivered(order_id=order.id))


@transaction.atomic
def cancel_order(order: Order, *, reason: str) -> Order:
    """Call off an unpaid order and give back its stock."""
    order = Order.objects.select_for_update().get(pk=order.pk)
    if order.cancelled_at:
        return order
    check_cancellable(order)
    if order.lapsed_at is None:
        stock.release(order)
    order.cancelled_at, order.cancel_reason = clock.now(), reason
    order.save(update_fields=["cancelled_at", "cancel_reason"])
    record(OrderCancelled(order_id=order.id, reason=reason))
    return order


def new_ref(now: datetime) -> str:
    """An order number that can be read out and not be guessed: the day and eight letters."""
    return f"{now:%y%m%d}-{''.join(secrets.choice(_ALPHABET) for _each in range(8))}"


def _new_order(buyer: Member, checkout: Checkout, priced: list[Priced]) -> Order:
    goods = sum((each.total for each in priced), Money.zero(priced[0].price.unit.currency))
    parcel = travelling(priced, goods.currency)
    address, shipping = None, Money.zero(goods.currency)
    if parcel is not None:
        address = check_address(checkout.address)
        shipping = shipping_of(parcel, address.region, shipping_zones())
    now = clock.now()
    return Order(
        ref=new_ref(now),
        key=checkout.key,
        buyer=buyer,
        visitor=checkout.visitor,
        currency=goods.currency,
        goods_minor=goods.minor,
        shipping_minor=shipping.minor,
        total_minor=(goods + shipping).minor,
        address=asdict(address) if address else {},
        note=checkout.note,
        placed_at=now,
        held_until=now + HOLD_FOR,
    )


def _line(order: Order, priced: Priced, rights: Mapping[UUID, str]) -> OrderLine:
    return OrderLine(
        order=order,
        variant=priced.variant,
        title=priced.title,
        right=rights.get(priced.variant.id, priced.variant.product.right),
        quantity=priced.quantity,
        list_minor=priced.price.listed.minor,
        unit_minor=priced.price.unit.minor,
        total_minor=priced.total.minor,
        price_reason=priced.price.reason,
        return_days=priced.variant.return_days,
    )


def _check_may_buy(buyer: Member, priced: Sequence[Priced]) -> None:
    """Some products are for those who accepted the covenant in force; a sanction may pause the buying of others."""
    products = {each.variant.product for each in priced}
    ensure_may_buy(buyer, [product.slug for product in products])
    if any(product.asks_covenant for product in products):
        ensure_may_take_part(buyer)


def _check_limits(buyer: Member, priced: list[Priced]) -> None:
    """Count paid and unpaid orders against a variant's limit, one order of this member at a time."""
    limited = {each.variant.id: each for each in priced if each.variant.limit_per_member}
    if not limited:
        return
    Member.objects.select_for_update().get(pk=buyer.pk)
    lines = OrderLine.objects.filter(order__buyer=buyer, variant__in=limited)
    lines = lines.filter(order__cancelled_at=None, order__lapsed_at=None)
    counted = lines.values("variant_id").annotate(pieces=Sum(F("quantity") - F("refunded_quantity")))
    before = {row["variant_id"]: row["pieces"] for row in counted}
    for variant_id, each in limited.items():
        most = each.variant.limit_per_member or 0
        if before.get(variant_id, 0) + each.quantity > most:
            message = _("Each member may buy %(most)d of “%(title)s”.") % {"most": most, "title": each.title}
            raise Refused(message, code="limit_reached")
