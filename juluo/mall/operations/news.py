"""Telling buyers and staff how their orders go on."""

from juluo.core.money import Money
from juluo.mall.models import Order, Refund
from juluo.mall.news import ORDER_CONFIRMED, ORDER_REFUNDED, ORDER_SHIPPED, ORDER_TO_SHIP
from juluo.reach.news import amount
from juluo.reach.operations.notifications import News, tell, tell_staff


def tell_of_payment(order: Order) -> None:
    """Confirm the order to its buyer, and tell those who ship, if anything is to be shipped."""
    data = {"ref": order.ref, "total": amount(order.total)}
    tell([order.buyer_id], News(kind=ORDER_CONFIRMED, reason=str(order.pk), data=data))
    if not order.delivered_at:
        tell_staff(News(kind=ORDER_TO_SHIP, reason=str(order.pk), data=data))


def tell_of_shipment(order: Order) -> None:
    """Tell the buyer that the parcel has left."""
    tell([order.buyer_id], News(kind=ORDER_SHIPPED, reason=str(order.pk), data={"ref": order.ref}))


def tell_of_refund(refund: Refund) -> None:
    """Tell the buyer what goes back; each refund once."""
    data = {"ref": refund.order.ref, "total": amount(Money(refund.total_minor, refund.order.currency))}
    tell([refund.order.buyer_id], News(kind=ORDER_REFUNDED, reason=str(refund.pk), data=data))
