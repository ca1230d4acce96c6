from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from juluo.core.models import SpaceModel


class Plan(SpaceModel):
    """What sharing earns, and how long a binding lasts: one version, in force from `from_at` until the next.

    Rates are basis points (1/100 of a percent) of the cash paid for a line.
    """

    number = models.PositiveIntegerField()
    rate_bp = models.PositiveIntegerField()
    cap_bp = models.PositiveIntegerField(default=3000)
    layers = models.PositiveSmallIntegerField(default=1)
    self_purchase = models.BooleanField(default=False)
    protected_days = models.PositiveSmallIntegerField(default=30)
    lifetime_days = models.PositiveSmallIntegerField(default=365)
    from_at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "number"], name="plan_number_once"),
            models.CheckConstraint(
                condition=Q(cap_bp__lte=10_000, rate_bp__lte=F("cap_bp")), name="plan_rate_within_cap"
            ),
            models.CheckConstraint(condition=Q(layers__gte=1, layers__lte=2), name="plan_layers_at_most_two"),
            models.CheckConstraint(
                condition=Q(protected_days__lte=F("lifetime_days")), name="plan_protects_within_lifetime"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["space", "-from_at"], name="plan_by_time")]

    def __str__(self) -> str:
        return str(self.number)
