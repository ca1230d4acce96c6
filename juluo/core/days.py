"""Days of the space: while a page is made, the current time zone is the space's."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from juluo.core import clock

FIRST, LAST = date(1970, 1, 1), date(2999, 12, 31)


def today() -> date:
    return timezone.localdate(clock.now())


def day_of(moment: datetime) -> date:
    return timezone.localdate(moment)


def began(day: date) -> datetime:
    """Return the day's midnight."""
    return timezone.make_aware(datetime.combine(day, time.min))


def ended(day: date) -> datetime:
    """Return the next day's midnight."""
    return began(day + timedelta(days=1))


def read(text: str) -> date | None:
    """Read "2026-11-22", as addresses and date fields give it; None for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST <= day <= LAST else None
