from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import pgettext_lazy

from juluo.core.models import Media, SpaceForeignKey, SpaceModel


class Persona(SpaceModel):
    """Who the IP is and what it believes. One in a space; a fictional voice names the human who writes it."""

    class Kind(models.TextChoices):
        PERSON = "person", pgettext_lazy("persona", "A person")
        PRODUCT = "product", pgettext_lazy("persona", "A product")
        SERVICE = "service", pgettext_lazy("persona", "A service")
        COMPANY = "company", pgettext_lazy("persona", "A company")

    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PERSON)
    portrait = SpaceForeignKey(Media, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    tagline = models.CharField(max_length=120, blank=True)
    beliefs = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    origin = models.TextField(max_length=2000, blank=True)
    human_author = models.CharField(max_length=60)

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["space"], name="persona_once_per_space")]

    def __str__(self) -> str:
        return self.name


class Story(SpaceModel):
    """The story of the IP that others retell. One in a space, in Markdown."""

    title = models.CharField(max_length=120)
    text = models.TextField(max_length=60_000)
    told_at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["space"], name="story_once_per_space")]

    def __str__(self) -> str:
        return self.title
