"""What a course consists of, and who has finished it."""

from dataclasses import replace
from uuid import UUID

from django.db import transaction

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Member
from juluo.core.publishing import renew_pages
from juluo.core.texts import clean_line
from juluo.ip.facts.showing import CourseCompleted, CourseLaidOut
from juluo.ip.models import Chapter, CourseFinished, PartRead, Post, Series
from juluo.ip.queries.courses import outline_now
from juluo.ip.rules.course import CHAPTER_TITLE_LENGTH, Outline, Section, check_beginning, check_course, lessons_of
from juluo.ip.rules.series import check_parts


@transaction.atomic
def lay_out(series: Series, outline: Outline) -> Series:
    """Let the course consist of these chapters and lessons, in this order; others leave it. The same changes nothing.

    Refused: `not_a_course`, `too_many_chapters`, `unknown_chapter`, `twice`, `empty`, and what parts are refused for.
    """
    series = Series.objects.select_for_update().get(pk=series.pk)
    before = outline_now(series)
    check_course(series, outline, [each.chapter_id for each in before if each.chapter_id])
    check_beginning(outline)
    outline = tuple(_cleaned(section) for section in outline)
    if not outline or outline[0].title:
        outline = (Section(), *outline)
    wanted = lessons_of(outline)
    found = {post.pk: post for post in Post.objects.select_for_update().filter(pk__in=wanted).order_by("pk")}
    check_parts(series, wanted, found.values())
    if outline == before:
        return series
    _write(series, outline, found)
    renew_pages()
    titles = tuple(section.title for section in outline[1:])
    record(CourseLaidOut(series_id=series.pk, chapters=titles, post_ids=tuple(map(str, wanted))))
    return series


def dissolve_chapters(series: Series) -> None:
    """Let the lessons stand in no chapter; for a series that is no course any more."""
    series.posts.update(chapter=None)
    series.chapters.all().delete()


def note_finished(series: Series, reader: Member) -> None:
    """Remember that the reader has read every lesson that is published, when it is so; once is for ever."""
    lessons = Post.objects.published().filter(series=series)
    read = PartRead.objects.filter(member=reader, post__in=lessons).count()
    if read < lessons.count():
        return
    made = CourseFinished.objects.filter(member=reader, series=series).exists()
    if not made:
        CourseFinished.objects.create(member=reader, series=series, at=clock.now())
        record(CourseCompleted(series_id=series.pk, member_id=reader.pk))


def _cleaned(section: Section) -> Section:
    title = clean_line(section.title, field="sections", most=CHAPTER_TITLE_LENGTH, least=0)
    return replace(section, title=title)


def _write(series: Series, outline: Outline, found: dict[UUID, Post]) -> None:
    series.posts.exclude(pk__in=found).update(series=None, part=None, chapter=None)
    chapters = [_chapter(series, section, place) for place, section in enumerate(outline)]
    part = 0
    for section, chapter in zip(outline, chapters, strict=True):
        for post_id in section.post_ids:
            part += 1
            found[post_id].series, found[post_id].part, found[post_id].chapter = series, part, chapter
    Post.objects.bulk_update(found.values(), ["series", "part", "chapter"])
    series.chapters.exclude(pk__in=[chapter.pk for chapter in chapters if chapter]).delete()


def _chapter(series: Series, section: Section, place: int) -> Chapter | None:
    if not section.title:
        return None
    said = {"series": series, "title": section.title, "place": place}
    if section.chapter_id is None:
        made: Chapter = Chapter.objects.create(**said)
        return made
    chapter = Chapter(pk=section.chapter_id, space_id=series.space_id, **said)
    chapter.save(force_update=True, update_fields=["title", "place"])
    return chapter
