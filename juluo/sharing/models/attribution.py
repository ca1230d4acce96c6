from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from juluo.core.models import Member, SpaceForeignKey, SpaceModel
from juluo.mall.models import Order
from juluo.sharing.models.link import ShareLink
from juluo.sharing.models.plan import Plan


class Verdict(models.TextChoices):
    """Why an order was or was not credited: to nobody, or to one of those whose links the buyer had opened."""

    CREDITED = "credited", _("The buyer was bound to this sharer when ordering.")
    UNTOUCHED = "untouched", _("The buyer had opened nobody's link before ordering.")
    PROTECTED = "protected", _("The buyer was already bound to somebody else, and that binding was still protected.")
    REPLACED = "replaced", _("The buyer opened a newer link of somebody else after the protected time.")
    EXPIRED = "expired", _("The binding had expired before the order.")
    OWN = "own", _("The buyer's own link earns nothing on the buyer's own order.")
    CYCLE = "cycle", _("The buyer had brought this sharer; nobody is bound in a circle.")
    PAUSED = "paused", _("The sharer had left or was banned when the order was placed.")


class Attribution(SpaceModel):
    """Whom one order is credited to, decided by the times of touches when it was placed. It never changes."""

    order = SpaceForeignKey(Order, models.PROTECT, related_name="+", db_index=False)
    sharer = SpaceForeignKey(Member, models.PROTECT, null=True, related_name="+", db_index=False)
    link = SpaceForeignKey(ShareLink, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=12, choices=Verdict.choices)
    plan = SpaceForeignKey(Plan, models.PROTECT, null=True, related_name="+", db_index=False)
    placed_at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["space", "order"], name="attribution_once_per_order")]

    def __str__(self) -> str:
        return self.reason


class Consideration(SpaceModel):
    """One sharer who was considered for an order: the touch that stood for them, and why they were chosen or not."""

    attribution = SpaceForeignKey(Attribution, models.PROTECT, related_name="considerations", db_index=False)
    sharer = SpaceForeignKey(Member, models.PROTECT, related_name="+", db_index=False)
    link = SpaceForeignKey(ShareLink, models.PROTECT, null=True, related_name="considerations")
    touched_at = models.DateTimeField()
    verdict = models.CharField(max_length=12, choices=Verdict.choices)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "attribution", "sharer"], name="consideration_once_per_sharer"),
        ]
        indexes: ClassVar = [models.Index(fields=["space", "sharer", "-id"], name="consideration_by_sharer")]

    def __str__(self) -> str:
        return self.verdict
