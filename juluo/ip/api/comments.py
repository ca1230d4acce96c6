"""Comments on posts: read by whoever reads the post, written by members, hidden by staff."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from juluo.core.api.callers import ApiRequest, everybody, members, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Id, Input, Text
from juluo.core.http import get_or_404
from juluo.ip.models import COMMENT_LENGTH, QUOTE_LENGTH, Comment, Post
from juluo.ip.operations.comments import edit_comment, pin_comment, take_comment_back, unpin_comment, write_comment
from juluo.ip.queries.comments import (
    comments_latest_first,
    comments_of,
    quoting,
    readable_comments,
    replies_in,
    threads_of,
)
from juluo.ip.queries.team import team_of
from juluo.ip.readable import readable_comment, readable_post
from juluo.ip.rules.quotes import Quote

router = Router(tags=["comments"])
_may_moderate = permission("talk.moderate")

type Words = Annotated[Text, Field(max_length=COMMENT_LENGTH, description="Plain text.")]


class CommentOut(Schema):
    """A comment. `text` and `author` are null where it was taken back or hidden and only its answers still stand.

    `author_role` is "" for who is not introduced as one of the people behind the IP; `author_human` really writes where
    the author's name is an invented voice, else it is "".
    """

    id: UUID
    post_id: UUID
    thread_id: UUID | None
    answers_id: UUID | None
    author_id: UUID | None
    author: str | None
    author_role: str
    author_human: str
    text: str | None
    written_at: datetime
    edited_at: datetime | None
    pinned: bool
    quote: str | None = None
    quoted_id: UUID | None = None

    @classmethod
    def of(cls, request: ApiRequest, comment: Comment) -> Self:
        names = ("id", "post_id", "thread_id", "answers_id", "written_at", "edited_at")
        shown: dict[str, Any] = {name: getattr(comment, name) for name in names}
        said = {"author_id": comment.author_id, "author": comment.author.name, "text": comment.text}
        shown |= said if comment.is_said else dict.fromkeys(said)
        who = team_of(request.space).get(comment.author_id) if comment.is_said else None
        shown |= {"author_role": who.role if who else "", "author_human": who.human if who else ""}
        if comment.is_said and comment.quote_stands:
            shown |= {"quote": comment.quote, "quoted_id": comment.quoted_id}
        return cls(pinned=comment.pinned_at is not None, **shown)


class StudioCommentOut(CommentOut):
    """A comment as staff see it, also while it is hidden, with the words it quotes."""

    hidden_at: datetime | None
    reason: str
    words: str

    @classmethod
    def of(cls, request: ApiRequest, comment: Comment) -> Self:
        shown: dict[str, Any] = CommentOut.of(request, comment).dict()
        shown |= {"author_id": comment.author_id, "author": comment.author.name, "text": comment.text}
        shown |= {"quote": comment.quote or None, "quoted_id": comment.quoted_id}
        shown |= {"reason": comment.hidden_because, "words": comment.hidden_words}
        return cls(hidden_at=comment.hidden_at, **shown)


class CommentIn(Input):
    text: Words
    answers_id: Annotated[Id | None, Field(description="The comment that this one answers, if it does.")] = None


class QuotingIn(CommentIn):
    quote: Annotated[Text, Field(max_length=QUOTE_LENGTH, description="Words as they stand there.")]
    quoted_id: Annotated[Id | None, Field(description="The comment they are from; null for the post.")] = None


class CommentTextIn(Input):
    text: Words


@router.get("/posts/{uuid:post_id}/comments", auth=everybody, response=Listed[CommentOut], summary="List the threads")
def comments(request: ApiRequest, post_id: UUID, asked: PageAsked) -> object:
    """The comments that answer no other, the latest first."""
    return listed(
        request, threads_of(readable_post(post_id, request.member).pk), asked, lambda each: CommentOut.of(request, each)
    )


@router.get("/comments/{uuid:comment_id}/answers", auth=everybody, response=Listed[CommentOut], summary="List a thread")
def answers(request: ApiRequest, comment_id: UUID, asked: PageAsked) -> object:
    """What was said in the comment's thread after its first one, in the order it was said."""
    found = readable_comment(comment_id, request.member)
    return listed(request, replies_in(found.thread_id or found.pk), asked, lambda each: CommentOut.of(request, each))


