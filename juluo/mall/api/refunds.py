"""Money on its way back: how each refund of an order stands, and asking again for what was refused."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from juluo.core.api.callers import ApiRequest, permission
from juluo.core.api.idempotency import IdempotencyKey, idempotent
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Id, Input, Line, Minor, MoneyOut
from juluo.core.http import get_or_404
from juluo.mall.api.schemas import RefundOut
from juluo.mall.models import Order, ReturnedPayment
from juluo.mall.operations.payment import send_refund_again, send_return_again
from juluo.mall.operations.refunds import Giving, refund_order
from juluo.mall.queries.orders import orders_latest_first
from juluo.mall.rules.orders import Part

router = Router(tags=["studio"])


class PartIn(Input):
    """Of one line: the pieces that come back (none if only money is given back), and the money."""

    line_id: Id
    quantity: Annotated[int, Field(ge=0, le=9_999)]
    minor: Minor


class RefundIn(Input):
    parts: Annotated[list[PartIn], Field(max_length=200)] = []
    shipping_minor: Minor = 0
    reason: Annotated[Line, Field(max_length=300)]


class ReturnedPaymentOut(Schema):
    """A payment that the order could not use. `failed_at`: the payment company refused to send it back."""

    id: UUID
    order_ref: str
    payment_id: UUID
    amount: MoneyOut
    reason: str
    made_at: datetime
    settled_at: datetime | None
    failed_at: datetime | None

    @classmethod
    def of(cls, returned: ReturnedPayment, order: Order) -> Self:
        plain = ("id", "payment_id", "reason", "made_at", "settled_at", "failed_at")
        said = {name: getattr(returned, name) for name in plain}
        return cls(order_ref=order.ref, amount=MoneyOut.of(returned.amount), **said)


@router.get(
    "/studio/orders/{ref}/refunds",
    auth=permission("orders.read"),
    response=Listed[RefundOut],
    summary="List an order's refunds",
)
def refunds(request: ApiRequest, ref: str, asked: PageAsked) -> object:
    """Every refund decided for the order, the latest first."""
    order = _known(ref)
    return listed(request, order.refunds.order_by("-id"), asked, lambda row: RefundOut.of(row, order))


@router.post(
    "/studio/orders/{ref}/refunds", auth=permission("orders.refund"), response={201: RefundOut}, summary="Refund"
)
@idempotent
def refund(request: ApiRequest, ref: str, wanted: RefundIn, key: IdempotencyKey) -> Status[RefundOut]:
    """Decide a refund by line, quantity and amount, never above what was paid. The provider sends the money later."""
    del request
    parts = {each.line_id: Part(quantity=each.quantity, minor=each.minor) for each in wanted.parts}
    known = _known(ref)
    giving = Giving(parts=parts, shipping_minor=wanted.shipping_minor, reason=wanted.reason, key=key)
    return Status(201, RefundOut.of(refund_order(known, giving), known))


@router.post(
    "/studio/orders/{ref}/refunds/{uuid:refund_id}/attempt",
    auth=permission("orders.refund"),
    response={200: RefundOut},
    summary="Ask for a refund again",
)
@idempotent
def ask_again(request: ApiRequest, ref: str, refund_id: UUID, key: IdempotencyKey) -> Status[RefundOut]:
    """Ask the payment company once more for a refund it refused; one under way or sent is left alone."""
    del request, key
    order = _known(ref)
    refund = get_or_404(order.refunds.all(), id=refund_id)
    return Status(200, RefundOut.of(send_refund_again(refund), order))


@router.get(
    "/studio/orders/{ref}/returned-payments",
    auth=permission("orders.read"),
    response=Listed[ReturnedPaymentOut],
    summary="List an order's unusable payments",
)
def returned_payments(request: ApiRequest, ref: str, asked: PageAsked) -> object:
    """Payments that came twice, or too late for goods that were sold by then, the latest first."""
    order = _known(ref)
    rows = order.returned_payments.order_by("-id")
    return listed(request, rows, asked, lambda row: ReturnedPaymentOut.of(row, order))


@router.post(
    "/studio/orders/{ref}/returned-payments/{uuid:returned_payment_id}/attempt",
    auth=permission("orders.refund"),
    response={200: ReturnedPaymentOut},
    summary="Ask for an unusable payment to go back again",
)
@idempotent
def send_back_again(
    request: ApiRequest, ref: str, returned_payment_id: UUID, key: IdempotencyKey
) -> Status[ReturnedPaymentOut]:
    """Ask the payment company once more to send it back; one under way or sent is left alone."""
    del request, key
    order = _known(ref)
    returned = get_or_404(order.returned_payments.all(), id=returned_payment_id)
    return Status(200, ReturnedPaymentOut.of(send_return_again(returned), order))


def _known(ref: str) -> Order:
    return get_or_404(orders_latest_first(), ref=ref)
