from typing import ClassVar

from django.db import models

from juluo.core.models.scoped import SpaceModel


class Measure(SpaceModel):
    """What insight computed of one subject ("space", "post:ID") for one day; other pillars read it and never write it.

    `evidence` holds the counts that the value comes from. Measuring the day again writes the same row.
    """

    subject = models.CharField(max_length=120)
    name = models.CharField(max_length=40)
    day = models.DateField()
    value = models.FloatField()
    evidence = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta(SpaceModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "subject", "name", "day"], name="measure_once_a_day"),
        ]
        indexes: ClassVar = [models.Index(fields=["space", "name", "day", "-value"], name="measure_by_day")]

    def __str__(self) -> str:
        return f"{self.name} of {self.subject}: {self.value}"
