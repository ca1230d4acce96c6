"""What happens to circles and in who belongs to them."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from juluo.core.facts import Fact


@dataclass(frozen=True, kw_only=True)
class CircleProposed(Fact):
    circle_id: UUID

    sentence = _("Proposed a circle")


@dataclass(frozen=True, kw_only=True)
class CircleOpened(Fact):
    circle_id: UUID

    sentence = _("Opened a circle")


@dataclass(frozen=True, kw_only=True)
class CircleChanged(Fact):
    circle_id: UUID
    changed: tuple[str, ...]

    sentence = _("Said anew what a circle is")


@dataclass(frozen=True, kw_only=True)
class CircleArchived(Fact):
    circle_id: UUID

    sentence = _("Put a circle into the archive")


@dataclass(frozen=True, kw_only=True)
class CircleReopened(Fact):
    circle_id: UUID

    sentence = _("Took a circle out of the archive")


@dataclass(frozen=True, kw_only=True)
class CircleChatOpened(Fact):
    circle_id: UUID
    room_id: UUID

    sentence = _("Opened the chat of a circle")


@dataclass(frozen=True, kw_only=True)
class CircleChatClosed(Fact):
    circle_id: UUID
    room_id: UUID

    sentence = _("Closed the chat of a circle")


@dataclass(frozen=True, kw_only=True)
class CircleChatPaced(Fact):
    circle_id: UUID
    pause_seconds: int

    sentence = _("Set the pause between messages in a circle's chat: %(pause_seconds)s s")


@dataclass(frozen=True, kw_only=True)
class CircleJoined(Fact):
    circle_id: UUID
    member_id: UUID

    sentence = _("Joined a circle")


@dataclass(frozen=True, kw_only=True)
class CircleLeft(Fact):
    circle_id: UUID
    member_id: UUID

    sentence = _("Left a circle")


@dataclass(frozen=True, kw_only=True)
class CircleMemberRemoved(Fact):
    circle_id: UUID
    member_id: UUID
    reason: str

    sentence = _("Removed somebody from a circle")


@dataclass(frozen=True, kw_only=True)
class CircleRoleGiven(Fact):
    circle_id: UUID
    member_id: UUID
    before: str
    after: str

    sentence = _("Gave somebody another role in a circle")


@dataclass(frozen=True, kw_only=True)
class CircleAsked(Fact):
    ask_id: UUID
    circle_id: UUID

    sentence = _("Asked to be let into a circle")


@dataclass(frozen=True, kw_only=True)
class CircleAskAnswered(Fact):
    ask_id: UUID
    circle_id: UUID
    admitted: bool

    sentence = _("Answered who asked to be let into a circle")


@dataclass(frozen=True, kw_only=True)
class CircleRuleSet(Fact):
    rule_id: UUID
    rung: str
    supporters: int

    sentence = _("Changed who may found circles")


@dataclass(frozen=True, kw_only=True)
class CircleDateSet(Fact):
    date_id: UUID
    circle_id: UUID

    sentence = _("Put a date into the calendar of a circle")


@dataclass(frozen=True, kw_only=True)
class CircleDateRemoved(Fact):
    date_id: UUID
    circle_id: UUID

    sentence = _("Took a date out of the calendar of a circle")


@dataclass(frozen=True, kw_only=True)
class CompanySaid(Fact):
    circle_id: UUID
    member_id: UUID
    company_id: UUID | None

    sentence = _("Said for which company they are in a circle")
