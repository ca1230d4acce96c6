"""The owner's Monday morning: what must be shipped, what failed, what money moved, what grew.

Each part asks for a permission: a role sees no number whose list it may not open.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.db.models import Count, Min, Q, Sum

from juluo.core import days
from juluo.core.models import Member, Space
from juluo.core.money import Money
from juluo.front.queries.beginning import checklist
from juluo.front.queries.trouble import Troubles, troubles_since
from juluo.ledger.models import Entry
from juluo.ledger.rules import PROVIDER
from juluo.mall.models import Order, OrderState
from juluo.mall.queries.orders import IN_STATE
from juluo.mall.queries.refunds import refused_longest
from juluo.sharing.models import Touch

_WEEK, _MONTH = timedelta(days=7), timedelta(days=30)
_DAY, _LATE = timedelta(days=1), timedelta(days=3)


def overview_of(space: Space, permissions: frozenset[str]) -> dict[str, Any]:
    """The parts that these permissions reach, by name, one query each; money in the space's currency first."""
    parts: dict[str, tuple[str, Callable[[], Any]]] = {
        "orders": ("orders.read", orders_waiting),
        "troubles": ("orders.refund", troubles_of_the_month),
        "refused": ("orders.refund", refused_longest),
        "money": ("ledger.read", partial(money_moved, space.currency)),
        "members": ("members.read", members_joined),
        "shares": ("sharing.read", shares_opened),
    }
    seen = {name: read() for name, (permission, read) in parts.items() if permission in permissions}
    return seen | {"checklist": checklist(permissions)}


@dataclass(frozen=True, slots=True)
class Waiting:
    """Orders that wait: to be shipped (paid longest ago: `since`) and to be paid (lapsing first: `until`).

    `late` are those to be shipped that were placed on `late_until` or before.
    """

    to_ship: int
    since: datetime | None
    late: int
    late_until: date
    unpaid: int
    until: datetime | None


def orders_waiting() -> Waiting:
    to_ship, unpaid = IN_STATE[OrderState.PAID], IN_STATE[OrderState.PLACED]
    late_until = days.today() - _LATE
    counts = Order.objects.filter(to_ship | unpaid).aggregate(
        to_ship=Count("id", filter=to_ship),
        since=Min("paid_at", filter=to_ship),
        late=Count("id", filter=to_ship & Q(placed_at__lt=days.ended(late_until))),
        unpaid=Count("id", filter=unpaid),
        until=Min("held_until", filter=unpaid),
    )
    return Waiting(late_until=late_until, **counts)


def troubles_of_the_month() -> Troubles:
    return troubles_since(days.today() - _MONTH + _DAY)


@dataclass(frozen=True, slots=True)
class Moved:
    """What payment companies took in for us and gave back, in one currency."""

    came_in: Money
    went_back: Money


@dataclass(frozen=True, slots=True)
class Span:
    """Some days, both included, and what moved in them; `others` are the currencies beside the space's own."""

    first: date
    last: date
    own: Moved
    others: list[Moved]


def money_moved(currency: str) -> dict[str, Span]:
    """What moved today, yesterday, and in seven days with today."""
    today = days.today()
    spans = {"today": (today, today), "yesterday": (today - _DAY, today - _DAY), "week": (today - _WEEK + _DAY, today)}
    since = min(first for first, _last in spans.values())
    entries = Entry.objects.filter(account__kind=PROVIDER.kind, transfer__at__gte=days.began(since))
    sums = {f"{name}_{way}": total for name, span in spans.items() for way, total in _both_ways(*span).items()}
    rows: list[Any] = list(entries.values("currency").annotate(**sums).order_by("currency"))
    return {name: _span(*span, _moved(rows, name), currency) for name, span in spans.items()}


def _both_ways(first: date, last: date) -> dict[str, Sum]:
    within = Q(transfer__at__gte=days.began(first), transfer__at__lt=days.ended(last))
    return {
        "in": Sum("minor", filter=within & Q(minor__gt=0), default=0),
        "back": Sum("minor", filter=within & Q(minor__lt=0), default=0),
    }


def _moved(rows: list[dict[str, Any]], name: str) -> dict[str, Moved]:
    found = {}
    for row in rows:
        came_in, went_back = Money(row[f"{name}_in"], row["currency"]), Money(-row[f"{name}_back"], row["currency"])
        if came_in or went_back:
            found[row["currency"]] = Moved(came_in, went_back)
    return found


def _span(first: date, last: date, moved: dict[str, Moved], currency: str) -> Span:
    own = moved.pop(currency, Moved(Money.zero(currency), Money.zero(currency)))
    return Span(first, last, own, list(moved.values()))


@dataclass(frozen=True, slots=True)
class Growth:
    """A count of today, of seven days with today (the first is `since`), and of the seven before."""

    since: date
    today: int
    week: int
    before: int


def members_joined() -> Growth:
    """Members who are still here, by the day they joined."""
    return _grown(Member.objects.filter(left_at=None), "joined_at")


def shares_opened() -> Growth:
    return _grown(Touch.objects.all(), "at")


def _grown(rows: Any, field: str) -> Growth:
    today = days.today()
    since = today - _WEEK + _DAY
    starts = {"today": days.began(today), "week": days.began(since)}
    counts = {name: Count("id", filter=Q(**{f"{field}__gte": start})) for name, start in starts.items()}
    earlier = Count("id", filter=Q(**{f"{field}__lt": starts["week"]}))
    found = rows.filter(**{f"{field}__gte": days.began(since - _WEEK)}).aggregate(**counts, before=earlier)
    return Growth(since=since, **found)
