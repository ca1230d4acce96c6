"""What speaks for a sharer when a buyer's order is attributed: touches by the buyer, and decisions of staff."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Min, Q, QuerySet

from juluo.community.models import Admission
from juluo.core.models import Member
from juluo.core.spaces import acting_space_id
from juluo.core.taking_part import paused_from_earning
from juluo.mall.models import Order
from juluo.sharing.models import Binding, Touch
from juluo.sharing.rules.attribution import Touched
from juluo.sharing.rules.links import may_earn

_IN_A_CIRCLE = """
WITH RECURSIVE up AS (
    SELECT seed, at, seed AS person FROM unnest(%(sharers)s::uuid[], %(times)s::timestamptz[]) AS t (seed, at)
    UNION
    SELECT up.seed, up.at, b.sharer_id FROM up
    JOIN sharing_binding b ON b.space_id = %(space)s AND b.member_id = up.person AND b.bound_at <= up.at
        AND b.expires_at > up.at AND (b.replaced_at IS NULL OR b.replaced_at > up.at)
)
SELECT DISTINCT seed, at FROM up WHERE person = %(buyer)s AND seed <> %(buyer)s
"""


def touches_by(buyer_id: UUID, until: datetime) -> list[Touched]:
    """What the buyer (as a member, and as the visitor they are known to be by `until`) touched, oldest first."""
    known = known_visitors(buyer_id, until)
    by_buyer = Q(member_id=buyer_id) | Q(member=None, visitor__in=known)
    rows = Touch.objects.filter(by_buyer, at__lte=until).order_by("at", "id")
    touches = [
        Touched(at, sharer_id, link_id, known_at=None if member_id else known[visitor])
        for at, visitor, member_id, link_id, sharer_id in rows.values_list(
            "at", "visitor", "member_id", "link_id", "link__sharer_id"
        )
    ]
    by_hand = Binding.objects.filter(member_id=buyer_id, by_staff=True, touched_at__lte=until)
    touches += [Touched(row.touched_at, row.sharer_id, by_staff=True) for row in by_hand]
    return _mark_circles(sorted(touches, key=lambda touch: touch.at), buyer_id)


def known_visitors(member_id: UUID, until: datetime) -> dict[UUID, datetime]:
    """Which visitors the member is known to be, and since when: they joined or ordered with that cookie."""
    joined = Admission.objects.filter(member_id=member_id, at__lte=until).values_list("visitor", "at")
    ordered = Order.objects.filter(buyer_id=member_id, placed_at__lte=until).order_by()
    since = list(joined) + list(ordered.values_list("visitor").annotate(Min("placed_at")))
    known: dict[UUID, datetime] = {}
    for visitor, at in since:
        if visitor is not None:
            known[visitor] = min(at, known.get(visitor, at))
    return known


def touches_latest_first() -> QuerySet[Touch]:
    return Touch.objects.select_related("link__sharer", "member").order_by("-id")


def paused_among(touches: Iterable[Touched], at: datetime) -> frozenset[UUID]:
    """Sharers who had left, were banned or kept from earning at that time: they earn nothing new."""
    sharers = Member.objects.in_bulk({touch.sharer_id for touch in touches})
    ended = frozenset(pk for pk, sharer in sharers.items() if not may_earn(sharer, at))
    return ended | paused_from_earning(sharers, at)


def _mark_circles(touches: Sequence[Touched], buyer_id: UUID) -> list[Touched]:
    """Mark touches of sharers whom the buyer had brought, directly or not, when the touch took effect."""
    asked = [touch for touch in touches if not touch.by_staff]
    if not asked:
        return list(touches)
    with connection.cursor() as cursor:
        parameters: dict[str, Any] = {
            "sharers": [touch.sharer_id for touch in asked],
            "times": [touch.effective_at for touch in asked],
            "buyer": buyer_id,
            "space": acting_space_id(),
        }
        cursor.execute(_IN_A_CIRCLE, parameters)
        circles = set(cursor.fetchall())
    return [replace(each, cyclic=(each.sharer_id, each.effective_at) in circles) for each in touches]
