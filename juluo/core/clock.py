"""One clock decides: the database's time when the transaction began, plus a test offset."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from juluo.core.refusals import Refused

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def now() -> datetime:
    """Return the time at which the open transaction began (aware, UTC); outside of one, the time of a new one."""
    began: datetime | None = getattr(connection, "transaction_began_at", None) if connection.in_atomic_block else None
    if began is None:
        with transaction.atomic():
            return now()
    return began


def offset() -> timedelta:
    """How far the test clock stands ahead of the database's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT juluo_clock_offset()")
        ahead: timedelta = cursor.fetchone()[0]
        return ahead


def advance(by: timedelta) -> datetime:
    """Move the test clock by `by` and return the new time. Refused unless JULUO_TEST_CLOCK=1."""
    _require_test_clock()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_testclock SET ahead = ahead + make_interval(secs => %s)", [by.total_seconds()])
    return now()


def reset() -> None:
    """Put the test clock back to the database's time. Refused unless JULUO_TEST_CLOCK=1."""
    _require_test_clock()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_testclock SET ahead = '0'")


def _require_test_clock() -> None:
    if not settings.JULUO_TEST_CLOCK:
        message = "The clock moves only on an installation started with JULUO_TEST_CLOCK=1."
        raise Refused(message, code="test_clock_off")
