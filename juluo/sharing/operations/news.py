"""Telling sharers what they earn. What one order earns somebody is told as one sum, not line by line."""

from juluo.core.money import Money
from juluo.reach.news import amount
from juluo.reach.operations.notifications import News, tell
from juluo.sharing.models import Commission
from juluo.sharing.models.commission import SLOT_OF_ASKER
from juluo.sharing.news import AVAILABLE, PENDING, READ, VOIDED
from juluo.sharing.queries.commissions import of_same_order


def tell_of_pending(commission: Commission) -> None:
    """Tell what the order will earn; nothing if refunds took it back meanwhile."""
    together = sum(each.pending_minor for each in of_same_order(commission))
    kind = READ if commission.slot == SLOT_OF_ASKER else PENDING
    _tell(commission, kind, together, reason=str(commission.attribution_id))


def tell_of_available(commission: Commission) -> None:
    """Tell what the order's lines have earned; those of one order that are freed later are in the list of earnings."""
    together = sum(each.available_minor for each in of_same_order(commission))
    _tell(commission, AVAILABLE, together, reason=str(commission.attribution_id))


def tell_of_voided(commission: Commission) -> None:
    """Tell that a line earns nothing after all, with the sum that it had been granted."""
    _tell(commission, VOIDED, commission.minor, reason=str(commission.pk))


def _tell(commission: Commission, kind: str, minor: int, *, reason: str) -> None:
    if minor:
        data = {"amount": amount(Money(minor, commission.currency))}
        tell([commission.payee_id], News(kind=kind, reason=reason, data=data))
