"""Where the mall ships, for checkout and for whoever asks."""

from dataclasses import dataclass

from juluo.core.models import Reading
from juluo.core.money import Money
from juluo.mall.models import ShippingZone
from juluo.mall.rules.shipping import Zone

_zones = Reading(lambda: ShippingZone.objects.order_by("id"))


@dataclass(frozen=True, slots=True)
class Delivery:
    """A zone with its sums in a currency; `free_from` None means that shipping is never free."""

    zone: ShippingZone
    fee: Money
    free_from: Money | None


def zone_of(row: ShippingZone) -> Zone:
    return Zone(frozenset(row.regions), row.fee_minor, row.free_from_minor, row.closed, row.name)


def shipping_zones() -> list[Zone]:
    return [zone_of(each) for each in _zones()]


def zones_beside(row: ShippingZone) -> list[Zone]:
    """Every zone but this one."""
    return [zone_of(each) for each in ShippingZone.objects.exclude(pk=row.pk).order_by("id")]


def deliveries(currency: str) -> list[Delivery]:
    """Every zone, the oldest first, everywhere else at the end."""
    rows = sorted(ShippingZone.objects.order_by("id"), key=lambda row: not row.regions)
    return [delivery_of(each, currency) for each in rows]


def delivery_of(row: ShippingZone, currency: str) -> Delivery:
    free_from = None if row.free_from_minor is None else Money(row.free_from_minor, currency)
    return Delivery(row, Money(row.fee_minor, currency), free_from)
