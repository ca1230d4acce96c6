from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from juluo.core.models import Member, SpaceForeignKey, SpaceManager, SpaceModel, SpaceQuerySet
from juluo.core.money import Money
from juluo.core.sealing import unseal
from juluo.payments.provider import Credentials


class PaymentState(models.TextChoices):
    CREATED = "created"
    PENDING = "pending"
    CONFIRMED = "confirmed"
    FAILED = "failed"
    EXPIRED = "expired"


KEY, SECRET = "payments.key", "payments.secret"
OPEN_STATES = (PaymentState.CREATED, PaymentState.PENDING)


class RefundState(models.TextChoices):
    REQUESTED = "requested"
    DONE = "done"
    FAILED = "failed"


class MerchantAccount(SpaceModel):
    """The space's account with a provider. The provider holds the money; this only lets us speak to it, sealed."""

    provider = models.SlugField(max_length=20)
    merchant = models.CharField(max_length=100)
    sealed_key = models.TextField()
    sealed_secret = models.TextField()
    made_at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "provider"], name="merchant_account_once_per_provider"),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.merchant}"

    @property
    def credentials(self) -> Credentials:
        """The account's keys, opened. Raises SealBroken."""
        key, secret = unseal(self.sealed_key, about=KEY), unseal(self.sealed_secret, about=SECRET)
        return Credentials(self.merchant, key, secret)


class PaymentQuerySet(SpaceQuerySet["Payment"]):
    def due(self, at: datetime) -> "PaymentQuerySet":
        return self.filter(next_ask_at__lte=at).order_by("next_ask_at")


class Payment(SpaceModel):
    """One attempt to be paid. What for is the business of whoever opened it: `subject_*` is opaque here.

    An expired attempt can still be confirmed: the buyer may pay late, and that is never silent.
    """

    key = models.CharField(max_length=100)
    purpose = models.CharField(max_length=40)
    purpose_id = models.UUIDField()
    payer = SpaceForeignKey(Member, models.PROTECT, null=True, related_name="payments")
    amount_minor = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    description = models.CharField(max_length=200)
    return_url = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=PaymentState.choices, default=PaymentState.CREATED)
    provider = models.SlugField(max_length=20)
    provider_ref = models.CharField(max_length=100, blank=True)
    pay_url = models.CharField(max_length=500, blank=True)
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    next_ask_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    mismatched_at = models.DateTimeField(null=True)

    objects: ClassVar = SpaceManager.from_queryset(PaymentQuerySet)()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "key"], name="payment_once_per_key"),
            models.UniqueConstraint(
                fields=["space", "purpose", "purpose_id"],
                condition=Q(state__in=["created", "pending"]),
                name="payment_open_once_per_subject",
            ),
            models.UniqueConstraint(
                fields=["space", "provider", "provider_ref"],
                condition=~Q(provider_ref=""),
                name="payment_once_per_provider_ref",
            ),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="payment_of_something"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "purpose", "purpose_id"], name="payment_by_subject"),
            models.Index(fields=["space", "next_ask_at"], condition=~Q(next_ask_at=None), name="payment_to_ask"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.state}"

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES


class ProviderRefundQuerySet(SpaceQuerySet["ProviderRefund"]):
    def due(self, at: datetime) -> "ProviderRefundQuerySet":
        return self.filter(next_ask_at__lte=at).order_by("next_ask_at")


class ProviderRefund(SpaceModel):
    """Money on its way back through the provider. A failed one stays on record; a new key tries again."""

    payment = SpaceForeignKey(Payment, models.PROTECT, related_name="refunds")
    key = models.CharField(max_length=100)
    amount_minor = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=10, choices=RefundState.choices, default=RefundState.REQUESTED)
    requested_at = models.DateTimeField()
    next_ask_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    objects: ClassVar = SpaceManager.from_queryset(ProviderRefundQuerySet)()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "key"], name="provider_refund_once_per_key"),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="provider_refund_of_something"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "next_ask_at"], condition=~Q(next_ask_at=None), name="refund_to_ask"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.state}"

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)


class Verdict(models.TextChoices):
    """What became of a notice. All but the first two are told to staff."""

    APPLIED = "applied"
    IGNORED = "ignored"
    UNKNOWN = "unknown"
    WRONG_AMOUNT = "wrong_amount"
    WRONG_CURRENCY = "wrong_currency"
    WRONG_REF = "wrong_ref"
    CONTRADICTED = "contradicted"


class NoticeQuerySet(SpaceQuerySet["Notice"]):
    def due(self, at: datetime) -> "NoticeQuerySet":
        return self.filter(next_try_at__lte=at).order_by("next_try_at")


class Notice(SpaceModel):
    """A verified notification as it came: a claim. It takes effect once, after the provider was asked."""

    provider = models.SlugField(max_length=20)
    event_id = models.CharField(max_length=100)
    event = models.CharField(max_length=60)
    ref = models.CharField(max_length=100)
    provider_ref = models.CharField(max_length=100, blank=True)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3, blank=True)
    received_at = models.DateTimeField()
    next_try_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=20, choices=Verdict.choices, blank=True)

    objects: ClassVar = SpaceManager.from_queryset(NoticeQuerySet)()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "provider", "event_id"], name="notice_once_per_event"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "next_try_at"], condition=~Q(next_try_at=None), name="notice_to_apply"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.verdict}"
