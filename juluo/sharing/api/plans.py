"""What sharing earns: the versions of the commission plan, for staff."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import Http404
from ninja import Router, Schema, Status
from pydantic import Field

from juluo.core import clock
from juluo.core.api.callers import ApiRequest, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.problems import naming
from juluo.core.api.schemas import Input
from juluo.sharing.models import Plan
from juluo.sharing.operations.plans import publish_plan
from juluo.sharing.queries.plans import plan_at, plans_latest_first
from juluo.sharing.rules.compliance import Terms

router = Router(tags=["sharing"])
_may_read = permission("sharing.read")

BasisPoints = Annotated[int, Field(ge=0, le=10_000, description="1/100 of a percent: 800 is 8 %.")]
Days = Annotated[int, Field(ge=0, le=3650)]


class PlanOut(Schema):
    """A version of the plan; it holds for orders placed from `from_at` until the next version."""

    id: UUID
    number: int
    rate_bp: int
    cap_bp: int
    layers: int
    self_purchase: bool
    protected_days: int
    lifetime_days: int
    from_at: datetime


class PlanIn(Input):
    """`rate_bp` of the cash paid for a line goes to the sharer, all payees together never get more than `cap_bp`."""

    rate_bp: BasisPoints
    cap_bp: BasisPoints = 3000
    layers: Annotated[int, Field(ge=1, le=9)] = 1
    self_purchase: Annotated[bool, Field(description="Whether own links earn on own orders.")] = False
    protected_days: Days = 30
    lifetime_days: Days = 365


@router.get("/studio/plans", auth=_may_read, response=Listed[PlanOut], summary="List the commission plans")
def plans(request: ApiRequest, asked: PageAsked) -> object:
    """Every version, the latest first."""
    return listed(request, plans_latest_first(), asked, PlanOut.from_orm)


@router.get("/studio/plans/current", auth=_may_read, response=PlanOut, summary="Read the commission plan")
def current_plan(request: ApiRequest) -> Plan:
    """The version in force; 404 before the first, when sharing earns nothing."""
    del request
    held = plan_at(clock.now())
    if held is None:
        raise Http404
    return held


@router.post(
    "/studio/plans", auth=permission("settings.write"), response={201: PlanOut}, summary="Publish a commission plan"
)
def publish(request: ApiRequest, wanted: PlanIn) -> Status[Plan]:
    """For orders from now on. The same terms again are the same version; what the law forbids names its article."""
    del request
    with naming(rate="rate_bp", cap="cap_bp"):
        return Status(201, publish_plan(Terms(**wanted.dict())))
