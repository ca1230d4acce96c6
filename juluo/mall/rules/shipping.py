"""Where parcels go and what that costs."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from juluo.core.money import Money
from juluo.core.refusals import Refused


@dataclass(frozen=True, slots=True)
class Zone:
    """A shipping zone: `regions` by name (empty: everywhere else), fee and free-from in minor units."""

    regions: frozenset[str]
    fee_minor: int
    free_from_minor: int | None
    closed: bool


def shipping_of(goods: Money, region: str, zones: Sequence[Zone]) -> Money:
    """Return the fee for `goods` sent to `region`; refused with `region_not_served` where no zone is open."""
    if not zones:
        return Money.zero(goods.currency)
    named = [zone for zone in zones if region in zone.regions]
    zone = next(iter(named or [zone for zone in zones if not zone.regions]), None)
    if zone is None or zone.closed:
        raise Refused(_("We do not deliver to this region yet."), code="region_not_served", field="region")
    free = zone.free_from_minor is not None and goods.minor >= zone.free_from_minor
    return Money(0 if free else zone.fee_minor, goods.currency)
