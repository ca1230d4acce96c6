"""Ways in: through which entrance a content brings its readers, whom it brought, and how a member came."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from django.http import Http404
from ninja import Router, Schema
from pydantic import Field

from juluo.community.operations.ways import choose_way
from juluo.community.queries.ways import content_of_way, entrances_to_choose
from juluo.core.api.callers import ApiRequest, permission
from juluo.core.api.schemas import Input, Line
from juluo.core.http import get_or_404
from juluo.core.models import Member
from juluo.sharing.models import Source
from juluo.sharing.queries.sources import brought_by, source_of
from juluo.sharing.queries.ways import entrance_for

router = Router(tags=["sharing"])
_may_write = permission("content.write")


class WayOut(Schema):
    """The entrance (its code) that readers of a content ("post:ID") come in through.

    `last` members read it last before they joined, `first` met the space there.
    """

    content: str
    entrance: str
    last: int
    first: int

    @classmethod
    def of(cls, content: str) -> Self:
        brought = brought_by(content)
        return cls(content=content, entrance=entrance_for(content).code, last=brought.last, first=brought.first)


class WayIn(Input):
    entrance: Annotated[Line, Field(max_length=20, description="The code of an open entrance.")]


class SourceOut(Schema):
    """How a member came: what they saw first and read last before joining, who made it, and by which share links."""

    content: str
    author_id: UUID | None
    link_code: str | None
    last_content: str
    last_author_id: UUID | None
    last_link_code: str | None
    arrived_at: datetime
    joined_at: datetime

    @classmethod
    def of(cls, source: Source) -> Self:
        names = ("content", "author_id", "last_content", "last_author_id", "arrived_at", "joined_at")
        said: dict[str, Any] = {name: getattr(source, name) for name in names}
        first, last = source.link, source.last_link
        return cls(link_code=first.code if first else None, last_link_code=last.code if last else None, **said)


@router.get("/studio/ways/{content}", auth=_may_write, response=WayOut, summary="Read a content's way in")
def way(request: ApiRequest, content: str) -> WayOut:
    """Of a post, series, bundle or room, like "post:ID"."""
    del request
    return WayOut.of(_known(content))


@router.put("/studio/ways/{content}", auth=_may_write, response=WayOut, summary="Choose a content's way in")
def choose(request: ApiRequest, content: str, said: WayIn) -> WayOut:
    """Let guests who read it come in through this entrance; "direct" is that of every page. Twice is once."""
    del request
    choose_way(_known(content), get_or_404(entrances_to_choose(), code=said.entrance))
    return WayOut.of(content)


@router.get(
    "/members/{uuid:member_id}/source",
    auth=permission("members.read"),
    response=SourceOut,
    summary="Read how a member came",
)
def source(request: ApiRequest, member_id: UUID) -> SourceOut:
    """Kept for life when they join. 404 for those whom nobody saw come."""
    del request
    found = source_of(get_or_404(Member.objects.all(), id=member_id))
    if found is None:
        raise Http404
    return SourceOut.of(found)


def _known(content: str) -> str:
    if content_of_way(content) is None:
        raise Http404
    return content
