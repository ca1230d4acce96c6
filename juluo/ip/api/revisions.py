"""What posts said before: for staff alone, since paid parts stand in it."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from django.http import Http404
from ninja import Query, Router, Schema
from pydantic import Field

from juluo.core.api.callers import ApiRequest, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.http import get_or_404
from juluo.ip.api.posts import LAST_NUMBER, PostOut
from juluo.ip.models import Post, Revision
from juluo.ip.operations.posts import restore_revision
from juluo.ip.queries.posts import posts_latest_first
from juluo.ip.queries.revisions import Comparison, comparison, revisions_of
from juluo.ip.rules.differences import Piece

router = Router(tags=["revisions"])
_may_write = permission("content.write")
_SAID = ("id", "number", "title", "audience", "at", "restores")


class RevisionOut(Schema):
    """What a post said from `at` on. `by` saved it, null if gone; `restores` is what it brought back."""

    id: UUID
    number: int
    title: str
    audience: str
    by: str | None
    at: datetime
    restores: int | None

    @classmethod
    def of(cls, revision: Revision) -> Self:
        by = revision.by.name if revision.by else None
        return cls(by=by, **{name: getattr(revision, name) for name in _SAID})


class ToldRevisionOut(RevisionOut):
    text: str

    @classmethod
    def of(cls, revision: Revision) -> Self:
        return cls(**RevisionOut.of(revision).dict(), text=revision.text)


class PieceOut(Schema):
    """A stretch of text: `same`, `gone`, `new`, or `skipped` with the number of its lines, which are as before."""

    kind: str
    text: str
    lines: int

    @classmethod
    def of(cls, piece: Piece) -> Self:
        return cls(kind=piece.kind, text=piece.text, lines=piece.lines)


class ComparisonOut(Schema):
    """What changed from `old` (null before the first) to `new`."""

    old: RevisionOut | None
    new: RevisionOut
    title: list[PieceOut]
    text: list[PieceOut]

    @classmethod
    def of(cls, found: Comparison) -> Self:
        pieces = {name: [PieceOut.of(each) for each in getattr(found, name)] for name in ("title", "text")}
        return cls(old=RevisionOut.of(found.old) if found.old else None, new=RevisionOut.of(found.new), **pieces)


class Pair(Schema):
    """Which two revisions: the latest, and the one before it, where none is named."""

    old: Annotated[int | None, Field(ge=1, le=LAST_NUMBER)] = None
    new: Annotated[int | None, Field(ge=1, le=LAST_NUMBER)] = None


@router.get(
    "/studio/posts/{uuid:post_id}/revisions", auth=_may_write, response=Listed[RevisionOut], summary="List revisions"
)
def revisions(request: ApiRequest, post_id: UUID, asked: PageAsked) -> object:
    """Every version of a post that was saved, the latest first."""
    return listed(request, revisions_of(_post(post_id)), asked, RevisionOut.of)


@router.get(
    "/studio/posts/{uuid:post_id}/revisions/{uuid:revision_id}",
    auth=_may_write, response=ToldRevisionOut, summary="Read a revision",
)  # fmt: skip
def revision(request: ApiRequest, post_id: UUID, revision_id: UUID) -> ToldRevisionOut:
    """All of what the post said."""
    del request
    return ToldRevisionOut.of(_revision(post_id, revision_id))


@router.get(
    "/studio/posts/{uuid:post_id}/comparison", auth=_may_write, response=ComparisonOut, summary="Compare two revisions"
)
def compare(request: ApiRequest, post_id: UUID, pair: Annotated[Pair, Query()]) -> ComparisonOut:
    """By lines, then by words; Chinese by characters. Long passages that stayed are left out."""
    del request
    found = comparison(_post(post_id), old=pair.old, new=pair.new)
    if found is None:
        raise Http404
    return ComparisonOut.of(found)


@router.post(
    "/studio/posts/{uuid:post_id}/revisions/{uuid:revision_id}/restoration",
    auth=_may_write, response=PostOut, summary="Bring back a revision",
)  # fmt: skip
def restore(request: ApiRequest, post_id: UUID, revision_id: UUID) -> PostOut:
    """Let the post say it again: a new revision. If it says that now, nothing changes."""
    del request
    return PostOut.for_staff(restore_revision(_revision(post_id, revision_id)))


def _post(post_id: UUID) -> Post:
    return get_or_404(posts_latest_first(), id=post_id)


def _revision(post_id: UUID, revision_id: UUID) -> Revision:
    return get_or_404(revisions_of(_post(post_id)).defer(None), id=revision_id)
