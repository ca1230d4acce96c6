from typing import ClassVar

from django.db import models
from django.db.models import Q

from juluo.core.models import Member, SpaceForeignKey, SpaceModel
from juluo.ip.models.post import Audience, Post
from juluo.ip.models.revision import Revision


class WorkingCopy(SpaceModel):
    """What somebody writes and has not saved yet: theirs alone, on the server so that another device goes on with it.

    `key` names the desk they write at: two desks have a copy each. `post` is None for a post that is not there yet.
    """

    writer = SpaceForeignKey(Member, models.PROTECT, related_name="working_copies", db_index=False)
    post = SpaceForeignKey(Post, models.CASCADE, null=True, related_name="working_copies", db_index=False)
    key = models.CharField(max_length=16)
    number = models.PositiveIntegerField(default=1)
    """Rises each time it is kept: who knows an earlier one has not seen what it says now."""
    title = models.CharField(max_length=120, blank=True)
    text = models.TextField(max_length=60_000, blank=True)
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.EVERYONE)
    since = models.PositiveIntegerField(null=True)
    """The revision of the post that these words began from."""
    device = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "writer", "key"], name="working_copy_once_per_desk")
        ]
        indexes: ClassVar = [
            models.Index(fields=["space", "post"], condition=Q(post__isnull=False), name="working_copy_by_post"),
            models.Index(fields=["space", "at"], name="working_copy_by_age"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def said(self) -> tuple[str, str, str]:
        return (self.title, self.text, self.audience)

    @property
    def seat(self) -> str:
        """How a form carries it: which copy, and the latest of it that was seen."""
        return f"{self.key}.{self.number}"

    def as_revision(self) -> Revision:
        """The same words in the shape that is compared; not to be saved."""
        return Revision(number=0, title=self.title, text=self.text, audience=self.audience, by=self.writer, at=self.at)
