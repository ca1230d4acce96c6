from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from juluo.core.models import Member, SpaceForeignKey, SpaceModel
from juluo.ip.models.post import Series


class Pace(models.TextChoices):
    """How soon a follower hears of something new. `HERE` never sends a mail."""

    AT_ONCE = "at_once", pgettext_lazy("pace", "At once")
    DAILY = "daily", pgettext_lazy("pace", "Once a day")
    WEEKLY = "weekly", pgettext_lazy("pace", "Once a week")
    HERE = "here", pgettext_lazy("pace", "Only here, never by mail")


class Follow(SpaceModel):
    """A member follows the IP (no `series`, no `author`), one series, or one author. One row, whoever publishes."""

    member = SpaceForeignKey(Member, models.PROTECT, related_name="follows", db_index=False)
    series = SpaceForeignKey(Series, models.CASCADE, null=True, related_name="follows", db_index=False)
    author = SpaceForeignKey(Member, models.PROTECT, null=True, related_name="followers", db_index=False)
    pace = models.CharField(max_length=8, choices=Pace.choices)
    at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(series=None) | Q(author=None), name="follow_has_one_subject"),
            models.UniqueConstraint(
                fields=["space", "member"], condition=Q(series=None, author=None), name="follow_once_per_ip"
            ),
            models.UniqueConstraint(
                fields=["space", "member", "series"], condition=Q(series__isnull=False), name="follow_once_per_series"
            ),
            models.UniqueConstraint(
                fields=["space", "member", "author"], condition=Q(author__isnull=False), name="follow_once_per_author"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "member", "-id"], name="follow_by_newest"),
            models.Index(fields=["space", "pace", "member"], name="follow_by_pace"),
            models.Index(fields=["space", "author"], condition=Q(author__isnull=False), name="follow_by_author"),
            models.Index(fields=["space", "series"], condition=Q(series__isnull=False), name="follow_by_series"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.pace}"


class DigestTurn(SpaceModel):
    """When a member's next daily or weekly digest is due, and until when the last one told. One row a pace, no more.

    A worker that sends it holds a claim; a claim that is ten minutes old counts as that of a dead worker.
    """

    member = SpaceForeignKey(Member, models.PROTECT, related_name="digest_turns", db_index=False)
    pace = models.CharField(max_length=8, choices=Pace.choices)
    due_at = models.DateTimeField()
    told_until = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "member", "pace"], name="digest_turn_once_per_pace"),
        ]
        indexes: ClassVar = [models.Index(fields=["space", "due_at", "id"], name="digest_turn_due")]

    def __str__(self) -> str:
        return f"{self.member_id} {self.pace}"


class FeedKey(SpaceModel):
    """Opens a member's private feed to programs that cannot sign in. Only the hash of the key is kept."""

    member = SpaceForeignKey(Member, models.PROTECT, related_name="feed_keys", db_index=False)
    hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "member"], name="feed_key_once_per_member"),
            models.UniqueConstraint(fields=["space", "hash"], name="feed_key_opens_one_feed"),
        ]

    def __str__(self) -> str:
        return str(self.member_id)
