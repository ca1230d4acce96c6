"""What a topic is to one member: how far they read, and whether they follow it."""

from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from juluo.community.models import Topic, TopicVisit
from juluo.community.queries.topics import visit_of
from juluo.core import clock
from juluo.core.models import Member


@transaction.atomic
def note_reading(topic: Topic, reader: Member, *, seen: UUID | None, before: TopicVisit | None) -> None:
    """The reader saw the topic up to the reply `seen`. Never back; the same again writes nothing.

    The first opening of an announcement is counted, once however many pages open it at the same moment.
    """
    mine = TopicVisit.objects.filter(member=reader, topic=topic)
    if before is None:
        TopicVisit.objects.bulk_create([TopicVisit(member=reader, topic=topic)], ignore_conflicts=True)
    first = before is None or before.opened_at is None
    if first and mine.filter(opened_at=None).update(opened_at=clock.now(), seen=seen):
        if topic.is_announcement:
            Topic.objects.filter(pk=topic.pk).exclude(author=reader).update(readers=F("readers") + 1)
    elif seen and (before is None or before.seen is None or before.seen < seen):
        mine.filter(Q(seen=None) | Q(seen__lt=seen)).update(seen=seen)


@transaction.atomic
def follow_topic(member: Member, topic: Topic) -> TopicVisit:
    """Hear of what is said there. Twice is once."""
    row = TopicVisit(member=member, topic=topic, followed_at=clock.now())
    TopicVisit.objects.bulk_create([row], ignore_conflicts=True)
    TopicVisit.objects.filter(member=member, topic=topic, followed_at=None).update(followed_at=clock.now())
    return TopicVisit.objects.get(member=member, topic=topic)


@transaction.atomic
def unfollow_topic(member: Member, topic: Topic) -> None:
    """Hear no more of it; how far one read stays known. Twice is once."""
    if visit_of(member, topic.pk):
        TopicVisit.objects.filter(member=member, topic=topic).update(followed_at=None)
