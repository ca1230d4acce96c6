"""Topics and replies as their readers meet them. Everything begins at what somebody may read."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from juluo.community.models import Circle, Reply, TalkPicture, Topic, TopicVisit
from juluo.community.queries.circles import readable_circle_ids, standing_of
from juluo.community.rules.circles import MODERATES, Standing, can_read
from juluo.community.rules.topics import MOST_PINNED
from juluo.core.models import Member
from juluo.core.pages import Page, page_of
from juluo.core.people import permissions_of

REPLIES_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Met:
    """A topic as a reader meets it: how they stand to its circle, and how far they read."""

    topic: Topic
    standing: Standing
    visit: TopicVisit | None

    @property
    def follows(self) -> bool:
        return self.visit is not None and self.visit.followed_at is not None


def topics_in(circle: Circle | None, *, pinned: bool = False) -> QuerySet[Topic]:
    """What is talked about there, what was said last first; pinned ones stand apart, unless they are asked for."""
    said = Topic.objects.said().filter(circle=circle).select_related("author").order_by("-last_at", "-id")
    return said if pinned else said.filter(pinned_at=None)


def topics_pinned(circle: Circle | None) -> list[Topic]:
    """What is pinned there, the latest pinned first."""
    said = Topic.objects.said().filter(circle=circle, pinned_at__isnull=False).select_related("author")
    return list(said.order_by("-pinned_at")[:MOST_PINNED])


def latest_topics(circle: Circle, most: int) -> list[Topic]:
    """A few of the newest, the pinned among them."""
    said = Topic.objects.said().filter(circle=circle).select_related("author")
    return list(said.order_by("-last_at", "-id")[:most])


def topics_known() -> QuerySet[Topic]:
    return Topic.objects.select_related("author", "circle", "accepted__author")


def standing_in(member: Member | None, circle: Circle | None) -> Standing:
    """How the member stands to the circle; to the whole space every member stands alike, but who moderates it."""
    if circle is not None:
        return standing_of(member, circle)
    if member is None or member.banned_at or member.left_at:
        return Standing()
    return Standing(moderates=MODERATES in permissions_of(member.pk))


def may_read_topic(topic: Topic, standing: Standing) -> bool:
    """Whether a present member who stands so reads the topic. Hidden ones are for their author, asked apart."""
    return topic.circle is None or can_read(topic.circle, standing)


def topic_met(topic_id: UUID, member: Member) -> Met | None:
    """The topic as the member meets it; None where there is none that they read. Four queries.

    One that is hidden its author and those who moderate still read.
    """
    topic = topics_known().filter(pk=topic_id).first()
    if topic is None:
        return None
    standing = standing_in(member, topic.circle)
    hidden = topic.hidden_at and not (standing.moderates or topic.author_id == member.pk)
    empty = not topic.title and not topic.replies_count
    if hidden or empty or not may_read_topic(topic, standing):
        return None
    return Met(topic, standing, visit_of(member, topic.pk))


def visit_of(member: Member, topic_id: UUID) -> TopicVisit | None:
    found: TopicVisit | None = TopicVisit.objects.filter(member=member, topic=topic_id).first()
    return found


def visits_among(member: Member, topics: Sequence[Topic]) -> dict[UUID, TopicVisit]:
    """How far the member read in these topics."""
    return {each.topic_id: each for each in TopicVisit.objects.filter(member=member, topic__in=topics)}


def unread_among(member: Member, topics: Sequence[Topic]) -> set[UUID]:
    """Those of the topics in which something was said that the member has not seen."""
    visits = visits_among(member, topics)
    return {each.pk for each in topics if _is_unread(each, visits.get(each.pk), member)}


def _is_unread(topic: Topic, visit: TopicVisit | None, member: Member) -> bool:
    if visit is None or (visit.opened_at is None and visit.seen is None):
        return topic.author_id != member.pk
    return topic.last_reply is not None and (visit.seen is None or visit.seen < topic.last_reply)


def replies_to(topic: Topic) -> QuerySet[Reply]:
    """What was replied, in the order it was said; what is gone leaves its mark."""
    found = Reply.objects.filter(topic=topic).select_related("author", "answers__author", "quoted__author")
    return found.order_by("id")


def replies_from(topic: Topic, since: UUID | None, after: str) -> Page[Reply]:
    """A page of replies from the one with this id on, or from the first."""
    found = replies_to(topic)
    return page_of(found.filter(id__gte=since) if since else found, after, REPLIES_SHOWN)


def latest_replies(topic: Topic, after: str) -> Page[Reply]:
    """The latest replies in the order they were said; `next` leads to those before."""
    page = page_of(replies_to(topic).order_by("-id"), after, REPLIES_SHOWN)
    return Page(page.rows[::-1], page.next)


def replies_known() -> QuerySet[Reply]:
    return Reply.objects.select_related("author", "topic__circle", "topic__author")


def topics_by(member: Member) -> QuerySet[Topic]:
    """The member's own that stand, also those that only they can still see."""
    return Topic.objects.filter(author=member).exclude(title="").select_related("circle", "author").order_by("-id")


def replies_by(member: Member) -> QuerySet[Reply]:
    """The same of replies."""
    found = Reply.objects.filter(author=member).exclude(text="")
    return found.select_related("topic__circle", "author").order_by("-id")


def topics_followed(member: Member) -> QuerySet[TopicVisit]:
    """What the member follows and still reads, the latest followed first."""
    inside = Q(topic__circle=None) | Q(topic__circle__is_private=False)
    inside |= Q(topic__circle__in=readable_circle_ids(member))
    found = TopicVisit.objects.filter(inside, member=member, followed_at__isnull=False, topic__hidden_at=None)
    return found.exclude(topic__title="").select_related("topic__circle").order_by("-followed_at", "-id")


def pictures_in(circle: Circle) -> QuerySet[TalkPicture]:
    """What was put into the talk of the circle and still stands there, the latest first."""
    found = TalkPicture.objects.filter(circle=circle, topic__hidden_at=None).exclude(topic__title="")
    stands = Q(reply=None) | (Q(reply__hidden_at=None) & ~Q(reply__text=""))
    return found.filter(stands).select_related("media", "by", "topic").order_by("-id")
