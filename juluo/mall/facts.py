"""What happens in the mall."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from juluo.core.facts import Fact


@dataclass(frozen=True)
class ProductChanged(Fact):
    product_id: UUID
    what: str

    sentence = _("Changed a product")


@dataclass(frozen=True)
class StockCorrected(Fact):
    variant_id: UUID
    before: int
    after: int
    reason: str

    sentence = _("Corrected stock from %(before)s to %(after)s")


@dataclass(frozen=True)
class ShippingZoneMade(Fact):
    zone_id: UUID

    sentence = _("Made a shipping zone")


@dataclass(frozen=True)
class ShippingZoneChanged(Fact):
    zone_id: UUID
    changed: tuple[str, ...]

    sentence = _("Changed a shipping zone")


@dataclass(frozen=True)
class ShippingZoneRemoved(Fact):
    zone_id: UUID
    name: str

    sentence = _("Removed the shipping zone “%(name)s”")


@dataclass(frozen=True)
class OrderPlaced(Fact):
    order_id: UUID
    buyer_id: UUID
    visitor: UUID | None

    sentence = _("Placed an order")


@dataclass(frozen=True)
class OrderPaid(Fact):
    order_id: UUID
    buyer_id: UUID

    sentence = _("An order was paid")


@dataclass(frozen=True)
class OrderLapsed(Fact):
    order_id: UUID

    sentence = _("An order was not paid in time")


@dataclass(frozen=True)
class OrderShipped(Fact):
    order_id: UUID

    sentence = _("Shipped an order")


@dataclass(frozen=True)
class OrderDelivered(Fact):
    order_id: UUID

    sentence = _("An order arrived")


@dataclass(frozen=True)
class OrderCancelled(Fact):
    order_id: UUID
    reason: str

    sentence = _("Cancelled an order")


@dataclass(frozen=True)
class PaymentReturned(Fact):
    """A payment that could not be used (paid twice, too late without stock) was sent back in full."""

    order_id: UUID
    payment_id: UUID
    reason: str

    sentence = _("A payment that came too late went back")


@dataclass(frozen=True)
class RefundMade(Fact):
    order_id: UUID
    refund_id: UUID

    sentence = _("Gave money back on an order")


@dataclass(frozen=True)
class RefundTriedAgain(Fact):
    """Staff ask the provider once more for a refund that it refused."""

    order_id: UUID
    refund_id: UUID

    sentence = _("Asked the payment company again for a refund")


@dataclass(frozen=True)
class ReturnTriedAgain(Fact):
    """The same for a payment that could not be used."""

    order_id: UUID
    payment_id: UUID

    sentence = _("Asked the payment company again to send a payment back")


@dataclass(frozen=True)
class RefundPaidOut(Fact):
    order_id: UUID
    refund_id: UUID

    sentence = _("A refund reached the buyer")


@dataclass(frozen=True)
class AccessGiven(Fact):
    """The buyer of a line holds the right that it gives."""

    order_id: UUID
    line_id: UUID
    right: str

    sentence = _("Opened what was bought")


@dataclass(frozen=True)
class AccessEnded(Fact):
    """The line was given back, and the right with it."""

    order_id: UUID
    line_id: UUID
    right: str

    sentence = _("Closed what was given back")
