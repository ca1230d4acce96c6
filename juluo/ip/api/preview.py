"""A post as somebody else would meet it, before it is published: for staff, who may read all of it."""

from typing import Annotated, Self
from uuid import UUID, uuid4

from ninja import Query, Router, Schema
from pydantic import Field

from juluo.core.api.callers import ApiRequest, permission
from juluo.core.api.schemas import Input
from juluo.core.http import get_or_404
from juluo.ip.api.posts import StepOut
from juluo.ip.models import Audience, Post
from juluo.ip.operations.posts import TEXT_LENGTH, TITLE_LENGTH
from juluo.ip.queries.posts import posts_latest_first
from juluo.ip.queries.preview import Eyes, Seen, seen_through

router = Router(tags=["posts"])
_may_write = permission("content.write")


class Through(Schema):
    """Through whose eyes."""

    eyes_of: Annotated[Eyes, Field(description="Who looks: their rung, and their prices.")] = Eyes.GUEST


class SeenOut(Schema):
    """What such a reader would read, as safe HTML; `step` stands before the rest, null if it is the whole."""

    html: str
    whole: bool
    step: StepOut | None

    @classmethod
    def of(cls, request: ApiRequest, seen: Seen) -> Self:
        step = StepOut.of(request, seen.step) if seen.step else None
        return cls(html=seen.body, whole=seen.step is None, step=step)


class SketchIn(Input):
    title: Annotated[str, Field(max_length=TITLE_LENGTH)] = ""
    text: Annotated[str, Field(max_length=TEXT_LENGTH)] = ""
    audience: Annotated[Audience, Field(strict=False)] = Audience.EVERYONE
    eyes_of: Annotated[Eyes, Field(strict=False)] = Eyes.GUEST


@router.get("/studio/posts/{uuid:post_id}/preview", auth=_may_write, response=SeenOut, summary="Preview a post")
def preview(request: ApiRequest, post_id: UUID, through: Annotated[Through, Query()]) -> SeenOut:
    """A post, also a draft, as a guest, a member, a fan, an angel or a buyer would read it."""
    found = get_or_404(posts_latest_first(), id=post_id)
    return SeenOut.of(request, seen_through(through.eyes_of, found, request.space))


@router.post("/studio/words/preview", auth=_may_write, response=SeenOut, summary="Preview words")
def sketch(request: ApiRequest, said: SketchIn) -> SeenOut:
    """What is being written, drawn by the same hand as the page; nothing is kept."""
    post = Post(pk=uuid4(), author=request.member, title=said.title, text=said.text, audience=said.audience)
    return SeenOut.of(request, seen_through(said.eyes_of, post, request.space))
