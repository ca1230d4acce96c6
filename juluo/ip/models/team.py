from typing import ClassVar

from django.db import models

from juluo.core.models import Member, SpaceForeignKey, SpaceModel


class Colleague(SpaceModel):
    """One of the people behind the IP, as readers know them. What staff may do is another matter (`core.Role`)."""

    member = SpaceForeignKey(Member, models.PROTECT, related_name="+", db_index=False)
    role = models.CharField(max_length=40)
    sentence = models.CharField(max_length=160, blank=True)
    human = models.CharField(max_length=60, blank=True)
    """Who really writes, where the member's name is an invented voice."""
    position = models.PositiveSmallIntegerField(default=1)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["space", "member"], name="colleague_once")]

    def __str__(self) -> str:
        return self.role
