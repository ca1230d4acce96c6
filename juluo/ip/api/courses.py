"""The outline of a course: its chapters and lessons, in order."""

from typing import Annotated, Self
from uuid import UUID

from ninja import Router, Schema
from pydantic import Field

from juluo.core.api.callers import ApiRequest, permission
from juluo.core.api.schemas import Id, Input
from juluo.core.http import get_or_404
from juluo.ip.models import Series
from juluo.ip.operations.courses import lay_out
from juluo.ip.queries.courses import outline_now
from juluo.ip.rules.course import CHAPTER_TITLE_LENGTH, MOST_CHAPTERS, Section
from juluo.ip.rules.series import MOST_PARTS

router = Router(tags=["series"])
_may_write = permission("content.write")
_AT = "/studio/series/{uuid:series_id}/outline"
_NEW = "Left out for a new chapter, and for the lessons before any chapter."


class SectionOut(Schema):
    """A chapter and its lessons; the first one has no title and holds the lessons before any chapter."""

    chapter_id: UUID | None
    title: str
    post_ids: list[UUID]


class OutlineOut(Schema):
    sections: list[SectionOut]

    @classmethod
    def of(cls, series: Series) -> Self:
        return cls(sections=[
            SectionOut(chapter_id=each.chapter_id, title=each.title, post_ids=list(each.post_ids))
            for each in outline_now(series)
        ])  # fmt: skip


class SectionIn(Input):
    chapter_id: Annotated[UUID | None, Field(strict=False, description=_NEW)] = None
    title: Annotated[str, Field(max_length=CHAPTER_TITLE_LENGTH)] = ""
    post_ids: Annotated[list[Id], Field(max_length=MOST_PARTS)] = []


class OutlineIn(Input):
    sections: Annotated[list[SectionIn], Field(max_length=MOST_CHAPTERS + 1)]


@router.get(_AT, auth=_may_write, response=OutlineOut, summary="Read the outline of a course")
def outline(request: ApiRequest, series_id: UUID) -> OutlineOut:
    """All chapters and lessons, drafts too."""
    del request
    return OutlineOut.of(_known(series_id))


@router.put(_AT, auth=_may_write, response=OutlineOut, summary="Lay out a course")
def arrange(request: ApiRequest, series_id: UUID, said: OutlineIn) -> OutlineOut:
    """Replace the outline: chapters and lessons that are not named leave the course. The posts themselves stay."""
    del request
    known = _known(series_id)
    sections = (Section(each.title, each.chapter_id, tuple(each.post_ids)) for each in said.sections)
    lay_out(known, tuple(sections))
    return OutlineOut.of(known)


def _known(series_id: UUID) -> Series:
    return get_or_404(Series.objects.filter(kind=Series.Kind.COURSE), id=series_id)
