"""Where the mall ships and for how much: everybody reads it, staff write it."""

from typing import Annotated, Self
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from juluo.core.api.callers import ApiRequest, everybody, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Input, Minor, MoneyOut
from juluo.core.http import get_or_404
from juluo.mall.models import ShippingZone
from juluo.mall.operations.shipping import ZoneDraft, change_zone, make_zone, remove_zone
from juluo.mall.queries.shipping import delivery_of
from juluo.mall.rules.shipping import MOST_REGIONS

router = Router(tags=["shipping"])

Name = Annotated[str, Field(min_length=1, max_length=60)]


class ZoneIn(Input):
    """A zone. Without `regions` it is everywhere else; `free_from_minor` null means that shipping is never free."""

    name: Name
    regions: Annotated[list[Name], Field(max_length=MOST_REGIONS)] = []
    fee_minor: Minor = 0
    free_from_minor: Minor | None = None
    closed: Annotated[bool, Field(description="True: we do not deliver there.")] = False


class ZoneOut(Schema):
    """A zone with its sums in the space's currency."""

    id: UUID
    name: str
    regions: list[str]
    fee: MoneyOut
    free_from: MoneyOut | None
    closed: bool

    @classmethod
    def of(cls, zone: ShippingZone, currency: str) -> Self:
        told = delivery_of(zone, currency)
        free_from = None if told.free_from is None else MoneyOut.of(told.free_from)
        said = {name: getattr(zone, name) for name in ("id", "name", "regions", "closed")}
        return cls(fee=MoneyOut.of(told.fee), free_from=free_from, **said)


@router.get("/shipping-zones", auth=everybody, response=Listed[ZoneOut], summary="Where it ships, for how much")
def deliveries(request: ApiRequest, asked: PageAsked) -> object:
    """Every zone. A region that none names belongs to the zone without regions; while there is no zone, all is free."""
    return _listed(request, asked)


@router.get(
    "/studio/shipping-zones",
    auth=permission("products.write"),
    response=Listed[ZoneOut],
    summary="List the shipping zones",
)
def zones(request: ApiRequest, asked: PageAsked) -> object:
    """The same list, for those who change it."""
    return _listed(request, asked)


@router.post(
    "/studio/shipping-zones",
    auth=permission("products.write"),
    response={201: ZoneOut},
    summary="Make a shipping zone",
)
def make(request: ApiRequest, wanted: ZoneIn) -> Status[ZoneOut]:
    """Ship to further regions. A region belongs to one zone; sent again, the name is taken."""
    return Status(201, ZoneOut.of(make_zone(ZoneDraft(**wanted.dict())), request.space.currency))


@router.get(
    "/studio/shipping-zones/{uuid:shipping_zone_id}",
    auth=permission("products.write"),
    response=ZoneOut,
    summary="Read a shipping zone",
)
def zone(request: ApiRequest, shipping_zone_id: UUID) -> ZoneOut:
    """One zone."""
    return ZoneOut.of(_known(shipping_zone_id), request.space.currency)


@router.put(
    "/studio/shipping-zones/{uuid:shipping_zone_id}",
    auth=permission("products.write"),
    response=ZoneOut,
    summary="Change a shipping zone",
)
def change(request: ApiRequest, shipping_zone_id: UUID, wanted: ZoneIn) -> ZoneOut:
    """Let other terms hold for orders from now on."""
    return ZoneOut.of(change_zone(_known(shipping_zone_id), ZoneDraft(**wanted.dict())), request.space.currency)


@router.delete(
    "/studio/shipping-zones/{uuid:shipping_zone_id}",
    auth=permission("products.write"),
    response={204: None},
    summary="Remove a shipping zone",
)
def remove(request: ApiRequest, shipping_zone_id: UUID) -> Status[None]:
    """Its regions fall to the zone without regions. Orders keep the shipping they were placed with."""
    del request
    remove_zone(_known(shipping_zone_id))
    return Status(204, None)


def _listed(request: ApiRequest, asked: PageAsked) -> object:
    rows = ShippingZone.objects.order_by("id")
    return listed(request, rows, asked, lambda row: ZoneOut.of(row, request.space.currency))


def _known(shipping_zone_id: UUID) -> ShippingZone:
    return get_or_404(ShippingZone.objects.all(), id=shipping_zone_id)
