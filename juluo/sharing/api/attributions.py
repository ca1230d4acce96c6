"""Whom orders are credited to, for staff: every commission, and one order explained."""

from datetime import datetime
from typing import Self
from uuid import UUID

from django.http import Http404
from ninja import Router, Schema

from juluo.core.api.callers import ApiRequest, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.sharing.api.schemas import EarnedLineOut, StudioCommissionOut
from juluo.sharing.models import Consideration
from juluo.sharing.operations.attributions import Explanation, explanation_of
from juluo.sharing.queries.commissions import commissions_latest_first

router = Router(tags=["sharing"])


class ConsideredOut(Schema):
    """A sharer who was considered: the touch that stood for them, and why they were chosen or not."""

    sharer_id: UUID
    link_code: str | None
    touched_at: datetime
    verdict: str
    why: str

    @classmethod
    def of(cls, each: Consideration) -> Self:
        plain = {name: getattr(each, name) for name in ("sharer_id", "touched_at", "verdict")}
        return cls(link_code=each.link.code if each.link else None, why=each.get_verdict_display(), **plain)


class AttributionOut(Schema):
    """Whom an order is credited to (null: nobody) and why; `same_today` says that a replay of the facts agrees."""

    order_id: UUID
    order_ref: str
    buyer_id: UUID
    sharer_id: UUID | None
    link_code: str | None
    reason: str
    why: str
    placed_at: datetime
    plan_number: int | None
    same_today: bool
    considered: list[ConsideredOut]
    lines: list[EarnedLineOut]

    @classmethod
    def of(cls, explained: Explanation) -> Self:
        found = explained.attribution
        return cls(
            order_id=found.order_id,
            order_ref=found.order.ref,
            buyer_id=found.order.buyer_id,
            sharer_id=found.sharer_id,
            link_code=found.link.code if found.link else None,
            reason=found.reason,
            why=found.get_reason_display(),
            placed_at=found.placed_at,
            plan_number=found.plan.number if found.plan else None,
            same_today=explained.same,
            considered=[ConsideredOut.of(each) for each in found.considerations.all()],
            lines=[EarnedLineOut.of(each) for each in explained.commissions],
        )


@router.get(
    "/studio/commissions", auth=permission("sharing.read"), response=Listed[StudioCommissionOut], summary="List all"
)
def all_commissions(request: ApiRequest, asked: PageAsked) -> object:
    """Every commission of the space, the latest first."""
    return listed(request, commissions_latest_first(), asked, StudioCommissionOut.of)


@router.get(
    "/studio/orders/{ref}/attribution",
    auth=permission("sharing.read"),
    response=AttributionOut,
    summary="Read whom an order is credited to",
)
def attribution(request: ApiRequest, ref: str) -> AttributionOut:
    """Everyone who was considered, what was earned, and whether the facts still say the same."""
    del request
    found = explanation_of(ref)
    if found is None:
        raise Http404
    return AttributionOut.of(found)
