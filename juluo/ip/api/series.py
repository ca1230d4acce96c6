"""Series: posts in an order, a reader's progress, and what staff make of them."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from juluo.core.api.callers import ApiRequest, everybody, members, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Id, Input, Line, one_of
from juluo.core.http import get_or_404
from juluo.ip.api.posts import StepOut
from juluo.ip.models import Series
from juluo.ip.operations.series import (
    SERIES_TITLE_LENGTH,
    SUMMARY_LENGTH,
    make_series,
    name_series,
    note_reading,
    order_parts,
)
from juluo.ip.queries.posts import readable_posts
from juluo.ip.queries.series import Part, SeriesMet, series_met, series_met_by, series_of_staff, series_shown
from juluo.ip.rules.series import MOST_PARTS

router = Router(tags=["series"])
_may_write = permission("content.write")
_SAID = ("id", "kind", "title", "summary", "made_at")


type SeriesKind = Annotated[Series.Kind, Field(strict=False), one_of(Series.Kind)]


class SeriesOut(Schema):
    """Posts that are read in order: a `column`, or a `course` with chapters."""

    id: UUID
    kind: str
    title: str
    summary: str
    made_at: datetime

    @classmethod
    def of(cls, series: Series) -> Self:
        return cls(**{name: getattr(series, name) for name in _SAID})


class PartOut(Schema):
    """A published part: whether the caller reads it to its end, and has said that they did.

    `chapter` is the title of the chapter that a lesson stands in.
    """

    post_id: UUID
    chapter: str | None
    number: int
    title: str
    audience: str
    opened: bool
    read: bool

    @classmethod
    def of(cls, part: Part) -> Self:
        post, progress = part.post, {"opened": part.opened, "read": part.read}
        chapter = post.chapter.title if post.chapter else None
        return cls(
            post_id=post.pk, chapter=chapter, number=part.number, title=post.title, audience=post.audience, **progress
        )


class MetSeriesOut(SeriesOut):
    """A series as the caller meets it: its parts, how many they have read, and what opens the rest.

    `finished_at` is when they had read all lessons that a course had then.
    """

    parts: list[PartOut]
    read: int
    finished_at: datetime | None
    step: StepOut | None

    @classmethod
    def met(cls, request: ApiRequest, met: SeriesMet) -> Self:
        said = SeriesOut.of(met.series).dict()
        step = StepOut.of(request, met.step) if met.step else None
        said |= {"read": met.read, "finished_at": met.finished_at, "step": step}
        return cls(**said, parts=[PartOut.of(each) for each in met.parts])


class ListedSeriesOut(SeriesOut):
    """A series as it stands in the list: how many parts are published, and how many of them the caller has read.

    `finished_at` is when they had read all lessons that a course had then.
    """

    size: int
    read: int
    finished_at: datetime | None

    @classmethod
    def listed(cls, series: Any) -> Self:
        progress = {"size": series.size, "read": series.read, "finished_at": series.finished}
        return cls(**SeriesOut.of(series).dict(), **progress)


class StudioSeriesOut(SeriesOut):
    """A series as staff see it: with all its posts in their order, drafts too."""

    post_ids: list[UUID]

    @classmethod
    def of(cls, series: Series) -> Self:
        parts = sorted(series.posts.all(), key=lambda post: (post.part or 0, post.pk))
        return cls(**SeriesOut.of(series).dict(), post_ids=[each.pk for each in parts])


class SeriesIn(Input):
    title: Annotated[Line, Field(max_length=SERIES_TITLE_LENGTH)]
    summary: Annotated[str, Field(max_length=SUMMARY_LENGTH)] = ""
    kind: Annotated[SeriesKind | None, Field(description="Left out, it stays; column at first.")] = None


class PartsIn(Input):
    post_ids: Annotated[list[Id], Field(max_length=MOST_PARTS, description="Posts in the order of reading.")]


@router.get("/series", auth=everybody, response=Listed[ListedSeriesOut], summary="List series")
def series_list(request: ApiRequest, asked: PageAsked) -> object:
    """Those with a published part, the latest begun first, and how far the caller has come."""
    return listed(request, series_met(request.member), asked, ListedSeriesOut.listed)


@router.get("/series/{uuid:series_id}", auth=everybody, response=MetSeriesOut, summary="Read a series")
def series(request: ApiRequest, series_id: UUID) -> MetSeriesOut:
    """Its published parts and the caller's progress."""
    found = get_or_404(series_shown(), id=series_id)
    return MetSeriesOut.met(request, series_met_by(found, request.member))


@router.put("/posts/{uuid:post_id}/reading", auth=members, response=MetSeriesOut, summary="Say that a part is read")
def read(request: ApiRequest, post_id: UUID) -> MetSeriesOut:
    """Remember that you read this part of a series to its end. Twice changes nothing."""
    found = get_or_404(readable_posts(), id=post_id)
    note_reading(found, request.member)
    place = get_or_404(series_shown(), id=found.series_id)
    return MetSeriesOut.met(request, series_met_by(place, request.member))


@router.get("/studio/series", auth=_may_write, response=Listed[StudioSeriesOut], summary="List all series")
def all_series(request: ApiRequest, asked: PageAsked) -> object:
    """Every series, the latest begun first."""
    return listed(request, series_of_staff().prefetch_related("posts"), asked, StudioSeriesOut.of)


@router.post("/studio/series", auth=_may_write, response={201: StudioSeriesOut}, summary="Begin a series")
def make(request: ApiRequest, said: SeriesIn) -> Status[StudioSeriesOut]:
    """Nobody but staff sees it before one of its parts is published."""
    del request
    return Status(201, StudioSeriesOut.of(make_series(said.title, summary=said.summary, kind=said.kind)))


@router.put("/studio/series/{uuid:series_id}", auth=_may_write, response=StudioSeriesOut, summary="Name a series")
def name(request: ApiRequest, series_id: UUID, said: SeriesIn) -> StudioSeriesOut:
    """Replace its title, its summary and, if it is named, its kind. A column has no chapters: a course loses them."""
    del request
    return StudioSeriesOut.of(name_series(_known(series_id), said.title, summary=said.summary, kind=said.kind))


@router.put(
    "/studio/series/{uuid:series_id}/parts", auth=_may_write, response=StudioSeriesOut, summary="Order the parts"
)
def order(request: ApiRequest, series_id: UUID, said: PartsIn) -> StudioSeriesOut:
    """Let it consist of these posts, in this order; posts that are not named leave it."""
    del request
    return StudioSeriesOut.of(order_parts(_known(series_id), said.post_ids))


def _known(series_id: UUID) -> Series:
    return get_or_404(Series.objects.all(), id=series_id)
