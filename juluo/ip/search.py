"""Posts, series and the story as search finds them: posts by what everybody may read of them."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from juluo.core.facts import accompany
from juluo.core.search.index import register_searchable, renew
from juluo.core.search.registry import Document, Searchable
from juluo.ip.facts import (
    PartsOrdered,
    PostChanged,
    PostDiscarded,
    PostPublished,
    PostUnpublished,
    SeriesChanged,
    SeriesMade,
    StoryTold,
)
from juluo.ip.facts.showing import CourseLaidOut
from juluo.ip.models import Post, Series, Story
from juluo.ip.queries.posts import readable_posts
from juluo.ip.queries.series import series_shown
from juluo.ip.rules.audience import free_part
from juluo.ip.rules.markdown import words_in


def post_documents(subjects: Sequence[UUID]) -> Iterator[Document]:
    for post in readable_posts().filter(id__in=subjects):
        yield Document(
            id=post.pk, title=post.title, text=words_in(free_part(post)), page="ip:post", called=post.pk,
            note=post.author.name, at=post.published_at or post.written_at,
        )  # fmt: skip


def series_documents(subjects: Sequence[UUID]) -> Iterator[Document]:
    for series in series_shown().filter(id__in=subjects):
        yield Document(
            id=series.pk, title=series.title, text=series.summary, page="ip:series", called=series.pk,
            at=series.made_at,
        )  # fmt: skip


def renew_series_of(facts: Sequence[PostPublished | PostUnpublished]) -> None:
    """A series is found while one of its parts is published."""
    posts = Post.objects.filter(id__in=[fact.post_id for fact in facts], series__isnull=False)
    if series := list(posts.values_list("series_id", flat=True).distinct()):
        renew(SERIES, series)


def story_documents(subjects: Sequence[UUID]) -> Iterator[Document]:
    for story in Story.objects.filter(id__in=subjects):
        yield Document(
            id=story.pk, title=story.title, text=words_in(story.text), page="ip:about", at=story.told_at
        )  # fmt: skip


SERIES = Searchable(
    kind="series", title=_("Series"), icon="post", subjects=Series.objects.all, documents=series_documents
)
register_searchable(SERIES, changed_by=[SeriesMade, SeriesChanged, PartsOrdered, CourseLaidOut])
accompany(PostPublished, renew_series_of)
accompany(PostUnpublished, renew_series_of)
register_searchable(
    Searchable(kind="story", title=_("Story"), icon="person", subjects=Story.objects.all, documents=story_documents),
    changed_by=[StoryTold],
)
register_searchable(
    Searchable(kind="post", title=_("Posts"), icon="post", subjects=Post.objects.all, documents=post_documents),
    changed_by=[PostPublished, PostChanged, PostUnpublished, PostDiscarded],
)
