"""Invitations: made by staff, and by members whom an entrance lets invite."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from juluo.community.models import Entrance, Invitation
from juluo.community.operations.invitations import NOTE_LENGTH, Terms, end_invitation, invite, make_invitation
from juluo.community.queries.invitations import entrances_to_invite_to, invitations_of, invitations_to, is_alive
from juluo.community.rules.invitations import MOST_DAYS, MOST_USES
from juluo.core.api.callers import ApiRequest, members, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Input
from juluo.core.http import first_or_404, get_or_404

router = Router(tags=["people"])
_may_write = permission("members.write")

Days = Annotated[int, Field(strict=True, ge=1, le=MOST_DAYS)]
Note = Annotated[str, Field(max_length=NOTE_LENGTH, description="For whom; its maker's own.")]


class InvitationOut(Schema):
    """A code that lets people in; `/i/<code>/` is its address."""

    id: UUID
    code: str
    note: str
    most: int
    used: int
    made_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    open: bool

    @classmethod
    def of(cls, invitation: Invitation) -> Self:
        names = [name for name in cls.model_fields if name != "open"]
        return cls(open=is_alive(invitation), **{name: getattr(invitation, name) for name in names})


class InviteIn(Input):
    note: Note = ""
    days: Days = 30


class InvitationIn(InviteIn):
    most: Annotated[int, Field(strict=True, ge=1, le=MOST_USES)] = 1


@router.get(
    "/entrances/{slug:code}/invitations", auth=_may_write, response=Listed[InvitationOut], summary="List invitations"
)
def invitations(request: ApiRequest, code: str, asked: PageAsked) -> object:
    """Every invitation to an entrance, the latest first."""
    return listed(request, invitations_to(_known(code)), asked, InvitationOut.of)


@router.post(
    "/entrances/{slug:code}/invitations",
    auth=_may_write,
    response={201: InvitationOut},
    summary="Make an invitation",
)
def make(request: ApiRequest, code: str, wanted: InvitationIn) -> Status[InvitationOut]:
    """A code of 99 bits that lets so many people in for so many days."""
    made = make_invitation(_known(code), Terms(**wanted.dict()), by=request.member)
    return Status(201, InvitationOut.of(made))


@router.post(
    "/invitations/{uuid:invitation_id}/ending", auth=_may_write, response=InvitationOut, summary="End an invitation"
)
def end(request: ApiRequest, invitation_id: UUID) -> InvitationOut:
    """Let nobody in by it any more. Ending it twice changes nothing."""
    del request
    return InvitationOut.of(end_invitation(get_or_404(Invitation.objects.all(), id=invitation_id)))


@router.get("/me/invitations", auth=members, response=Listed[InvitationOut], summary="List your invitations")
def mine(request: ApiRequest, asked: PageAsked) -> object:
    """What you made, the latest first."""
    return listed(request, invitations_of(request.member), asked, InvitationOut.of)


@router.post("/me/invitations", auth=members, response={201: InvitationOut}, summary="Invite somebody")
def invite_one(request: ApiRequest, wanted: InviteIn) -> Status[InvitationOut]:
    """A code that lets one person in, where staff let your rung invite; ten may be open at a time. Else 404."""
    door = first_or_404(list(entrances_to_invite_to(request.member)[:1]))
    return Status(201, InvitationOut.of(invite(door, Terms(**wanted.dict()), by=request.member)))


@router.post(
    "/me/invitations/{uuid:invitation_id}/ending", auth=members, response=InvitationOut, summary="End your invitation"
)
def end_mine(request: ApiRequest, invitation_id: UUID) -> InvitationOut:
    """Let nobody in by it any more. Ending it twice changes nothing."""
    return InvitationOut.of(end_invitation(get_or_404(invitations_of(request.member), id=invitation_id)))


def _known(code: str) -> Entrance:
    return get_or_404(Entrance.objects.all(), code=code)
