"""Lock one in the model layer: rows of a space are seen only while that space acts."""

from django.db import models

from juluo.core.fields import SpaceKey
from juluo.core.ids import uuid7
from juluo.core.spaces import acting_space_id


class SpaceQuerySet[Row: models.Model](models.QuerySet[Row]):
    """Base of every queryset over rows of a space."""


class SpaceManager[Row: models.Model](models.Manager[Row]):
    """Starts every query from the acting space; raises NoSpaceActing when there is none."""

    use_in_migrations = False

    def get_queryset(self) -> SpaceQuerySet[Row]:
        return super().get_queryset().filter(space_id=acting_space_id())  # type: ignore[return-value] # from_queryset decides the class


class SpaceModel(models.Model):
    """A row that belongs to one space. Its table gets row-level security and the key (space, id) by itself."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    space = SpaceKey()

    objects = SpaceManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
        default_manager_name = "objects"
