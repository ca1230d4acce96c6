from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from juluo.core.models import Hideable, Member, SpaceForeignKey, SpaceManager, SpaceModel, SpaceQuerySet

DIRECT_LENGTH = 1000


class Conversation(SpaceModel):
    """What two members write to each other alone. One asked to, by a first message; the other lets them in, or not."""

    pair = models.CharField(max_length=64)
    """Both ids, the lower first: two members have one conversation."""
    asker = SpaceForeignKey(Member, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "pair"], name="conversation_once_per_pair"),
        ]
        indexes: ClassVar = [models.Index(fields=["space", "asker", "-asked_at"], name="conversation_by_asker")]

    def __str__(self) -> str:
        return self.pair

    @property
    def stream(self) -> str:
        """What both listen to."""
        return f"direct:{self.pk}"


class Seat(SpaceModel):
    """One side of a conversation: how far its member has read, and whether they have shut it.

    `last_at` is when this side was last told something. It stays None for an ask that never arrives, because the
    asker was shut out before: that side does not know of the conversation.
    """

    conversation = SpaceForeignKey(Conversation, models.CASCADE, related_name="seats", db_index=False)
    member = SpaceForeignKey(Member, models.PROTECT, related_name="seats", db_index=False)
    other = SpaceForeignKey(Member, models.PROTECT, related_name="+", db_index=False)
    seen = models.PositiveBigIntegerField(default=0)
    last_at = models.DateTimeField(null=True)
    blocked_at = models.DateTimeField(null=True)
    """Nothing that the other writes from now on arrives. They are never told."""

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "conversation", "member"], name="seat_once"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["space", "member", "-last_at", "-id"], condition=Q(last_at__isnull=False), name="seat_by_latest"
            ),
            models.Index(fields=["space", "other"], name="seat_by_other"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.other_id}"


class DirectMessageQuerySet(SpaceQuerySet["DirectMessage"]):
    def read_by(self, member_id: UUID) -> "DirectMessageQuerySet":
        """What arrived, and what the member wrote."""
        return self.filter(Q(author=member_id) | Q(unheard=False, hidden_at=None)).exclude(text="")


class DirectMessage(Hideable):
    """What one wrote to the other, in plain text. Empty once its author took it back."""

    conversation = SpaceForeignKey(Conversation, models.CASCADE, related_name="messages", db_index=False)
    author = SpaceForeignKey(Member, models.PROTECT, related_name="direct_messages", db_index=False)
    position = models.PositiveBigIntegerField(default=0)
    text = models.TextField(max_length=DIRECT_LENGTH, blank=True)
    by_staff = models.BooleanField(default=False)
    """Written by one of the staff; whoever reads it is told so."""
    unheard = models.BooleanField(default=False)
    """Written to somebody who had shut its author out."""
    written_at = models.DateTimeField()

    objects: ClassVar = SpaceManager.from_queryset(DirectMessageQuerySet)()

    class Meta(Hideable.Meta):
        indexes: ClassVar = [
            models.Index(fields=["space", "conversation", "-position", "-id"], name="direct_by_conversation"),
            models.Index(fields=["space", "author", "-id"], name="direct_by_author"),
        ]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def is_said(self) -> bool:
        """Whether the other can read it."""
        return bool(self.text) and not self.unheard and self.hidden_at is None


class ShutDoor(SpaceModel):
    """A member who takes no new conversation, except from the staff."""

    member = SpaceForeignKey(Member, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["space", "member"], name="shut_door_once")]

    def __str__(self) -> str:
        return str(self.member_id)
