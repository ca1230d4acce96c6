"""Who may see or use something: a right granted to a member, with a reason and an end."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

from juluo.core import clock
from juluo.core.models import Entitlement, Member


def grant(member: Member, right: str, *, reason: str, until: datetime | None = None) -> Entitlement:
    """Grant `right` (like "post:ID") once per `reason`; granting again renews it. `until` None lasts."""
    row, _made = Entitlement.objects.update_or_create(
        member=member,
        right=right,
        reason=reason,
        defaults={"granted_at": clock.now(), "until": until, "revoked_at": None},
    )
    return row


def revoke(*, reason: str) -> int:
    """End every right granted for `reason`; returns how many ended now."""
    return Entitlement.objects.filter(reason=reason, revoked_at=None).update(revoked_at=clock.now())


def may_use(member: Member | None, right: str) -> bool:
    """Whether the member holds `right` now."""
    return bool(rights_among(member, [right]))


def rights_among(member: Member | None, rights: Collection[str]) -> set[str]:
    """Which of these rights the member holds now."""
    if member is None or not rights:
        return set()
    return set(rights_of(member).filter(right__in=rights).values_list("right", flat=True))


def rights_of(member: Member) -> QuerySet[Entitlement]:
    """All that the member holds now."""
    lasting = Q(until=None) | Q(until__gt=clock.now())
    return Entitlement.objects.filter(lasting, member=member, revoked_at=None)
