"""The port through which what the IP makes is sold: below, somebody says what there is to buy; the mall sells it.

A right is a word like "post:ID" (`core/entitlements.py`), and the word before its first colon is its kind. Whoever
makes something to be sold declares its kind once, in a module `sold.py`. The mall registers its side at start-up and
reacts to its own facts: who paid holds the right, who got the money back does not. Without a mall nothing is for sale.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.core.facts import record
from juluo.core.models import Member
from juluo.core.money import Money
from juluo.core.refusals import Refused
from juluo.ip.facts import MoneyWantedBack


@dataclass(frozen=True, slots=True)
class Offer:
    """A product that gives a right to whoever buys it, at this reader's price."""

    right: str
    title: str
    price: Money
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bought:
    """A right that `member` paid `price` for at `paid_at`. `reason` names the line of the order, and no other one."""

    right: str
    reason: str
    member: Member
    price: Money
    paid_at: datetime

    @property
    def subject(self) -> str:
        """What it is about: the last word of the right."""
        return self.right.rpartition(":")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """An order that was placed for a right: its number, its total, and where its buyer pays it."""

    ref: str
    total: Money
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What somebody chose to pay for a right that has no price, and what the line of the order says."""

    title: str
    price: Money


type Told = Callable[[Bought], None]


def _nothing(_bought: Bought) -> None:
    """Most kinds do nothing of their own when they are paid or given back."""


def _unchosen(_key: str) -> Chosen | None:
    """Most kinds are sold at the price of a product."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of right that is sold. `named` and `page` take what follows its first colon, "" if nothing does.

    `named` answers with what it is called when it is put on sale, "" if there is no such thing; `page` with where it is
    found. Each member buys a right once. With `by_subject` a product is bought any number of times, each time for
    something else: the product of "question" gives "question:ID". `given` and `ended` are told of each line once, in
    the transaction in which the right begins or ends: they change their own rows and record facts, and call nobody.

    Where `chosen` answers, the buyer named the price and gets nothing for it but thanks: that is support and no sale.
    No product sells it, the ledger keeps it on an account of its own, and nobody earns of it.
    """

    key: str
    named: Callable[[str], str]
    page: Callable[[str], str]
    by_subject: bool = False
    given: Told = _nothing
    ended: Told = _nothing
    chosen: Callable[[str], Chosen | None] = _unchosen

    @property
    def opens_alone(self) -> bool:
        """Whether holding the right is all there is to it: nobody has to do anything else when it is given."""
        return self.given is _nothing


type FindOffers = Callable[[Sequence[str], Member | None], list[Offer]]
type SellingPage = Callable[[str], str]
type PlaceOrder = Callable[[str, Member, UUID | None, int], Due]


@dataclass(frozen=True, slots=True)
class Shop:
    """What a shop answers: its offers, the studio's page where a right is put on sale, and an order for one right."""

    offers: FindOffers
    selling_page: SellingPage
    order: PlaceOrder


_shops: list[Shop] = []
_kinds: dict[str, Kind] = {}


def open_shop(shop: Shop) -> None:
    """Let `shop` sell rights from now on."""
    _shops[:] = [shop]


def declare(kind: Kind) -> Kind:
    """Let rights of this kind be sold."""
    _kinds[kind.key] = kind
    return kind


def kind_of(right: str) -> Kind | None:
    return _kinds.get(right.partition(":")[0])


def is_by_subject(right: str) -> bool:
    """Whether the product of this right is bought for one subject at a time, and so never put in a cart."""
    kind = kind_of(right)
    return kind is not None and kind.by_subject


def product_right(right: str) -> str:
    """The right of the product that sells `right`: the same, or without its subject."""
    return right.rpartition(":")[0] if is_by_subject(right) else right


def name_of_right(right: str) -> str:
    """What it is called when it is put on sale; "" if there is nothing like it to sell."""
    kind = kind_of(right)
    return kind.named(right.partition(":")[2]) if kind else ""


def chosen_for(right: str) -> Chosen | None:
    """What its buyer chose to pay for it, being support; None for what a product sells."""
    kind = kind_of(right)
    return kind.chosen(right.partition(":")[2]) if kind else None


def page_of_right(right: str) -> str:
    """Where what a right opens is found; "" for a right that opens no page."""
    kind = kind_of(right)
    return kind.page(right.partition(":")[2]) if kind else ""


def offers_for(rights: Sequence[str], reader: Member | None) -> list[Offer]:
    """What can be bought now to hold one of these rights, the cheapest first. Those by subject are named without it."""
    found = (offer for shop in _shops for offer in shop.offers(rights, reader))
    return sorted(found, key=lambda offer: offer.price.minor)


def selling_page(right: str) -> str:
    """Where staff put the right on sale; "" where nothing is sold."""
    return next((shop.selling_page(right) for shop in _shops), "")


def order_right(right: str, buyer: Member, *, visitor: UUID | None = None, pieces: int = 1) -> Due:
    """Order a right for `buyer`, who pays it next. While such an order stands, paid or not, it is that one.

    `pieces` is how often its price is paid: a right to so many reads, or hours.

    Refused with `not_on_sale`. Lock nothing before: money may arrive for the same thing at the same time.
    """
    for shop in _shops:
        return shop.order(right, buyer, visitor, pieces)
    raise Refused(_("This is not on sale at the moment."), code="not_on_sale")


@transaction.atomic
def give_back(reason: str, *, why: str) -> None:
    """Let all the money that is left of what was `Bought` for this reason go back. `why` is a code for the chronicle.

    It happens after the transaction, once, however often it is asked for; `ended` is told then. Refused with `not_paid`
    for a reason that names no line of an order.
    """
    try:
        line_id = UUID(reason.rpartition(":")[2])
    except ValueError:
        raise Refused(_("This order is not paid; there is nothing to give back."), code="not_paid") from None
    record(MoneyWantedBack(line_id=line_id, reason=why))
