"""What the checkout page shows before anything is ordered."""

from dataclasses import dataclass

from juluo.core.models import Member
from juluo.core.money import Money
from juluo.core.refusals import Refused
from juluo.mall.models import Order
from juluo.mall.queries.shipping import shipping_zones
from juluo.mall.rules.shipping import shipping_of


@dataclass(frozen=True, slots=True)
class Quote:
    """Everything bought, shipping and total for a region; `refusal` says why it cannot be sent there.

    `travels` is False where nothing is sent anywhere.
    """

    goods: Money
    shipping: Money
    refusal: str = ""
    travels: bool = True

    @property
    def total(self) -> Money:
        return self.goods + self.shipping


def quote_for(goods: Money, parcel: Money | None, region: str) -> Quote:
    """What `goods` cost when those worth `parcel` go to `region`. While no region is said, nothing is refused."""
    if parcel is None:
        return Quote(goods, Money.zero(goods.currency), travels=False)
    try:
        return Quote(goods, shipping_of(parcel, region, shipping_zones()))
    except Refused as refusal:
        return Quote(goods, Money.zero(goods.currency), refusal.message if region.strip() else "")


def last_address(member: Member) -> dict[str, str]:
    """Where the member's latest parcel went, to begin with."""
    address = (
        Order.objects.filter(buyer=member, historical=False)
        .exclude(address={})
        .order_by("-id")
        .values_list("address", flat=True)
    )
    return dict(address.first() or {"name": member.name})
