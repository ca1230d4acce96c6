"""Posts: read by everybody once published, written and published by staff."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from juluo.core.api.callers import ApiRequest, everybody, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Input, Line, Text
from juluo.core.blocks import draw_blocks
from juluo.core.http import get_or_404
from juluo.ip.models import Post
from juluo.ip.operations.posts import (
    TEXT_LENGTH,
    TITLE_LENGTH,
    PostWords,
    edit_post,
    publish_post,
    unpublish_post,
    write_post,
)
from juluo.ip.queries.posts import feed, posts_latest_first, readable_posts
from juluo.ip.rules.markdown import told

router = Router(tags=["posts"])
_may_write = permission("content.write")


class PostOut(Schema):
    """A post. `text` is Markdown; `published_at` is null for a draft."""

    id: UUID
    title: str
    text: str
    author: str
    written_at: datetime
    updated_at: datetime
    published_at: datetime | None

    @classmethod
    def of(cls, post: Post) -> Self:
        times = {name: getattr(post, name) for name in ("written_at", "updated_at", "published_at")}
        return cls(id=post.id, title=post.title, text=post.text, author=post.author.name, **times)


class ToldPostOut(PostOut):
    """A post to read. `html` is its text as the page shows it, product cards at the caller's prices among it."""

    html: str


class PostIn(Input):
    title: Annotated[Line, Field(max_length=TITLE_LENGTH)]
    text: Annotated[Text, Field(max_length=TEXT_LENGTH, description="Markdown; `::product[slug]` shows a product.")]

    def words(self) -> PostWords:
        return PostWords(title=self.title, text=self.text)


@router.get("/posts", auth=everybody, response=Listed[PostOut], summary="List published posts")
def posts(request: ApiRequest, asked: PageAsked) -> object:
    """The latest published first."""
    return listed(request, feed(), asked, PostOut.of)


@router.get("/posts/{uuid:post_id}", auth=everybody, response=ToldPostOut, summary="Read a post")
def post(request: ApiRequest, post_id: UUID) -> ToldPostOut:
    """Only what is published; a draft answers as if it were not there."""
    found = get_or_404(readable_posts(), id=post_id)
    html = told(found.text, draw_blocks(found.text, request.member, request.space))
    return ToldPostOut(**PostOut.of(found).dict(), html=html)


@router.get("/studio/posts", auth=_may_write, response=Listed[PostOut], summary="List drafts and posts")
def drafts(request: ApiRequest, asked: PageAsked) -> object:
    """Drafts and published posts, the latest written first."""
    return listed(request, posts_latest_first(), asked, PostOut.of)


@router.post("/studio/posts", auth=_may_write, response={201: PostOut}, summary="Write a draft")
def write(request: ApiRequest, said: PostIn) -> Status[PostOut]:
    """Nobody but staff sees it before it is published."""
    return Status(201, PostOut.of(write_post(request.member, said.words())))


@router.put("/studio/posts/{uuid:post_id}", auth=_may_write, response=PostOut, summary="Edit a post")
def edit(request: ApiRequest, post_id: UUID, said: PostIn) -> PostOut:
    """Replace its title and its text; the cover stays."""
    del request
    known = _known(post_id)
    return PostOut.of(edit_post(known, said.words(), cover=known.cover))


@router.post("/studio/posts/{uuid:post_id}/publication", auth=_may_write, response=PostOut, summary="Publish a post")
def publish(request: ApiRequest, post_id: UUID) -> PostOut:
    """Let everybody read it, from now on. Publishing twice changes nothing."""
    del request
    return PostOut.of(publish_post(_known(post_id)))


@router.post("/studio/posts/{uuid:post_id}/withdrawal", auth=_may_write, response=PostOut, summary="Take a post back")
def unpublish(request: ApiRequest, post_id: UUID) -> PostOut:
    """Make it a draft again: nobody but staff reads it. Taking it back twice changes nothing."""
    del request
    return PostOut.of(unpublish_post(_known(post_id)))


def _known(post_id: UUID) -> Post:
    return get_or_404(posts_latest_first().select_related("cover"), id=post_id)
