"""A crowd in front of a real web server: members with sessions and carts, all at the checkout at once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.db.models import Sum

from juluo.cli.bench.load import Ask, storm
from juluo.cli.bench.town import Visitor, sign_in
from juluo.community.operations.founding import found_space
from juluo.core import clock
from juluo.core.models import Member, Space, User
from juluo.core.spaces import acting_in
from juluo.core.words import Rung
from juluo.ledger.queries import findings
from juluo.mall.models import CartLine, Order, OrderLine, Stock
from juluo.mall.tests.factories import make_variant

PRICE = 7900
ADDRESS = {"name": "林一", "phone": "13800000000", "region": "云南省", "city": "昆明市", "line": "翠湖南路 1 号"}


@dataclass(frozen=True, slots=True)
class Crowd:
    space: Space
    buyers: list[Visitor]
    variant_id: UUID


def gather(*, buyers: int, on_hand: int) -> Crowd:
    """A space where so many members have one piece of the same thing in their carts."""
    space = found_space(slug="crowd", name="Crowd", owner=User.objects.create_user("owner@crowd.test"))
    users = User.objects.bulk_create(User(email=f"{each}@crowd.test", password="!") for each in range(buyers))  # noqa: S106 - nobody signs in with it
    with acting_in(space):
        now = clock.now()
        Member.objects.bulk_create(Member(user=user, name="B", rung=Rung.FAN, joined_at=now) for user in users)
        variant = make_variant(price_minor=9900, rungs={"fan": PRICE}, on_hand=on_hand)
    crowd = Crowd(space, sign_in(users), variant.id)
    fill_carts(crowd)
    return crowd


def fill_carts(crowd: Crowd) -> None:
    """Put one piece into each buyer's cart that is empty."""
    with acting_in(crowd.space):
        now, wanted = clock.now(), crowd.variant_id
        holders = Member.objects.filter(rung=Rung.FAN).values_list("id", flat=True)
        lines = [
            CartLine(holder=each, variant_id=wanted, quantity=1, seen_minor=PRICE, added_at=now) for each in holders
        ]
        CartLine.objects.bulk_create(lines, ignore_conflicts=True)


def checkout_of(crowd: Crowd, buyer: Visitor, key: str = "") -> Ask:
    """The checkout form of one piece, as the buyer's browser sends it."""
    form = urlencode(ADDRESS | {"key": key or uuid4().hex, "agreed": PRICE})
    headers = buyer.headers | {"Content-Type": "application/x-www-form-urlencoded"}
    return Ask(f"/@{crowd.space.slug}/checkout/", headers, form.encode())


def rush(port: int, asks: Sequence[Ask], *, clients: int = 64) -> Counter[int]:
    """Send everything at once; count the answers by status."""
    answers = storm(port, asks, clients=clients).answers
    return Counter(answer.status for answer in answers)


def books(crowd: Crowd) -> dict[str, Any]:
    """What stands in the end: orders, the units they hold, stock, and what the ledger's check finds."""
    with acting_in(crowd.space):
        holding = OrderLine.objects.filter(order__paid_at=None, order__cancelled_at=None, order__lapsed_at=None)
        stock = Stock.objects.get(variant_id=crowd.variant_id)
        return {
            "orders": Order.objects.count(),
            "held": holding.aggregate(units=Sum("quantity"))["units"] or 0,
            "reserved": stock.reserved,
            "left": stock.available,
            "findings": findings(),
        }
