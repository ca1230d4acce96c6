from typing import ClassVar

from django.db import models

from juluo.core.models import Member, SpaceForeignKey, SpaceModel
from juluo.ip.models.post import Post, Series


class PartRead(SpaceModel):
    """A member said that they read this part of a series to its end."""

    member = SpaceForeignKey(Member, models.PROTECT, related_name="parts_read", db_index=False)
    post = SpaceForeignKey(Post, models.CASCADE, related_name="+", db_index=False)
    read_at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "member", "post"], name="part_read_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["space", "post"], name="part_read_by_post")]

    def __str__(self) -> str:
        return f"{self.member_id} {self.post_id}"


class CourseFinished(SpaceModel):
    """A member had read every lesson that the course had then. Lessons that come later do not take it back."""

    member = SpaceForeignKey(Member, models.PROTECT, related_name="courses_finished", db_index=False)
    series = SpaceForeignKey(Series, models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "member", "series"], name="course_finished_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["space", "series", "-id"], name="course_finished_by_series")]

    def __str__(self) -> str:
        return f"{self.member_id} {self.series_id}"
