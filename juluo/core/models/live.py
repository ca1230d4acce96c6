"""What listeners are told the moment it is so: streams of events, counted without a gap."""

from typing import ClassVar

from django.db import models

from juluo.core.fields import SpaceForeignKey
from juluo.core.models.people import Member
from juluo.core.models.scoped import SpaceModel


class LiveStream(SpaceModel):
    """The count of a stream like "room:ID": how many events it has had. Writers take turns at its row."""

    name = models.CharField(max_length=60)
    position = models.PositiveBigIntegerField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["space", "name"], name="live_stream_once")]

    def __str__(self) -> str:
        return self.name


class LiveEvent(SpaceModel):
    """One event of a stream, kept for about a day: who lost the line reads here what they missed.

    A later event about the same `subject` empties this one: what was taken back is not told to latecomers.
    """

    stream = models.CharField(max_length=60)
    position = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=20)
    subject = models.UUIDField()
    data = models.JSONField(default=dict)
    member = SpaceForeignKey(Member, models.CASCADE, null=True, related_name="+", db_index=False)
    """Whose words `data` holds, if anybody's."""
    at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "stream", "position"], name="live_event_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "subject"], name="live_event_by_subject"),
            models.Index(fields=["space", "member"], name="live_event_by_member"),
            models.Index(fields=["space", "at"], name="live_event_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.stream} {self.position}"
