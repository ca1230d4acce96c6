from typing import ClassVar

from django.db import models

from juluo.core.models import Member, SpaceForeignKey, SpaceModel
from juluo.reach.news import Channel


class Notification(SpaceModel):
    """One piece of news for one member. `reason` makes it once however often it is told; `data` holds no names."""

    member = SpaceForeignKey(Member, models.PROTECT, related_name="notifications", db_index=False)
    kind = models.CharField(max_length=40)
    reason = models.CharField(max_length=80)
    data = models.JSONField(default=dict)
    in_app = models.BooleanField(default=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "member", "kind", "reason"], name="notification_once_per_reason"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "member", "-id"], name="notification_by_newest"),
            models.Index(fields=["space", "member"], condition=models.Q(read_at=None), name="notification_unread"),
        ]

    def __str__(self) -> str:
        return self.kind


class Delivery(SpaceModel):
    """A notification on its way out by one channel: due, claimed by a worker, sent or dropped for a reason."""

    notification = SpaceForeignKey(Notification, models.CASCADE, related_name="deliveries", db_index=False)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    due_at = models.DateTimeField()
    queued_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    dropped_because = models.CharField(max_length=20, blank=True)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "notification", "channel"], name="delivery_once_per_channel"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["space", "due_at"],
                condition=models.Q(sent_at=None, dropped_at=None),
                name="delivery_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notification_id} {self.channel}"
