"""What happens at the desk where posts are written, and among the people behind them."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from juluo.core.facts import Fact


@dataclass(frozen=True, kw_only=True)
class PostRestored(Fact):
    """What it says is what it said in an earlier revision, `number`."""

    post_id: UUID
    number: int

    sentence = _("Brought back version %(number)s of a post")


@dataclass(frozen=True, kw_only=True)
class PostScheduled(Fact):
    """It publishes itself at `due_at` (ISO 8601, UTC)."""

    post_id: UUID
    due_at: str

    sentence = _("Chose when a post is published")


@dataclass(frozen=True, kw_only=True)
class PostUnscheduled(Fact):
    post_id: UUID

    sentence = _("Let a post be published at no set time")


@dataclass(frozen=True, kw_only=True)
class ColleagueIntroduced(Fact):
    """A member is shown among the people behind the IP."""

    member_id: UUID
    role: str

    sentence = _("Introduced somebody behind it as “%(role)s”")


@dataclass(frozen=True, kw_only=True)
class ColleagueTakenOut(Fact):
    member_id: UUID

    sentence = _("Showed somebody no longer among the people behind it")
