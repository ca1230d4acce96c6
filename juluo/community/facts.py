from dataclasses import dataclass
from uuid import UUID

from juluo.core.facts import Fact


@dataclass(frozen=True, kw_only=True)
class SpaceFounded(Fact):
    space_id: UUID


@dataclass(frozen=True, kw_only=True)
class EntranceMade(Fact):
    entrance_id: UUID


@dataclass(frozen=True, kw_only=True)
class EntranceClosed(Fact):
    entrance_id: UUID


@dataclass(frozen=True, kw_only=True)
class EntranceReopened(Fact):
    entrance_id: UUID


@dataclass(frozen=True, kw_only=True)
class CovenantPublished(Fact):
    covenant_id: UUID
    version: int


@dataclass(frozen=True, kw_only=True)
class MemberJoined(Fact):
    member_id: UUID
    entrance_id: UUID
    visitor: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class MemberReturned(Fact):
    member_id: UUID


@dataclass(frozen=True, kw_only=True)
class CovenantAccepted(Fact):
    member_id: UUID
    version: int


@dataclass(frozen=True, kw_only=True)
class MemberLeft(Fact):
    member_id: UUID


@dataclass(frozen=True, kw_only=True)
class RungChanged(Fact):
    member_id: UUID
    before: str
    after: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class MemberBanned(Fact):
    member_id: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class BanLifted(Fact):
    member_id: UUID
    reason: str
