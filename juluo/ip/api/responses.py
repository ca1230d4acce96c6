"""Reactions and saved posts: what a reader does with one press."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from juluo.core.api.callers import ApiRequest, everybody, members
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Input
from juluo.core.http import get_or_404
from juluo.ip.models import Comment, Post, Reaction, SavedPost
from juluo.ip.operations.responses import react, save_post, take_reaction_back, unsave_post
from juluo.ip.queries.posts import readable_posts
from juluo.ip.queries.responses import saved_by, tallies_of
from juluo.ip.readable import readable_comment, readable_post
from juluo.ip.rules.responses import Tally

router = Router(tags=["responses"])


class TallyOut(Schema):
    """How many members feel so, and whether the caller is one of them."""

    kind: str
    count: int
    mine: bool

    @classmethod
    def of(cls, tally: Tally) -> Self:
        return cls(kind=tally.kind, count=tally.count, mine=tally.mine)


class SavedOut(Schema):
    post_id: UUID
    title: str
    saved_at: datetime

    @classmethod
    def of(cls, saved: SavedPost) -> Self:
        return cls(post_id=saved.post.id, title=saved.post.title, saved_at=saved.at)


class ReactionIn(Input):
    kind: Annotated[Reaction.Kind, Field(strict=False)]


@router.get(
    "/posts/{uuid:post_id}/reactions", auth=everybody, response=list[TallyOut], summary="Count the reactions to a post"
)
def reactions(request: ApiRequest, post_id: UUID) -> list[TallyOut]:
    """Every kind of reaction, in the order of the page."""
    return _tallies(request, readable_post(post_id, request.member), None)


@router.put("/posts/{uuid:post_id}/reaction", auth=members, response=list[TallyOut], summary="React to a post")
def react_to_post(request: ApiRequest, post_id: UUID, said: ReactionIn) -> list[TallyOut]:
    """In place of what the caller felt about it before."""
    post = readable_post(post_id, request.member)
    react(request.member, post, said.kind)
    return _tallies(request, post, None)


@router.delete("/posts/{uuid:post_id}/reaction", auth=members, response=list[TallyOut], summary="Take it back")
def take_back_from_post(request: ApiRequest, post_id: UUID) -> list[TallyOut]:
    """Feel nothing about it any more."""
    post = readable_post(post_id, request.member)
    take_reaction_back(request.member, post)
    return _tallies(request, post, None)


@router.put("/comments/{uuid:comment_id}/reaction", auth=members, response=list[TallyOut], summary="React to a comment")
def react_to_comment(request: ApiRequest, comment_id: UUID, said: ReactionIn) -> list[TallyOut]:
    """In place of what the caller felt about it before."""
    about = readable_comment(comment_id, request.member)
    react(request.member, about.post, said.kind, comment=about)
    return _tallies(request, about.post, about)


@router.delete("/comments/{uuid:comment_id}/reaction", auth=members, response=list[TallyOut], summary="Take it back")
def take_back_from_comment(request: ApiRequest, comment_id: UUID) -> list[TallyOut]:
    """Feel nothing about it any more."""
    about = readable_comment(comment_id, request.member)
    take_reaction_back(request.member, about.post, comment=about)
    return _tallies(request, about.post, about)


@router.get("/saved", auth=members, response=Listed[SavedOut], summary="List saved posts")
def saved(request: ApiRequest, asked: PageAsked) -> object:
    """The caller's own, the latest saved first."""
    return listed(request, saved_by(request.member), asked, SavedOut.of)


@router.put("/saved/{uuid:post_id}", auth=members, response={204: None}, summary="Save a post")
def save(request: ApiRequest, post_id: UUID) -> Status[None]:
    """Keep it to read again. Nobody else sees it."""
    save_post(request.member, get_or_404(readable_posts(), id=post_id))
    return Status(204, None)


@router.delete("/saved/{uuid:post_id}", auth=members, response={204: None}, summary="Save it no longer")
def unsave(request: ApiRequest, post_id: UUID) -> Status[None]:
    """Twice is once."""
    unsave_post(request.member, get_or_404(readable_posts(), id=post_id))
    return Status(204, None)


def _tallies(request: ApiRequest, post: Post, about: Comment | None) -> list[TallyOut]:
    found = tallies_of(post, [about] if about else [], request.member)
    return [TallyOut.of(each) for each in found[about.pk if about else None]]
