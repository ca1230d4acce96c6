from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from juluo.core.models import Member, SpaceForeignKey, SpaceModel
from juluo.ip.models.comment import Comment
from juluo.ip.models.post import Post

_ABOUT_POST, _ABOUT_COMMENT = Q(comment=None), Q(comment__isnull=False)


class Reaction(SpaceModel):
    """What a member feels about a post, or about a comment on it: one of a few kinds, one at a time."""

    class Kind(models.TextChoices):
        LOVE = "love", pgettext_lazy("reaction", "Love it")
        THANKS = "thanks", pgettext_lazy("reaction", "Thanks")
        LEARNT = "learnt", pgettext_lazy("reaction", "Learnt something")
        LAUGH = "laugh", pgettext_lazy("reaction", "Made me laugh")

    post = SpaceForeignKey(Post, models.CASCADE, related_name="reactions", db_index=False)
    comment = SpaceForeignKey(Comment, models.CASCADE, null=True, related_name="reactions", db_index=False)
    member = SpaceForeignKey(Member, models.PROTECT, related_name="reactions", db_index=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["space", "post", "member"], condition=_ABOUT_POST, name="reaction_once_per_post"
            ),
            models.UniqueConstraint(
                fields=["space", "comment", "member"], condition=_ABOUT_COMMENT, name="reaction_once_per_comment"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["space", "member", "-id"], name="reaction_by_member")]

    def __str__(self) -> str:
        return self.kind


class SavedPost(SpaceModel):
    """A post that a member keeps to read again. Nobody else sees it."""

    member = SpaceForeignKey(Member, models.PROTECT, related_name="saved_posts", db_index=False)
    post = SpaceForeignKey(Post, models.CASCADE, related_name="saves", db_index=False)
    at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["space", "member", "post"], name="post_saved_once")]
        indexes: ClassVar = [models.Index(fields=["space", "member", "-id"], name="saved_post_by_newest")]

    def __str__(self) -> str:
        return str(self.pk)
