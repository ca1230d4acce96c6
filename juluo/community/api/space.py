"""The space itself: what it is called, and whether its doors are open."""

from datetime import datetime
from typing import Annotated

from ninja import Router, Schema
from pydantic import Field

from juluo.community.operations.closing import close_space, rename_space, reopen_space
from juluo.community.rules import SPACE_NAME_LENGTH
from juluo.core.api.callers import ApiRequest, permission
from juluo.core.api.schemas import Input
from juluo.core.models import Space

router = Router(tags=["space"])


class SpaceOut(Schema):
    """A space; `closed_at` is null while it is open."""

    slug: str
    name: str
    currency: str
    language: str
    time_zone: str
    made_at: datetime
    closed_at: datetime | None


class SpaceIn(Input):
    name: Annotated[str, Field(min_length=1, max_length=SPACE_NAME_LENGTH)]


class ClosingIn(Input):
    """The space's own address, sent by whoever means it."""

    slug: Annotated[str, Field(min_length=1, max_length=40)]


@router.get("/studio/space", auth=permission("settings.write"), response=SpaceOut, summary="Read the space's settings")
def space(request: ApiRequest) -> Space:
    """What the space is called, where it lives, and whether it is closed."""
    return request.space


@router.put("/studio/space", auth=permission("settings.write"), response=SpaceOut, summary="Rename the space")
def rename(request: ApiRequest, wanted: SpaceIn) -> Space:
    """Its address stays."""
    del request
    return rename_space(wanted.name)


@router.put("/studio/space/closing", auth=permission("settings.write"), response=SpaceOut, summary="Close the space")
def close(request: ApiRequest, meant: ClosingIn) -> Space:
    """All but staff meet one page (410, `space_closed`), and nothing can be bought; money under way still arrives."""
    del request
    return close_space(slug=meant.slug)


@router.delete(
    "/studio/space/closing", auth=permission("settings.write"), response=SpaceOut, summary="Reopen the space"
)
def reopen(request: ApiRequest) -> Space:
    """Open the space again, as it was."""
    del request
    return reopen_space()
