from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from juluo.core.models import Member, SpaceForeignKey, SpaceModel
from juluo.ip.models.comment import HIDING_WORDS_LENGTH, Comment
from juluo.ip.models.post import Post
from juluo.ip.models.room import Message
from juluo.ip.models.tip import Tip

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


class Report(SpaceModel):
    """A member tells the staff that something is wrong: with a post, a comment, a message, or words of support.

    Open until staff close it.
    """

    post = SpaceForeignKey(Post, models.CASCADE, null=True, related_name="reports", db_index=False)
    comment = SpaceForeignKey(Comment, models.CASCADE, null=True, related_name="reports", db_index=False)
    message = SpaceForeignKey(Message, models.CASCADE, null=True, related_name="reports", db_index=False)
    tip = SpaceForeignKey(Tip, models.CASCADE, null=True, related_name="reports", db_index=False)
    reporter = SpaceForeignKey(Member, models.PROTECT, related_name="reports", db_index=False)
    reason = models.CharField(max_length=12, choices=Comment.Reason.choices)
    words = models.CharField(max_length=HIDING_WORDS_LENGTH, blank=True)
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = SpaceForeignKey(Member, models.PROTECT, null=True, related_name="closed_reports", db_index=False)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["space", "post", "reporter"],
                condition=_ABOUT_POST & Q(closed_at=None),
                name="report_open_once_per_post",
            ),
            models.UniqueConstraint(
                fields=["space", "comment", "reporter"],
                condition=_ABOUT_COMMENT & Q(closed_at=None),
                name="report_open_once_per_comment",
            ),
            models.UniqueConstraint(
                fields=["space", "message", "reporter"],
                condition=Q(message__isnull=False, closed_at=None),
                name="report_open_once_per_message",
            ),
            models.UniqueConstraint(
                fields=["space", "tip", "reporter"],
                condition=Q(tip__isnull=False, closed_at=None),
                name="report_open_once_per_tip",
            ),
            models.CheckConstraint(
                condition=Q(message=None, tip=None, post__isnull=False)
                | Q(message__isnull=False, tip=None, post=None, comment=None)
                | Q(tip__isnull=False, message=None, post=None, comment=None),
                name="report_is_about_one_thing",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "-id"], name="report_by_newest"),
            models.Index(fields=["space", "-id"], condition=Q(closed_at=None), name="report_open"),
            models.Index(fields=["space", "reporter", "-id"], name="report_by_reporter"),
        ]

    def __str__(self) -> str:
        return self.reason
