"""Whether a member may take part here: what pillars ask, and what the community answers.

Whoever lets members do something asks for the deed. Only the community knows the covenant, bans and sanctions; it
registers its answers at start-up. The mall says what its products are called, so that an article can name one.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from juluo.core.models import Member


class Deed(StrEnum):
    """What an article of the covenant can pause, and what is asked for. Taking part is what none of them pauses."""

    TAKING_PART = "taking_part"
    WRITING = "writing"
    BUYING = "buying"
    SELLING = "selling"
    EARNING = "earning"
    CIRCLE = "circle"


type Check = Callable[[Member, Deed, Collection[str]], None]
type Paused = Callable[[Deed, Collection[UUID], datetime], frozenset[UUID]]
type Goods = Callable[[Collection[str] | None], Iterable[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Order:
    """Who keeps order: `check` refuses a deed now (with goods, by name), `paused` tells whom it was forbidden then."""

    check: Check
    paused: Paused


_keepers: list[Order] = []
_goods: list[Goods] = []


def register_order(order: Order) -> None:
    """Let the community answer; filled once, at start-up."""
    _keepers[:] = [order]


def register_goods(goods: Goods) -> None:
    """Let `goods` name what is sold: the word by which an article calls it, and its title; of None, the latest few."""
    _goods[:] = [goods]


def goods_named(words: Collection[str]) -> dict[str, str]:
    """The titles of what is sold under these words."""
    return {word: title for each in _goods for word, title in each(words)} if words else {}


def latest_goods() -> dict[str, str]:
    """The titles of the few that came last, for whoever chooses."""
    return {word: title for each in _goods for word, title in each(None)}


def ensure_may_take_part(member: Member) -> None:
    """Refuse unless the member may take part now: `banned`, `left`, `covenant_not_accepted` (403)."""
    _ensure(member, Deed.TAKING_PART)


def ensure_may_write(member: Member) -> None:
    """The same for whoever says something: also `paused` (403) and, when slowed down, `too_soon` (429)."""
    _ensure(member, Deed.WRITING)


def ensure_may_join(member: Member, circle_id: UUID) -> None:
    """The same for whoever would belong to a circle: also `paused` (403)."""
    _ensure(member, Deed.CIRCLE, [str(circle_id)])


def ensure_may_sell(member: Member) -> None:
    """The same for whoever shares to earn by it: also `paused` (403)."""
    _ensure(member, Deed.SELLING)


def ensure_may_buy(member: Member, goods: Collection[str]) -> None:
    """Refuse what a sanction pauses: buying at all, or one of these `goods`. Buying asks for no covenant by itself."""
    _ensure(member, Deed.BUYING, goods)


def paused_from_earning(member_ids: Collection[UUID], at: datetime) -> frozenset[UUID]:
    """Those among the members who earned nothing new at that time, because a sanction paused it."""
    return frozenset(each for order in _keepers for each in order.paused(Deed.EARNING, list(member_ids), at))


def _ensure(member: Member, deed: Deed, goods: Collection[str] = ()) -> None:
    for order in _keepers:
        order.check(member, deed, goods)
