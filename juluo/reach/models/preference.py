from typing import ClassVar

from django.db import models
from django.db.models import Q

from juluo.core.models import Member, SpaceForeignKey, SpaceModel
from juluo.reach.news import Channel

_MINUTES = 24 * 60


class Preference(SpaceModel):
    """Whether a member wants one kind of news by one channel. No row: as the kind says."""

    member = SpaceForeignKey(Member, models.PROTECT, related_name="preferences", db_index=False)
    kind = models.CharField(max_length=40)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    wanted = models.BooleanField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "member", "kind", "channel"], name="preference_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.channel}"


class Habit(SpaceModel):
    """When and in which language a member is reached. Blank: as the space. Quiet hours are minutes of their own day."""

    member = SpaceForeignKey(Member, models.PROTECT, related_name="habits", db_index=False)
    language = models.CharField(max_length=10, blank=True)
    time_zone = models.CharField(max_length=40, blank=True)
    quiet_from = models.PositiveSmallIntegerField(null=True)
    quiet_until = models.PositiveSmallIntegerField(null=True)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "member"], name="habit_once_per_member"),
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None)
                | Q(quiet_from__lt=_MINUTES, quiet_until__lt=_MINUTES) & ~Q(quiet_from=models.F("quiet_until")),
                name="habit_quiet_hours_have_two_ends",
            ),
        ]

    def __str__(self) -> str:
        return str(self.member_id)
