"""Courses as staff arrange them, and who has finished one."""

from datetime import datetime

from juluo.core.models import Member
from juluo.ip.models import CourseFinished, Series
from juluo.ip.rules.course import Outline, outline_of


def outline_now(series: Series) -> Outline:
    """The chapters of a course with all of their lessons, drafts too; what comes before any chapter stands first."""
    chapters = list(series.chapters.order_by("place", "id").values_list("pk", "title"))
    lessons = list(series.posts.only("id", "chapter_id").order_by("part", "id"))
    return outline_of(chapters, lessons)


def finished_at(series: Series, reader: Member | None) -> datetime | None:
    """When the reader finished the course; None for who has not, and for a column."""
    if reader is None or series.kind != Series.Kind.COURSE:
        return None
    return CourseFinished.objects.filter(member=reader, series=series).values_list("at", flat=True).first()
