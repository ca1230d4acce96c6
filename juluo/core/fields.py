"""Fields that carry the space: the key of a row's space, and references between rows of one space."""

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

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, _ = super().deconstruct()
        return name, path, args, {}


class SpaceForeignKey[Set, Get](models.ForeignKey[Set, Get]):
    """A reference between rows of one space: joins compare the space, and the database enforces it."""

    def get_extra_restriction(self, alias: str, related_alias: str) -> Any:
        ours = Col(alias, self.model._meta.get_field("space"))
        theirs = Col(related_alias, self.remote_field.model._meta.get_field("space"))
        return Exact(ours, theirs)
