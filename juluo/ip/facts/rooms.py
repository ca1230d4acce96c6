"""What happens in rooms."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from juluo.core.facts import Fact


@dataclass(frozen=True, kw_only=True)
class RoomMade(Fact):
    room_id: UUID

    sentence = _("Made a room")


@dataclass(frozen=True, kw_only=True)
class RoomChanged(Fact):
    room_id: UUID
    changed: tuple[str, ...]

    sentence = _("Changed a room")


@dataclass(frozen=True, kw_only=True)
class RoomOpened(Fact):
    room_id: UUID

    sentence = _("Opened a room")


@dataclass(frozen=True, kw_only=True)
class RoomClosed(Fact):
    """Nobody enters it any more; what was said in it is kept."""

    room_id: UUID

    sentence = _("Closed a room")


@dataclass(frozen=True, kw_only=True)
class MessageWritten(Fact):
    message_id: UUID
    room_id: UUID

    sentence = _("Wrote in a room")


@dataclass(frozen=True, kw_only=True)
class MessageEdited(Fact):
    message_id: UUID

    sentence = _("Changed a message in a room")


@dataclass(frozen=True, kw_only=True)
class MessageTakenBack(Fact):
    message_id: UUID

    sentence = _("Took a message in a room back")
