"""Talk recomposed into an article: made by staff; each quoted member may withdraw their words."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from juluo.core.api.callers import ApiRequest, members, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Id, Input, Line
from juluo.core.http import get_or_404
from juluo.ip.api.posts import PostOut
from juluo.ip.models import Quotation
from juluo.ip.operations.posts import TITLE_LENGTH
from juluo.ip.operations.quotations import recompose, withdraw_words
from juluo.ip.queries.posts import posts_latest_first
from juluo.ip.queries.quotations import MOST_QUOTED, quotable, quotations_of

router = Router(tags=["posts"])


class QuotationOut(Schema):
    """The caller's words in an article; once withdrawn, it leaves them out."""

    id: UUID
    title: str
    comment_id: UUID
    text: str
    at: datetime
    withdrawn_at: datetime | None

    @classmethod
    def of(cls, quotation: Quotation) -> Self:
        told = {name: getattr(quotation, name) for name in ("id", "comment_id", "at", "withdrawn_at")}
        return cls(title=quotation.post.title, text=quotation.comment.text, **told)


class RecompositionIn(Input):
    title: Annotated[Line, Field(max_length=TITLE_LENGTH)]
    comment_ids: Annotated[list[Id], Field(min_length=1, max_length=MOST_QUOTED, description="In their order.")]


@router.get("/quotations", auth=members, response=Listed[QuotationOut], summary="List where you are quoted")
def quotations(request: ApiRequest, asked: PageAsked) -> object:
    """The latest first."""
    return listed(request, quotations_of(request.member), asked, QuotationOut.of)


@router.delete("/quotations/{uuid:quotation_id}", auth=members, response=QuotationOut, summary="Withdraw your words")
def withdraw(request: ApiRequest, quotation_id: UUID) -> QuotationOut:
    """The article leaves them out, published or not. Twice is once."""
    return QuotationOut.of(withdraw_words(get_or_404(quotations_of(request.member), id=quotation_id)))


@router.post(
    "/studio/posts/{uuid:post_id}/recomposition",
    auth=permission("content.write"),
    response={201: PostOut},
    summary="Make an article of the talk",
)
def make(request: ApiRequest, post_id: UUID, said: RecompositionIn) -> Status[PostOut]:
    """Write a draft that quotes comments on the post; each quoted member is told."""
    source = get_or_404(posts_latest_first(), id=post_id)
    known = {each.pk: each for each in quotable(source)}
    chosen = [known[each] for each in said.comment_ids if each in known]
    return Status(201, PostOut.for_staff(recompose(request.member, source, said.title, chosen)))
