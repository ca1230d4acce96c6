"""Selling: every order of the space, shipping, refunds, stock."""

from typing import Annotated
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from juluo.core.api.callers import ApiRequest, permission
from juluo.core.api.idempotency import IdempotencyKey, idempotent
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Input, Line
from juluo.core.http import get_or_404
from juluo.mall.api.orders import StateAsked
from juluo.mall.api.schemas import StudioOrderOut
from juluo.mall.models import Order, Stock, Variant
from juluo.mall.operations.orders import deliver_order, ship_order
from juluo.mall.operations.stock import correct_stock
from juluo.mall.queries.orders import orders_in, orders_latest_first

router = Router(tags=["studio"])


class ParcelIn(Input):
    carrier: Annotated[Line, Field(max_length=60)]
    parcel_number: Annotated[Line, Field(max_length=60)]


class StockIn(Input):
    on_hand: Annotated[int, Field(ge=0, le=1_000_000)]
    reason: Line


class StockOut(Schema):
    """What is on hand of a variant, and how much of it unpaid orders hold."""

    variant_id: UUID
    on_hand: int
    reserved: int
    available: int


@router.get(
    "/studio/orders", auth=permission("orders.read"), response=Listed[StudioOrderOut], summary="List all orders"
)
def orders(request: ApiRequest, asked: PageAsked, state: StateAsked = None) -> object:
    """Every order, or those in one state, the latest first."""
    return listed(request, orders_in(state or ""), asked, StudioOrderOut.of)


@router.get("/studio/orders/{ref}", auth=permission("orders.read"), response=StudioOrderOut, summary="Read any order")
def order(request: ApiRequest, ref: str) -> StudioOrderOut:
    """One order of the space."""
    del request
    return StudioOrderOut.of(_known(ref))


@router.put("/studio/orders/{ref}/shipment", auth=permission("orders.ship"), response=StudioOrderOut, summary="Ship")
def ship(request: ApiRequest, ref: str, parcel: ParcelIn) -> StudioOrderOut:
    """Mark the order as shipped; again, it changes the parcel's number and nothing else."""
    del request
    return StudioOrderOut.of(ship_order(_known(ref), carrier=parcel.carrier, parcel_number=parcel.parcel_number))


@router.post(
    "/studio/orders/{ref}/delivery", auth=permission("orders.ship"), response=StudioOrderOut, summary="Deliver"
)
def deliver(request: ApiRequest, ref: str) -> StudioOrderOut:
    """Mark the order as delivered; from here each line's return window runs."""
    del request
    return StudioOrderOut.of(deliver_order(_known(ref)))


@router.put(
    "/studio/variants/{uuid:variant_id}/stock",
    auth=permission("products.write"),
    response={200: StockOut},
    summary="Count",
)
@idempotent
def count(request: ApiRequest, variant_id: UUID, counted: StockIn, key: IdempotencyKey) -> Status[StockOut]:
    """Set what is on hand after counting. Refused below what unpaid orders hold."""
    del request, key
    variant = get_or_404(Variant.objects.all(), id=variant_id)
    stock: Stock = correct_stock(variant, on_hand=counted.on_hand, reason=counted.reason)
    return Status(200, StockOut.from_orm(stock))


def _known(ref: str) -> Order:
    return get_or_404(orders_latest_first(), ref=ref)
