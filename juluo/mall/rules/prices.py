"""What a line costs, and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from juluo.core.money import Money

LIST = "list"


@dataclass(frozen=True, slots=True)
class Price:
    """A unit price (minor units) with the reason that applied: `list`, or `rung:<rung>`."""

    unit: Money
    listed: Money
    reason: str


def price_of(listed: Money, rung_prices: Mapping[str, int], rung: str | None) -> Price:
    """Return the best applicable price: the list price, or that of the buyer's rung if it is lower."""
    own = rung_prices.get(rung) if rung else None
    if own is None or own >= listed.minor:
        return Price(listed, listed, LIST)
    return Price(Money(own, listed.currency), listed, f"rung:{rung}")
