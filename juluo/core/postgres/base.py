"""The connection: `juluo.space` is set, transaction-locally, by the first statement of every transaction."""

import select
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.backends.postgresql import base
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus

from juluo.core.postgres.features import DatabaseFeatures
from juluo.core.postgres.schema import SpaceSchemaEditor
from juluo.core.spaces import acting_space_id_or_none

_BEGIN = "BEGIN; SELECT set_config('juluo.space', '{space}', true), {now} AT TIME ZONE 'UTC'"
_NOW, _TEST_NOW = "now()", "(now() + juluo_clock_offset())"


class DatabaseWrapper(base.DatabaseWrapper):
    """Nothing outlives a transaction, so transaction poolers and Citus work."""

    SchemaEditorClass = SpaceSchemaEditor
    features_class = DatabaseFeatures

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.transaction_began_at: datetime | None = None
        self.execute_wrappers.append(self._in_own_transaction)

    def is_usable(self) -> bool:
        """Ask the socket before the server: an idle connection has nothing to read unless its server is gone."""
        waiting = select.poll()
        try:
            waiting.register(self.connection.pgconn.socket, select.POLLIN)
        except self.Database.Error:  # it is known to be lost
            return False
        return not waiting.poll(0) or bool(super().is_usable())

    def _set_autocommit(self, autocommit: bool) -> None:  # noqa: FBT001 - Django's signature
        super()._set_autocommit(autocommit)  # type: ignore[misc] # not in the stubs
        self.transaction_began_at = None
        if not autocommit:
            self._declare_space()

    def _declare_space(self) -> None:
        """Begin the transaction, name the acting space (or none) and read the clock, all in one round trip."""
        now = _TEST_NOW if settings.JULUO_TEST_CLOCK and self._has_test_clock() else _NOW
        begin = _BEGIN.format(space=acting_space_id_or_none() or "", now=now)
        self.transaction_began_at = datetime.fromisoformat(self._ask(begin)[1]).replace(tzinfo=UTC)

    def _ask(self, statements: str) -> list[str]:
        """The last row of statements without values, past psycopg's own BEGIN and its preparing."""
        with self.wrap_database_errors, self.connection.lock:
            result = self.connection.pgconn.exec_(statements.encode())
            if result.status != ExecStatus.TUPLES_OK:
                raise error_from_result(result)
        return [(result.get_value(0, column) or b"").decode() for column in range(result.nfields)]

    def _has_test_clock(self) -> bool:
        """Whether the migration that makes the test clock has run; asked once a connection."""
        known: bool | None = self.__dict__.get("_test_clock_made")
        if known is None:
            known = bool(self._ask("SELECT to_regproc('juluo_clock_offset')")[0])
            if known:
                self.__dict__["_test_clock_made"] = known
        return known

    def _in_own_transaction(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,  # noqa: FBT001 - Django's signature
        context: dict[str, Any],
    ) -> Any:
        """Give a lone statement a transaction of its own, so that it too says which space is acting."""
        if self.in_atomic_block or not self.get_autocommit():
            return execute(sql, params, many, context)
        with transaction.atomic(using=self.alias):
            return execute(sql, params, many, context)
