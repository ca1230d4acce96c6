"""Reactions, saved posts and reports: what a reader does with one press, and what staff see of it."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from juluo.core.api.callers import ApiRequest, everybody, members, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Input
from juluo.core.http import get_or_404
from juluo.ip.models import HIDING_WORDS_LENGTH, Comment, Post, Reaction, Report, SavedPost
from juluo.ip.operations.responses import close_report, react, report, save_post, take_reaction_back, unsave_post
from juluo.ip.queries.posts import readable_posts
from juluo.ip.queries.responses import reports_latest_first, saved_by, tallies_of
from juluo.ip.readable import readable_comment, readable_post
from juluo.ip.rules.responses import Tally

router = Router(tags=["responses"])
_may_moderate = permission("talk.moderate")


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


class ReportOut(Schema):
    """What a member reported: a post, a comment, a message, or words of support. Open while `closed_at` is null."""

    id: UUID
    post_id: UUID | None
    comment_id: UUID | None
    message_id: UUID | None
    tip_id: UUID | None
    reporter_id: UUID
    reason: str
    words: str
    at: datetime
    closed_at: datetime | None
    closed_by_id: UUID | None


class ReactionIn(Input):
    kind: Annotated[Reaction.Kind, Field(strict=False)]


class ReportIn(Input):
    reason: Annotated[Comment.Reason, Field(strict=False)]
    words: Annotated[str, Field(max_length=HIDING_WORDS_LENGTH)] = ""


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


@router.post("/posts/{uuid:post_id}/reports", auth=members, response={201: ReportOut}, summary="Report a post")
def report_post(request: ApiRequest, post_id: UUID, said: ReportIn) -> Status[Report]:
    """While the caller's report of it is open, the same one is answered again."""
    post = readable_post(post_id, request.member)
    return Status(201, report(request.member, post, reason=said.reason, words=said.words))


@router.post("/comments/{uuid:comment_id}/reports", auth=members, response={201: ReportOut}, summary="Report a comment")
def report_comment(request: ApiRequest, comment_id: UUID, said: ReportIn) -> Status[Report]:
    """While the caller's report of it is open, the same one is answered again."""
    about = readable_comment(comment_id, request.member)
    return Status(201, report(request.member, about.post, reason=said.reason, words=said.words, comment=about))


@router.get("/studio/reports", auth=_may_moderate, response=Listed[ReportOut], summary="List reports")
def reports(request: ApiRequest, asked: PageAsked, state: Literal["", "open", "closed"] = "") -> object:
    """The latest first; `state` is "open" or "closed"."""
    return listed(request, reports_latest_first(state), asked, ReportOut.from_orm)


@router.post(
    "/studio/reports/{uuid:report_id}/closing", auth=_may_moderate, response=ReportOut, summary="Close a report"
)
def close(request: ApiRequest, report_id: UUID) -> Report:
    """Somebody has looked at it. Closing it twice changes nothing."""
    return close_report(get_or_404(reports_latest_first(), id=report_id), by=request.member)


def _tallies(request: ApiRequest, post: Post, about: Comment | None) -> list[TallyOut]:
    found = tallies_of(post, [about] if about else [], request.member)
    return [TallyOut.of(each) for each in found[about.pk if about else None]]
