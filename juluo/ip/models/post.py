from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from juluo.core.models import Media, Member, SpaceForeignKey, SpaceManager, SpaceModel, SpaceQuerySet


class Audience(models.TextChoices):
    """Who reads a post to its end: everyone, members, members from a rung upward, or those who bought it."""

    EVERYONE = "everyone", pgettext_lazy("audience", "Everyone")
    MEMBERS = "members", pgettext_lazy("audience", "Members")
    FAN = "fan", pgettext_lazy("audience", "Fans and above")
    ANGEL = "angel", pgettext_lazy("audience", "Angels and above")
    PARTNER = "partner", pgettext_lazy("audience", "Partners and above")
    BUYERS = "buyers", pgettext_lazy("audience", "Buyers")


class Series(SpaceModel):
    """Posts that are read in order. Readers see it as soon as one of its parts is published."""

    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        indexes: ClassVar = [models.Index(fields=["space", "-id"], name="series_by_newest")]

    def __str__(self) -> str:
        return self.title


class PostQuerySet(SpaceQuerySet["Post"]):
    def published(self) -> "PostQuerySet":
        return self.filter(published_at__isnull=False)


class Post(SpaceModel):
    """Something the IP says, in Markdown. A draft until `published_at`; a real person stands behind it."""

    title = models.CharField(max_length=120)
    text = models.TextField(max_length=60_000)
    """All of it: who is shown how much is told by `rules/audience.py`."""
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.EVERYONE)
    author = SpaceForeignKey(Member, models.PROTECT, related_name="posts", db_index=False)
    cover = SpaceForeignKey(Media, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    series = SpaceForeignKey(Series, models.PROTECT, null=True, blank=True, related_name="posts", db_index=False)
    part = models.PositiveSmallIntegerField(null=True, blank=True)
    written_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = SpaceManager.from_queryset(PostQuerySet)()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(series=None, part=None) | Q(series__isnull=False, part__isnull=False),
                name="post_is_a_part_with_its_number",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "-id"], name="post_by_newest"),
            models.Index(fields=["space", "series", "part"], condition=Q(series__isnull=False), name="post_by_series"),
            models.Index(fields=["space", "-id"], condition=Q(series=None), name="post_outside_series"),
            models.Index(
                fields=["space", "-published_at", "-id"],
                condition=Q(published_at__isnull=False),
                name="post_published",
            ),
            models.Index(fields=["space", "id"], condition=Q(published_at=None), name="post_draft"),
            models.Index(fields=["space", "author", "-published_at", "-id"], name="post_by_author"),
        ]

    def __str__(self) -> str:
        return self.title
