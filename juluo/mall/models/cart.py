from typing import ClassVar

from django.db import models

from juluo.core.models import SpaceForeignKey, SpaceModel
from juluo.mall.models.catalog import Variant


class CartLine(SpaceModel):
    """What somebody wants to buy. `holder` is a member's id, or a guest's visitor pseudonym."""

    holder = models.UUIDField()
    variant = SpaceForeignKey(Variant, models.PROTECT, related_name="+", db_index=False)
    quantity = models.PositiveIntegerField()
    seen_minor = models.PositiveBigIntegerField()
    added_at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "holder", "variant"], name="cart_line_once"),
        ]

    def __str__(self) -> str:
        return f"{self.variant_id} × {self.quantity}"
