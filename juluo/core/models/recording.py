from django.db import models

from juluo.core.fields import SpaceForeignKey
from juluo.core.models.people import Member
from juluo.core.models.scoped import SpaceModel


class Recording(SpaceModel):
    """Uploaded sound or film, checked and kept as it came. It has no address: what shows it decides who gets it."""

    file = models.FileField(max_length=200)
    content_type = models.CharField(max_length=20)
    size = models.PositiveBigIntegerField()
    seconds = models.PositiveIntegerField(null=True)
    digest = models.CharField(max_length=64)
    uploaded_by = SpaceForeignKey(Member, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.file.name)

    @property
    def is_film(self) -> bool:
        return self.content_type.startswith("video/")

    @property
    def ending(self) -> str:
        """What the name of its file ends with."""
        return str(self.file.name).rpartition(".")[2]
