"""Tending the talk of a circle: pinning, closing and moving topics; and counting anew when a reply was hidden."""

from django.db import transaction
from django.utils.translation import gettext as _

from juluo.community.facts.topics import TopicClosed, TopicMoved, TopicPinned, TopicReopened, TopicUnpinned
from juluo.community.models import Circle, Reply, TalkPicture, Topic
from juluo.community.operations.topics import locked_topic
from juluo.community.queries.topics import standing_in
from juluo.community.rules.circles import Deed, check_deed, check_standing
from juluo.community.rules.topics import MOST_PINNED, check_is_said
from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Member
from juluo.core.refusals import Refused


@transaction.atomic
def pin_topic(topic: Topic, *, by: Member) -> Topic:
    """Let it stand on top of its circle. Twice is once. Refused with `too_many` beside five others."""
    if topic.circle_id:
        Circle.objects.select_for_update(no_key=True).get(pk=topic.circle_id)
    topic = _tended(topic, by)
    check_is_said(topic)
    if topic.pinned_at:
        return topic
    if Topic.objects.filter(circle=topic.circle_id, pinned_at__isnull=False).count() >= MOST_PINNED:
        message = _("%(most)d topics are pinned here already. Take one down first.") % {"most": MOST_PINNED}
        raise Refused(message, code="too_many")
    topic.pinned_at = clock.now()
    topic.save(update_fields=["pinned_at"])
    record(TopicPinned(topic_id=topic.pk))
    return topic


@transaction.atomic
def unpin_topic(topic: Topic, *, by: Member) -> Topic:
    """Let it stand where it belongs by its time. Twice is once."""
    topic = _tended(topic, by)
    if topic.pinned_at:
        topic.pinned_at = None
        topic.save(update_fields=["pinned_at"])
        record(TopicUnpinned(topic_id=topic.pk))
    return topic


@transaction.atomic
def close_topic(topic: Topic, *, by: Member) -> Topic:
    """Take no more replies; what was said is read. Twice is once."""
    topic = _tended(topic, by)
    if topic.closed_at is None:
        topic.closed_at = clock.now()
        topic.save(update_fields=["closed_at"])
        record(TopicClosed(topic_id=topic.pk))
    return topic


@transaction.atomic
def reopen_topic(topic: Topic, *, by: Member) -> Topic:
    """Take replies again. Twice is once."""
    topic = _tended(topic, by)
    if topic.closed_at:
        topic.closed_at = None
        topic.save(update_fields=["closed_at"])
        record(TopicReopened(topic_id=topic.pk))
    return topic


@transaction.atomic
def move_topic(topic: Topic, circle: Circle | None, *, by: Member) -> Topic:
    """Move it with all its replies to another circle, or into the whole space (None). Twice is once.

    One tends both places. It leads nobody in: who belongs only to the old place reads it no more if the new is private.
    """
    topic = _tended(topic, by)
    check_is_said(topic)
    place = Circle.objects.get(pk=circle.pk) if circle else None
    check_deed(standing_in(by, place), Deed.TEND)
    if place:
        check_standing(place)
    if topic.circle_id == (place.pk if place else None):
        return topic
    before, topic.circle, topic.pinned_at = topic.circle_id, place, None
    topic.save(update_fields=["circle", "pinned_at"])
    TalkPicture.objects.filter(topic=topic).update(circle=place)
    record(TopicMoved(topic_id=topic.pk, before=before, after=topic.circle_id))
    return topic


def recount(reply: Reply) -> None:
    """A reply was hidden, or is shown again: its topic counts those that are said, and what is hidden answers nothing.

    Rare, so all of them are counted; whatever a verb added meanwhile is among them.
    """
    topic = locked_topic(reply.topic)
    said = Reply.objects.said().filter(topic=topic)
    last = said.order_by("-id").first()
    topic.replies_count = said.count()
    if last and (topic.last_reply is None or topic.last_reply < last.pk):
        topic.last_reply, topic.last_at = last.pk, last.written_at
    if not reply.is_said and topic.accepted_id == reply.pk:
        topic.accepted = None
    topic.save(update_fields=["replies_count", "last_reply", "last_at", "accepted"])


def _tended(topic: Topic, by: Member) -> Topic:
    """The topic, locked; refused unless they tend the talk there."""
    row = locked_topic(topic)
    check_deed(standing_in(by, row.circle), Deed.TEND)
    return row
