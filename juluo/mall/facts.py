"""What happens in the mall."""

from dataclasses import dataclass
from uuid import UUID

from juluo.core.facts import Fact


@dataclass(frozen=True)
class ProductChanged(Fact):
    product_id: UUID
    what: str


@dataclass(frozen=True)
class StockCorrected(Fact):
    variant_id: UUID
    before: int
    after: int
    reason: str


@dataclass(frozen=True)
class OrderPlaced(Fact):
    order_id: UUID
    buyer_id: UUID
    visitor: UUID | None


@dataclass(frozen=True)
class OrderPaid(Fact):
    order_id: UUID
    buyer_id: UUID


@dataclass(frozen=True)
class OrderLapsed(Fact):
    order_id: UUID


@dataclass(frozen=True)
class OrderShipped(Fact):
    order_id: UUID


@dataclass(frozen=True)
class OrderDelivered(Fact):
    order_id: UUID


@dataclass(frozen=True)
class OrderCancelled(Fact):
    order_id: UUID
    reason: str


@dataclass(frozen=True)
class PaymentReturned(Fact):
    """A payment that could not be used (paid twice, too late without stock) was sent back in full."""

    order_id: UUID
    payment_id: UUID
    reason: str


@dataclass(frozen=True)
class RefundMade(Fact):
    order_id: UUID
    refund_id: UUID


@dataclass(frozen=True)
class RefundPaidOut(Fact):
    order_id: UUID
    refund_id: UUID
