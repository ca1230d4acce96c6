"""What happens in talk: topics and what is replied to them."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from juluo.core.facts import Fact


@dataclass(frozen=True, kw_only=True)
class TopicWritten(Fact):
    topic_id: UUID
    circle_id: UUID | None
    is_announcement: bool = False

    sentence = _("Began a topic")


@dataclass(frozen=True, kw_only=True)
class TopicEdited(Fact):
    topic_id: UUID

    sentence = _("Changed a topic")


@dataclass(frozen=True, kw_only=True)
class TopicTagged(Fact):
    topic_id: UUID
    tags: tuple[str, ...]

    sentence = _("Changed the tags of a topic")


@dataclass(frozen=True, kw_only=True)
class TopicTakenBack(Fact):
    topic_id: UUID

    sentence = _("Took a topic back")


@dataclass(frozen=True, kw_only=True)
class TopicPinned(Fact):
    topic_id: UUID

    sentence = _("Pinned a topic on top")


@dataclass(frozen=True, kw_only=True)
class TopicUnpinned(Fact):
    topic_id: UUID

    sentence = _("Took a pinned topic down")


@dataclass(frozen=True, kw_only=True)
class TopicClosed(Fact):
    topic_id: UUID

    sentence = _("Closed a topic")


@dataclass(frozen=True, kw_only=True)
class TopicReopened(Fact):
    topic_id: UUID

    sentence = _("Opened a topic again")


@dataclass(frozen=True, kw_only=True)
class TopicMoved(Fact):
    topic_id: UUID
    before: UUID | None
    after: UUID | None

    sentence = _("Moved a topic")


@dataclass(frozen=True, kw_only=True)
class ReplyWritten(Fact):
    """`answers` is the member who is answered: the author of the reply or of the topic."""

    reply_id: UUID
    topic_id: UUID
    circle_id: UUID | None
    answers: UUID

    sentence = _("Replied to a topic")


@dataclass(frozen=True, kw_only=True)
class ReplyEdited(Fact):
    reply_id: UUID

    sentence = _("Changed a reply")


@dataclass(frozen=True, kw_only=True)
class ReplyTakenBack(Fact):
    reply_id: UUID

    sentence = _("Took a reply back")


@dataclass(frozen=True, kw_only=True)
class AnswerAccepted(Fact):
    """A confirmed act of `author_id`, who gave the answer; `by` says so."""

    reply_id: UUID
    topic_id: UUID
    author_id: UUID
    by: UUID

    sentence = _("Accepted an answer")


@dataclass(frozen=True, kw_only=True)
class AnswerUnaccepted(Fact):
    reply_id: UUID
    topic_id: UUID

    sentence = _("Took back that an answer is accepted")
