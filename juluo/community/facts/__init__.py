from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from juluo.core.facts import Fact


@dataclass(frozen=True, kw_only=True)
class SpaceFounded(Fact):
    space_id: UUID

    sentence = _("Founded the space")


@dataclass(frozen=True, kw_only=True)
class SpaceRenamed(Fact):
    space_id: UUID
    before: str
    after: str

    sentence = _("Renamed the space from “%(before)s” to “%(after)s”")


@dataclass(frozen=True, kw_only=True)
class SpaceLocalized(Fact):
    space_id: UUID
    language: str
    time_zone: str

    sentence = _("Set the space's language and time zone: %(language)s, %(time_zone)s")


@dataclass(frozen=True, kw_only=True)
class SpaceClosed(Fact):
    space_id: UUID

    sentence = _("Closed the space")


@dataclass(frozen=True, kw_only=True)
class SpaceReopened(Fact):
    space_id: UUID

    sentence = _("Opened the space again")


@dataclass(frozen=True, kw_only=True)
class SpaceDressed(Fact):
    space_id: UUID
    brand: str
    mood: str
    logo_id: UUID | None

    sentence = _("Changed how the space looks")


@dataclass(frozen=True, kw_only=True)
class EntranceMade(Fact):
    entrance_id: UUID

    sentence = _("Opened a new entrance")


@dataclass(frozen=True, kw_only=True)
class EntranceClosed(Fact):
    entrance_id: UUID

    sentence = _("Closed an entrance")


@dataclass(frozen=True, kw_only=True)
class EntranceReopened(Fact):
    entrance_id: UUID

    sentence = _("Reopened an entrance")


@dataclass(frozen=True, kw_only=True)
class WayChosen(Fact):
    """Guests who read `content` ("post:ID") come in through the entrance from now on."""

    entrance_id: UUID
    content: str

    sentence = _("Let a page bring its readers in through this entrance")


@dataclass(frozen=True, kw_only=True)
class CovenantPublished(Fact):
    covenant_id: UUID
    version: int

    sentence = _("Published version %(version)s of the covenant")


@dataclass(frozen=True, kw_only=True)
class MemberJoined(Fact):
    member_id: UUID
    entrance_id: UUID
    visitor: UUID | None = None

    sentence = _("Joined")


@dataclass(frozen=True, kw_only=True)
class MemberReturned(Fact):
    member_id: UUID

    sentence = _("Came back")


@dataclass(frozen=True, kw_only=True)
class CovenantAccepted(Fact):
    member_id: UUID
    version: int

    sentence = _("Accepted version %(version)s of the covenant")


@dataclass(frozen=True, kw_only=True)
class MemberLeft(Fact):
    member_id: UUID

    sentence = _("Left the space")


@dataclass(frozen=True, kw_only=True)
class RungChanged(Fact):
    member_id: UUID
    before: str
    after: str
    reason: str

    sentence = _("Moved from %(before)s to %(after)s")


@dataclass(frozen=True, kw_only=True)
class MemberBanned(Fact):
    member_id: UUID
    reason: str

    sentence = _("Was banned")


@dataclass(frozen=True, kw_only=True)
class BanLifted(Fact):
    member_id: UUID
    reason: str

    sentence = _("Was let back in")
