"""One clock decides: the database's time when the transaction began, plus a test offset."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from juluo.core.refusals import Refused

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_replayed: ContextVar[datetime | None] = ContextVar("juluo_replayed", default=None)


def now() -> datetime:
    """Return the time at which the open transaction began (aware, UTC); outside of one, the time of a new one."""
    if moment := _replayed.get():
        return moment
    began: datetime | None = getattr(connection, "transaction_began_at", None) if connection.in_atomic_block else None
    if began is None:
        with transaction.atomic():
            return now()
    return began


@contextmanager
def replaying(moment: datetime) -> Iterator[None]:
    """Let `moment`, which has passed, be now: the demo lives through its history by the verbs themselves.

    Only in this process, with no transaction open, and never in the future: nothing is decided ahead of time.
    """
    if connection.in_atomic_block or moment > now():
        message = "History is replayed with no transaction open, and only what has passed."
        raise RuntimeError(message)
    token = _replayed.set(moment)
    try:
        yield
    finally:
        _replayed.reset(token)


def is_replaying() -> bool:
    """Whether history is being lived through: what happens now happened long ago, so nobody outside is told."""
    return _replayed.get() is not None


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
