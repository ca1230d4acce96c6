"""What went wrong with money and needs somebody to look."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from juluo.core import days
from juluo.core.models import FactRow
from juluo.mall.facts import PaymentReturned
from juluo.payments.facts import NoticeRejected, PaymentFailed, PaymentMismatched, RefundFailed

_FACTS = {
    "payments": (PaymentFailed, PaymentMismatched, PaymentReturned),
    "refunds": (RefundFailed,),
    "notices": (NoticeRejected,),
}
_KIND_OF = {fact.__name__: kind for kind, facts in _FACTS.items() for fact in facts}


@dataclass(frozen=True, slots=True)
class Troubles:
    """How many payments, refunds and notifications of providers went wrong since a day."""

    since: date
    payments: int
    refunds: int
    notices: int

    @property
    def total(self) -> int:
        return self.payments + self.refunds + self.notices


def troubles(kind: str, since: date | None) -> QuerySet[FactRow]:
    """What went wrong, latest first: payments, refunds, notices, or all for another `kind`."""
    names = [name for name, of_kind in _KIND_OF.items() if kind == of_kind or kind not in _FACTS]
    found = FactRow.objects.filter(name__in=names).order_by("-at", "-id")
    return found.filter(at__gte=days.began(since)) if since else found


def troubles_since(since: date) -> Troubles:
    counts = dict.fromkeys(_FACTS, 0)
    for name, count in troubles("", since).order_by().values_list("name").annotate(Count("id")):
        counts[_KIND_OF[name]] += count
    return Troubles(since=since, **counts)
