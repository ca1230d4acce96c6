from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from juluo.core.models import Member, SpaceForeignKey, SpaceModel


class Covenant(SpaceModel):
    """One version of the rules that everyone accepts before taking part. The highest number is current."""

    number = models.PositiveIntegerField()
    text = models.TextField(max_length=20_000)
    published_at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["space", "number"], name="covenant_once_per_number")]

    def __str__(self) -> str:
        return str(self.number)


class Article(SpaceModel):
    """A numbered part of one version of the covenant, and what it lets a sanction pause (`rules/articles.py`)."""

    covenant = SpaceForeignKey(Covenant, models.PROTECT, related_name="articles", db_index=False)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    text = models.TextField(max_length=20_000)
    pauses = ArrayField(models.CharField(max_length=90), default=list, blank=True)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "covenant", "number"], name="article_once_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Acceptance(SpaceModel):
    """A member accepted a version of the covenant, then."""

    member = SpaceForeignKey(Member, models.PROTECT, related_name="acceptances", db_index=False)
    covenant = SpaceForeignKey(Covenant, models.PROTECT, related_name="acceptances")
    at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "member", "covenant"], name="acceptance_once_per_version"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.covenant_id}"
