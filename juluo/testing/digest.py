"""A digest of everything a space holds: whoever claims that nothing changed compares two."""

from functools import cache

from django.db import connection

from juluo.core.models import Footprint, Space
from juluo.core.spaces import acting_space_id
from juluo.testing.isolation.filler import space_models

_NOT_DATA = {Footprint}
"""Behaviour, dropped under pressure: no page promises to leave it alone."""


def digest() -> dict[str, str]:
    """A digest by table of the acting space's rows and of the space itself, as the open transaction sees them."""
    with connection.cursor() as cursor:
        cursor.execute(_question(), [acting_space_id()])
        return dict(cursor.fetchall())


def written() -> int:
    """How many rows the open transaction has written so far, rolled back or not: if no more, nothing has changed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_xact_user_tables")
        return int(cursor.fetchone()[0])


def changes(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return sorted(table for table in after if after[table] != before[table])


@cache
def _question() -> str:
    tables = sorted(model._meta.db_table for model in space_models() if model not in _NOT_DATA)
    rows = "SELECT '{0}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {0} t"
    own = f"SELECT 'space', md5(t::text) FROM {Space._meta.db_table} t WHERE id = %s"  # noqa: S608 - our own names
    return " UNION ALL ".join([own, *(rows.format(table) for table in tables)])
