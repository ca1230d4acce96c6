"""Topics: reading and beginning them, following, and tending the talk."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from ninja import Query, Router, Schema, Status
from pydantic import Field

from juluo.community.models import (
    MOST_TAGS,
    TAG_LENGTH,
    TOPIC_LENGTH,
    TOPIC_TITLE_LENGTH,
    Circle,
    Topic,
)
from juluo.community.operations.topic_care import close_topic, move_topic, pin_topic, reopen_topic, unpin_topic
from juluo.community.operations.topic_marks import follow_topic, unfollow_topic
from juluo.community.operations.topics import (
    TopicWords,
    announce,
    edit_topic,
    tag_topic,
    take_topic_back,
    write_topic,
)
from juluo.community.queries.circles import circles_known, may_read_circle
from juluo.community.queries.topics import Met, topic_met, topics_by, topics_in, unread_among
from juluo.core.api.callers import ApiRequest, members
from juluo.core.api.lists import Asked, Listed, following
from juluo.core.api.schemas import Id, Input, Line
from juluo.core.http import first_or_404, get_or_404
from juluo.core.pages import page_of
from juluo.ip.rules.markdown import told

router = Router(tags=["talk"])
_LISTED = (
    "id", "title", "tags", "is_announcement", "circle_id", "author_id", "written_at", "last_at", "replies_count",
    "pinned_at", "closed_at", "accepted_id",
)  # fmt: skip
Tag = Annotated[str, Field(max_length=TAG_LENGTH)]
Tags = Annotated[list[Tag], Field(max_length=MOST_TAGS)]


class TopicOut(Schema):
    """A topic as lists show it; `unread` if something was said that the caller has not seen."""

    id: UUID
    title: str
    tags: list[str]
    is_announcement: bool
    circle_id: UUID | None
    author_id: UUID
    author: str
    written_at: datetime
    last_at: datetime
    replies_count: int
    pinned_at: datetime | None
    closed_at: datetime | None
    accepted_id: UUID | None
    unread: bool


class MetTopicOut(TopicOut):
    """A topic as the caller meets it: its text as Markdown and as HTML, and what they may do with it.

    `readers` tells how many opened an announcement.
    """

    text: str
    html: str
    edited_at: datetime | None
    hidden_at: datetime | None
    readers: int
    follows: bool
    deeds: list[str]

    @classmethod
    def of(cls, request: ApiRequest, topic_id: UUID) -> Self:
        met = met_topic(request, topic_id)
        topic = met.topic
        said = {name: getattr(topic, name) for name in ("text", "edited_at", "hidden_at", "readers")}
        return cls(**_listed(topic, unread_among(request.member, [topic])), **said, html=told(topic.text),
                   follows=met.follows, deeds=sorted(met.standing.deeds))  # fmt: skip


class TopicsAsked(Asked):
    """Of which circle; none is the whole space."""

    circle: UUID | None = None


class TopicTextIn(Input):
    title: Annotated[Line, Field(max_length=TOPIC_TITLE_LENGTH)]
    text: Annotated[str, Field(max_length=TOPIC_LENGTH, description="Markdown.")] = ""


class TopicIn(TopicTextIn):
    circle_id: Id | None = None
    tags: Tags = []
    is_announcement: Annotated[bool, Field(description="By those who lead there: everybody is told.")] = False


class TagsIn(Input):
    tags: Tags


class TopicMoveIn(Input):
    circle_id: Id | None


@router.get("/topics", auth=members, response=Listed[TopicOut], summary="List topics")
def topics(request: ApiRequest, asked: Annotated[TopicsAsked, Query()]) -> object:
    """Of the whole space, or of a circle that the caller reads: what was said last first, pinned ones included."""
    circle = _read(request, asked.circle) if asked.circle else None
    page = page_of(topics_in(circle, pinned=True), asked.after, asked.limit)
    unread = unread_among(request.member, page.rows)
    return {"items": [_listed(each, unread) for each in page.rows], "next": following(request, page.next)}


@router.post("/topics", auth=members, response={201: MetTopicOut}, summary="Begin a topic")
def begin(request: ApiRequest, said: TopicIn) -> Status[MetTopicOut]:
    """The same words at the same place within a minute are one topic."""
    circle = _read(request, said.circle_id) if said.circle_id else None
    verb = announce if said.is_announcement else write_topic
    made = verb(request.member, circle, TopicWords(title=said.title, text=said.text, tags=said.tags))
    return Status(201, MetTopicOut.of(request, made.pk))


@router.get("/topics/{uuid:topic_id}", auth=members, response=MetTopicOut, summary="Read a topic")
def topic(request: ApiRequest, topic_id: UUID) -> MetTopicOut:
    """Its words, and how the caller stands to it; reading it here marks nothing as read."""
    return MetTopicOut.of(request, topic_id)


@router.put("/topics/{uuid:topic_id}/text", auth=members, response=MetTopicOut, summary="Change your topic")
def change(request: ApiRequest, topic_id: UUID, said: TopicTextIn) -> MetTopicOut:
    """For ten minutes."""
    edit_topic(_own(request, topic_id), title=said.title, text=said.text)
    return MetTopicOut.of(request, topic_id)


@router.delete("/topics/{uuid:topic_id}", auth=members, response={204: None}, summary="Take your topic back")
def take_back(request: ApiRequest, topic_id: UUID) -> Status[None]:
    """For good; what others replied stays."""
    take_topic_back(_own(request, topic_id))
    return Status(204, None)


@router.put("/topics/{uuid:topic_id}/tags", auth=members, response=MetTopicOut, summary="Tag a topic")
def tag(request: ApiRequest, topic_id: UUID, said: TagsIn) -> MetTopicOut:
    """As its author, or as one who tends the talk."""
    tag_topic(met_topic(request, topic_id).topic, said.tags, by=request.member)
    return MetTopicOut.of(request, topic_id)


@router.put("/topics/{uuid:topic_id}/following", auth=members, response=MetTopicOut, summary="Follow a topic")
def follow(request: ApiRequest, topic_id: UUID) -> MetTopicOut:
    """Hear of new replies. Twice is once."""
    follow_topic(request.member, met_topic(request, topic_id).topic)
    return MetTopicOut.of(request, topic_id)


@router.delete("/topics/{uuid:topic_id}/following", auth=members, response=MetTopicOut, summary="Follow no longer")
def unfollow(request: ApiRequest, topic_id: UUID) -> MetTopicOut:
    """Hear no more of it."""
    unfollow_topic(request.member, met_topic(request, topic_id).topic)
    return MetTopicOut.of(request, topic_id)


@router.put("/topics/{uuid:topic_id}/pin", auth=members, response=MetTopicOut, summary="Pin a topic")
def pin(request: ApiRequest, topic_id: UUID) -> MetTopicOut:
    """As one who tends the talk. Five stand on top at most."""
    pin_topic(met_topic(request, topic_id).topic, by=request.member)
    return MetTopicOut.of(request, topic_id)


@router.delete("/topics/{uuid:topic_id}/pin", auth=members, response=MetTopicOut, summary="Take a topic down")
def unpin(request: ApiRequest, topic_id: UUID) -> MetTopicOut:
    """As one who tends the talk."""
    unpin_topic(met_topic(request, topic_id).topic, by=request.member)
    return MetTopicOut.of(request, topic_id)


@router.post("/topics/{uuid:topic_id}/closing", auth=members, response=MetTopicOut, summary="Close a topic")
def close(request: ApiRequest, topic_id: UUID) -> MetTopicOut:
    """As one who tends the talk: it takes no more replies."""
    close_topic(met_topic(request, topic_id).topic, by=request.member)
    return MetTopicOut.of(request, topic_id)


@router.post("/topics/{uuid:topic_id}/reopening", auth=members, response=MetTopicOut, summary="Reopen a topic")
def reopen(request: ApiRequest, topic_id: UUID) -> MetTopicOut:
    """As one who tends the talk."""
    reopen_topic(met_topic(request, topic_id).topic, by=request.member)
    return MetTopicOut.of(request, topic_id)


@router.put("/topics/{uuid:topic_id}/circle", auth=members, response=MetTopicOut, summary="Move a topic")
def move(request: ApiRequest, topic_id: UUID, said: TopicMoveIn) -> MetTopicOut:
    """As one who tends the talk in both places; null is the whole space."""
    circle = _read(request, said.circle_id) if said.circle_id else None
    move_topic(met_topic(request, topic_id).topic, circle, by=request.member)
    return MetTopicOut.of(request, topic_id)


def met_topic(request: ApiRequest, topic_id: UUID) -> Met:
    """A topic that the caller reads; any other answers 404."""
    met = topic_met(topic_id, request.member)
    return first_or_404([met] if met else [])


def _own(request: ApiRequest, topic_id: UUID) -> Topic:
    return get_or_404(topics_by(request.member), id=topic_id)


def _read(request: ApiRequest, circle_id: UUID) -> Circle:
    circle = get_or_404(circles_known(request.member), id=circle_id)
    return first_or_404([circle] if may_read_circle(request.member, circle) else [])


def _listed(topic: Topic, unread: set[UUID]) -> dict[str, Any]:
    shown = {name: getattr(topic, name) for name in _LISTED}
    return shown | {"author": topic.author.name, "unread": topic.pk in unread}
