"""The owner's Monday morning: what must be shipped, what failed, who came, what money moved, what grew."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet, Sum

from juluo.core import clock
from juluo.core.models import Footprint, Member, Space
from juluo.core.money import Money
from juluo.ledger.models import Entry
from juluo.ledger.rules import PROVIDER
from juluo.mall.models import OrderState, Refund
from juluo.mall.queries.orders import orders_in

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Overview:
    """Numbers of today (in the space's time zone) and of the last seven days beside the seven before."""

    to_ship: int
    failed: list[Refund]
    joined_today: int
    money_in: Money
    money_back: Money
    joined: int
    joined_before: int
    visitors: int
    visitors_before: int


def overview_of(space: Space) -> Overview:
    """Answer the five questions for the acting space, money in its own currency."""
    now = clock.now()
    day = today_began(space, now)
    came_in, went_back = _moved_since(day)
    return Overview(
        to_ship=orders_in(OrderState.PAID).count(),
        failed=list(refunds_failed()[:10]),
        joined_today=_joined(day, now),
        money_in=Money(came_in.get(space.currency, 0), space.currency),
        money_back=Money(-went_back.get(space.currency, 0), space.currency),
        joined=_joined(now - _WEEK, now),
        joined_before=_joined(now - 2 * _WEEK, now - _WEEK),
        visitors=_visitors(now - _WEEK, now),
        visitors_before=_visitors(now - 2 * _WEEK, now - _WEEK),
    )


def today_began(space: Space, now: datetime) -> datetime:
    """Midnight of the space's own day."""
    return now.astimezone(ZoneInfo(space.time_zone)).replace(hour=0, minute=0, second=0, microsecond=0)


def refunds_failed() -> QuerySet[Refund]:
    """Refunds that the payment company would not make, latest first."""
    return Refund.objects.filter(failed_at__isnull=False, settled_at=None).select_related("order").order_by("-id")


def _moved_since(at: datetime) -> tuple[dict[str, int], dict[str, int]]:
    """What payment companies took in and gave back for us since `at`: minor units by currency."""
    entries = Entry.objects.filter(account__kind=PROVIDER.kind, transfer__at__gte=at)
    sums = entries.values_list("currency").annotate(
        came_in=Sum("minor", filter=Q(minor__gt=0), default=0), went_back=Sum("minor", filter=Q(minor__lt=0), default=0)
    )
    rows = list(sums)
    return {row[0]: row[1] for row in rows}, {row[0]: row[2] for row in rows}


def _joined(since: datetime, until: datetime) -> int:
    return Member.objects.filter(joined_at__gte=since, joined_at__lt=until).count()


def _visitors(since: datetime, until: datetime) -> int:
    seen = Footprint.objects.filter(name="view", at__gte=since, at__lt=until)
    return seen.values("visitor").distinct().count()
