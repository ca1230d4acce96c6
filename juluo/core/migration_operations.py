"""Operations for migrations, beside what the schema editor does by itself."""

from typing import Any

from django.db.migrations.operations import RunSQL

_FUNCTION = """
CREATE OR REPLACE FUNCTION juluo_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
"""


class AppendOnly(RunSQL):
    """Rows of `table` are written once: the trigger refuses changes, and the runtime login has no grant for them."""

    def __init__(self, table: str) -> None:
        super().__init__(
            sql=[
                _FUNCTION,
                (
                    f'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "{table}"'
                    " FOR EACH ROW EXECUTE FUNCTION juluo_refuse_change()"
                ),
                f'REVOKE UPDATE, DELETE, TRUNCATE ON "{table}" FROM juluo_runtime',
            ],
            reverse_sql=f'DROP TRIGGER append_only ON "{table}"',
        )
        self.table = table

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__qualname__, [self.table], {}
