"""Orders of the past, as another system kept them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from juluo.core.money import Money
from juluo.core.refusals import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class PastLine:
    """So many of one thing at the price of that day (minor units). `variant_id` None: no product says what it was."""

    variant_id: UUID | None
    title: str
    quantity: int
    unit_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PastOrder:
    """An order that was paid and delivered at `at`. `ref` names it in this space, `key` tells whether it changed."""

    ref: str
    key: str
    buyer_id: UUID
    currency: str
    lines: Sequence[PastLine]
    shipping_minor: int
    at: datetime
    region: str = ""

    @property
    def goods(self) -> Money:
        return Money(sum(line.unit_minor * line.quantity for line in self.lines), self.currency)

    @property
    def shipping(self) -> Money:
        return Money(self.shipping_minor, self.currency)

    @property
    def total(self) -> Money:
        return self.goods + self.shipping


def check_past_order(past: PastOrder) -> None:
    """Refuse an order nothing was paid for, or whose lines have no pieces or a price below zero."""
    if any(line.quantity < 1 or line.unit_minor < 0 for line in past.lines) or past.shipping_minor < 0:
        raise Refused(_("A line needs at least one piece and a price that is not below zero."), code="bad_line")
    if not past.total:
        raise Refused(_("Nothing was paid on this order."), code="nothing_paid")
