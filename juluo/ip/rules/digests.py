"""When digests go out, by the clock on the member's own wall."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from juluo.ip.models import Pace

HOUR = 8
"""A digest is there when the day begins; a weekly one on Monday."""
SHOWN = 10
"""So many posts stand in a digest; the others are behind its button."""
_DAY, _MONDAY = timedelta(days=1), 0


def next_turn(pace: str, after: datetime, time_zone: str) -> datetime:
    """The first eight in the morning after `after`, in the zone of the member; a weekly one on a Monday.

    Where the clock is put forward over that hour, it is the moment when it would have been.
    """
    here = after.astimezone(ZoneInfo(time_zone))
    at = here.replace(hour=HOUR, minute=0, second=0, microsecond=0, fold=0)
    while at.astimezone(UTC) <= after or (pace == Pace.WEEKLY and at.weekday() != _MONDAY):
        at += _DAY
    return at.astimezone(UTC)


def period_of(pace: str, due: datetime, time_zone: str) -> str:
    """Names the day or the week of a digest: "2026-11-22", "2026-W48"."""
    here = due.astimezone(ZoneInfo(time_zone))
    year, week, _weekday = here.isocalendar()
    return f"{year}-W{week:02}" if pace == Pace.WEEKLY else here.date().isoformat()
