"""What staff keep on their desk: views of lists under a name, deeds asked for on many things at once."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from juluo.core.fields import SpaceForeignKey
from juluo.core.models.people import Member
from juluo.core.models.scoped import SpaceModel


class SavedView(SpaceModel):
    """A list of the studio as its filters stand, under a name: for its keeper, or `shared` with all staff."""

    place = models.CharField(max_length=60)
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=500)
    keeper = SpaceForeignKey(Member, models.PROTECT, related_name="+")
    shared = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "place", "keeper", "name"], name="saved_view_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Batch(SpaceModel):
    """One deed that a member of staff asked for on many things. `told` holds for all of them."""

    deed = models.CharField(max_length=40)
    by = SpaceForeignKey(Member, models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=64)
    language = models.CharField(max_length=12)
    told = models.JSONField(default=dict)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["space", "by", "key"], name="batch_once_per_key")]

    def __str__(self) -> str:
        return self.deed


class BatchRow(SpaceModel):
    """One thing of a batch: how staff named it, what came of it and why. `made` is what the deed made of it."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("outcome", "Waiting")
        DONE = "done", pgettext_lazy("outcome", "Done")
        REFUSED = "refused", pgettext_lazy("outcome", "Not done")
        FAILED = "failed", pgettext_lazy("outcome", "Went wrong")

    batch = SpaceForeignKey(Batch, models.PROTECT, related_name="rows", db_index=False)
    position = models.PositiveIntegerField()
    subject = models.CharField(max_length=120)
    name = models.CharField(max_length=160, blank=True)
    told = models.JSONField(default=dict)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.WAITING)
    reason = models.CharField(max_length=300, blank=True)
    made = models.JSONField(null=True)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "batch", "position"], name="batch_row_once"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["space", "batch", "position"], condition=Q(outcome="waiting"), name="batch_row_waiting"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.subject
