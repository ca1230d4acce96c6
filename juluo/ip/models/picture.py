from typing import ClassVar

from django.db import models

from juluo.core.models import Media, SpaceForeignKey, SpaceModel
from juluo.ip.models.post import Post

CAPTION_LENGTH = 300


class PostPicture(SpaceModel):
    """A picture of a story told in pictures, at its place, with what is said below it."""

    post = SpaceForeignKey(Post, models.CASCADE, related_name="pictures", db_index=False)
    media = SpaceForeignKey(Media, models.PROTECT, related_name="+", db_index=False)
    caption = models.CharField(max_length=CAPTION_LENGTH, blank=True)
    place = models.PositiveSmallIntegerField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "post", "media"], name="picture_once_per_post")
        ]
        indexes: ClassVar = [models.Index(fields=["space", "post", "place"], name="post_picture_by_place")]

    def __str__(self) -> str:
        return self.caption
