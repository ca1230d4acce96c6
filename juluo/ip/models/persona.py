from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import pgettext_lazy

from juluo.core.models import Media, Member, SpaceForeignKey, SpaceModel


class Persona(SpaceModel):
    """Who the IP is and what it believes. One in a space; a fictional voice names the human who writes it."""

    class Kind(models.TextChoices):
        PERSON = "person", pgettext_lazy("persona", "A person")
        PRODUCT = "product", pgettext_lazy("persona", "A product")
        SERVICE = "service", pgettext_lazy("persona", "A service")
        COMPANY = "company", pgettext_lazy("persona", "A company")
        STORY = "story", pgettext_lazy("persona", "A story")
        FIGURE = "figure", pgettext_lazy("persona", "A figure")
        WORK = "work", pgettext_lazy("persona", "A work")

    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PERSON)
    portrait = SpaceForeignKey(Media, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    tagline = models.CharField(max_length=120, blank=True)
    beliefs = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    origin = models.TextField(max_length=2000, blank=True)
    tone = models.CharField(max_length=200, blank=True)
    timeline = ArrayField(models.CharField(max_length=160), default=list, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    human_author = models.CharField(max_length=60)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["space"], name="persona_once_per_space")]

    def __str__(self) -> str:
        return self.name

    @property
    def moments(self) -> list[tuple[str, str]]:
        """The timeline as pairs: when, and what happened."""
        return [(when, what) for when, _space, what in (line.partition(" ") for line in self.timeline)]


class Endorsement(SpaceModel):
    """A member believes it too. `belief` is the sentence as it stood: said otherwise, it is another belief."""

    member = SpaceForeignKey(Member, models.PROTECT, related_name="endorsements", db_index=False)
    belief = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "member", "belief"], name="endorsement_once_per_belief"),
        ]
        indexes: ClassVar = [models.Index(fields=["space", "belief"], name="endorsement_by_belief")]

    def __str__(self) -> str:
        return self.belief


class Story(SpaceModel):
    """The story of the IP that others retell. One in a space, in Markdown."""

    title = models.CharField(max_length=120)
    text = models.TextField(max_length=60_000)
    told_at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["space"], name="story_once_per_space")]

    def __str__(self) -> str:
        return self.title
