"""What the caller's links earned, and order by order why."""

from datetime import datetime
from typing import Self
from uuid import UUID

from django.http import Http404
from ninja import Router, Schema

from juluo.core.api.callers import ApiRequest, members_even_banned
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import MoneyOut
from juluo.sharing.api.schemas import CommissionOut, EarnedLineOut
from juluo.sharing.queries.commissions import commissions_latest_first
from juluo.sharing.queries.earnings import Earnings, Told, considered_for, earnings_of, told, told_about

router = Router(tags=["sharing"])


class EarningsOut(Schema):
    """What the caller earned, as the ledger has it."""

    available: MoneyOut
    pending: MoneyOut
    paid: MoneyOut
    owed: MoneyOut

    @classmethod
    def of(cls, earnings: Earnings) -> Self:
        return cls(**{name: MoneyOut.of(getattr(earnings, name)) for name in cls.model_fields})


class TouchedOrderOut(Schema):
    """An order that a link of the caller touched: whether it is credited to them, why, and what it earns.

    `verdict` is for machines and `why` for people; `nothing_because` says why nothing was earned so far, null if
    something was. The order is named by its id and its buyer by a masked name.
    """

    order_id: UUID
    buyer: str
    verdict: str
    why: str
    nothing_because: str | None
    link_code: str | None
    touched_at: datetime
    placed_at: datetime
    paid_at: datetime | None
    granted: MoneyOut
    standing: MoneyOut
    state: str | None
    matures_at: datetime | None
    lines: list[EarnedLineOut]

    @classmethod
    def of(cls, about: Told) -> Self:
        considered, order = about.consideration, about.order
        return cls(
            order_id=order.id,
            buyer=about.buyer,
            verdict=considered.verdict,
            why=str(about.why),
            nothing_because=about.nothing_because,
            link_code=considered.link.code if considered.link else None,
            touched_at=considered.touched_at,
            placed_at=order.placed_at,
            paid_at=order.paid_at,
            granted=MoneyOut.of(about.granted),
            standing=MoneyOut.of(about.standing),
            state=about.state.value if about.state else None,
            matures_at=about.matures_at,
            lines=[EarnedLineOut.of(each) for each in about.commissions],
        )


@router.get("/earnings", auth=members_even_banned, response=EarningsOut, summary="Read your earnings")
def earnings(request: ApiRequest) -> EarningsOut:
    """Available, pending, paid out and owed, in the space's currency."""
    return EarningsOut.of(earnings_of(request.member, request.space.currency))


@router.get(
    "/earnings/orders",
    auth=members_even_banned,
    response=Listed[TouchedOrderOut],
    summary="List the orders you touched",
)
def touched_orders(request: ApiRequest, asked: PageAsked) -> object:
    """Every order whose buyer had opened a link of the caller's, credited to them or not, the latest first."""
    return listed(request, considered_for(request.member), asked, lambda row: TouchedOrderOut.of(told(row)))


@router.get(
    "/earnings/orders/{uuid:order_id}",
    auth=members_even_banned,
    response=TouchedOrderOut,
    summary="Read why an order is credited to you or not",
)
def touched_order(request: ApiRequest, order_id: UUID) -> TouchedOrderOut:
    """One of them: by which touch, at which rate of which version of the plan, and when it becomes available."""
    found = told_about(request.member, order_id)
    if found is None:
        raise Http404
    return TouchedOrderOut.of(found)


@router.get("/commissions", auth=members_even_banned, response=Listed[CommissionOut], summary="List your commissions")
def commissions(request: ApiRequest, asked: PageAsked) -> object:
    """What the caller earned on each order line, the latest first."""
    return listed(request, commissions_latest_first().filter(payee=request.member), asked, CommissionOut.of)
