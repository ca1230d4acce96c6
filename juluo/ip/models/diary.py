from typing import ClassVar

from django.db import models

from juluo.core.models import SpaceForeignKey, SpaceModel
from juluo.ip.models.post import Post
from juluo.ip.models.workpiece import Workpiece


class DiaryEntry(SpaceModel):
    """A post that tells of how a workpiece is made. Who reads it to its end, the post itself says."""

    workpiece = SpaceForeignKey(Workpiece, models.CASCADE, related_name="diary", db_index=False)
    post = SpaceForeignKey(Post, models.CASCADE, related_name="diaries", db_index=False)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["space", "post"], name="diary_entry_once_per_post")]
        indexes: ClassVar = [models.Index(fields=["space", "workpiece", "-id"], name="diary_entry_by_workpiece")]

    def __str__(self) -> str:
        return str(self.pk)
