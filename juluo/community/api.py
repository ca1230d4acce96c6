"""People: through which entrance they come, joining, who is a member and on which rung."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Router, Schema, Status
from ninja.errors import AuthenticationError
from pydantic import Field

from juluo.community.models import Covenant, Entrance
from juluo.community.operations.entrances import make_entrance
from juluo.community.operations.members import REASON_LENGTH, join_space, set_rung
from juluo.community.queries.doors import covenant_versions, current_covenant, door_of_visitor
from juluo.community.rules import NAME_LENGTH
from juluo.core.api.callers import ApiRequest, everybody, members_even_banned, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Input, Line
from juluo.core.http import get_or_404
from juluo.core.models import Member, User
from juluo.core.visitors import entrance_of

router = Router(tags=["people"])


class MemberOut(Schema):
    """A member of the space, and the rung they stand on."""

    id: UUID
    name: str
    rung: str
    joined_at: datetime
    left_at: datetime | None
    banned_at: datetime | None


class EntranceOut(Schema):
    """A channel people come through; `/e/<code>/` is its address."""

    id: UUID
    code: str
    name: str
    kind: str
    made_at: datetime
    closed_at: datetime | None


class CovenantOut(Schema):
    """The covenant in force: what everybody accepts who joins."""

    number: int
    text: str


class JoinIn(Input):
    name: Annotated[Line, Field(max_length=NAME_LENGTH)]
    covenant: Annotated[int, Field(ge=1, le=100_000, description="The number of the version you accept.")]


class EntranceIn(Input):
    name: Annotated[Line, Field(max_length=NAME_LENGTH)]
    kind: Annotated[Line, Field(max_length=10)]


class RungIn(Input):
    rung: Annotated[Line, Field(max_length=12)]
    reason: Annotated[Line, Field(max_length=REASON_LENGTH)]


@router.get("/me", auth=members_even_banned, response=MemberOut, summary="Who you are here")
def me(request: ApiRequest) -> Member:
    """The member that the session or the key acts as."""
    return request.member


@router.get("/covenant", auth=everybody, response=CovenantOut, summary="Read the covenant")
def covenant(request: ApiRequest) -> Covenant:
    """The version in force."""
    del request
    return current_covenant()


@router.post("/members", auth=everybody, response={201: MemberOut}, summary="Join the space")
def join(request: ApiRequest, wanted: JoinIn) -> Status[Member]:
    """Become a member and accept the covenant, in one go; joining twice is joining once. Needs a session."""
    if request.auth.key or not isinstance(request.user, User):
        raise AuthenticationError
    member = join_space(
        request.user,
        entrance=door_of_visitor(entrance_of(request)),
        visitor=request.visitor,
        name=wanted.name,
        covenant=get_or_404(covenant_versions(), number=wanted.covenant),
    )
    return Status(201, member)


@router.get("/members", auth=permission("members.read"), response=Listed[MemberOut], summary="List the members")
def people(request: ApiRequest, asked: PageAsked) -> object:
    """Everybody who is or was a member, the latest row first."""
    return listed(request, Member.objects.order_by("-id"), asked, MemberOut.from_orm)


@router.get("/members/{uuid:member_id}", auth=permission("members.read"), response=MemberOut, summary="Read a member")
def person(request: ApiRequest, member_id: UUID) -> Member:
    """One member, also one who left."""
    del request
    return _known(member_id)


@router.put(
    "/members/{uuid:member_id}/rung", auth=permission("members.write"), response=MemberOut, summary="Set a rung"
)
def rung(request: ApiRequest, member_id: UUID, wanted: RungIn) -> Member:
    """Move a member between prospect, fan and angel, for a reason that is kept."""
    del request
    return set_rung(_known(member_id), wanted.rung, reason=wanted.reason)


@router.get("/entrances", auth=permission("members.read"), response=Listed[EntranceOut], summary="List the entrances")
def entrances(request: ApiRequest, asked: PageAsked) -> object:
    """Every entrance, open or closed, the latest first."""
    return listed(request, Entrance.objects.order_by("-id"), asked, EntranceOut.from_orm)


@router.post("/entrances", auth=permission("members.write"), response={201: EntranceOut}, summary="Make an entrance")
def open_entrance(request: ApiRequest, wanted: EntranceIn) -> Status[Entrance]:
    """A further channel, with a code of its own that cannot be guessed."""
    del request
    return Status(201, make_entrance(wanted.name, kind=wanted.kind))


def _known(member_id: UUID) -> Member:
    return get_or_404(Member.objects.all(), id=member_id)
