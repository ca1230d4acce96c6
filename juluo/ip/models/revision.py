from typing import ClassVar

from django.db import models

from juluo.core.models import Member, SpaceForeignKey, SpaceModel
from juluo.ip.models.post import Audience, Post


class Revision(SpaceModel):
    """What a post said from `at` on, and who saved it. Staff alone see it: a paid part stands in it as it was."""

    post = SpaceForeignKey(Post, models.CASCADE, related_name="revisions", db_index=False)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=60_000)
    audience = models.CharField(max_length=10, choices=Audience.choices)
    by = SpaceForeignKey(Member, models.PROTECT, null=True, related_name="revisions", db_index=False)
    at = models.DateTimeField()
    restores = models.PositiveIntegerField(null=True)
    """The number of the revision whose words it brought back."""

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "post", "number"], name="revision_once_per_number"),
        ]
        indexes: ClassVar = [models.Index(fields=["space", "by", "id"], name="revision_by_writer")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def tells_otherwise(self, post: Post) -> bool:
        """Whether the post says something else than this."""
        return (self.title, self.text, self.audience) != (post.title, post.text, post.audience)
