"""Orders as lists and pages show them."""

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from juluo.core.models import Member
from juluo.mall.models import Order, OrderState

_WHERE = {
    OrderState.PLACED: Q(paid_at=None, cancelled_at=None, lapsed_at=None),
    OrderState.LAPSED: Q(paid_at=None, cancelled_at=None, lapsed_at__isnull=False),
    OrderState.PAID: Q(paid_at__isnull=False, shipped_at=None, historical=False),
    OrderState.SHIPPED: Q(shipped_at__isnull=False, delivered_at=None),
    OrderState.DELIVERED: Q(delivered_at__isnull=False),
    OrderState.CANCELLED: Q(cancelled_at__isnull=False),
}


def orders_of(member: Member) -> QuerySet[Order]:
    return Order.objects.filter(buyer=member).prefetch_related("lines").order_by("-id")


def orders_latest_first() -> QuerySet[Order]:
    return Order.objects.select_related("buyer").prefetch_related("lines").order_by("-id")


def orders_in(state: str) -> QuerySet[Order]:
    """Orders in a state (see OrderState), latest first; every order for an unknown state."""
    where = _WHERE.get(OrderState(state)) if state in OrderState.values else None
    return orders_latest_first().filter(where) if where is not None else orders_latest_first()


def open_counts(member: Member) -> dict[str, int]:
    """How many of a member's orders wait for payment, for shipping, for arrival."""
    states = (OrderState.PLACED, OrderState.PAID, OrderState.SHIPPED)
    counts = {state.value: Count("id", filter=_WHERE[state]) for state in states}
    return Order.objects.filter(buyer=member).aggregate(**counts)


def overdue_holds(now: datetime) -> QuerySet[Order]:
    """Unpaid orders whose time to pay is over."""
    return Order.objects.filter(_WHERE[OrderState.PLACED], held_until__lte=now).order_by("id")


def overdue_parcels(shipped_before: datetime) -> QuerySet[Order]:
    """Parcels that nobody reported as delivered since `shipped_before`."""
    return Order.objects.filter(_WHERE[OrderState.SHIPPED], shipped_at__lte=shipped_before).order_by("id")
