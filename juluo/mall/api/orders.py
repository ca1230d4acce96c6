"""Buying: what is on sale, and a member's own orders."""

from typing import Annotated
from uuid import UUID

from ninja import Query, Router, Schema, Status
from pydantic import Field

from juluo.core.api.callers import ApiRequest, everybody, members, members_even_banned
from juluo.core.api.idempotency import IdempotencyKey, idempotent
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Currency, Id, Input, Line, Minor, Quantity
from juluo.core.http import first_or_404, get_or_404
from juluo.core.money import Money
from juluo.mall.api.schemas import OrderOut, ProductOut
from juluo.mall.models import OrderState
from juluo.mall.operations.orders import Address, Checkout, cancel_order, deliver_order, place_order
from juluo.mall.operations.payment import begin_payment
from juluo.mall.queries.catalog import products_named, products_on_sale
from juluo.mall.queries.orders import orders_of

router = Router(tags=["orders"])
StateAsked = Annotated[OrderState | None, Query(description="Only orders in this state.")]


class LineIn(Input):
    """So many pieces of a variant."""

    variant_id: Id
    quantity: Quantity


class AddressIn(Input):
    """Where the parcel goes."""

    name: Annotated[Line, Field(max_length=60)]
    phone: Annotated[str, Field(pattern=r"^[0-9+][0-9 \-]{5,19}$")]
    region: Annotated[Line, Field(max_length=60)]
    city: Annotated[Line, Field(max_length=80)]
    line: Annotated[Line, Field(max_length=160)]
    postcode: Annotated[str, Field(max_length=12)] = ""


class AmountIn(Input):
    """An amount: minor units of a currency."""

    minor: Minor
    currency: Currency


class OrderIn(Input):
    """What to order. With `agreed` the order is refused if its total is another one by now.

    Goods need an `address`; what only opens something (its product has a `right`) needs none.
    """

    lines: Annotated[list[LineIn], Field(min_length=1, max_length=100)]
    address: AddressIn | None = None
    note: Annotated[str, Field(max_length=300)] = ""
    agreed: AmountIn | None = None


class PaymentIn(Input):
    """Where the provider's page leads back to."""

    return_url: Annotated[str, Field(max_length=500, pattern=r"^https?://\S+$")]


class PaymentOut(Schema):
    """The provider's page; "" if there is nothing to pay."""

    pay_at: str


class CancellationIn(Input):
    reason: Annotated[Line, Field(max_length=200)]


@router.get("/products", auth=everybody, response=Listed[ProductOut], summary="List what is on sale")
def products(request: ApiRequest, asked: PageAsked) -> object:
    """Newest first, at the caller's prices."""
    rung = _rung(request)
    return listed(request, products_on_sale(rung), asked, lambda row: ProductOut.of(row, rung))


@router.get("/products/{slug}", auth=everybody, response=ProductOut, summary="Show a product")
def product(request: ApiRequest, slug: str) -> ProductOut:
    """One product on sale, at the caller's prices."""
    rung = _rung(request)
    return ProductOut.of(first_or_404(products_named([slug], rung)), rung)


@router.post("/orders", auth=members, response={201: OrderOut}, summary="Place an order")
@idempotent
def place(request: ApiRequest, wanted: OrderIn, key: IdempotencyKey) -> Status[OrderOut]:
    """Order at your prices; the goods are held for 15 minutes. Pay at the order's page."""
    pieces: dict[UUID, int] = {}
    for line in wanted.lines:
        pieces[line.variant_id] = pieces.get(line.variant_id, 0) + line.quantity
    agreed = Money(wanted.agreed.minor, wanted.agreed.currency) if wanted.agreed else None
    address = Address(**wanted.address.dict()) if wanted.address else None
    asked = Checkout(pieces=pieces, address=address, key=key, visitor=request.visitor, agreed=agreed, note=wanted.note)
    return Status(201, OrderOut.of(place_order(request.member, asked)))


@router.get("/orders", auth=members_even_banned, response=Listed[OrderOut], summary="List my orders")
def mine(request: ApiRequest, asked: PageAsked, state: StateAsked = None) -> object:
    """Your orders, latest first."""
    return listed(request, orders_of(request.member, state or ""), asked, OrderOut.of)


@router.get("/orders/{ref}", auth=members_even_banned, response=OrderOut, summary="Show my order")
def order(request: ApiRequest, ref: str) -> OrderOut:
    """One of your orders."""
    return OrderOut.of(get_or_404(orders_of(request.member), ref=ref))


@router.post("/orders/{ref}/payment", auth=members, response=PaymentOut, summary="Begin to pay my order")
def pay(request: ApiRequest, ref: str, wanted: PaymentIn) -> PaymentOut:
    """Open the provider's page. Asked again, it is the same payment; the provider's word settles the order later."""
    found = get_or_404(orders_of(request.member), ref=ref)
    return PaymentOut(pay_at=begin_payment(found, return_url=wanted.return_url))


@router.post("/orders/{ref}/cancellation", auth=members, response={200: OrderOut}, summary="Cancel my order")
@idempotent
def cancel_mine(request: ApiRequest, ref: str, why: CancellationIn, key: IdempotencyKey) -> Status[OrderOut]:
    """Call off an order that is not paid, and give back its stock: that is why it asks for a key."""
    del key
    found = get_or_404(orders_of(request.member), ref=ref)
    return Status(200, OrderOut.of(cancel_order(found, reason=why.reason)))


@router.post("/orders/{ref}/receipt", auth=members, response=OrderOut, summary="Say that it has arrived")
def receive(request: ApiRequest, ref: str) -> OrderOut:
    """From here the time to send goods back runs. Said again, it changes nothing: no key is needed."""
    return OrderOut.of(deliver_order(get_or_404(orders_of(request.member), ref=ref)))


def _rung(request: ApiRequest) -> str | None:
    return request.member.rung if request.member else None
