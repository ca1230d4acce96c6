from typing import ClassVar

from django.db import models
from django.db.models import Q

from juluo.core.models import SpaceForeignKey, SpaceModel
from juluo.core.money import Money
from juluo.mall.models.order import Order


class ReturnedPayment(SpaceModel):
    """A confirmed payment that its order could not use (paid twice, too late without stock); it goes back in full."""

    order = SpaceForeignKey(Order, models.PROTECT, related_name="returned_payments")
    payment_id = models.UUIDField()
    amount_minor = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "payment_id"], name="payment_returned_once"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["space", "failed_at"], condition=Q(failed_at__isnull=False), name="returned_payment_refused"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.amount}"

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)
