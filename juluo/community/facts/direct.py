"""What happens between two members; never what they write."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from juluo.core.facts import Fact


@dataclass(frozen=True, kw_only=True)
class WritingAsked(Fact):
    """A member asked another to write to each other. `heard` is false if the other had shut them out."""

    conversation_id: UUID
    member_id: UUID
    heard: bool

    sentence = _("Asked somebody to write to each other")


@dataclass(frozen=True, kw_only=True)
class ConversationOpened(Fact):
    conversation_id: UUID

    sentence = _("Let somebody write to them")


@dataclass(frozen=True, kw_only=True)
class ConversationDeclined(Fact):
    conversation_id: UUID

    sentence = _("Did not let somebody write to them")


@dataclass(frozen=True, kw_only=True)
class ConversationShut(Fact):
    conversation_id: UUID
    member_id: UUID

    sentence = _("Shut a conversation")


@dataclass(frozen=True, kw_only=True)
class ConversationUnshut(Fact):
    conversation_id: UUID
    member_id: UUID

    sentence = _("Opened a conversation that was shut")


@dataclass(frozen=True, kw_only=True)
class DirectMessageWritten(Fact):
    message_id: UUID
    conversation_id: UUID
    heard: bool

    sentence = _("Wrote to somebody alone")


@dataclass(frozen=True, kw_only=True)
class DirectMessageTakenBack(Fact):
    message_id: UUID

    sentence = _("Took a direct message back")


@dataclass(frozen=True, kw_only=True)
class DoorShut(Fact):
    member_id: UUID

    sentence = _("Takes no new conversations")


@dataclass(frozen=True, kw_only=True)
class DoorOpened(Fact):
    member_id: UUID

    sentence = _("Takes new conversations again")
