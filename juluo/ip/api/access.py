"""Who may read, or use, what is not for everybody; and letting members in by hand."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from django.http import Http404
from ninja import Router, Schema, Status
from pydantic import Field

from juluo.core.api.callers import ApiRequest, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Id, Input, Line, Moment
from juluo.core.http import get_or_404
from juluo.core.models import Entitlement, Member
from juluo.ip.operations.access import ACCESS_WORDS_LENGTH, end_access, give_access, is_by_hand
from juluo.ip.queries.access import access_to, entitlements, name_of_what_is_given

router = Router(tags=["studio"])
_may_write = permission("content.write")


class AccessOut(Schema):
    """A right that a member holds or held: bought, or given by hand. `until` is null if it does not end."""

    id: UUID
    right: str
    member_id: UUID
    member: str
    by_hand: bool
    granted_at: datetime
    until: datetime | None
    revoked_at: datetime | None

    @classmethod
    def of(cls, row: Entitlement) -> Self:
        names = ("id", "right", "member_id", "granted_at", "until", "revoked_at")
        return cls(member=row.member.name, by_hand=is_by_hand(row), **{name: getattr(row, name) for name in names})


class AccessIn(Input):
    """Whom to let in, why, and until when; without an end, for good."""

    member_id: Id
    words: Annotated[Line, Field(max_length=ACCESS_WORDS_LENGTH)]
    until: Moment | None = None


@router.get("/studio/access/{right}", auth=_may_write, response=Listed[AccessOut], summary="List who holds a right")
def holders(request: ApiRequest, right: str, asked: PageAsked) -> object:
    """The latest first, with those whose right has ended. A right is a word like "series:ID"."""
    return listed(request, access_to(_known(right)), asked, AccessOut.of)


@router.post("/studio/access/{right}", auth=_may_write, response={201: AccessOut}, summary="Let a member in")
def give(request: ApiRequest, right: str, said: AccessIn) -> Status[AccessOut]:
    """Without buying. Given again, the new end counts."""
    del request
    member = get_or_404(Member.objects.all(), id=said.member_id)
    return Status(201, AccessOut.of(give_access(member, _known(right), words=said.words, until=said.until)))


@router.delete("/studio/entitlements/{uuid:entitlement_id}", auth=_may_write, response=AccessOut, summary="End access")
def end(request: ApiRequest, entitlement_id: UUID) -> AccessOut:
    """Of what was given by hand. What was bought ends when its money goes back."""
    del request
    return AccessOut.of(end_access(get_or_404(entitlements(), id=entitlement_id)))


def _known(right: str) -> str:
    if not name_of_what_is_given(right):
        raise Http404
    return right
