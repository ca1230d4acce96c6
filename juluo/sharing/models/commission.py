from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from juluo.core.models import Member, SpaceForeignKey, SpaceManager, SpaceModel, SpaceQuerySet
from juluo.core.money import Money
from juluo.mall.models import OrderLine
from juluo.sharing.models.attribution import Attribution
from juluo.sharing.models.plan import Plan

SLOT_OF_SHARER, SLOT_OF_ASKER = 1, 2


class CommissionState(models.TextChoices):
    PENDING = "pending", pgettext_lazy("commission", "Pending")
    AVAILABLE = "available", pgettext_lazy("commission", "Available")
    PAID = "paid", pgettext_lazy("commission", "Paid out")
    VOID = "void", pgettext_lazy("commission", "Void")


_STATES: dict[CommissionState, dict[str, Any]] = {
    CommissionState.PENDING: {"available_at": None, "paid_at": None, "voided_at": None},
    CommissionState.AVAILABLE: {"available_at__isnull": False, "paid_at": None, "voided_at": None},
    CommissionState.PAID: {"paid_at__isnull": False, "voided_at": None},
    CommissionState.VOID: {"voided_at__isnull": False},
}


class CommissionQuerySet(SpaceQuerySet["Commission"]):
    def pending(self) -> "CommissionQuerySet":
        return self.filter(available_at=None, voided_at=None)

    def standing_as(self, state: CommissionState) -> "CommissionQuerySet":
        """Those whose `state` is this."""
        return self.filter(**_STATES[state])


class Commission(SpaceModel):
    """What one payee earns on one order line: the sum as granted, and how much of it still stands where.

    Slots are the payees of a line, whatever their kind: there are two, so the database refuses a third. The first is
    whoever shared, by the `plan` of that day; the second who asked the question whose answer was bought, by the share
    they were promised. `steps` numbers the transfers made for it.
    """

    attribution = SpaceForeignKey(Attribution, models.PROTECT, related_name="commissions")
    line = SpaceForeignKey(OrderLine, models.PROTECT, related_name="+", db_index=False)
    payee = SpaceForeignKey(Member, models.PROTECT, related_name="+", db_index=False)
    slot = models.PositiveSmallIntegerField()
    layer = models.PositiveSmallIntegerField(default=1)
    plan = SpaceForeignKey(Plan, models.PROTECT, null=True, related_name="+", db_index=False)
    base_minor = models.PositiveBigIntegerField()
    rate_bp = models.PositiveIntegerField()
    minor = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    pending_minor = models.PositiveBigIntegerField(default=0)
    available_minor = models.PositiveBigIntegerField(default=0)
    steps = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    available_at = models.DateTimeField(null=True, blank=True)
    paid_at = models.DateTimeField(null=True, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = SpaceManager.from_queryset(CommissionQuerySet)()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "line", "slot"], name="commission_once_per_slot"),
            models.UniqueConstraint(fields=["space", "line", "payee"], name="commission_once_per_payee"),
            models.CheckConstraint(condition=Q(slot__in=(1, 2)), name="commission_two_payees_at_most"),
            models.CheckConstraint(condition=Q(minor__lte=F("base_minor")), name="commission_within_base"),
            models.CheckConstraint(
                condition=Q(minor__gte=F("pending_minor") + F("available_minor")), name="commission_within_grant"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "-id"], name="commission_by_newest"),
            models.Index(fields=["space", "payee", "-id"], name="commission_by_payee"),
            models.Index(
                fields=["space", "-id"],
                condition=Q(available_at__isnull=False, paid_at=None, voided_at=None),
                name="commission_available",
            ),
            models.Index(fields=["space", "-id"], condition=Q(voided_at__isnull=False), name="commission_void"),
            models.Index(
                fields=["space", "line"],
                condition=Q(available_at=None, voided_at=None),
                name="commission_pending",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minor} {self.currency}"

    @property
    def state(self) -> CommissionState:
        ended = (
            (self.voided_at, CommissionState.VOID),
            (self.paid_at, CommissionState.PAID),
            (self.available_at, CommissionState.AVAILABLE),
        )
        return next((state for holds, state in ended if holds), CommissionState.PENDING)

    @property
    def granted(self) -> Money:
        return Money(self.minor, self.currency)

    @property
    def standing(self) -> Money:
        """What still stands of it after refunds."""
        return Money(self.pending_minor + self.available_minor, self.currency)

    @property
    def lost(self) -> Money:
        """What refunds took back of it."""
        return self.granted - self.standing

    @property
    def base(self) -> Money:
        return Money(self.base_minor, self.currency)
