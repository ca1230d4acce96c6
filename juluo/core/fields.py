"""Fields that carry the space: the key of a row's space, and references between rows of one space."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models.expressions import Col
from django.db.models.lookups import Exact

from juluo.core.spaces import acting_space_id


class SpaceKey(models.ForeignKey[Any, Any]):
    """The space a row belongs to. A table with this field gets the locks of a space (see postgres/schema.py)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs |= {"to": "core.Space", "on_delete": models.PROTECT}
        kwargs |= {"editable": False, "related_name": "+", "db_index": False}
        super().__init__(**kwargs)

    def get_default(self) -> UUID:
        return acting_space_id()

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, _ = super().deconstruct()
        return name, path, args, {}


class SpaceForeignKey[Set, Get](models.ForeignKey[Set, Get]):
    """A reference between rows of one space: joins compare the space, and the database enforces it."""

    def get_extra_restriction(self, alias: str, related_alias: str) -> Any:
        return Exact(_space_column(alias, self.model), _space_column(related_alias, self.remote_field.model))


def of_space(rows: models.QuerySet[Any], space_id: UUID) -> Exact:
    """The condition that the rows of a queryset belong to the space."""
    return Exact(_space_column(rows.query.get_initial_alias(), rows.model), space_id)


def _space_column(alias: str, model: type[models.Model]) -> Col:
    return Col(alias, model._meta.get_field("space"))  # type: ignore[arg-type] # rows of a space have this column
