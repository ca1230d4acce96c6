from typing import ClassVar

from django.db import models
from django.utils.translation import pgettext_lazy

from juluo.core.models import SpaceModel

PARTING_WORDS_LENGTH = 200


class Parting(SpaceModel):
    """Why somebody left, if they said so. It names nobody, and knows the day alone, so it leads to nobody."""

    class Why(models.TextChoices):
        TOO_MUCH = "too_much", pgettext_lazy("leaving", "Too many messages")
        NOT_FOR_ME = "not_for_me", pgettext_lazy("leaving", "It is not for me any more")
        TONE = "tone", pgettext_lazy("leaving", "How people talk here")
        TRADE = "trade", pgettext_lazy("leaving", "Too much selling")
        SERVICE = "service", pgettext_lazy("leaving", "Trouble with an order")
        OTHER = "other", pgettext_lazy("leaving", "Something else")

    why = models.CharField(max_length=12, choices=Why.choices)
    words = models.CharField(max_length=PARTING_WORDS_LENGTH, blank=True)
    on = models.DateField()

    class Meta(SpaceModel.Meta):
        indexes: ClassVar = [
            models.Index(fields=["space", "why"], name="parting_by_why"),
            models.Index(fields=["space", "-on", "-id"], condition=~models.Q(words=""), name="parting_words"),
        ]

    def __str__(self) -> str:
        return self.why
