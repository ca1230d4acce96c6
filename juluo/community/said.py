"""What is said here, topics and replies; and what happens beside anything said: a report or a hold opens a case."""

from collections.abc import Sequence
from functools import partial

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

import juluo.community.direct_said  # noqa: F401 - importing it declares what it holds
from juluo.community.models import Case, Reply, Topic
from juluo.community.operations.cases import open_case
from juluo.community.operations.screening import note_passing
from juluo.community.operations.topic_care import recount
from juluo.community.queries.circles import may_read_circle
from juluo.core.facts import accompany
from juluo.core.models import Member
from juluo.core.said.facts import WordsHeld, WordsReported, WordsShown
from juluo.core.said.kinds import Kind, Said, register_said

_AROUND = 3


def open_reported(facts: Sequence[WordsReported]) -> None:
    for fact in facts:
        open_case(fact.about, cause=Case.Cause.REPORTED)


def open_held(facts: Sequence[WordsHeld]) -> None:
    for fact in facts:
        open_case(fact.about, cause=Case.Cause.HELD, why=fact.cause)


accompany(WordsReported, open_reported)
accompany(WordsHeld, open_held)
accompany(WordsShown, note_passing)


def _topics() -> QuerySet[Topic]:
    return Topic.objects.select_related("author", "circle")


def _tell_topic(topic: Topic) -> Said:
    words = f"{topic.title}\n\n{topic.text}".strip()
    return Said(
        kind="topic", id=topic.pk, author_id=topic.author_id, author=topic.author.name, words=words,
        where=topic.circle.name if topic.circle else topic.title, at=topic.written_at,
        read_at=partial(reverse, "community:topic", args=[topic.pk]),
        own_at=partial(reverse, "community:topic_text", args=[topic.pk]), is_said=topic.is_said,
        hidden_at=topic.hidden_at, hidden_because=topic.hidden_because, hidden_reason=topic.hidden_reason,
    )  # fmt: skip


def _hears_topic(topic: Topic, reader: Member) -> bool:
    present = reader.left_at is None and reader.banned_at is None
    return present and (topic.circle is None or may_read_circle(reader, topic.circle))


def _unpin(topic: Topic) -> Sequence[str]:
    """What is hidden does not stand on top any more."""
    topic.pinned_at = None
    return ["pinned_at"]


def _replies() -> QuerySet[Reply]:
    return Reply.objects.select_related("author", "topic__author", "topic__circle")


def _tell_reply(reply: Reply) -> Said:
    return Said(
        kind="reply", id=reply.pk, author_id=reply.author_id, author=reply.author.name, words=reply.text,
        where=reply.topic.title, at=reply.written_at, read_at=partial(reverse, "community:reply", args=[reply.pk]),
        own_at=partial(reverse, "community:reply_text", args=[reply.pk]),
        is_said=reply.is_said and reply.topic.hidden_at is None,
        hidden_at=reply.hidden_at, hidden_because=reply.hidden_because, hidden_reason=reply.hidden_reason,
    )  # fmt: skip


def _around_reply(reply: Reply) -> tuple[Sequence[Reply], Sequence[Reply]]:
    """What was said in the same topic just before and after."""
    inside = _replies().filter(topic=reply.topic_id).exclude(text="")
    before = inside.filter(pk__lt=reply.pk).order_by("-id")[:_AROUND]
    return list(before)[::-1], list(inside.filter(pk__gt=reply.pk).order_by("id")[:_AROUND])


register_said(
    Kind(
        key="topic", label=_("A topic"), model=Topic, rows=_topics, tell=_tell_topic, hears=_hears_topic,
        besides=_unpin, renews=False,
    )
)  # fmt: skip
register_said(
    Kind(
        key="reply", label=_("A reply"), model=Reply, rows=_replies, tell=_tell_reply, around=_around_reply,
        hears=lambda reply, reader: _hears_topic(reply.topic, reader), then=recount, renews=False,
    )
)  # fmt: skip
