"""Gifts as givers and their friends see them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from juluo.core.models import Entitlement, Member
from juluo.ip.models import Gift, GiftClaim, GiftTerms, Post
from juluo.ip.queries.bundles import bundles_shown
from juluo.ip.queries.series import series_shown
from juluo.ip.rules.audience import right_to_series
from juluo.ip.rules.gifts import right_to_gift
from juluo.ip.selling import Offer, offers_for

_BOUGHT = "order-line:"
_KINDS: dict[str, Callable[[], QuerySet[Any]]] = {
    "post": Post.objects.published, "series": series_shown, "bundle": bundles_shown
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Giving:
    """What a member can do about giving this: `gift` stands, `reads` came with a purchase, `offer` sells others."""

    right: str
    title: str
    gift: Gift | None
    reads: int
    days: int
    offer: Offer | None


def gift_terms() -> GiftTerms:
    """The space's terms; those of a new space if it never set any."""
    found: GiftTerms | None = GiftTerms.objects.first()
    return found or GiftTerms()


def purchase_of(member: Member, right: str) -> Entitlement | None:
    """The purchase by which the member holds the right now: its own, or that of the series of which it is a part."""
    rights = [right, *_right_to_its_series(right)]
    held = Entitlement.objects.filter(member=member, right__in=rights, revoked_at=None, reason__startswith=_BOUGHT)
    return min(held.order_by("-id"), key=lambda each: rights.index(each.right), default=None)


def rights_bought_for(purchase: Entitlement) -> list[str]:
    """What a read of it opens: the right alone, and for a bundle everything that the purchase gave."""
    if not purchase.right.startswith("bundle:"):
        return [purchase.right]
    given = Entitlement.objects.filter(member_id=purchase.member_id, reason=purchase.reason, revoked_at=None)
    return list(given.order_by("id").values_list("right", flat=True))


def giving_of(member: Member, right: str) -> Giving | None:
    """None for what nobody may know of. Who bought the series of a post gives the series."""
    purchase, terms = purchase_of(member, right), gift_terms()
    right = purchase.right if purchase else right
    title = titles_of([right]).get(right)
    if title is None:
        return None
    gift = Gift.objects.filter(reason=purchase.reason).first() if purchase else None
    offer = next(iter(offers_for([right_to_gift(right)], member)), None)
    return Giving(right, title, gift, terms.reads if purchase else 0, terms.days, offer)


def gifts_of(member: Member) -> QuerySet[Gift]:
    """What the member gave, latest first; what was never paid for is left out."""
    return Gift.objects.filter(giver=member, given_at__isnull=False).order_by("-id")


def gifts_given() -> QuerySet[Gift]:
    """Gifts by their codes: those that were paid for."""
    return Gift.objects.filter(given_at__isnull=False).select_related("giver")


def claims_of(gift: Gift) -> list[GiftClaim]:
    """Who took a read, latest first."""
    return list(gift.claims.select_related("member").order_by("-id"))


def claim_of(gift: Gift, member: Member | None) -> GiftClaim | None:
    """The read that this member took."""
    found: GiftClaim | None = gift.claims.filter(member=member).first() if member else None
    return found


def titles_of(rights: Sequence[str]) -> dict[str, str]:
    """What these rights open, by its title, if everybody may know of it: a query for each kind."""
    titles: dict[str, str] = {}
    for kind, rows in _KINDS.items():
        keys = list(_keys(kind, rights))
        found = rows().filter(pk__in=keys).values_list("pk", "title") if keys else ()
        titles |= {f"{kind}:{key}": title for key, title in found}
    return titles


def _right_to_its_series(right: str) -> list[str]:
    parts = Post.objects.filter(pk__in=list(_keys("post", [right])), series__isnull=False)
    return [right_to_series(each) for each in parts.values_list("series_id", flat=True) if each]


def _keys(kind: str, rights: Sequence[str]) -> Iterator[UUID]:
    for right in rights:
        word, _colon, key = right.partition(":")
        if word == kind:
            with suppress(ValueError):
                yield UUID(key)


def way_in(code: str) -> str:
    """Where a guest joins to come back to the gift."""
    return f"{reverse('community:joining')}?{urlencode({'next': reverse('ip:gift', args=[code])})}"
