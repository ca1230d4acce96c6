"""Where parcels go and what that costs."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from juluo.core.money import Money
from juluo.core.refusals import Refused

MOST_ZONES = 100
MOST_REGIONS = 100
_LEVEL = re.compile("(?<=.)(维吾尔自治区|壮族自治区|回族自治区|自治区|特别行政区|省|市)$")


@dataclass(frozen=True, slots=True)
class Zone:
    """A shipping zone: `regions` by name (empty: everywhere else), fee and free-from in minor units."""

    regions: frozenset[str]
    fee_minor: int
    free_from_minor: int | None
    closed: bool
    name: str = ""


def region_key(name: str) -> str:
    """What names of one region have in common: 云南 and 云南省 are the same, so are " Bavaria" and "bavaria"."""
    plain = "".join(unicodedata.normalize("NFKC", name).casefold().split())
    return _LEVEL.sub("", plain)


def shipping_of(goods: Money, region: str, zones: Sequence[Zone]) -> Money:
    """Return the fee for `goods` sent to `region`; refused with `region_not_served` where no zone is open."""
    if not zones:
        return Money.zero(goods.currency)
    key = region_key(region)
    named = [zone for zone in zones if key in {region_key(each) for each in zone.regions}]
    zone = next(iter(named or [zone for zone in zones if not zone.regions]), None)
    if zone is None or zone.closed:
        raise Refused(_("We do not deliver to this region yet."), code="region_not_served", field="region")
    free = zone.free_from_minor is not None and goods.minor >= zone.free_from_minor
    return Money(0 if free else zone.fee_minor, goods.currency)


def distinct_regions(names: Iterable[str]) -> list[str]:
    """The names in their order, each region once."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(region_key(name), name)
    return list(found.values())


def check_zone(zone: Zone, others: Sequence[Zone]) -> None:
    """Refuse a zone that claims what another has: its name, a region, or everywhere else. One region, one answer."""
    if len(zone.regions) > MOST_REGIONS or len(others) >= MOST_ZONES:
        message = _("A space has at most %(zones)d zones of %(regions)d regions each.")
        most = {"zones": MOST_ZONES, "regions": MOST_REGIONS}
        raise Refused(message % most, code="too_many_zones", field="regions")
    for other in others:
        if other.name == zone.name:
            raise Refused(_("Another zone has this name already."), code="zone_name_taken", field="name")
        if not zone.regions and not other.regions:
            message = _("“%(zone)s” stands for everywhere else already. Name the regions of this one.")
            raise Refused(message % {"zone": other.name}, code="rest_taken", field="regions")
        theirs = {region_key(each) for each in other.regions}
        if shared := [each for each in sorted(zone.regions) if region_key(each) in theirs]:
            message = _("%(region)s lies in “%(zone)s” already.") % {"region": shared[0], "zone": other.name}
            raise Refused(message, code="region_taken", field="regions")
