from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from juluo.core.models import Hideable, Media, Member, SpaceForeignKey, SpaceManager, SpaceModel, SpaceQuerySet
from juluo.ip.models.post import Audience

MESSAGE_LENGTH = 1000
ROOM_AUDIENCES = [(value, label) for value, label in Audience.choices if value != Audience.EVERYONE]


class RoomQuerySet(SpaceQuerySet["Room"]):
    def shown(self) -> "RoomQuerySet":
        """Those whose name and door everybody sees."""
        return self.opened().filter(secluded=False)

    def opened(self) -> "RoomQuerySet":
        """Those that somebody may enter."""
        return self.filter(opened_at__isnull=False)


class Room(SpaceModel):
    """A place where those whom its audience admits talk, and those who hold the right `room:ID`.

    Everybody sees its name, its description and its picture once it is opened; what is inside only who may enter.
    """

    name = models.CharField(max_length=80)
    description = models.TextField(max_length=2000, blank=True)
    picture = SpaceForeignKey(Media, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    audience = models.CharField(max_length=10, choices=ROOM_AUDIENCES, default=Audience.MEMBERS)
    notice = models.TextField(max_length=1000, blank=True)
    meeting_url = models.CharField(max_length=300, blank=True)
    hours = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    """When one may write, in the space's zone, as `rules/hours.py` reads it; empty is always."""
    pause_seconds = models.PositiveIntegerField(default=0)
    """Slow mode: how long a member waits between two messages here; 0 is not at all."""
    secluded = models.BooleanField(default=False)
    """Only those who may enter know of it: it belongs to something else, such as a circle (`hosting.py`)."""
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = SpaceManager.from_queryset(RoomQuerySet)()

    class Meta(SpaceModel.Meta):
        indexes: ClassVar = [
            models.Index(fields=["space", "-id"], name="room_by_newest"),
            models.Index(
                fields=["space", "-id"], condition=Q(opened_at__isnull=False, secluded=False), name="room_shown"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stream(self) -> str:
        """What those inside listen to."""
        return f"room:{self.pk}"


class RoomVisit(SpaceModel):
    """How far a member has read in a room: up to the position `seen` of its stream."""

    member = SpaceForeignKey(Member, models.PROTECT, related_name="room_visits", db_index=False)
    room = SpaceForeignKey(Room, models.CASCADE, related_name="+", db_index=False)
    seen = models.PositiveBigIntegerField()
    at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "member", "room"], name="room_visit_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["space", "room"], name="room_visit_by_room")]

    def __str__(self) -> str:
        return f"{self.member_id} {self.room_id}"


class MessageQuerySet(SpaceQuerySet["Message"]):
    def said(self) -> "MessageQuerySet":
        """Those that everybody inside can read."""
        return self.filter(~Q(text=""), hidden_at=None)


class Message(Hideable):
    """What a member says in a room, in plain text. Empty once its author took it back.

    Its `position` in the room's stream is its place in the talk: the order in which all that is said was committed.
    """

    room = SpaceForeignKey(Room, models.CASCADE, related_name="messages", db_index=False)
    author = SpaceForeignKey(Member, models.PROTECT, related_name="messages", db_index=False)
    position = models.PositiveBigIntegerField(default=0)
    answers = SpaceForeignKey("self", models.CASCADE, null=True, related_name="+", db_index=False)
    text = models.TextField(max_length=MESSAGE_LENGTH, blank=True)
    written_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)

    objects: ClassVar = SpaceManager.from_queryset(MessageQuerySet)()

    class Meta(SpaceModel.Meta):
        indexes: ClassVar = [
            models.Index(fields=["space", "-id"], name="message_by_newest"),
            models.Index(fields=["space", "-id"], condition=Q(hidden_at__isnull=False), name="message_hidden"),
            models.Index(fields=["space", "room", "-position", "-id"], name="message_by_room"),
            models.Index(fields=["space", "answers"], condition=Q(answers__isnull=False), name="message_answers"),
            models.Index(fields=["space", "author", "-id"], name="message_by_author"),
        ]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def is_said(self) -> bool:
        """Whether whoever is inside can read it."""
        return bool(self.text) and self.hidden_at is None
