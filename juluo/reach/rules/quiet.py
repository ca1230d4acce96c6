"""Quiet hours: what falls into them goes out when they end, by the clock on the member's own wall."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Quiet:
    """From one minute of the day until another, which may be that of the next morning, in a time zone."""

    start: int
    end: int
    time_zone: str

    def holds_at(self, minute: int) -> bool:
        if self.start < self.end:
            return self.start <= minute < self.end
        return minute >= self.start or minute < self.end


def due_at(now: datetime, quiet: Quiet | None) -> datetime:
    """When something may go out that is ready now: now, or when the quiet hours end.

    Where the clock is put forward over the end, they end with that hour; where it is put back, at its first passing.
    """
    if quiet is None:
        return now
    here = now.astimezone(ZoneInfo(quiet.time_zone))
    if not quiet.holds_at(here.hour * 60 + here.minute):
        return now
    end = here.replace(hour=quiet.end // 60, minute=quiet.end % 60, second=0, microsecond=0, fold=0)
    if end.replace(tzinfo=None) <= here.replace(tzinfo=None):
        end += _DAY
    return max(end.astimezone(UTC), now)
