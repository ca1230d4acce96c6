"""What happens at the doors beside joining: policies, questions, applications, invitations."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from juluo.core.facts import Fact


@dataclass(frozen=True, kw_only=True)
class PolicySet(Fact):
    entrance_id: UUID
    policy: str
    capacity: int | None
    expires_at: str

    sentence = _("Set who comes in by an entrance, and how many")


@dataclass(frozen=True, kw_only=True)
class WelcomeSet(Fact):
    entrance_id: UUID

    sentence = _("Changed how an entrance welcomes newcomers")


@dataclass(frozen=True, kw_only=True)
class QuestionnaireChanged(Fact):
    entrance_id: UUID
    number: int

    sentence = _("Changed what an entrance asks of applicants (version %(number)s)")


@dataclass(frozen=True, kw_only=True)
class InvitationMade(Fact):
    invitation_id: UUID
    most: int

    sentence = _("Made an invitation for %(most)s")


@dataclass(frozen=True, kw_only=True)
class InvitationEnded(Fact):
    invitation_id: UUID

    sentence = _("Ended an invitation")


@dataclass(frozen=True, kw_only=True)
class ApplicationMade(Fact):
    application_id: UUID
    entrance_id: UUID

    sentence = _("Applied to come in")


@dataclass(frozen=True, kw_only=True)
class ApplicationAdmitted(Fact):
    """`member_id` came in by it; `by_score` when no person decided."""

    application_id: UUID
    member_id: UUID
    by_score: bool

    sentence = _("Admitted an applicant")


@dataclass(frozen=True, kw_only=True)
class ApplicationDeclined(Fact):
    application_id: UUID
    reason: str
    by_score: bool

    sentence = _("Declined an application")


@dataclass(frozen=True, kw_only=True)
class ApplicationAsked(Fact):
    application_id: UUID
    inquiry_id: UUID

    sentence = _("Asked an applicant back")


@dataclass(frozen=True, kw_only=True)
class ApplicationAnswered(Fact):
    application_id: UUID
    inquiry_id: UUID

    sentence = _("Answered what staff asked back")


@dataclass(frozen=True, kw_only=True)
class ApplicationWaits(Fact):
    application_id: UUID

    sentence = _("Admitted an applicant to the waiting list")


@dataclass(frozen=True, kw_only=True)
class PlaceOffered(Fact):
    application_id: UUID
    until: str

    sentence = _("Offered an applicant a place")


@dataclass(frozen=True, kw_only=True)
class PlaceLapsed(Fact):
    application_id: UUID

    sentence = _("A place was not accepted in time")


@dataclass(frozen=True, kw_only=True)
class ApplicationWithdrawn(Fact):
    application_id: UUID

    sentence = _("Withdrew an application")


@dataclass(frozen=True, kw_only=True)
class PersonAsked(Fact):
    application_id: UUID

    sentence = _("Asked that a person decides")
