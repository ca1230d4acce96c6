"""Who may use what: entitlements, API keys, remembered answers."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from juluo.core.fields import SpaceForeignKey
from juluo.core.models.people import Member
from juluo.core.models.scoped import SpaceModel


class Entitlement(SpaceModel):
    """A member's right to something, with a reason and an end. Any pillar may grant it."""

    member = SpaceForeignKey(Member, models.PROTECT, related_name="entitlements")
    right = models.CharField(max_length=120)
    reason = models.CharField(max_length=120)
    granted_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "member", "right", "reason"], name="entitlement_once_per_reason"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "right", "-id"], name="entitlement_by_right"),
            models.Index(fields=["space", "reason"], condition=Q(revoked_at=None), name="entitlement_by_reason"),
        ]

    def __str__(self) -> str:
        return self.right


class ApiKey(SpaceModel):
    """A key of the space's API. Only its hash is kept; `prefix` finds it."""

    name = models.CharField(max_length=60)
    prefix = models.CharField(max_length=12)
    hash = models.CharField(max_length=64)
    scopes = ArrayField(models.CharField(max_length=40), default=list)
    member = SpaceForeignKey(Member, models.PROTECT, related_name="api_keys")
    made_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["space", "prefix"], name="api_key_prefix_once")]

    def __str__(self) -> str:
        return self.name


class IdempotencyRecord(SpaceModel):
    """The answer given to an Idempotency-Key, stored in the transaction of the verb it names."""

    key = models.CharField(max_length=255)
    caller = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.JSONField()
    at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "caller", "key"], name="idempotency_key_once"),
        ]

    def __str__(self) -> str:
        return self.key


class Media(SpaceModel):
    """An uploaded picture, checked, turned upright, stripped and encoded anew."""

    file = models.FileField(max_length=200)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    alt = models.CharField(max_length=200, blank=True)
    focus_x = models.PositiveSmallIntegerField(default=50)
    focus_y = models.PositiveSmallIntegerField(default=50)
    digest = models.CharField(max_length=64)
    uploaded_by = SpaceForeignKey(Member, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "digest"], name="media_once_per_space"),
            models.CheckConstraint(condition=Q(focus_x__lte=100, focus_y__lte=100), name="media_focus_within"),
        ]
        indexes: ClassVar = [models.Index(fields=["space", "-id"], name="media_by_newest")]

    def __str__(self) -> str:
        return self.alt or str(self.file.name)

    @property
    def focus(self) -> tuple[int, int]:
        """The point that stays in sight when the picture is cut: percent from its left and from its top."""
        return self.focus_x, self.focus_y

    @property
    def focus_class(self) -> str:
        """How a style sheet cuts the picture around its focus, to ten percent; "" cuts around the middle."""
        x, y = ((part + 5) // 10 * 10 for part in self.focus)
        return "" if (x, y) == (50, 50) else f"focus-x-{x} focus-y-{y}"

    @property
    def mark(self) -> str:
        """The same for a picture that is drawn the same."""
        return f"{self.digest} {self.focus_x} {self.focus_y}"

    @property
    def url(self) -> str:
        """Where a page finds the picture, up to 2,000 px wide."""
        return reverse("media", args=[self.id, "full"])

    @property
    def thumb_url(self) -> str:
        """Where a page finds the small picture, up to 480 px wide."""
        return reverse("media", args=[self.id, "small"])
