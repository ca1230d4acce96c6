"""Replies: reading what was said in a topic, saying something, and which answer helped."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from ninja import Query, Router, Schema, Status
from pydantic import Field

from juluo.community.api.topics import MetTopicOut, met_topic
from juluo.community.models import REPLY_LENGTH, Reply
from juluo.community.operations.replies import (
    ReplyWords,
    accept_answer,
    edit_reply,
    take_reply_back,
    unaccept_answer,
    write_reply,
)
from juluo.community.operations.topic_marks import note_reading
from juluo.community.queries.topics import replies_by, replies_known, replies_to
from juluo.community.rules.topics import Passage
from juluo.core.api.callers import ApiRequest, members
from juluo.core.api.lists import Asked, Listed, listed
from juluo.core.api.schemas import Id, Input, Text
from juluo.core.http import first_or_404, get_or_404
from juluo.ip.models import QUOTE_LENGTH
from juluo.ip.rules.markdown import told

router = Router(tags=["talk"])


class ReplyOut(Schema):
    """A reply: Markdown and HTML, both "" for what was taken back or hidden. What it quotes stands while it is said."""

    id: UUID
    topic_id: UUID
    author_id: UUID
    author: str
    answers_id: UUID | None
    quoted_id: UUID | None
    quote: str
    text: str
    html: str
    written_at: datetime
    edited_at: datetime | None
    hidden: bool

    @classmethod
    def of(cls, reply: Reply) -> Self:
        text = reply.text if reply.is_said else ""
        quote = reply.quote if reply.is_said and reply.quote_stands else ""
        return cls(
            id=reply.pk, topic_id=reply.topic_id, author_id=reply.author_id, author=reply.author.name,
            answers_id=reply.answers_id, quoted_id=reply.quoted_id, quote=quote, text=text, html=told(text),
            written_at=reply.written_at, edited_at=reply.edited_at, hidden=reply.hidden_at is not None,
        )  # fmt: skip


class RepliesAsked(Asked):
    since: Annotated[UUID | None, Field(description="Begin at this reply.")] = None


class ReplyTextIn(Input):
    text: Annotated[Text, Field(max_length=REPLY_LENGTH, description="Markdown.")]


class ReplyIn(ReplyTextIn):
    answers_id: Id | None = None
    quote: Annotated[str, Field(max_length=QUOTE_LENGTH, description="Words of the topic, or of `quoted_id`.")] = ""
    quoted_id: Id | None = None


class TopicSeenIn(Input):
    reply_id: Id


@router.get("/topics/{uuid:topic_id}/replies", auth=members, response=Listed[ReplyOut], summary="Read replies")
def replies(request: ApiRequest, topic_id: UUID, asked: Annotated[RepliesAsked, Query()]) -> object:
    """In the order they were said; what is gone keeps its place."""
    found = replies_to(met_topic(request, topic_id).topic)
    return listed(request, found.filter(id__gte=asked.since) if asked.since else found, asked, ReplyOut.of)


@router.post("/topics/{uuid:topic_id}/replies", auth=members, response={201: ReplyOut}, summary="Reply")
def say(request: ApiRequest, topic_id: UUID, said: ReplyIn) -> Status[ReplyOut]:
    """The same words at the same place within a minute are one reply."""
    topic = met_topic(request, topic_id).topic
    there = Reply.objects.filter(topic=topic)
    answers = get_or_404(there, id=said.answers_id) if said.answers_id else None
    quoted = get_or_404(there, id=said.quoted_id) if said.quoted_id else None
    passage = Passage(said.quote, quoted) if said.quote or quoted else None
    made = write_reply(request.member, topic, ReplyWords(text=said.text, answers=answers, passage=passage))
    return Status(201, _shown(made.pk))


@router.put("/topics/{uuid:topic_id}/visit", auth=members, response={204: None}, summary="Read up to a reply")
def visit(request: ApiRequest, topic_id: UUID, said: TopicSeenIn) -> Status[None]:
    """Mark as read what was said up to this reply. Never back."""
    met = met_topic(request, topic_id)
    reply = get_or_404(Reply.objects.filter(topic=met.topic), id=said.reply_id)
    note_reading(met.topic, request.member, seen=reply.pk, before=met.visit)
    return Status(204, None)


@router.put("/replies/{uuid:reply_id}/text", auth=members, response=ReplyOut, summary="Change your reply")
def change_words(request: ApiRequest, reply_id: UUID, said: ReplyTextIn) -> ReplyOut:
    """For ten minutes."""
    edit_reply(_own(request, reply_id), said.text)
    return _shown(reply_id)


@router.delete("/replies/{uuid:reply_id}", auth=members, response={204: None}, summary="Take your reply back")
def take_words_back(request: ApiRequest, reply_id: UUID) -> Status[None]:
    """For good, also where others quote it; a mark stays."""
    take_reply_back(_own(request, reply_id))
    return Status(204, None)


@router.put("/replies/{uuid:reply_id}/acceptance", auth=members, response=MetTopicOut, summary="Accept an answer")
def accept(request: ApiRequest, reply_id: UUID) -> MetTopicOut:
    """As who asked, or as one who tends the talk; in place of the one before."""
    return MetTopicOut.of(request, accept_answer(_read(request, reply_id), by=request.member).pk)


@router.delete("/replies/{uuid:reply_id}/acceptance", auth=members, response=MetTopicOut, summary="Unaccept an answer")
def unaccept(request: ApiRequest, reply_id: UUID) -> MetTopicOut:
    """It did not answer after all."""
    return MetTopicOut.of(request, unaccept_answer(_read(request, reply_id), by=request.member).pk)


def _read(request: ApiRequest, reply_id: UUID) -> Reply:
    """A reply that is said, in a topic that the caller reads."""
    reply = get_or_404(replies_known(), id=reply_id)
    met_topic(request, reply.topic_id)
    return first_or_404([reply] if reply.is_said else [])


def _own(request: ApiRequest, reply_id: UUID) -> Reply:
    return get_or_404(replies_by(request.member), id=reply_id)


def _shown(reply_id: UUID) -> ReplyOut:
    return ReplyOut.of(Reply.objects.select_related("author", "quoted").get(pk=reply_id))
