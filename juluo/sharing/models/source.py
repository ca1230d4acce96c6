from typing import ClassVar

from django.db import models

from juluo.core.models import Member, SpaceForeignKey, SpaceModel
from juluo.sharing.models.link import ShareLink


class Source(SpaceModel):
    """Where a member first arrived, long before they joined perhaps: kept for life, and never changed.

    `content` is the first page ("post:ID", "home"; "" if nobody saw them arrive), `author` whoever made it, `link` the
    share link they came by. `last_content` is what they read last before they joined (a post, series, bundle, room,
    consultation, question, workpiece or product), `last_author` and `last_link` who made it and the last share link
    they opened. The entrance stands in their admission.
    """

    member = SpaceForeignKey(Member, models.PROTECT, related_name="+", db_index=False)
    content = models.CharField(max_length=120, blank=True)
    author = SpaceForeignKey(Member, models.PROTECT, null=True, related_name="+", db_index=False)
    link = SpaceForeignKey(ShareLink, models.PROTECT, null=True, related_name="+", db_index=False)
    last_content = models.CharField(max_length=120, blank=True)
    last_author = SpaceForeignKey(Member, models.PROTECT, null=True, related_name="+", db_index=False)
    last_link = SpaceForeignKey(ShareLink, models.PROTECT, null=True, related_name="+", db_index=False)
    arrived_at = models.DateTimeField()
    joined_at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["space", "member"], name="source_once_per_member")]
        indexes: ClassVar = [
            models.Index(fields=["space", "joined_at"], name="source_by_time"),
            models.Index(fields=["space", "content"], name="source_by_content"),
            models.Index(fields=["space", "last_content"], name="source_by_last_content"),
        ]

    def __str__(self) -> str:
        return self.content
