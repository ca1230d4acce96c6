"""Every table of a space gets its locks when it is created: no migration can forget them."""

from typing import Any

from django.db.backends.ddl_references import Statement
from django.db.backends.postgresql.schema import DatabaseSchemaEditor
from django.db.models import Field, Model

from juluo.core.fields import SpaceForeignKey, SpaceKey

_KEY = "ALTER TABLE {table} DROP CONSTRAINT {pkey}, ADD CONSTRAINT {pkey} PRIMARY KEY (space_id, id)"
_ENABLE = "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY"
_POLICY = (
    "CREATE POLICY space_acting ON {table} USING (space_id = NULLIF(current_setting('juluo.space', true), '')::uuid)"
)


class SpaceSchemaEditor(DatabaseSchemaEditor):
    """Keys (space_id, id), row-level security, and references that carry the space."""

    sql_create_space_fk = (
        "ALTER TABLE %(table)s ADD CONSTRAINT %(name)s FOREIGN KEY (space_id, %(column)s)"
        " REFERENCES %(to_table)s (space_id, %(to_column)s)%(deferrable)s"
    )
    sql_create_column_inline_fk = None  # type: ignore[assignment] # as the base of all backends has it

    def create_model(self, model: type[Model]) -> None:
        super().create_model(model)
        if any(isinstance(field, SpaceKey) for field in model._meta.local_fields):
            table = self.quote_name(model._meta.db_table)
            pkey = self.quote_name(f"{model._meta.db_table}_pkey")
            for statement in (_KEY, _ENABLE, _POLICY):
                self.execute(statement.format(table=table, pkey=pkey))

    def _create_fk_sql(self, model: type[Model], field: "Field[Any, Any]", suffix: str) -> Statement:
        statement: Statement = super()._create_fk_sql(model, field, suffix)  # type: ignore[misc] # not in the stubs
        if isinstance(field, SpaceForeignKey):
            statement.template = self.sql_create_space_fk
        return statement

    def _create_index_sql(self, model: type[Model], *, fields: Any = None, **kwargs: Any) -> Statement:
        """Index a reference between rows of a space as (space_id, reference)."""
        if fields and len(fields) == 1 and isinstance(fields[0], SpaceForeignKey):
            fields = [model._meta.get_field("space"), fields[0]]
        statement: Statement = super()._create_index_sql(model, fields=fields, **kwargs)  # type: ignore[misc] # not in the stubs
        return statement
