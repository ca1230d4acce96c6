"""Facts of the product workshop."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from juluo.core.facts import Fact


@dataclass(frozen=True, kw_only=True)
class NeedTold(Fact):
    """A member asks for something; or staff took down what one said (`origin`)."""

    need_id: UUID
    origin: str

    sentence = _("Put a request on the board")


@dataclass(frozen=True, kw_only=True)
class NeedJoined(Fact):
    need_id: UUID

    sentence = _("Asks for it, too")


@dataclass(frozen=True, kw_only=True)
class NeedLeft(Fact):
    need_id: UUID

    sentence = _("Asks for it no longer")


@dataclass(frozen=True, kw_only=True)
class NeedMoved(Fact):
    """Something became of it. `reason` is what members read; "" where none was asked for."""

    need_id: UUID
    before: str
    state: str
    reason: str

    sentence = _("Moved a request on the board")


@dataclass(frozen=True, kw_only=True)
class NeedMerged(Fact):
    need_id: UUID
    into_id: UUID

    sentence = _("Put a request together with another one")


@dataclass(frozen=True, kw_only=True)
class NeedSplit(Fact):
    need_id: UUID
    from_id: UUID

    sentence = _("Let a request stand by itself again")


@dataclass(frozen=True, kw_only=True)
class NeedHidden(Fact):
    need_id: UUID

    sentence = _("Hid a request")


@dataclass(frozen=True, kw_only=True)
class NeedShown(Fact):
    need_id: UUID

    sentence = _("Showed a hidden request again")


@dataclass(frozen=True, kw_only=True)
class NeedPlaced(Fact):
    """It is being met in a workpiece; None: in none any more."""

    need_id: UUID
    workpiece_id: UUID | None

    sentence = _("Said in which workpiece a request is met")


@dataclass(frozen=True, kw_only=True)
class WorkpieceMade(Fact):
    workpiece_id: UUID

    sentence = _("Began a workpiece")


@dataclass(frozen=True, kw_only=True)
class WorkpieceChanged(Fact):
    workpiece_id: UUID
    changed: tuple[str, ...]

    sentence = _("Described a workpiece anew")


@dataclass(frozen=True, kw_only=True)
class WorkpieceShown(Fact):
    workpiece_id: UUID

    sentence = _("Showed a workpiece to everybody")


@dataclass(frozen=True, kw_only=True)
class WorkpieceHidden(Fact):
    workpiece_id: UUID

    sentence = _("Showed a workpiece to the staff alone")


@dataclass(frozen=True, kw_only=True)
class VersionWritten(Fact):
    version_id: UUID
    workpiece_id: UUID

    sentence = _("Wrote down a version")


@dataclass(frozen=True, kw_only=True)
class VersionChanged(Fact):
    """`changed` names fields, not what they hold: a cost is not told."""

    version_id: UUID
    changed: tuple[str, ...]

    sentence = _("Changed a version")


@dataclass(frozen=True, kw_only=True)
class TrialRoundBegun(Fact):
    round_id: UUID
    version_id: UUID

    sentence = _("Began a trial round")


@dataclass(frozen=True, kw_only=True)
class TrialInvited(Fact):
    trial_id: UUID
    round_id: UUID

    sentence = _("Invited a member to try a version")


@dataclass(frozen=True, kw_only=True)
class TrialAccepted(Fact):
    trial_id: UUID
    round_id: UUID

    sentence = _("Takes part in a trial round")


@dataclass(frozen=True, kw_only=True)
class TrialDeclined(Fact):
    trial_id: UUID
    round_id: UUID

    sentence = _("Does not take part in a trial round")


@dataclass(frozen=True, kw_only=True)
class SampleSent(Fact):
    trial_id: UUID
    round_id: UUID

    sentence = _("Sent a sample")


@dataclass(frozen=True, kw_only=True)
class TrialAnswered(Fact):
    trial_id: UUID
    round_id: UUID

    sentence = _("Said what they think of a version")


@dataclass(frozen=True, kw_only=True)
class DiaryTold(Fact):
    post_id: UUID
    workpiece_id: UUID

    sentence = _("Put a post into the diary of a workpiece")


@dataclass(frozen=True, kw_only=True)
class DiaryLeft(Fact):
    post_id: UUID
    workpiece_id: UUID

    sentence = _("Took a post out of the diary of a workpiece")


@dataclass(frozen=True, kw_only=True)
class ThreadRecomposed(Fact):
    """What was said about `source_id` became a draft that quotes it."""

    post_id: UUID
    source_id: UUID
    quotation_ids: tuple[str, ...]

    sentence = _("Recomposed talk into an article")


@dataclass(frozen=True, kw_only=True)
class WordsWithdrawn(Fact):
    quotation_id: UUID
    post_id: UUID

    sentence = _("Does not want to be quoted in an article")
