"""What waits for a person before others read it."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from juluo.core.models import Member, SpaceForeignKey, SpaceModel

LIST_NAME_LENGTH = 60
LIST_LENGTH = 200_000


class Screening(SpaceModel):
    """What the space holds until somebody has looked at it; a space without a row holds nothing.

    `version` grows with each change of it and of its lists: what is compiled is compiled once for each.
    """

    newcomer_days = models.PositiveSmallIntegerField(default=7)
    """Somebody is new for so many days."""
    holds_links = models.BooleanField(default=False)
    first_posts = models.PositiveSmallIntegerField(default=0)
    """So many first sayings of newcomers wait; 0 lets all of them pass."""
    repeats = models.PositiveSmallIntegerField(default=0)
    """The same words so often within a day wait; 0 lets them pass."""
    templates = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    """The lists that come with the house and are in use, by their code (`rules/lists.py`)."""
    version = models.PositiveIntegerField(default=1)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["space"], name="screening_once")]

    def __str__(self) -> str:
        return str(self.version)


class WordList(SpaceModel):
    """Words, one a line, that let what they stand in wait for a person. It is compiled only while it is `on`."""

    name = models.CharField(max_length=LIST_NAME_LENGTH)
    words = models.TextField(max_length=LIST_LENGTH)
    on = models.BooleanField(default=True)
    changed_at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["space", "name"], name="word_list_once_per_name")]

    def __str__(self) -> str:
        return self.name


class Saying(SpaceModel):
    """That a member said something, as a digest of its words: for newcomers and repetitions, kept for a month."""

    member = SpaceForeignKey(Member, models.PROTECT, related_name="+", db_index=False)
    about = models.CharField(max_length=60)
    digest = models.CharField(max_length=32)
    passed = models.BooleanField()
    at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        indexes: ClassVar = [
            models.Index(fields=["space", "member", "digest", "at"], name="saying_again"),
            models.Index(fields=["space", "member"], condition=Q(passed=True), name="saying_passed"),
            models.Index(fields=["space", "about"], name="saying_by_about"),
            models.Index(fields=["space", "at"], name="saying_old"),
        ]

    def __str__(self) -> str:
        return self.about
