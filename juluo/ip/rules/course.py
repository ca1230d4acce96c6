"""The outline of a course: chapters with their lessons, in order. Each change makes another outline of it."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _

from juluo.core.refusals import Refused
from juluo.ip.models import Post, Series
from juluo.ip.rules.pictures import moved

MOST_CHAPTERS = 50
CHAPTER_TITLE_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter and its lessons. Without a title: the lessons before any chapter. A titled one without id is new."""

    title: str = ""
    chapter_id: UUID | None = None
    post_ids: tuple[UUID, ...] = ()


type Outline = tuple[Section, ...]


def check_course(series: Series, outline: Outline, known: Sequence[UUID]) -> None:
    """Refuse a column, too many chapters, chapters that are not of the course, and a lesson that stands twice."""
    if series.kind != Series.Kind.COURSE:
        raise Refused(_("This series is a column. Make it a course first."), code="not_a_course")
    if len(outline) > MOST_CHAPTERS + 1:
        message = _("A course has at most %(most)d chapters.") % {"most": MOST_CHAPTERS}
        raise Refused(message, code="too_many_chapters", field="sections", status=422)
    named = [section.chapter_id for section in outline if section.chapter_id]
    if len(named) > len(set(named)) or not set(named) <= set(known):
        message = _("One of these chapters is not there any more. Load the page again.")
        raise Refused(message, code="unknown_chapter", field="sections", status=422)
    lessons = lessons_of(outline)
    if len(lessons) > len(set(lessons)):
        raise Refused(_("A lesson stands in a course once."), code="twice", field="sections", status=422)


def check_beginning(outline: Outline) -> None:
    """Only the first section may be without a title."""
    if any(not section.title.strip() for section in outline[1:]) or any(
        section.chapter_id and not section.title.strip() for section in outline
    ):
        raise Refused(_("Write something here."), code="empty", field="sections", status=422)


def lessons_of(outline: Outline) -> list[UUID]:
    return [post_id for section in outline for post_id in section.post_ids]


def outline_of(chapters: Sequence[tuple[UUID, str]], lessons: Sequence[Post]) -> Outline:
    """The outline that these chapters (id and title) and lessons stand in, both in their order."""
    keys = {key for key, _title in chapters}
    below: dict[UUID | None, list[UUID]] = defaultdict(list)
    for post in lessons:
        below[post.chapter_id if post.chapter_id in keys else None].append(post.pk)
    return tuple(Section(title, key, tuple(below[key])) for key, title in [(None, ""), *chapters])


def with_chapter(outline: Outline, title: str) -> Outline:
    return (*outline, Section(title))


def with_lesson(outline: Outline, post_id: UUID) -> Outline:
    """The lesson comes last in the last chapter."""
    last = outline[-1] if outline else Section()
    return (*outline[:-1], replace(last, post_ids=(*last.post_ids, post_id)))


def renamed(outline: Outline, chapter_id: UUID, title: str) -> Outline:
    return tuple(replace(each, title=title) if each.chapter_id == chapter_id else each for each in outline)


def without_chapter(outline: Outline, chapter_id: UUID) -> Outline:
    """Its lessons fall to the chapter before."""
    kept: list[Section] = []
    for section in outline:
        if section.chapter_id == chapter_id:
            before = kept.pop() if kept else Section()
            section = replace(before, post_ids=before.post_ids + section.post_ids)  # noqa: PLW2901 - both in one
        kept.append(section)
    return tuple(kept)


def without_lesson(outline: Outline, post_id: UUID) -> Outline:
    return _each(outline, lambda lessons: tuple(each for each in lessons if each != post_id))


def chapter_moved(outline: Outline, chapter_id: UUID, by: int) -> Outline:
    """The chapter with its lessons stands so many chapters later; what comes before any chapter stays first."""
    first, chapters = outline[:1], outline[1:]
    found = next((each for each in chapters if each.chapter_id == chapter_id), None)
    return (*first, *moved(chapters, found, by)) if found else outline


def lesson_moved(outline: Outline, post_id: UUID, by: int) -> Outline:
    """The lesson stands one line earlier (-1) or later (1); past the title of a chapter it joins that chapter."""
    at = next((at for at, section in enumerate(outline) if post_id in section.post_ids), None)
    if at is None:
        return outline
    lessons = outline[at].post_ids
    ends = lessons[-1] if by > 0 else lessons[0]
    to = at + by
    if ends != post_id or not 0 <= to < len(outline):
        return _each(outline, lambda each: tuple(moved(each, post_id, by)) if post_id in each else each)
    sections = list(without_lesson(outline, post_id))
    there = sections[to].post_ids
    sections[to] = replace(sections[to], post_ids=(post_id, *there) if by > 0 else (*there, post_id))
    return tuple(sections)


def _each(outline: Outline, change: Callable[[tuple[UUID, ...]], tuple[UUID, ...]]) -> Outline:
    return tuple(replace(section, post_ids=change(section.post_ids)) for section in outline)
