"""Lock one in the model layer: rows of a space are seen only while that space acts."""

from django.db import models
from django.db.models.sql.where import AND

from juluo.core.fields import SpaceKey, of_space
from juluo.core.ids import uuid7
from juluo.core.spaces import acting_space_id


class SpaceQuerySet[Row: models.Model](models.QuerySet[Row]):
    """Base of every queryset over rows of a space."""


class SpaceManager[Row: models.Model](models.Manager[Row]):
    """Starts every query from the acting space; raises NoSpaceActing when there is none."""

    use_in_migrations = False

    def get_queryset(self) -> SpaceQuerySet[Row]:
        rows = super().get_queryset()
        # What filter(space_id=…) comes to, without its search for the field: it stands in every query.
        rows.query.where.add(of_space(rows, acting_space_id()), AND)
        return rows  # type: ignore[return-value] # from_queryset decides the class


class SpaceModel(models.Model):
    """A row that belongs to one space. Its table gets row-level security and the key (space, id) by itself."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    space = SpaceKey()

    objects = SpaceManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
        default_manager_name = "objects"
