"""The caller's share links."""

from datetime import datetime
from typing import Annotated

from ninja import Router, Schema, Status
from pydantic import Field

from juluo.core.api.callers import ApiRequest, members, members_even_banned
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Input, Line, Moment
from juluo.core.http import get_or_404
from juluo.sharing.models import ShareLink
from juluo.sharing.operations.links import make_link, revoke_link
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
