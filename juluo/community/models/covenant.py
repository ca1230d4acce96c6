from typing import ClassVar

from django.db import models

from juluo.core.models import Member, SpaceForeignKey, SpaceModel


class Covenant(SpaceModel):
    """One version of the rules that everyone accepts before taking part. The highest number is current."""

    number = models.PositiveIntegerField()
    text = models.TextField(max_length=20_000)
    published_at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["space", "number"], name="covenant_once_per_number")]

    def __str__(self) -> str:
        return str(self.number)


class Acceptance(SpaceModel):
    """A member accepted a version of the covenant, then."""

    member = SpaceForeignKey(Member, models.PROTECT, related_name="acceptances", db_index=False)
    covenant = SpaceForeignKey(Covenant, models.PROTECT, related_name="acceptances")
    at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "member", "covenant"], name="acceptance_once_per_version"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.covenant_id}"
