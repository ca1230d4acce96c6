from typing import ClassVar

from django.db import models

from juluo.core.models import Member, SpaceForeignKey, SpaceModel
from juluo.ip.models.comment import Comment
from juluo.ip.models.post import Post


class Quotation(SpaceModel):
    """A member's words in an article recomposed from talk. They stay the comment's: gone there, gone here."""

    post = SpaceForeignKey(Post, models.CASCADE, related_name="quotations", db_index=False)
    comment = SpaceForeignKey(Comment, models.CASCADE, related_name="quotations", db_index=False)
    member = SpaceForeignKey(Member, models.PROTECT, related_name="quotations", db_index=False)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "post", "comment"], name="quotation_once_per_post")
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "comment"], name="quotation_by_comment"),
            models.Index(fields=["space", "member", "-id"], name="quotation_by_member"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_quoted(self) -> bool:
        """Whether the article shows the words."""
        return self.withdrawn_at is None and self.comment.is_said
