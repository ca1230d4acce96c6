from typing import ClassVar

from django.db import models

from juluo.core.models import Member, SpaceForeignKey, SpaceModel
from juluo.sharing.models.link import ShareLink


class Source(SpaceModel):
    """Where a member first arrived, long before they joined perhaps: kept for life, and never changed.

    `content` is the first page ("post:ID", "home"; "" if nobody saw them arrive), `author` whoever made it, `link` the
    share link they came by. The entrance stands in their admission.
    """

    member = SpaceForeignKey(Member, models.PROTECT, related_name="+", db_index=False)
    content = models.CharField(max_length=120, blank=True)
    author = SpaceForeignKey(Member, models.PROTECT, null=True, related_name="+", db_index=False)
    link = SpaceForeignKey(ShareLink, models.PROTECT, null=True, related_name="+", db_index=False)
    arrived_at = models.DateTimeField()
    joined_at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["space", "member"], name="source_once_per_member")]
        indexes: ClassVar = [models.Index(fields=["space", "joined_at"], name="source_by_time")]

    def __str__(self) -> str:
        return self.content
