"""The port through which what the IP makes is sold: `ip` says which right opens something, the mall sells rights.

A right is a word like "post:ID" (`core/entitlements.py`). The mall registers its side at start-up and reacts to its own
facts: who paid holds the right, who got the money back does not. Without a mall nothing is for sale.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from juluo.core.models import Member
from juluo.core.money import Money


@dataclass(frozen=True, slots=True)
class Offer:
    """A product that gives a right to whoever buys it, at this reader's price."""

    right: str
    title: str
    price: Money
    url: str


type FindOffers = Callable[[Sequence[str], Member | None], list[Offer]]
type SellingPage = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Shop:
    """What a shop answers: its offers for any of these rights, and the studio's page where a right is put on sale."""

    offers: FindOffers
    selling_page: SellingPage


_shops: list[Shop] = []


def open_shop(shop: Shop) -> None:
    """Let `shop` sell rights from now on."""
    _shops[:] = [shop]


def offers_for(rights: Sequence[str], reader: Member | None) -> list[Offer]:
    """What can be bought now to hold one of these rights, the cheapest first."""
    found = (offer for shop in _shops for offer in shop.offers(rights, reader))
    return sorted(found, key=lambda offer: offer.price.minor)


def selling_page(right: str) -> str:
    """Where staff put the right on sale; "" where nothing is sold."""
    return next((shop.selling_page(right) for shop in _shops), "")
