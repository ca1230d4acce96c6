"""Posts, series, rooms and the story as search finds them: by what everybody may read of them."""

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
from juluo.ip.facts.bookings import ConsultationChanged, ConsultationClosed, ConsultationOpened
from juluo.ip.facts.questions import QuestionChanged, QuestionPublished, QuestionUnpublished
from juluo.ip.facts.rooms import RoomChanged, RoomClosed, RoomOpened
from juluo.ip.facts.showing import CourseLaidOut
from juluo.ip.models import Consultation, Post, Question, Room, Series, Story
from juluo.ip.queries.posts import readable_posts
from juluo.ip.queries.questions import KIND, public_questions
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


def room_documents(subjects: Sequence[UUID]) -> Iterator[Document]:
    """Rooms by what stands at their door; nothing of what is said inside."""
    for room in Room.objects.shown().filter(id__in=subjects):
        yield Document(
            id=room.pk, title=room.name, text=room.description, page="ip:room", called=room.pk, at=room.made_at
        )  # fmt: skip


def consultation_documents(subjects: Sequence[UUID]) -> Iterator[Document]:
    """Consultations by what everybody reads of them; never where they are."""
    for offer in Consultation.objects.filter(id__in=subjects, opened_at__isnull=False).select_related("host"):
        yield Document(
            id=offer.pk, title=offer.title, text=offer.description, page="ip:consultation", called=offer.pk,
            note=offer.host.name, at=offer.made_at,
        )  # fmt: skip


def question_documents(subjects: Sequence[UUID]) -> Iterator[Document]:
    """What was asked, never what was answered."""
    for question in public_questions().filter(id__in=subjects):
        yield Document(
            id=question.pk, title=question.title, text=question.text, page="ip:question", called=question.pk,
            at=question.published_at or question.written_at,
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
register_searchable(
    Searchable(kind="room", title=_("Rooms"), icon="door", subjects=Room.objects.all, documents=room_documents),
    changed_by=[RoomOpened, RoomChanged, RoomClosed],
)
register_searchable(
    Searchable(
        kind="consultation", title=_("Consultations"), icon="clock", subjects=Consultation.objects.all,
        documents=consultation_documents,
    ),
    changed_by=[ConsultationOpened, ConsultationChanged, ConsultationClosed],
)  # fmt: skip
register_searchable(
    Searchable(
        kind=KIND, title=_("Questions"), icon="talk", subjects=Question.objects.all, documents=question_documents
    ),
    changed_by=[QuestionPublished, QuestionUnpublished, QuestionChanged],
)
