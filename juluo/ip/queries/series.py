"""Series as readers and staff see them: the parts in their order, and how far somebody has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, DateTimeField, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from juluo.core.entitlements import rights_among
from juluo.core.models import Member
from juluo.ip.models import CourseFinished, PartRead, Post, Series
from juluo.ip.queries.courses import finished_at
from juluo.ip.queries.reading import Step, step_before
from juluo.ip.rules.audience import admits, rights_to

_OFFERED = 50
"""How many of the latest posts outside of any series staff may choose parts from."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a post stands in its series, among the parts that are published."""

    series: Series
    number: int
    count: int
    before: Post | None
    after: Post | None


@dataclass(frozen=True, slots=True)
class Part:
    """A published part; `opened` if the reader reads it to its end, `read` if they said that they did."""

    post: Post
    number: int
    opened: bool
    read: bool


@dataclass(frozen=True, slots=True)
class SeriesMet:
    """A series as one reader meets it. `step` is what opens the rest, None if nothing is closed.

    `finished_at` is when they had read all lessons of a course that there were then.
    """

    series: Series
    parts: list[Part]
    step: Step | None
    finished_at: datetime | None = None

    @property
    def is_course(self) -> bool:
        return bool(self.series.kind == Series.Kind.COURSE)

    @property
    def whole(self) -> bool:
        """Whether every part is read."""
        return self.read == len(self.parts)

    @property
    def read(self) -> int:
        return sum(part.read for part in self.parts)

    @property
    def following(self) -> Part | None:
        """Where to go on: the first part that is open and not read."""
        return next((part for part in self.parts if part.opened and not part.read), None)


def series_shown() -> QuerySet[Series]:
    """Series with a published part, the latest begun first."""
    published = Post.objects.published().filter(series=OuterRef("pk"))
    return Series.objects.filter(Exists(published)).order_by("-id")


def series_met(reader: Member | None) -> QuerySet[Series]:
    """The same, each with how many parts are published (`size`) and how many of them the reader has `read`.

    `finished` is when they had read all lessons of a course.
    """
    rows = series_shown().annotate(size=_count(Post.objects.published().filter(series=OuterRef("pk")), "series"))
    if reader is None:
        return rows.annotate(read=Value(0), finished=Value(None, DateTimeField()))
    parts = PartRead.objects.filter(member=reader, post__series=OuterRef("pk"), post__published_at__isnull=False)
    finished = CourseFinished.objects.filter(member=reader, series=OuterRef("pk"), series__kind=Series.Kind.COURSE)
    return rows.annotate(read=_count(parts, "post__series"), finished=Subquery(finished.values("at")[:1]))


def series_of_staff() -> QuerySet[Series]:
    """Every series with the number of its parts, the latest begun first."""
    return Series.objects.annotate(parts=Count("posts")).order_by("-id")


def published_parts(series_id: UUID) -> list[Post]:
    """The parts that are published, in their order, with their chapters and without their texts."""
    parts = Post.objects.published().filter(series=series_id).select_related("chapter")
    return list(parts.defer("text").order_by("part", "id"))


def place_of(post: Post) -> Place | None:
    """Where a post loaded with its series stands; None outside of any series."""
    if post.series is None:
        return None
    parts = published_parts(post.series.pk)
    at = next(at for at, part in enumerate(parts) if part.pk == post.pk)
    before, after = parts[at - 1] if at else None, parts[at + 1] if at + 1 < len(parts) else None
    return Place(post.series, at + 1, len(parts), before, after)


def series_met_by(series: Series, reader: Member | None) -> SeriesMet:
    posts = published_parts(series.pk)
    opened, read = opened_among(posts, reader), _read(posts, reader)
    parts = [Part(post, at, post.pk in opened, post.pk in read) for at, post in enumerate(posts, 1)]
    closed = next((part.post for part in parts if not part.opened), None)
    step = step_before(closed, reader, whole_series=True) if closed else None
    return SeriesMet(series, parts, step, finished_at(series, reader))


def choosable_parts(series: Series) -> list[Post]:
    """The parts in their order, drafts too, then the latest posts outside of any series."""
    outside = Post.objects.filter(series=None).defer("text").order_by("-id")[:_OFFERED]
    return [*series.posts.defer("text").order_by("part", "id"), *outside]


def opened_among(posts: Sequence[Post], reader: Member | None) -> set[UUID]:
    """Which of the posts the reader reads to their end."""
    wanted = {right for post in posts for right in rights_to(post)}
    held = rights_among(reader, wanted) if any(not admits(post.audience, reader) for post in posts) else set()
    own = reader.pk if reader else None
    return {
        post.pk for post in posts
        if admits(post.audience, reader) or post.author_id == own or held & set(rights_to(post))
    }  # fmt: skip


def _read(posts: Sequence[Post], reader: Member | None) -> set[UUID]:
    if reader is None:
        return set()
    return set(PartRead.objects.filter(member=reader, post__in=posts).values_list("post_id", flat=True))


def _count(rows: QuerySet[Any], by: str) -> Coalesce:
    """How many of the rows there are for the outer row, 0 if none."""
    return Coalesce(Subquery(rows.order_by().values(by).annotate(rows=Count("*")).values("rows")), 0)
