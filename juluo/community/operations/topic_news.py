"""Telling people what was said to them in topics, and what is announced. Nothing reaches who may not read it."""

from collections.abc import Iterator
from uuid import UUID

from juluo.community.models import Circle, CircleMember, Reply, Topic, TopicVisit
from juluo.community.queries.circles import readers_among
from juluo.community.topic_news import (
    ANNOUNCED,
    ANSWER_ACCEPTED,
    TALK_ANSWERED,
    TALK_CALLED,
    TALK_QUOTED,
    TOPIC_REPLIED,
)
from juluo.core.models import Member
from juluo.ip.queries.mentions import called_by_name
from juluo.reach.operations.notifications import News, tell

AT_A_TIME = 500


def tell_of_topic(topic: Topic) -> None:
    """Tell whom a new or changed topic calls by name."""
    if topic.is_said:
        called = _reading(called_by_name(topic.text), topic.circle)
        tell([each.pk for each in called if each.pk != topic.author_id], _news(TALK_CALLED, topic, str(topic.pk)))


def tell_of_announcement(topic: Topic, *, after: UUID | None) -> UUID | None:
    """Tell the next members of its circle, or of the space, by id; the last one told if there may be more."""
    if not topic.is_said:
        return None
    if topic.circle_id:
        stays = CircleMember.objects.filter(circle=topic.circle_id, left_at=None, member__banned_at=None)
        found = stays.filter(member__gt=after) if after else stays
        ids = list(found.order_by("member_id").values_list("member_id", flat=True)[:AT_A_TIME])
    else:
        present = Member.objects.present().filter(banned_at=None)
        everybody = present.filter(id__gt=after) if after else present
        ids = list(everybody.order_by("id").values_list("id", flat=True)[:AT_A_TIME])
    tell([each for each in ids if each != topic.author_id], _news(ANNOUNCED, topic, str(topic.pk)))
    return ids[-1] if len(ids) == AT_A_TIME else None


def tell_of_reply(reply: Reply) -> None:
    """Tell whom it answers, quotes or calls by name: each once, by the nearest reason."""
    if not (reply.is_said and reply.topic.is_said):
        return
    told = {reply.author_id}
    for kind, member in _concerned(reply):
        if member.pk not in told and _reading([member], reply.topic.circle):
            told.add(member.pk)
            tell([member.pk], _news(kind, reply.topic, str(reply.pk), reply))


def tell_of_calling(reply: Reply) -> None:
    """Tell whom the changed words call by name. Who was told of the reply already is not told again."""
    if reply.is_said and reply.topic.is_said:
        called = _reading(called_by_name(reply.text), reply.topic.circle)
        ids = [each.pk for each in called if each.pk != reply.author_id]
        tell(ids, _news(TALK_CALLED, reply.topic, str(reply.pk), reply))


def tell_followers(reply: Reply, *, after: UUID | None) -> UUID | None:
    """Tell the next who follow the topic, by member; the last one told if there may be more.

    Each hears once until they have read on: what they saw last is the reason.
    """
    topic = reply.topic
    if not (reply.is_said and topic.is_said):
        return None
    following = TopicVisit.objects.filter(topic=topic, followed_at__isnull=False).select_related("member")
    visits = list((following.filter(member__gt=after) if after else following).order_by("member_id")[:AT_A_TIME])
    reading = {each.pk for each in _reading([visit.member for visit in visits], topic.circle)}
    for visit in visits:
        waiting = visit.seen is None or visit.seen < reply.pk
        if visit.member_id in reading and visit.member_id != reply.author_id and waiting:
            tell([visit.member_id], _news(TOPIC_REPLIED, topic, f"{topic.pk}:{visit.seen or ''}"))
    return visits[-1].member_id if len(visits) == AT_A_TIME else None


def tell_of_acceptance(reply: Reply, *, by: UUID | None) -> None:
    """Tell whose answer was accepted, unless they said so themselves."""
    if reply.topic.accepted_id == reply.pk and reply.author_id != by:
        tell([reply.author_id], _news(ANSWER_ACCEPTED, reply.topic, str(reply.pk), reply))


def _concerned(reply: Reply) -> Iterator[tuple[str, Member]]:
    if reply.quote:
        yield TALK_QUOTED, reply.quoted.author if reply.quoted else reply.topic.author
    if reply.answers:
        yield TALK_ANSWERED, reply.answers.author
    for member in called_by_name(reply.text):
        yield TALK_CALLED, member


def _reading(members: list[Member], circle: Circle | None) -> list[Member]:
    """Those who may read what is said there."""
    if circle is not None:
        return readers_among(members, circle)
    return [each for each in members if each.left_at is None and each.banned_at is None]


def _news(kind: str, topic: Topic, reason: str, reply: Reply | None = None) -> News:
    about = {"title": topic.title, "topic_id": str(topic.pk)}
    return News(kind=kind, reason=reason, data=about | ({"reply_id": str(reply.pk)} if reply else {}))