@router.post("/posts/{uuid:post_id}/comments", auth=members, response={201: CommentOut}, summary="Write a comment")
def write(request: ApiRequest, post_id: UUID, said: CommentIn) -> Status[CommentOut]:
    """Say something, or answer what was said. The same words at the same place within a minute are one comment."""
    post = readable_post(post_id, request.member)
    answered = _under(post, said.answers_id)
    return Status(201, CommentOut.of(request, write_comment(request.member, post, said.text, answers=answered)))


@router.get("/posts/{uuid:post_id}/quotes", auth=everybody, response=Listed[CommentOut], summary="List the quotes")
def quotes(request: ApiRequest, post_id: UUID, asked: PageAsked) -> object:
    """The comments that quote the post or what was said under it, the latest first."""
    return listed(
        request, quoting(readable_post(post_id, request.member)), asked, lambda each: CommentOut.of(request, each)
    )


@router.post("/posts/{uuid:post_id}/quotes", auth=members, response={201: CommentOut}, summary="Quote")
def quote(request: ApiRequest, post_id: UUID, said: QuotingIn) -> Status[CommentOut]:
    """Say something with a quote of the post, or of a comment under it: of nothing else. Its author is told."""
    post = readable_post(post_id, request.member)
    answered, quoted = (_under(post, each) for each in (said.answers_id, said.quoted_id))
    passage = Quote(said.quote, quoted)
    return Status(
        201, CommentOut.of(request, write_comment(request.member, post, said.text, answers=answered, quote=passage))
    )


@router.put("/comments/{uuid:comment_id}", auth=members, response=CommentOut, summary="Change a comment")
def edit(request: ApiRequest, comment_id: UUID, said: CommentTextIn) -> CommentOut:
    """One of one's own, for ten minutes."""
    return CommentOut.of(request, edit_comment(_own(request, comment_id), said.text))


@router.delete("/comments/{uuid:comment_id}", auth=members, response={204: None}, summary="Take a comment back")
def take_back(request: ApiRequest, comment_id: UUID) -> Status[None]:
    """One of one's own, for good. A mark stays where somebody answered it."""
    take_comment_back(_own(request, comment_id))
    return Status(204, None)


@router.put("/comments/{uuid:comment_id}/pin", auth=members, response=CommentOut, summary="Pin a comment")
def pin(request: ApiRequest, comment_id: UUID) -> CommentOut:
    """Let one comment stand on top; only the author of the post does this."""
    return CommentOut.of(request, pin_comment(readable_comment(comment_id, request.member), by=request.member))


@router.delete("/comments/{uuid:comment_id}/pin", auth=members, response=CommentOut, summary="Unpin a comment")
def unpin(request: ApiRequest, comment_id: UUID) -> CommentOut:
    """Let it stand where it was said."""
    return CommentOut.of(request, unpin_comment(readable_comment(comment_id, request.member), by=request.member))


@router.get("/studio/comments", auth=_may_moderate, response=Listed[StudioCommentOut], summary="List all comments")
def all_comments(request: ApiRequest, asked: PageAsked, state: Literal["", "reported", "hidden"] = "") -> object:
    """The latest first; `state` "reported" or "hidden" lists only those."""
    return listed(request, comments_latest_first(state), asked, lambda each: StudioCommentOut.of(request, each))


def _under(post: Post, comment_id: UUID | None) -> Comment | None:
    return get_or_404(readable_comments(), id=comment_id, post=post) if comment_id else None


def _own(request: ApiRequest, comment_id: UUID) -> Comment:
    return get_or_404(comments_of(request.member), id=comment_id)
