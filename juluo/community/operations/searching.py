"""Writing anew what search knows of talk whose readers changed. What it shows is asked anew in any case."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from juluo.community.models import Reply, Topic
from juluo.core.search.index import BATCH, renew
from juluo.core.search.registry import searchable

TOPIC, REPLY = "topic", "reply"


def renew_topics_of(circle_id: UUID, *, after: UUID | None) -> UUID | None:
    """The next topics of a circle with their replies, by id; the last topic written if there may be more."""
    topics = _next(Topic.objects.filter(circle=circle_id), after, most=20)
    renew(searchable(TOPIC), topics)
    for topic_id in topics:
        last = renew_replies_to(topic_id, after=None)
        while last:
            last = renew_replies_to(topic_id, after=last)
    return topics[-1] if topics else None


def renew_replies_to(topic_id: UUID, *, after: UUID | None) -> UUID | None:
    """The next replies to a topic, by id; the last one written if there may be more."""
    replies = _next(Reply.objects.filter(topic=topic_id), after, most=BATCH)
    if replies:
        renew(searchable(REPLY), replies)
    return replies[-1] if len(replies) == BATCH else None


def _next(rows: QuerySet[Topic] | QuerySet[Reply], after: UUID | None, *, most: int) -> Sequence[UUID]:
    found = rows.filter(id__gt=after) if after else rows
    return list(found.order_by("id").values_list("id", flat=True)[:most])
