"""Lists of the API: some items and where the next ones are, in the body and in the Link header."""

from collections.abc import Callable
from typing import Annotated, Any

from django.db.models import Model, QuerySet
from ninja import Query, Schema
from pydantic import Field

from juluo.core.api.callers import ApiRequest
from juluo.core.pages import LARGEST, SIZE, page_of


class Asked(Schema):
    """Which part of a list."""

    after: Annotated[str, Field(max_length=1000, description="The cursor that the page before gave.")] = ""
    limit: Annotated[int, Field(ge=1, le=LARGEST)] = SIZE


PageAsked = Annotated[Asked, Query()]


class Listed[Item](Schema):
    """One page of a list. `next` is the address of the one after it, null at the end."""

    items: list[Item]
    next: str | None


def listed[Row: Model](
    request: ApiRequest,
    queryset: QuerySet[Row],
    asked: Asked,
    show: Callable[[Row], Any],
) -> dict[str, Any]:
    """Answer the page of `queryset` that was asked for, each row shown by `show`."""
    page = page_of(queryset, asked.after, asked.limit)
    return {"items": [show(row) for row in page.rows], "next": following(request, page.next)}


def following(request: ApiRequest, cursor: str) -> str | None:
    """The address of the page that begins at the cursor, in the Link header, too; None for ""."""
    if not cursor:
        return None
    query = request.GET.copy()
    query["after"] = cursor
    address = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    request.next_page = address  # type: ignore[attr-defined] # the edge writes the Link header from it
    return address
