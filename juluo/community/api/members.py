"""Members: joining and leaving, who is a member, on which rung, and who is shut out."""

from datetime import datetime
from typing import Annotated, Any, Self, cast
from uuid import UUID

from ninja import Query, Router, Schema, Status
from pydantic import Field

from juluo.community.api.covenants import Version, version_accepted
from juluo.community.models import PARTING_WORDS_LENGTH, Parting
from juluo.community.operations.covenants import accept_covenant
from juluo.community.operations.invitations import join_by_invitation
from juluo.community.operations.members import REASON_LENGTH, join_space, leave_space, set_rung
from juluo.community.operations.sanctions import ban_by_staff, end_ban
from juluo.community.queries.doors import door_of_visitor, has_accepted_current
from juluo.community.queries.people import people_ever
from juluo.community.rules.members import NAME_LENGTH
from juluo.core.accounts.limits import wrong_tries_counted
from juluo.core.api.callers import ApiRequest, members, members_even_banned, permission, signed_in
from juluo.core.api.lists import Asked, Listed, listed
from juluo.core.api.schemas import Input, Line
from juluo.core.http import get_or_404
from juluo.core.models import Member, User
from juluo.core.texts import clean_line
from juluo.core.visitors import entrance_of
from juluo.core.words import Rung

router = Router(tags=["people"])
_may_read, _may_write = permission("members.read"), permission("members.write")


class MemberOut(Schema):
    """A member of the space, and the rung they stand on."""

    id: UUID
    name: str
    rung: str
    joined_at: datetime
    left_at: datetime | None
    banned_at: datetime | None


class MeOut(MemberOut):
    """You here. Until you accept the covenant in force, you share nothing."""

    covenant_accepted: bool

    @classmethod
    def of(cls, member: Member) -> Self:
        return cls(**MemberOut.from_orm(member).dict(), covenant_accepted=has_accepted_current(member))


class MembersAsked(Asked):
    """Which members, and which part of their list."""

    rung: Rung | None = None
    banned: bool | None = None
    name: Annotated[str, Field(max_length=NAME_LENGTH, description="How the name begins, in whatever case.")] = ""


class LeavingAsked(Schema):
    """Why you leave, if you like to say so."""

    why: Parting.Why | None = None
    words: Annotated[str, Field(max_length=PARTING_WORDS_LENGTH)] = ""


class JoinIn(Input):
    name: Annotated[Line, Field(max_length=NAME_LENGTH)]
    covenant: Version
    invitation: Annotated[str, Field(max_length=60, description="A code, where the entrance asks for one.")] = ""


class AcceptIn(Input):
    covenant: Version


class ReasonIn(Input):
    reason: Annotated[Line, Field(max_length=REASON_LENGTH, description="It is kept in the audit log.")]


class RungIn(ReasonIn):
    rung: Annotated[Line, Field(max_length=12)]


@router.get("/me", auth=members_even_banned, response=MeOut, summary="Who you are here")
def me(request: ApiRequest) -> MeOut:
    """The member that the session or the key acts as."""
    return MeOut.of(request.member)


@router.post("/me/acceptance", auth=members, response=MeOut, summary="Accept the covenant")
def accept(request: ApiRequest, wanted: AcceptIn) -> MeOut:
    """Only the version in force can be accepted: read it first. Accepting it twice changes nothing."""
    with version_accepted(wanted.covenant) as version:
        accept_covenant(request.member, version)
    return MeOut.of(request.member)


@router.delete("/me", auth=members, response={204: None}, summary="Leave the space")
def leave(request: ApiRequest, said: Annotated[LeavingAsked, Query()]) -> Status[None]:
    """End your membership and your roles. Your orders and what you earned are kept; join to come back.

    `why` and `words` are optional, and kept without your name.
    """
    leave_space(request.member, why=said.why or "", words=said.words)
    return Status(204, None)


@router.post("/members", auth=signed_in, response={201: MemberOut}, summary="Join the space")
def join(request: ApiRequest, wanted: JoinIn) -> Status[Member]:
    """Become a member and accept the covenant, in one go; joining twice is joining once.

    Through the entrance of the visitor's cookie, else the direct one; a code leads through its own. Refused with
    `needs_application`, `needs_invitation` or `needs_code` where the entrance asks for that, `entrance_full`,
    `bad_invitation` (404) for every code that lets nobody in.
    """
    user = cast("User", request.user)
    with version_accepted(wanted.covenant) as version:
        coming: dict[str, Any] = {"visitor": request.visitor, "name": wanted.name, "covenant": version}
        if wanted.invitation:
            with wrong_tries_counted(request, "invitation", code="bad_invitation"):
                return Status(201, join_by_invitation(user, wanted.invitation, **coming))
        return Status(201, join_space(user, entrance=door_of_visitor(entrance_of(request)), **coming))


@router.get("/members", auth=_may_read, response=Listed[MemberOut], summary="List the members")
def people(request: ApiRequest, asked: Annotated[MembersAsked, Query()]) -> object:
    """Everybody who is or was a member, the latest row first; with `name`, by their names."""
    name = clean_line(asked.name, field="name", most=NAME_LENGTH, least=0)
    return listed(request, people_ever(asked.rung or "", name, banned=asked.banned), asked, MemberOut.from_orm)


@router.get("/members/{uuid:member_id}", auth=_may_read, response=MemberOut, summary="Read a member")
def person(request: ApiRequest, member_id: UUID) -> Member:
    """One member, also one who left."""
    del request
    return _known(member_id)


@router.put("/members/{uuid:member_id}/rung", auth=_may_write, response=MemberOut, summary="Set a rung")
def rung(request: ApiRequest, member_id: UUID, wanted: RungIn) -> Member:
    """Move a member between prospect, fan and angel, for a reason that is kept."""
    del request
    return set_rung(_known(member_id), wanted.rung, reason=wanted.reason)


@router.post("/members/{uuid:member_id}/ban", auth=_may_write, response=MemberOut, summary="Ban a member")
def ban(request: ApiRequest, member_id: UUID, said: ReasonIn) -> Member:
    """Shut a member out, for a reason that is kept. Their orders stay open to them; staff cannot be banned."""
    person = _known(member_id)
    ban_by_staff(person, by=request.member, reason=said.reason)
    return _known(member_id)


@router.post("/members/{uuid:member_id}/return", auth=_may_write, response=MemberOut, summary="Lift a ban")
def let_back(request: ApiRequest, member_id: UUID, said: ReasonIn) -> Member:
    """Let a banned member back in, for a reason that is kept."""
    return end_ban(_known(member_id), by=request.member, reason=said.reason)


def _known(member_id: UUID) -> Member:
    return get_or_404(Member.objects.all(), id=member_id)
