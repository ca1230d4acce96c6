"""Sharing: the caller's links, and what their links earned."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from juluo.core.api.callers import ApiRequest, members, members_even_banned, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Input, Line, Moment, MoneyOut
from juluo.core.http import get_or_404
from juluo.sharing.models import Commission, ShareLink
from juluo.sharing.operations.links import make_link, revoke_link
from juluo.sharing.queries.commissions import commissions_latest_first
from juluo.sharing.queries.earnings import Earnings, earnings_of
from juluo.sharing.queries.links import links_of, parent_for

router = Router(tags=["sharing"])


class LinkOut(Schema):
    """A share link; `/s/<code>/` is its address."""

    code: str
    target: str
    made_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None


class LinkIn(Input):
    target: Annotated[Line, Field(max_length=300, description="A path in the space, like /mall/spring-tea/.")]
    expires_at: Moment | None = None


class EarningsOut(Schema):
    """What the caller earned, as the ledger has it."""

    available: MoneyOut
    pending: MoneyOut
    paid: MoneyOut
    owed: MoneyOut

    @classmethod
    def of(cls, earnings: Earnings) -> Self:
        return cls(**{name: MoneyOut.of(getattr(earnings, name)) for name in cls.model_fields})


class CommissionOut(Schema):
    """What one payee earns on one order line: `granted` when it was paid, `standing` after what went back since.

    The order is named by its id: its number is the buyer's.
    """

    id: UUID
    order_id: UUID
    payee_id: UUID
    granted: MoneyOut
    standing: MoneyOut
    state: str
    made_at: datetime

    @classmethod
    def of(cls, commission: Commission) -> Self:
        return cls(
            id=commission.id,
            order_id=commission.line.order_id,
            payee_id=commission.payee_id,
            granted=MoneyOut.of(commission.granted),
            standing=MoneyOut.of(commission.standing),
            state=commission.state.value,
            made_at=commission.made_at,
        )


class StudioCommissionOut(CommissionOut):
    """A commission as staff see it: with the number of the order."""

    order_ref: str

    @classmethod
    def of(cls, commission: Commission) -> Self:
        return cls(**CommissionOut.of(commission).dict(), order_ref=commission.line.order.ref)


@router.get("/links", auth=members_even_banned, response=Listed[LinkOut], summary="List your share links")
def links(request: ApiRequest, asked: PageAsked) -> object:
    """The caller's own, the latest first."""
    return listed(request, links_of(request.member), asked, LinkOut.from_orm)


@router.post("/links", auth=members, response={201: LinkOut}, summary="Make a share link")
def share(request: ApiRequest, wanted: LinkIn) -> Status[ShareLink]:
    """It remembers through whose link the caller came there. The same target again is the same link."""
    parent = parent_for(request.member, request.visitor, wanted.target)
    return Status(201, make_link(request.member, wanted.target, parent=parent, expires_at=wanted.expires_at))


@router.delete("/links/{code}", auth=members, response=LinkOut, summary="End a share link")
def end(request: ApiRequest, code: str) -> ShareLink:
    """Its code answers that it is over; what it brought before stays."""
    return revoke_link(get_or_404(ShareLink.objects.of(request.member), code=code))


@router.get("/earnings", auth=members_even_banned, response=EarningsOut, summary="Read your earnings")
def earnings(request: ApiRequest) -> EarningsOut:
    """Available, pending, paid out and owed, in the space's currency."""
    return EarningsOut.of(earnings_of(request.member, request.space.currency))


@router.get("/commissions", auth=members_even_banned, response=Listed[CommissionOut], summary="List your commissions")
def commissions(request: ApiRequest, asked: PageAsked) -> object:
    """What the caller earned on each order line, the latest first."""
    return listed(request, commissions_latest_first().filter(payee=request.member), asked, CommissionOut.of)


@router.get(
    "/studio/commissions", auth=permission("sharing.read"), response=Listed[StudioCommissionOut], summary="List all"
)
def all_commissions(request: ApiRequest, asked: PageAsked) -> object:
    """Every commission of the space, the latest first."""
    return listed(request, commissions_latest_first(), asked, StudioCommissionOut.of)
