"""Free slots laid out by day, in the clocks of whoever looks, and of the space where they differ."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from juluo.core import clock
from juluo.core.models import Member
from juluo.ip.models import Consultation
from juluo.ip.queries.consultations import Free, free_slots
from juluo.ip.queries.rooms import zone_of_space
from juluo.reach.queries.preferences import habits_of

DAYS = 7


@dataclass(frozen=True, slots=True)
class Shown:
    """A moment by the reader's clocks, and by those of the space; `there` is None where both are the same."""

    here: datetime
    there: datetime | None
    left: int = 0

    @property
    def value(self) -> str:
        """As a form sends it back."""
        return self.here.isoformat()


@dataclass(frozen=True, slots=True)
class Week:
    """The free slots of some days, by the reader's day; `zone` names their clocks. `next` begins the days after."""

    zone: str
    zone_there: str
    days: list[tuple[date, list[Shown]]]
    next: date | None


def zone_of(reader: Member | None) -> ZoneInfo:
    """The clocks that a member said they live by; else those of the space."""
    if reader is None:
        return zone_of_space()
    return ZoneInfo(habits_of([reader.pk])[reader.pk].time_zone)


def shown_at(at: datetime, zone: ZoneInfo, there: ZoneInfo, left: int = 0) -> Shown:
    here = at.astimezone(zone)
    other = at.astimezone(there)
    return Shown(here, None if other.utcoffset() == here.utcoffset() else other, left)


def week_of(offer: Consultation, reader: Member | None, since: date | None = None) -> Week:
    """What can be booked from the day `since` on, for so many `DAYS`; from the first free one if none is named."""
    zone, there, now = zone_of(reader), zone_of_space(), clock.now()
    free = free_slots(offer, now)
    begins = _midnight(since, zone) if since else (free[0].time.starts_at if free else now)
    ends = _midnight(begins.astimezone(zone).date() + timedelta(days=DAYS), zone)
    here = [each for each in free if begins <= each.time.starts_at < ends]
    later = any(each.time.starts_at >= ends for each in free)
    return Week(zone.key, there.key, _by_day(here, zone, there), ends.date() if later else None)


def _by_day(free: Iterable[Free], zone: ZoneInfo, there: ZoneInfo) -> list[tuple[date, list[Shown]]]:
    days: dict[date, list[Shown]] = {}
    for each in free:
        shown = shown_at(each.time.starts_at, zone, there, each.left)
        days.setdefault(shown.here.date(), []).append(shown)
    return list(days.items())


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)
