"""Which times of a consultation there are: weekly hours and exceptions of days, cut into slots. Nothing is asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from juluo.core.refusals import Refused
from juluo.ip.models import Consultation
from juluo.ip.rules.hours import Span, moment, spans_in, spans_of, words_of

MOST_EXCEPTIONS = 100


@dataclass(frozen=True, slots=True, order=True)
class Time:
    """A slot as two moments."""

    starts_at: datetime
    ends_at: datetime

    def meets(self, other: "Time") -> bool:
        """Whether the two overlap."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True, slots=True)
class Timetable:
    """Weekly hours, days that differ (none of a day's spans: closed), and how the open hours are cut, in minutes."""

    spans: Sequence[Span]
    exceptions: dict[date, list[Span]]
    zone: tzinfo
    minutes: int
    pause: int = 0

    @classmethod
    def of(cls, offer: Consultation) -> "Timetable":
        days = exceptions_of(offer.exceptions)
        return cls(spans_of(offer.hours), days, ZoneInfo(offer.time_zone), offer.minutes, offer.pause)

    def times(self, since: datetime, until: datetime) -> Iterator[Time]:
        """The slots that begin between the two moments, `until` left out, the earliest first.

        Their lengths are time that passes: a day on which clocks change has an hour more or less of them.
        """
        length, step = timedelta(minutes=self.minutes), timedelta(minutes=self.minutes + self.pause)
        for begins, closes in self._openings(since, until):
            starts_at = begins
            while starts_at + length <= closes:
                if since <= starts_at < until:
                    yield Time(starts_at, starts_at + length)
                starts_at += step

    def has(self, time: Time) -> bool:
        """Whether it is one of the slots."""
        return time in self.times(time.starts_at, time.starts_at + timedelta(seconds=1))

    def _openings(self, since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
        first = since.astimezone(self.zone).date() - timedelta(days=1)
        last = until.astimezone(self.zone).date()
        for day in (first + timedelta(days=after) for after in range((last - first).days + 1)):
            for span in self._of_day(day):
                yield _utc(moment(day, span.start, self.zone)), _utc(moment(day, span.end, self.zone))

    def _of_day(self, day: date) -> Sequence[Span]:
        weekly = [span for span in self.spans if span.day == day.isoweekday()]
        return self.exceptions.get(day, weekly)


def exceptions_of(lines: Sequence[str]) -> dict[date, list[Span]]:
    """Days that differ: "2026-12-24" is closed, "2026-12-24 10:00-12:00" is open then. Refused (422): `bad_days`."""
    days: dict[date, list[Span]] = {}
    if len(lines) > MOST_EXCEPTIONS:
        raise _bad_days()
    for line in lines:
        told, _blank, hours = line.strip().partition(" ")
        try:
            day = date.fromisoformat(told)
            days[day] = sorted([*days.get(day, []), *spans_in(hours, day.isoweekday())])
        except (ValueError, Refused):
            raise _bad_days() from None
    return days


def lines_of(days: dict[date, list[Span]]) -> list[str]:
    """The same days as they are kept, in their order."""
    open_then = [f"{day} {words_of(span)}" for day, spans in days.items() for span in spans]
    return sorted([*open_then, *(str(day) for day, spans in days.items() if not spans)])


def _utc(at: datetime) -> datetime:
    """Moments are added up in UTC: on a wall clock an hour may be missing."""
    return at.astimezone(ZoneInfo("UTC"))


def _bad_days() -> Refused:
    message = _("Write a day a line: “2026-12-24” is closed, “2026-12-24 10:00-12:00” is open then.")
    return Refused(message, code="bad_days", field="exceptions", status=422)
