from typing import ClassVar

from django.db import models
from django.db.models import Q

from juluo.core.models import SpaceForeignKey, SpaceModel
from juluo.ip.models.post import Post, Series


class Bundle(SpaceModel):
    """Posts and series that are bought together."""

    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        indexes: ClassVar = [models.Index(fields=["space", "-id"], name="bundle_by_newest")]

    def __str__(self) -> str:
        return self.title


class BundleItem(SpaceModel):
    """A post or a series stands in a bundle from `put_at` until `left_at`: who paid meanwhile keeps it."""

    bundle = SpaceForeignKey(Bundle, models.PROTECT, related_name="items", db_index=False)
    post = SpaceForeignKey(Post, models.CASCADE, null=True, related_name="+", db_index=False)
    series = SpaceForeignKey(Series, models.CASCADE, null=True, related_name="+", db_index=False)
    position = models.PositiveSmallIntegerField()
    put_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(post=None, series__isnull=False) | Q(post__isnull=False, series=None),
                name="bundle_item_is_one_thing",
            ),
            models.UniqueConstraint(
                fields=["space", "bundle", "post"], condition=Q(left_at=None), name="bundle_holds_a_post_once"
            ),
            models.UniqueConstraint(
                fields=["space", "bundle", "series"], condition=Q(left_at=None), name="bundle_holds_a_series_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "bundle", "position"], name="bundle_item_by_position"),
            models.Index(fields=["space", "post"], name="bundle_item_by_post"),
            models.Index(fields=["space", "series"], name="bundle_item_by_series"),
        ]

    def __str__(self) -> str:
        return self.right

    @property
    def title(self) -> str:
        """Of an item loaded with its post and its series."""
        return str(self.post or self.series)

    @property
    def right(self) -> str:
        """What it gives to whoever pays for the bundle."""
        return f"post:{self.post_id}" if self.post_id else f"series:{self.series_id}"
