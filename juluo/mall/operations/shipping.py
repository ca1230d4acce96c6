"""Where the mall ships and for how much: staff make, change and remove zones."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.core.facts import record
from juluo.core.models import Space
from juluo.core.publishing import renew_pages
from juluo.core.refusals import Refused
from juluo.core.spaces import acting_space_id
from juluo.core.texts import clean_line
from juluo.mall.facts import ShippingZoneChanged, ShippingZoneMade, ShippingZoneRemoved
from juluo.mall.models import ShippingZone
from juluo.mall.queries.shipping import zone_of, zones_beside
from juluo.mall.rules.shipping import check_zone, distinct_regions


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneDraft:
    """A zone as staff write it; money in minor units of the space's currency.

    `regions` by name, none for everywhere else. `free_from_minor` is the value of goods from which shipping is free,
    None for never. A `closed` zone is not served, whatever the fee.
    """

    name: str
    regions: Sequence[str] = ()
    fee_minor: int = 0
    free_from_minor: int | None = None
    closed: bool = False


@transaction.atomic
def make_zone(draft: ZoneDraft) -> ShippingZone:
    """Ship to further regions. Refused: `zone_name_taken`, `region_taken`, `rest_taken`, `too_many_zones`."""
    _one_at_a_time()
    zone = ShippingZone(**_cleaned(draft))
    check_zone(zone_of(zone), zones_beside(zone))
    zone.save(force_insert=True)
    renew_pages()
    record(ShippingZoneMade(zone_id=zone.pk))
    return zone


@transaction.atomic
def change_zone(zone: ShippingZone, draft: ZoneDraft) -> ShippingZone:
    """Let other terms hold for orders from now on; the same terms change nothing.

    Refused like `make_zone`, and with `zone_removed` once somebody removed it.
    """
    _one_at_a_time()
    zone = _still_there(zone)
    said = _cleaned(draft)
    changed = tuple(name for name, value in said.items() if getattr(zone, name) != value)
    if not changed:
        return zone
    for name in changed:
        setattr(zone, name, said[name])
    check_zone(zone_of(zone), zones_beside(zone))
    zone.save(update_fields=changed)
    renew_pages()
    record(ShippingZoneChanged(zone_id=zone.pk, changed=changed))
    return zone


@transaction.atomic
def remove_zone(zone: ShippingZone) -> None:
    """Take the zone away: its regions fall to everywhere else. Twice changes nothing; orders keep what they paid."""
    _one_at_a_time()
    removed, _rows = ShippingZone.objects.filter(pk=zone.pk).delete()
    if removed:
        renew_pages()
        record(ShippingZoneRemoved(zone_id=zone.pk, name=zone.name))


def _still_there(zone: ShippingZone) -> ShippingZone:
    found: ShippingZone | None = ShippingZone.objects.filter(pk=zone.pk).first()
    if found is None:
        raise Refused(_("Somebody removed this zone meanwhile."), code="zone_removed")
    return found


def _one_at_a_time() -> None:
    """Zones are weighed against each other, so one is written after the other."""
    Space.objects.select_for_update(no_key=True).get(pk=acting_space_id())


def _cleaned(draft: ZoneDraft) -> dict[str, Any]:
    regions = [clean_line(each, field="regions", most=60) for each in draft.regions]
    return {
        "name": clean_line(draft.name, field="name", most=60),
        "regions": distinct_regions(regions),
        "fee_minor": draft.fee_minor,
        "free_from_minor": draft.free_from_minor,
        "closed": draft.closed,
    }
