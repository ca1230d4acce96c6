"""Following: what the caller hears of, how soon, and the posts that this brings."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from ninja import Query, Router, Schema, Status
from pydantic import Field

from juluo.core.addresses import address_of
from juluo.core.api.callers import ApiRequest, members
from juluo.core.api.lists import Asked, Listed, PageAsked, following, listed
from juluo.core.api.schemas import Input
from juluo.core.http import get_or_404
from juluo.core.models import Member
from juluo.core.pages import Page, page_of
from juluo.ip.api.posts import PostOut
from juluo.ip.models import Follow, Pace, Post
from juluo.ip.operations.feed_keys import end_feed_key, make_feed_key
from juluo.ip.operations.following import follow, unfollow
from juluo.ip.queries.followed import followed_posts, weighed
from juluo.ip.queries.following import authors_for, follows_of, series_for
from juluo.ip.rules.following import Subject

router = Router(tags=["following"])
_PACE = "How soon the caller hears of it. Left out, it stays as it is, and is once a week for a new one."


class FollowOut(Schema):
    """What the caller follows: a series, an author, or the IP itself (both null)."""

    series_id: UUID | None
    author_id: UUID | None
    pace: str
    at: datetime

    @classmethod
    def of(cls, made: Follow) -> Self:
        return cls(series_id=made.series_id, author_id=made.author_id, pace=made.pace, at=made.at)


class FollowIn(Input):
    pace: Annotated[Pace | None, Field(strict=False, description=_PACE)] = None


class FollowedAsked(Asked):
    order: Annotated[Literal["", "matters"], Field(description='"matters": what matters first, not the newest.')] = ""


@router.get("/followed", auth=members, response=Listed[PostOut], summary="List posts the caller follows")
def followed(request: ApiRequest, asked: Annotated[FollowedAsked, Query()]) -> object:
    """What they follow brought, newest first, each with the part of its text that everyone reads."""
    posts = followed_posts(request.member)
    page: Page[Post] = Page([], "")
    if posts is not None and asked.order:
        page = weighed(posts, asked.after, size=asked.limit)
    elif posts is not None:
        page = page_of(posts, asked.after, asked.limit)
    return {"items": [PostOut.of(each) for each in page.rows], "next": following(request, page.next)}


@router.get("/following", auth=members, response=Listed[FollowOut], summary="List what the caller follows")
def all_followed(request: ApiRequest, asked: PageAsked) -> object:
    """The latest followed first."""
    return listed(request, follows_of(request.member), asked, FollowOut.of)


@router.put("/following/ip", auth=members, response=FollowOut, summary="Follow the IP")
def follow_ip(request: ApiRequest, said: FollowIn) -> FollowOut:
    """Everything it publishes. Twice is once."""
    return FollowOut.of(follow(request.member, Subject(), pace=said.pace or ""))


@router.delete("/following/ip", auth=members, response={204: None}, summary="Follow the IP no longer")
def unfollow_ip(request: ApiRequest) -> Status[None]:
    """Twice is once."""
    unfollow(request.member, Subject())
    return Status(204, None)


@router.put("/following/series/{uuid:series_id}", auth=members, response=FollowOut, summary="Follow a series")
def follow_series(request: ApiRequest, series_id: UUID, said: FollowIn) -> FollowOut:
    """Its further parts. Twice is once."""
    return FollowOut.of(follow(request.member, _series(request.member, series_id), pace=said.pace or ""))


@router.delete("/following/series/{uuid:series_id}", auth=members, response={204: None}, summary="Unfollow a series")
def unfollow_series(request: ApiRequest, series_id: UUID) -> Status[None]:
    """Twice is once."""
    unfollow(request.member, _series(request.member, series_id))
    return Status(204, None)


@router.put("/following/authors/{uuid:member_id}", auth=members, response=FollowOut, summary="Follow an author")
def follow_author(request: ApiRequest, member_id: UUID, said: FollowIn) -> FollowOut:
    """What this member publishes here. Twice is once."""
    return FollowOut.of(follow(request.member, _author(request.member, member_id), pace=said.pace or ""))


@router.delete("/following/authors/{uuid:member_id}", auth=members, response={204: None}, summary="Unfollow an author")
def unfollow_author(request: ApiRequest, member_id: UUID) -> Status[None]:
    """Twice is once."""
    unfollow(request.member, _author(request.member, member_id))
    return Status(204, None)


class FeedKeyOut(Schema):
    """The addresses of the caller's private feed. They can never be read again."""

    atom: str
    rss: str
    json_feed: str


@router.post("/following/feed-key", auth=members, response={201: FeedKeyOut}, summary="Make a private feed")
def make_feed(request: ApiRequest) -> Status[FeedKeyOut]:
    """What the caller follows, as far as they may read it, for programs that cannot sign in. Ends the one before."""
    _key, word = make_feed_key(request.member)
    forms = {"atom": "atom", "rss": "rss", "json_feed": "json"}
    found = {name: address_of(request.space, f"front:private_feed_{form}", word) for name, form in forms.items()}
    return Status(201, FeedKeyOut(**found))


@router.delete("/following/feed-key", auth=members, response={204: None}, summary="End the private feed")
def end_feed(request: ApiRequest) -> Status[None]:
    """Its addresses lead nowhere any more. Twice is once."""
    end_feed_key(request.member)
    return Status(204, None)


def _series(member: Member, series_id: UUID) -> Subject:
    return Subject(series=get_or_404(series_for(member), id=series_id))


def _author(member: Member, member_id: UUID) -> Subject:
    return Subject(author=get_or_404(authors_for(member), id=member_id))
