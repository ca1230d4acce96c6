"""What may happen to an order, and what a refund gives back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from juluo.core.money import Money, round_half_even
from juluo.core.refusals import Refused
from juluo.ledger.rules import SALES, TIPS, Place
from juluo.mall.models import Order, OrderLine

HOLD_FOR = timedelta(minutes=15)
"""How long an unpaid order holds its stock (rules.md, Stock)."""

MOST_OF_ONE = 9_999
"""The most pieces of one thing in an order; more is a mistake or a B2B quotation."""


@dataclass(frozen=True, slots=True)
class Part:
    """What to give back of a line: pieces that come back, and money (minor units)."""

    quantity: int
    minor: int


def check_quantity(quantity: int) -> None:
    if not 1 <= quantity <= MOST_OF_ONE:
        message = _("Choose a quantity between 1 and %(most)d.") % {"most": MOST_OF_ONE}
        raise Refused(message, code="bad_quantity", field="quantity", status=422)


def check_address[Place](address: Place | None) -> Place:
    """Goods go somewhere."""
    if address is None:
        raise Refused(_("Say where the goods go."), code="address_missing", field="address", status=422)
    return address


def check_payable(order: Order, now: datetime) -> None:
    """Refuse to begin paying what is over; a payment already under way is dealt with when it arrives."""
    if order.paid_at:
        raise Refused(_("This order is already paid."), code="already_paid")
    if order.cancelled_at:
        raise Refused(_("This order was cancelled."), code="order_cancelled")
    if order.lapsed_at or (order.held_until and order.held_until <= now):
        raise Refused(_("The time to pay is over. Put the goods in your cart again."), code="order_lapsed")


def check_shippable(order: Order) -> None:
    if not order.paid_at:
        raise Refused(_("This order is not paid yet."), code="not_paid")
    if order.refunded_minor == order.total_minor and order.total_minor:
        raise Refused(_("This order was refunded in full; there is nothing to ship."), code="refunded")
    if order.delivered_at and not order.address:
        raise Refused(_("Nothing of this order is shipped: it opened when it was paid."), code="nothing_to_ship")


def check_cancellable(order: Order) -> None:
    if order.paid_at:
        raise Refused(_("A paid order is not cancelled but refunded."), code="already_paid")


def check_refund(
    order: Order, lines: Mapping[UUID, OrderLine], parts: Mapping[UUID, Part], shipping_minor: int
) -> None:
    """Refuse a refund that is empty, of a foreign line, or above what was paid and not yet given back."""
    if not order.paid_at:
        raise Refused(_("This order is not paid; there is nothing to give back."), code="not_paid")
    if not any(part.minor for part in parts.values()) and not shipping_minor:
        raise Refused(_("Say how much to give back."), code="empty_refund")
    for line_id, part in parts.items():
        line = lines.get(line_id)
        if line is None:
            raise Refused(_("This line is not part of the order."), code="foreign_line", status=404)
        over = part.minor > line.total_minor - line.refunded_minor
        if part.minor < 0 or part.quantity < 0 or over or part.quantity > line.quantity - line.refunded_quantity:
            raise Refused(_("That is more than is left to give back on this line."), code="refund_too_large")
    given = sum(line.refunded_minor for line in lines.values())
    shipping_left = order.shipping_minor - (order.refunded_minor - given)
    if not 0 <= shipping_minor <= shipping_left:
        raise Refused(_("That is more shipping than is left to give back."), code="refund_too_large", field="shipping")


def income_of(order: Order) -> Place:
    """Where the ledger counts what an order brings: a sale, or support that bought nothing."""
    return TIPS if order.support else SALES


def went_back(line: OrderLine) -> bool:
    """Whether everything of a line was given back: its pieces, or all of its money."""
    return line.refunded_quantity == line.quantity or (0 < line.total_minor == line.refunded_minor)


def whole_rest(line: OrderLine) -> Part:
    """Everything of a line that has not been given back."""
    return Part(line.quantity - line.refunded_quantity, line.total_minor - line.refunded_minor)


def part_for(line: OrderLine, quantity: int) -> Part:
    """The money for `quantity` pieces of a line, in proportion; the last pieces take the remainder."""
    if line.refunded_quantity + quantity == line.quantity:
        return Part(quantity, line.total_minor - line.refunded_minor)
    return Part(quantity, round_half_even(line.total_minor * quantity, line.quantity))


def window_end(line: OrderLine, delivered_at: datetime) -> datetime:
    """When the right to return a line ends: its days, counted from the day after delivery (消法 art. 25)."""
    return delivered_at + timedelta(days=line.return_days + 1)


def check_agreed(total: Money, agreed: Money | None) -> None:
    """Refuse when the total is no longer what the buyer saw."""
    if agreed is not None and agreed != total:
        raise Refused(_("The price changed since you saw it. Check the new total and confirm."), code="price_changed")
