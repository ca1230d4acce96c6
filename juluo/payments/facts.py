from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from juluo.core.facts import Fact


@dataclass(frozen=True)
class PaymentOpened(Fact):
    payment_id: UUID
    purpose: str
    purpose_id: UUID

    sentence = _("Began to pay")


@dataclass(frozen=True)
class PaymentConfirmed(Fact):
    """The provider itself said that the full amount was taken. It may come after PaymentExpired."""

    payment_id: UUID
    purpose: str
    purpose_id: UUID

    sentence = _("A payment was confirmed")


@dataclass(frozen=True)
class PaymentFailed(Fact):
    """The buyer or the provider ended the attempt; another may be opened."""

    payment_id: UUID
    purpose: str
    purpose_id: UUID

    sentence = _("A payment failed")


@dataclass(frozen=True)
class PaymentExpired(Fact):
    """The attempt was not paid in time. A late payment still ends in PaymentConfirmed."""

    payment_id: UUID
    purpose: str
    purpose_id: UUID

    sentence = _("A payment was not made in time")


@dataclass(frozen=True)
class PaymentMismatched(Fact):
    """The provider's account of a payment differs from ours (amount, currency, merchant): staff must look."""

    payment_id: UUID
    purpose: str
    purpose_id: UUID

    sentence = _("A payment does not match what the provider says")


@dataclass(frozen=True)
class RefundRequested(Fact):
    refund_id: UUID
    payment_id: UUID

    sentence = _("A refund was asked of the provider")


@dataclass(frozen=True)
class RefundSettled(Fact):
    refund_id: UUID
    payment_id: UUID
    purpose: str
    purpose_id: UUID

    sentence = _("A refund was settled")


@dataclass(frozen=True)
class RefundFailed(Fact):
    """The provider refused the refund: staff must look; a new key tries again."""

    refund_id: UUID
    payment_id: UUID
    purpose: str
    purpose_id: UUID

    sentence = _("The provider refused a refund")


@dataclass(frozen=True)
class NoticeReceived(Fact):
    notice_id: UUID

    sentence = _("A notification came from a provider")


@dataclass(frozen=True)
class NoticeRejected(Fact):
    """A correctly signed notification claimed what is not so: staff must look."""

    notice_id: UUID
    verdict: str

    sentence = _("A notification from a provider was rejected")


@dataclass(frozen=True)
class MerchantAccountKept(Fact):
    account_id: UUID

    sentence = _("Changed the account with a payment company")
