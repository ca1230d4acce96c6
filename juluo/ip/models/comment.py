from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from juluo.core.models import Hideable, Member, SpaceForeignKey, SpaceManager, SpaceModel, SpaceQuerySet
from juluo.ip.models.post import Post

COMMENT_LENGTH = 2000
QUOTE_LENGTH = 500


class CommentQuerySet(SpaceQuerySet["Comment"]):
    def said(self) -> "CommentQuerySet":
        """Those that everybody who reads the post can read."""
        return self.filter(~Q(text=""), hidden_at=None)

    def standing(self) -> "CommentQuerySet":
        """Those that are said, and those that leave a mark because something answers them."""
        answers = Comment.objects.said().filter(answers=OuterRef("pk"))
        thread = Comment.objects.said().filter(thread=OuterRef("pk"))
        return self.filter(~Q(text="") & Q(hidden_at=None) | Exists(answers) | Exists(thread))


class Comment(Hideable):
    """What a member says about a post, in plain text. Empty once its author took it back.

    One that answers another stands in the `thread` of the first that nothing precedes.
    """

    post = SpaceForeignKey(Post, models.CASCADE, related_name="comments", db_index=False)
    author = SpaceForeignKey(Member, models.PROTECT, related_name="comments", db_index=False)
    thread = SpaceForeignKey("self", models.CASCADE, null=True, related_name="replies", db_index=False)
    answers = SpaceForeignKey("self", models.CASCADE, null=True, related_name="answered_by", db_index=False)
    text = models.TextField(max_length=COMMENT_LENGTH, blank=True)
    quote = models.TextField(max_length=QUOTE_LENGTH, blank=True)
    """A passage of the post, or of the comment `quoted` under the same post: whoever reads one reads the other."""
    quoted = SpaceForeignKey("self", models.CASCADE, null=True, related_name="quoted_by", db_index=False)
    written_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    pinned_at = models.DateTimeField(null=True)

    objects: ClassVar = SpaceManager.from_queryset(CommentQuerySet)()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(thread=None, answers=None) | Q(thread__isnull=False, answers__isnull=False),
                name="comment_answers_in_a_thread",
            ),
            models.UniqueConstraint(
                fields=["space", "post"], condition=Q(pinned_at__isnull=False), name="comment_pinned_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "-id"], name="comment_by_newest"),
            models.Index(fields=["space", "-id"], condition=Q(hidden_at__isnull=False), name="comment_hidden"),
            models.Index(fields=["space", "post", "-id"], condition=Q(thread=None), name="comment_threads"),
            models.Index(fields=["space", "thread", "id"], name="comment_replies"),
            models.Index(fields=["space", "answers"], condition=Q(answers__isnull=False), name="comment_answers"),
            models.Index(fields=["space", "author", "-id"], name="comment_by_author"),
            models.Index(fields=["space", "post", "author"], condition=~Q(quote=""), name="comment_quotes"),
            models.Index(fields=["space", "quoted"], condition=Q(quoted__isnull=False), name="comment_quoted"),
        ]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def is_said(self) -> bool:
        """Whether whoever reads the post can read it."""
        return bool(self.text) and self.hidden_at is None

    @property
    def quote_stands(self) -> bool:
        """Whether what it quotes is still said; what was taken back or hidden is not told on by others."""
        return bool(self.quote) and (self.quoted is None or self.quoted.is_said)
