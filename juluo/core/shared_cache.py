"""The default cache: one for all processes, in the database.

Rate limits and codes that may be used once would hold in each process by itself otherwise. Values are JSON. Each verb
is one statement, by the clock of the database, so that two processes that add the same key agree on who was first.
"""

import hashlib
import json
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection

_LONGEST = 255
_FOR_EVER_S = 10 * 365 * 24 * 3600
_ADD = """
INSERT INTO core_sharedvalue AS held (key, value, until) VALUES (%s, %s::jsonb, clock_timestamp() + %s * interval '1 s')
ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value, until = EXCLUDED.until WHERE held.until <= clock_timestamp()
"""
_SET = """
INSERT INTO core_sharedvalue (key, value, until) VALUES (%s, %s::jsonb, clock_timestamp() + %s * interval '1 s')
ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value, until = EXCLUDED.until
"""
_GET = "SELECT value::text FROM core_sharedvalue WHERE key = %s AND until > clock_timestamp()"
_TOUCH = """
UPDATE core_sharedvalue SET until = clock_timestamp() + %s * interval '1 s'
WHERE key = %s AND until > clock_timestamp()
"""
_DELETE = "DELETE FROM core_sharedvalue WHERE key = %s AND until > clock_timestamp()"
_FORGET = "DELETE FROM core_sharedvalue WHERE until <= clock_timestamp()"


class SharedCache(BaseCache):
    """Django's cache over the table of `SharedValue`."""

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep the value unless there is one; whether it was kept."""
        return _changed(_ADD, [self._name(key, version), json.dumps(value), self._seconds(timeout)])

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(_GET, [self._name(key, version)])
            row = cursor.fetchone()
        return json.loads(row[0]) if row else default

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        _changed(_SET, [self._name(key, version), json.dumps(value), self._seconds(timeout)])

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return _changed(_TOUCH, [self._seconds(timeout), self._name(key, version)])

    def delete(self, key: str, version: int | None = None) -> bool:
        return _changed(_DELETE, [self._name(key, version)])

    def clear(self) -> None:
        _changed("DELETE FROM core_sharedvalue", [])

    def _name(self, key: str, version: int | None) -> str:
        """The key as the table holds it: a long one by its hash."""
        name = self.make_key(key, version=version)
        return name if len(name) <= _LONGEST else hashlib.sha256(name.encode()).hexdigest()

    def _seconds(self, timeout: Any) -> float:
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        return _FOR_EVER_S if seconds is None else seconds


def forget_what_is_over() -> None:
    """Delete what nobody may read any more."""
    _changed(_FORGET, [])


def _changed(statement: str, values: list[Any]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return bool(cursor.rowcount)
