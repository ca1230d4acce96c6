"""Support without buying, as givers, readers and staff see it."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, Model, QuerySet

from juluo.core.models import Member, Space
from juluo.core.money import exponent_of
from juluo.core.said.queries import is_reported
from juluo.core.spaces import acting_space_id
from juluo.ip.models import Tip, TipTerms
from juluo.ip.rules.tips import Cause, Sum
from juluo.ledger.queries import flows_of
from juluo.ledger.rules import TIPS

_SIZES, _LEAST, _MOST = (5, 20, 50), 1, 1_000
"""What a space begins with, in major units of its currency."""
_ABOUT = ("giver", "post", "workpiece", "thanked_by")


def tip_terms() -> TipTerms:
    """The terms of this space; while nobody has set them, no support is taken."""
    return TipTerms.objects.first() or _first_terms()


def with_support[Row: Model](rows: QuerySet[Row]) -> QuerySet[Row]:
    """Let rows that are read anyway tell whether support is taken here (`takes_support`): no query more."""
    told: Any = rows.annotate(takes_support=Exists(TipTerms.objects.filter(is_on=True)))
    found: QuerySet[Row] = told
    return found


def tips_of(giver: Member) -> QuerySet[Tip]:
    """All that a member gave or began to give, the latest first."""
    return Tip.objects.filter(giver=giver).select_related(*_ABOUT).order_by("-id")


def begun_by(giver: Member, since: datetime) -> QuerySet[Tip]:
    """What a member began since then and has not paid, the latest first."""
    return Tip.objects.filter(giver=giver, paid_at=None, begun_at__gt=since).order_by("-id")


def unpaid_before(moment: datetime) -> QuerySet[Tip]:
    return Tip.objects.filter(paid_at=None, begun_at__lte=moment).order_by("begun_at")


def voices(cause: Cause | None = None) -> QuerySet[Tip]:
    """Words that everybody may read, the latest given first: about one thing, or all of them. No amount orders them."""
    found = Tip.objects.said().select_related(*_ABOUT).order_by("-paid_at", "-id")
    if cause and cause.post:
        return found.filter(post=cause.post)
    return found.filter(workpiece=cause.workpiece) if cause and cause.workpiece else found


def tips_of_staff(state: str = "", since: datetime | None = None, until: datetime | None = None) -> QuerySet[Tip]:
    """What was paid, the latest first, from `since` on and before `until`.

    `state` is "to_thank", "with_words" or "returned", "" for any.
    """
    found = Tip.objects.all().paid().select_related(*_ABOUT).order_by("-paid_at", "-id")
    if state == "to_thank":
        found = found.filter(returned_at=None, thanked_at=None)
    elif state == "with_words":
        found = found.exclude(words="")
    elif state == "returned":
        found = found.filter(returned_at__isnull=False)
    if since:
        found = found.filter(paid_at__gte=since)
    return found.filter(paid_at__lt=until) if until else found


def voices_of_staff(state: str = "") -> QuerySet[Tip]:
    """Paid support with words, for those who look after the talk: "reported", "hidden", or "" for any."""
    found = Tip.objects.all().paid().exclude(words="").select_related(*_ABOUT).order_by("-paid_at", "-id")
    if state == "reported":
        return found.filter(is_reported("voice"))
    return found.filter(hidden_at__isnull=False) if state == "hidden" else found


def tip_sums(since: datetime | None = None, until: datetime | None = None) -> list[Sum]:
    """What the ledger says came and went back, from `since` on and before `until`: one sum for each currency."""
    return [Sum(came, went) for came, went in flows_of(TIPS, since, until)]


def title_of(tip: Tip) -> str:
    """What a tip is for, in words: the IP itself is called as its space."""
    return str(tip.post or tip.workpiece or Space.objects.get(pk=acting_space_id()))


def _first_terms() -> TipTerms:
    currency = Space.objects.values_list("currency", flat=True).get(pk=acting_space_id())
    unit = 10 ** exponent_of(currency)
    return TipTerms(
        currency=currency,
        sizes=[each * unit for each in _SIZES],
        least_minor=_LEAST * unit,
        most_minor=_MOST * unit,
    )
