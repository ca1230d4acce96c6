"""What happens in sharing."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from juluo.core.facts import Fact


@dataclass(frozen=True)
class LinkMade(Fact):
    link_id: UUID
    sharer_id: UUID

    sentence = _("Made a share link")


@dataclass(frozen=True)
class LinkRevoked(Fact):
    link_id: UUID
    sharer_id: UUID

    sentence = _("Ended a share link")


@dataclass(frozen=True)
class LinkTouched(Fact):
    """A member opened a share link. Guests' touches are no facts: they count once the visitor is known."""

    member_id: UUID
    link_id: UUID

    sentence = _("Opened a share link")


@dataclass(frozen=True)
class BindingMade(Fact):
    member_id: UUID
    sharer_id: UUID
    link_id: UUID | None
    reason: str

    sentence = _("Was bound to a sharer")


@dataclass(frozen=True)
class PlanPublished(Fact):
    plan_id: UUID
    number: int
    rate_bp: int

    sentence = _("Published version %(number)s of the commission plan")


@dataclass(frozen=True)
class OrderAttributed(Fact):
    order_id: UUID
    sharer_id: UUID | None
    reason: str

    sentence = _("An order was looked at for who brought it")


@dataclass(frozen=True)
class CommissionPending(Fact):
    """A line earns; the amounts of these four facts (minor units) are what it stands at afterwards."""

    commission_id: UUID
    line_id: UUID
    payee_id: UUID
    pending_minor: int
    available_minor: int

    sentence = _("Commission is pending")


@dataclass(frozen=True)
class CommissionAvailable(Fact):
    """The line's return window has ended: the sum is the payee's."""

    commission_id: UUID
    line_id: UUID
    payee_id: UUID
    pending_minor: int
    available_minor: int

    sentence = _("Commission became available")


@dataclass(frozen=True)
class CommissionReduced(Fact):
    """A refund took a part back."""

    commission_id: UUID
    line_id: UUID
    payee_id: UUID
    pending_minor: int
    available_minor: int

    sentence = _("Commission was reduced by a refund")


@dataclass(frozen=True)
class CommissionVoided(Fact):
    """Refunds took everything back."""

    commission_id: UUID
    line_id: UUID
    payee_id: UUID
    pending_minor: int
    available_minor: int

    sentence = _("Commission was voided")
