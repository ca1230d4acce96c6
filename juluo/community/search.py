"""What search finds of the community: people, by staff alone; circles, topics and replies, by who may read them."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from juluo.community.facts import MemberJoined, MemberReturned
from juluo.community.facts.circles import CircleArchived, CircleChanged, CircleOpened, CircleReopened
from juluo.community.facts.topics import (
    ReplyEdited,
    ReplyTakenBack,
    ReplyWritten,
    TopicEdited,
    TopicMoved,
    TopicTagged,
    TopicTakenBack,
    TopicWritten,
)
from juluo.community.models import Circle, Reply, Topic
from juluo.community.queries.circles import readable_circle_ids
from juluo.community.queries.people import AUDIENCE, KIND
from juluo.core.accounts.facts import MemberErased
from juluo.core.models import Member
from juluo.core.said.facts import WordsHidden, WordsShown
from juluo.core.search.index import register_searchable
from juluo.core.search.registry import MEMBERS, Document, Searchable, register_audiences
from juluo.ip.rules.markdown import excerpt, words_in

_TITLE = 60
_HIDING = (WordsHidden, WordsShown)


def person_documents(subjects: Sequence[UUID]) -> Iterator[Document]:
    for member in Member.objects.filter(id__in=subjects):
        yield Document(
            id=member.pk, title=member.name, page="community_studio:member", called=member.pk,
            note=member.get_rung_display(), audience=AUDIENCE, at=member.joined_at,
        )  # fmt: skip


register_searchable(
    Searchable(kind=KIND, title=_("Members"), icon="person", subjects=Member.objects.all,
               documents=person_documents, permission=AUDIENCE),
    changed_by=[MemberJoined, MemberReturned, MemberErased],
)  # fmt: skip


def topic_documents(subjects: Sequence[UUID]) -> Iterator[Document]:
    """Topics by all their words: of private circles for those who belong to them alone."""
    for topic in Topic.objects.said().filter(id__in=subjects).select_related("circle", "author"):
        yield Document(
            id=topic.pk, title=topic.title, text=words_in(topic.text), tags=topic.tags, page="community:topic",
            called=topic.pk, note=_note(topic), audience=_audience_of(topic.circle), at=topic.written_at,
        )  # fmt: skip


def reply_documents(subjects: Sequence[UUID]) -> Iterator[Document]:
    """Replies by their words, as long as their topic is said."""
    said = Reply.objects.said().filter(id__in=subjects, topic__hidden_at=None).exclude(topic__title="")
    for reply in said.select_related("topic__circle", "topic__author", "author"):
        yield Document(
            id=reply.pk, title=excerpt(reply.text, _TITLE), text=words_in(reply.text), page="community:reply",
            called=reply.pk, note=f"{reply.author.name} · {reply.topic.title}",
            audience=_audience_of(reply.topic.circle), at=reply.written_at,
        )  # fmt: skip


def circle_documents(subjects: Sequence[UUID]) -> Iterator[Document]:
    """Circles that are open to all, by their names and what they are for. Private ones are found by nobody."""
    found = Circle.objects.filter(id__in=subjects, is_private=False, opened_at__isnull=False)
    for circle in found.exclude(parent__is_private=True):
        yield Document(
            id=circle.pk, title=circle.name, text=f"{circle.place} {circle.about}", page="community:circle",
            called=circle.pk, note=circle.place, at=circle.made_at,
        )  # fmt: skip


def audiences_of_circles(member: Member) -> list[str]:
    """The private circles that the member belongs to, as audiences."""
    return [audience_of_circle(each) for each in readable_circle_ids(member)]


def audience_of_circle(circle_id: UUID) -> str:
    return f"circle:{circle_id}"


def _audience_of(circle: Circle | None) -> str:
    return audience_of_circle(circle.pk) if circle and circle.is_private else MEMBERS


def _note(topic: Topic) -> str:
    return f"{topic.author.name} · {topic.circle.name}" if topic.circle else topic.author.name


register_audiences(audiences_of_circles)
TOPIC = Searchable(kind="topic", title=_("Topics"), icon="talk", subjects=Topic.objects.all, documents=topic_documents)
REPLY = Searchable(kind="reply", title=_("Replies"), icon="talk", subjects=Reply.objects.all, documents=reply_documents)
register_searchable(TOPIC, changed_by=[TopicWritten, TopicEdited, TopicTagged, TopicTakenBack, TopicMoved, *_HIDING])
register_searchable(REPLY, changed_by=[ReplyWritten, ReplyEdited, ReplyTakenBack, *_HIDING])
register_searchable(
    Searchable(
        kind="circle", title=_("Circles"), icon="people", subjects=Circle.objects.all, documents=circle_documents
    ),
    changed_by=[CircleOpened, CircleChanged, CircleArchived, CircleReopened],
)
