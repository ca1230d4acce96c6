"""What joins the pillars: search; and the audit log, for machines that keep or watch it."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from juluo.core.api.callers import ApiRequest, everybody, permission
from juluo.core.api.lists import Asked, Listed, PageAsked, following, listed
from juluo.core.chronicle import facts_by_staff, sentence_of
from juluo.core.models import FactRow
from juluo.core.refusals import Refused
from juluo.core.search.finding import Found
from juluo.core.search.marking import plain_snippet
from juluo.core.search.terms import LONGEST_QUESTION, Question
from juluo.front.queries.finding import SIZE, kinds_asked, page_found

router = Router(tags=["audit"])
_KINDS = 'One kind only: "consultation", "post", "product", "room", "series", "story".'


class FactOut(Schema):
    """What staff did, once written never changed. `sentence` says it for people, `name` and `data` for machines."""

    id: UUID
    name: str
    sentence: str
    actor_id: UUID | None
    subject_id: UUID
    data: dict[str, Any]
    at: datetime

    @classmethod
    def of(cls, row: FactRow) -> Self:
        plain = {name: getattr(row, name) for name in ("id", "name", "actor_id", "subject_id", "data", "at")}
        return cls(sentence=sentence_of(row.name, row.data), **plain)


@router.get("/facts", auth=permission("settings.write"), response=Listed[FactOut], summary="Read the audit log")
def facts(request: ApiRequest, asked: PageAsked) -> object:
    """Everything staff did, the latest first."""
    return listed(request, facts_by_staff(), asked, FactOut.of)


class SearchAsked(Asked):
    """What is looked for. One character alone finds titles and tags only; the last word may be a beginning."""

    q: Annotated[str, Field(min_length=1, max_length=LONGEST_QUESTION)]
    kind: Annotated[str, Field(max_length=20, description=_KINDS)] = ""
    limit: Annotated[int, Field(ge=1, le=50)] = SIZE


class FoundOut(Schema):
    """Something found. `excerpt` is plain text around the first of the words."""

    kind: str
    id: UUID
    title: str
    excerpt: str
    url: str
    at: datetime

    @classmethod
    def of(cls, request: ApiRequest, found: Found, question: Question | None) -> Self:
        told = found.document
        excerpt = plain_snippet(told.text, question)
        url = request.build_absolute_uri(told.url)
        return cls(kind=found.kind.kind, id=told.id, title=told.title, excerpt=excerpt, url=url, at=told.at)


@router.get("/search", auth=everybody, response=Listed[FoundOut], summary="Search", tags=["search"])
def search(request: ApiRequest, asked: Annotated[SearchAsked, Query()]) -> object:
    """What the words find of all that the caller may read, the best first; at most a thousand."""
    if asked.kind and kinds_asked(asked.kind) != [asked.kind]:
        raise Refused(_("There is no such kind."), code="unknown_kind", field="kind", status=422)
    page = page_found(asked.q, asked.kind, request.member, after=asked.after, size=asked.limit)
    items = [FoundOut.of(request, each, page.question) for each in page.rows]
    return {"items": items, "next": following(request, page.next)}
