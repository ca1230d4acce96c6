"""Replying in a topic, changing a reply, taking it back, and saying which one answered."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, UUIDField, Value
from django.db.models.functions import Greatest

from juluo.community.facts.topics import (
    AnswerAccepted,
    AnswerUnaccepted,
    ReplyEdited,
    ReplyTakenBack,
    ReplyWritten,
)
from juluo.community.models import REPLY_LENGTH, Reply, TalkPicture, Topic
from juluo.community.operations.topics import keep_talk_picture, locked_topic, with_picture
from juluo.community.queries.topics import standing_in
from juluo.community.rules.topics import (
    Passage,
    check_answers,
    check_can_accept,
    check_can_edit,
    check_can_write,
    check_passage,
    check_takes_replies,
    same_reply,
)
from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Media, Member
from juluo.core.said.holds import screen
from juluo.core.taking_part import ensure_may_write
from juluo.core.texts import clean_text
from juluo.ip.rules.comments import MOST_AT_ONCE, check_pace


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyWords:
    """What a reply says: whom it `answers`, what it quotes, and a picture at its end."""

    text: str
    answers: Reply | None = None
    passage: Passage | None = None
    picture: Media | None = None


@transaction.atomic
def write_reply(author: Member, topic: Topic, words: ReplyWords) -> Reply:
    """Reply in a topic. The same words at the same place within a minute are one reply.

    Refused to whoever may not take part or does not belong to the circle (`not_inside`), where the topic is closed or
    gone (`topic_closed`, `topic_gone`), when what is answered is gone (`reply_gone`), for a quote of words that do not
    stand there (`not_said`), and in a flood (`too_many`).
    """
    text = clean_text(words.text, field="text", most=REPLY_LENGTH)
    author = Member.objects.select_for_update(no_key=True).get(pk=author.pk)
    ensure_may_write(author)
    topic = Topic.objects.select_related("circle", "author").get(pk=topic.pk)
    standing = standing_in(author, topic.circle)
    check_can_write(topic.circle, standing)
    check_takes_replies(topic, standing)
    row = Reply(topic=topic, author=author, text=with_picture(text, words.picture), written_at=clock.now())
    _place(row, words)
    lately = list(Reply.objects.filter(author=author).order_by("-id")[:MOST_AT_ONCE])
    if before := same_reply(lately, row):
        return before
    check_pace(lately, row.written_at)
    row.save(force_insert=True)
    screen(row, author, text)
    _count(row)
    keep_talk_picture(topic, row, words.picture)
    answered = row.answers.author_id if row.answers else topic.author_id
    record(ReplyWritten(reply_id=row.pk, topic_id=topic.pk, circle_id=topic.circle_id, answers=answered))
    return row


@transaction.atomic
def edit_reply(reply: Reply, text: str) -> Reply:
    """Change one's words, for ten minutes; who is called by name now is told. The same words change nothing."""
    text = clean_text(text, field="text", most=REPLY_LENGTH)
    reply = locked_reply(reply)
    if reply.text == text:
        return reply
    ensure_may_write(reply.author)
    check_can_edit(reply, clock.now())
    reply.text, reply.edited_at = text, clock.now()
    reply.save(update_fields=["text", "edited_at"])
    record(ReplyEdited(reply_id=reply.pk))
    return reply


@transaction.atomic
def take_reply_back(reply: Reply) -> Reply:
    """Take one's words away for good, also where others quote them; a mark stays. Twice is once."""
    reply = locked_reply(reply)
    topic = locked_topic(reply.topic)
    if reply.text:
        if reply.is_said:
            uncount(topic, reply)
        reply.text = ""
        reply.save(update_fields=["text"])
        Reply.objects.filter(quoted=reply).update(quote="")
        TalkPicture.objects.filter(reply=reply).delete()
        record(ReplyTakenBack(reply_id=reply.pk))
    return reply


@transaction.atomic
def accept_answer(reply: Reply, *, by: Member) -> Topic:
    """Say that this reply answers the topic, in place of the one before. Twice is once."""
    reply = locked_reply(reply)
    topic = locked_topic(reply.topic)
    check_can_accept(by, topic, reply, standing_in(by, topic.circle))
    if topic.accepted_id != reply.pk:
        topic.accepted = reply
        topic.save(update_fields=["accepted"])
        record(AnswerAccepted(reply_id=reply.pk, topic_id=topic.pk, author_id=reply.author_id, by=by.pk))
    return topic


@transaction.atomic
def unaccept_answer(reply: Reply, *, by: Member) -> Topic:
    """Say that it does not answer it after all. Twice is once."""
    reply = locked_reply(reply)
    topic = locked_topic(reply.topic)
    if topic.accepted_id == reply.pk:
        check_can_accept(by, topic, reply, standing_in(by, topic.circle))
        topic.accepted = None
        topic.save(update_fields=["accepted"])
        record(AnswerUnaccepted(reply_id=reply.pk, topic_id=topic.pk))
    return topic


def locked_reply(reply: Reply) -> Reply:
    """The reply as it is now, until the transaction ends."""
    rows = Reply.objects.select_for_update(of=("self",), no_key=True).select_related("author", "topic__circle")
    row: Reply = rows.get(pk=reply.pk)
    return row


def uncount(topic: Topic, reply: Reply) -> None:
    """A reply of the locked topic is said no longer: it is neither counted nor accepted."""
    counted = Topic.objects.filter(pk=topic.pk, replies_count__gt=0)
    counted.update(replies_count=F("replies_count") - 1)
    if topic.accepted_id == reply.pk:
        Topic.objects.filter(pk=topic.pk).update(accepted=None)


def _place(row: Reply, words: ReplyWords) -> None:
    if words.answers:
        row.answers = Reply.objects.get(pk=words.answers.pk)
        check_answers(row.answers, row.topic)
    if words.passage:
        quoted = words.passage.reply
        row.quoted = Reply.objects.get(pk=quoted.pk) if quoted else None
        row.quote = check_passage(Passage(words.passage.words, row.quoted), row.topic)


def _count(row: Reply) -> None:
    """One statement keeps what lists show of a topic, however many reply at once and whoever of them is first.

    What waits for a person counts when it is let go.
    """
    if row.hidden_at:
        return
    Topic.objects.filter(pk=row.topic_id).update(
        replies_count=F("replies_count") + 1,
        last_at=Greatest("last_at", Value(row.written_at)),
        last_reply=Greatest("last_reply", Value(row.pk, output_field=UUIDField())),
    )
