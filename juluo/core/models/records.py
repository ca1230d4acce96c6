"""What happened, what was done about it, what was seen: facts, receipts, footprints."""

from typing import ClassVar

from django.db import models

from juluo.core.models.scoped import SpaceModel


class FactRow(SpaceModel):
    """An append-only record that something happened. Facts by staff are the audit log."""

    name = models.CharField(max_length=60)
    actor_id = models.UUIDField(null=True)
    by_staff = models.BooleanField(default=False)
    subject_id = models.UUIDField()
    data = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        db_table = "core_fact"
        indexes: ClassVar = [
            models.Index(fields=["space", "subject_id", "id"], name="fact_by_subject"),
            models.Index(fields=["space", "name", "at"], name="fact_by_name"),
            models.Index(fields=["space", "-id"], condition=models.Q(by_staff=True), name="fact_by_staff"),
        ]

    def __str__(self) -> str:
        return self.name


class Receipt(SpaceModel):
    """Proof that a reaction to a fact has taken effect, once."""

    fact_id = models.UUIDField()
    reaction = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "fact_id", "reaction"], name="receipt_once"),
        ]

    def __str__(self) -> str:
        return f"{self.reaction} {self.fact_id}"


class Footprint(SpaceModel):
    """Behaviour of a pseudonymous visitor: high volume, appended in batches, may be dropped under pressure."""

    name = models.CharField(max_length=20)
    visitor = models.UUIDField()
    member_id = models.UUIDField(null=True)
    subject = models.CharField(max_length=120)
    entrance_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        indexes: ClassVar = [
            models.Index(fields=["space", "name", "at"], name="footprint_by_name"),
            models.Index(fields=["space", "visitor", "at"], name="footprint_by_visitor"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.subject}"
