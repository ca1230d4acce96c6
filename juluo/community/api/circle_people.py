"""Who belongs to a circle, who asks to, and who looks after it."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from juluo.community.models import ASK_LENGTH, COMPANY_LENGTH, JOB_LENGTH, Circle, CircleAsk, CircleDate, CircleMember
from juluo.community.operations.circle_dates import (
    DATE_PLACE_LENGTH,
    DATE_TITLE_LENGTH,
    DateWords,
    remove_date,
    set_date,
)
from juluo.community.operations.circle_members import (
    REASON_LENGTH,
    admit_asker,
    ask_into_circle,
    decline_asker,
    give_role,
    remove_from_circle,
)
from juluo.community.operations.companies import say_company
from juluo.community.queries.circle_dates import dates_of
from juluo.community.queries.circles import circles_known, members_of_circle, open_asks, standing_of
from juluo.community.rules.circles import Deed, can_read, check_deed
from juluo.core.api.callers import ApiRequest, members
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Input, Line, Moment
from juluo.core.http import first_or_404, get_or_404

router = Router(tags=["circles"])


class CircleMemberOut(Schema):
    """Somebody who belongs to a circle; `company` and `job` stand in circles of a trade."""

    id: UUID
    member_id: UUID
    name: str
    role: str
    company: str
    job: str
    joined_at: datetime

    @classmethod
    def of(cls, stay: CircleMember) -> Self:
        company = stay.company.name if stay.company else ""
        return cls(id=stay.pk, member_id=stay.member_id, name=stay.member.name, role=stay.role, company=company,
                   job=stay.job, joined_at=stay.joined_at)  # fmt: skip


class CircleAskOut(Schema):
    """Somebody who waits to be let in."""

    id: UUID
    name: str
    words: str
    at: datetime

    @classmethod
    def of(cls, ask: CircleAsk) -> Self:
        return cls(id=ask.pk, name=ask.member.name, words=ask.words, at=ask.at)


class AskOut(Schema):
    """That somebody asked to be let in; `admitted` is null until they are answered."""

    id: UUID
    circle_id: UUID
    words: str
    at: datetime
    admitted: bool | None


class AskIn(Input):
    words: Annotated[str, Field(max_length=ASK_LENGTH)] = ""


class CircleDateOut(Schema):
    id: UUID
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime


class CircleRoleIn(Input):
    role: Annotated[Line, Field(max_length=6, description="member, helper or lead.")]


class CircleReasonIn(Input):
    reason: Annotated[Line, Field(max_length=REASON_LENGTH, description="They are told.")]


class CompanyIn(Input):
    company: Annotated[str, Field(max_length=COMPANY_LENGTH)] = ""
    job: Annotated[str, Field(max_length=JOB_LENGTH)] = ""


class CircleDateIn(Input):
    title: Annotated[Line, Field(max_length=DATE_TITLE_LENGTH)]
    place: Annotated[str, Field(max_length=DATE_PLACE_LENGTH)] = ""
    starts_at: Moment
    ends_at: Moment


@router.get(
    "/circles/{uuid:circle_id}/members", auth=members, response=Listed[CircleMemberOut], summary="List its members"
)
def people(request: ApiRequest, circle_id: UUID, asked: PageAsked) -> object:
    """Who belongs to it now, in the order they came; for those who read what is inside."""
    return listed(request, members_of_circle(_read(request, circle_id)), asked, CircleMemberOut.of)


@router.put(
    "/circles/{uuid:circle_id}/members/{uuid:circle_member_id}/role", auth=members, response=CircleMemberOut,
    summary="Give a role",
)  # fmt: skip
def role(request: ApiRequest, circle_id: UUID, circle_member_id: UUID, said: CircleRoleIn) -> CircleMemberOut:
    """As its lead. The last lead stays one."""
    stay = get_or_404(members_of_circle(_read(request, circle_id)), id=circle_member_id)
    return CircleMemberOut.of(give_role(stay, said.role, by=request.member))


@router.post(
    "/circles/{uuid:circle_id}/members/{uuid:circle_member_id}/removal", auth=members, response={204: None},
    summary="Remove from a circle",
)  # fmt: skip
def remove(request: ApiRequest, circle_id: UUID, circle_member_id: UUID, said: CircleReasonIn) -> Status[None]:
    """As its lead, for a reason that they are told."""
    stay = get_or_404(members_of_circle(_read(request, circle_id)), id=circle_member_id)
    remove_from_circle(stay, reason=said.reason, by=request.member)
    return Status(204, None)


@router.post("/circles/{uuid:circle_id}/asks", auth=members, response={201: AskOut}, summary="Ask to be let in")
def ask(request: ApiRequest, circle_id: UUID, said: AskIn) -> Status[CircleAsk]:
    """Ask those who look after a private circle. While nobody answered, the same ask stands."""
    return Status(
        201, ask_into_circle(request.member, get_or_404(circles_known(request.member), id=circle_id), said.words)
    )


@router.get(
    "/circles/{uuid:circle_id}/asks", auth=members, response=Listed[CircleAskOut], summary="List who asks to come in"
)
def asks(request: ApiRequest, circle_id: UUID, asked: PageAsked) -> object:
    """For those who let people in, the earliest first."""
    circle = _read(request, circle_id)
    check_deed(standing_of(request.member, circle), Deed.ADMIT)
    return listed(request, open_asks(circle), asked, CircleAskOut.of)


@router.post(
    "/circles/{uuid:circle_id}/asks/{uuid:circle_ask_id}/admission",
    auth=members,
    response={204: None},
    summary="Let in",
)
def admit(request: ApiRequest, circle_id: UUID, circle_ask_id: UUID) -> Status[None]:
    """Let in who asked."""
    admit_asker(get_or_404(open_asks(_read(request, circle_id)), id=circle_ask_id), by=request.member)
    return Status(204, None)


@router.post(
    "/circles/{uuid:circle_id}/asks/{uuid:circle_ask_id}/refusal",
    auth=members,
    response={204: None},
    summary="Do not let in",
)
def decline(request: ApiRequest, circle_id: UUID, circle_ask_id: UUID) -> Status[None]:
    """They may ask again another time."""
    decline_asker(get_or_404(open_asks(_read(request, circle_id)), id=circle_ask_id), by=request.member)
    return Status(204, None)


@router.put("/circles/{uuid:circle_id}/company", auth=members, response=CircleMemberOut, summary="Say your company")
def company(request: ApiRequest, circle_id: UUID, said: CompanyIn) -> CircleMemberOut:
    """For which company you are in a circle of a trade, and what you do there; "" for none."""
    circle = _read(request, circle_id)
    stay = say_company(request.member, circle, company=said.company, job=said.job)
    return CircleMemberOut.of(get_or_404(members_of_circle(circle), id=stay.pk))


@router.get(
    "/circles/{uuid:circle_id}/dates", auth=members, response=Listed[CircleDateOut], summary="Read its calendar"
)
def dates(request: ApiRequest, circle_id: UUID, asked: PageAsked) -> object:
    """What comes, the next first."""
    return listed(request, dates_of(_read(request, circle_id)), asked, CircleDateOut.from_orm)


@router.post(
    "/circles/{uuid:circle_id}/dates", auth=members, response={201: CircleDateOut}, summary="Add to its calendar"
)
def add_date(request: ApiRequest, circle_id: UUID, said: CircleDateIn) -> Status[CircleDate]:
    """As its lead or a helper. The same again is one."""
    return Status(201, set_date(_read(request, circle_id), DateWords(**said.dict()), by=request.member))


@router.delete(
    "/circles/{uuid:circle_id}/dates/{uuid:circle_date_id}",
    auth=members,
    response={204: None},
    summary="Remove from calendar",
)
def drop_date(request: ApiRequest, circle_id: UUID, circle_date_id: UUID) -> Status[None]:
    """As its lead or a helper."""
    circle = _read(request, circle_id)
    remove_date(get_or_404(CircleDate.objects.filter(circle=circle).select_related("circle"), id=circle_date_id),
                by=request.member)  # fmt: skip
    return Status(204, None)


def _read(request: ApiRequest, circle_id: UUID) -> Circle:
    """A circle that the caller reads; any other answers 404."""
    circle = get_or_404(circles_known(request.member), id=circle_id)
    return first_or_404([circle] if can_read(circle, standing_of(request.member, circle)) else [])
