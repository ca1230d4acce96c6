"""Orders as lists and pages show them."""

from datetime import datetime

from django.db.models import Count, F, Q, QuerySet

from juluo.core.models import Member
from juluo.mall.models import Order, OrderState

_REFUNDED = Q(refunded_minor__gt=0, refunded_minor=F("total_minor"))
_ON_ITS_WAY = Q(shipped_at__isnull=False, delivered_at=None)
IN_STATE = {
    OrderState.PLACED: Q(paid_at=None, cancelled_at=None, lapsed_at=None),
    OrderState.LAPSED: Q(paid_at=None, cancelled_at=None, lapsed_at__isnull=False),
    OrderState.PAID: Q(paid_at__isnull=False, shipped_at=None, historical=False) & ~_REFUNDED,
    OrderState.SHIPPED: _ON_ITS_WAY & ~_REFUNDED,
    OrderState.DELIVERED: Q(delivered_at__isnull=False) & ~_REFUNDED,
    OrderState.REFUNDED: _REFUNDED,
    OrderState.CANCELLED: Q(cancelled_at__isnull=False),
}


def orders_of(member: Member, state: str = "") -> QuerySet[Order]:
    """A member's orders in a state (see OrderState), latest first; every order for an unknown state."""
    return Order.objects.filter(_where(state), buyer=member).prefetch_related("lines").order_by("-id")


def orders_latest_first() -> QuerySet[Order]:
    return Order.objects.select_related("buyer").prefetch_related("lines").order_by("-id")


def orders_in(state: str) -> QuerySet[Order]:
    """Orders in a state (see OrderState), latest first; every order for an unknown state."""
    return orders_latest_first().filter(_where(state))


def _where(state: str) -> Q:
    return IN_STATE[OrderState(state)] if state in OrderState.values else Q()


def open_counts(member: Member) -> dict[str, int]:
    """How many of a member's orders wait for payment, for shipping, for arrival."""
    states = (OrderState.PLACED, OrderState.PAID, OrderState.SHIPPED)
    counts = {state.value: Count("id", filter=IN_STATE[state]) for state in states}
    return Order.objects.filter(buyer=member).aggregate(**counts)


def overdue_holds(now: datetime) -> QuerySet[Order]:
    """Unpaid orders whose time to pay is over."""
    return Order.objects.filter(IN_STATE[OrderState.PLACED], held_until__lte=now).order_by("id")


def overdue_parcels(shipped_before: datetime) -> QuerySet[Order]:
    """Parcels that nobody reported as delivered since `shipped_before`."""
    return Order.objects.filter(_ON_ITS_WAY, shipped_at__lte=shipped_before).order_by("id")


def to_ship_count() -> int:
    """How many orders are paid and wait for their parcel."""
    return Order.objects.filter(IN_STATE[OrderState.PAID]).count()
