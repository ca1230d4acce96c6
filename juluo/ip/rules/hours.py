"""Weekly hours: lines like "1 09:00-12:00" (1 is Monday, as in ISO 8601) in a time zone that the reader names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import pairwise

from django.utils.translation import gettext as _

from juluo.core.refusals import Refused

MOST_SPANS = 42
_SPAN = re.compile(r"(\d{1,2})[:：](\d\d)\s*[-–—~]\s*(\d{1,2})[:：](\d\d)")
_LINE = re.compile(r"([1-7]) (\d\d):(\d\d)-(\d\d):(\d\d)")
_HOUR, _DAY, _WEEK = 60, 24 * 60, 7


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From `start` to `end`, in minutes after midnight, on an ISO weekday."""

    day: int
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.day} {words_of(self)}"


def words_of(span: Span) -> str:
    """The times without the day: "09:00-12:00"."""
    return "-".join(f"{at // _HOUR:02}:{at % _HOUR:02}" for at in (span.start, span.end))


def spans_in(text: str, day: int) -> list[Span]:
    """What somebody typed for one day, as "9:00-12:00, 14:00-18:00". Refused: `bad_hours`."""
    spans = [Span(day, *_minutes(found.groups())) for found in _SPAN.finditer(text)]
    if _SPAN.sub("", text).strip(" ,，;；、\n\t"):
        raise _bad_hours()
    return check_spans(spans)


def spans_of(lines: Sequence[str]) -> list[Span]:
    """Hours as they are kept, in their order. Refused (422): `bad_hours`."""
    found = [_LINE.fullmatch(line) for line in lines]
    if len(found) > MOST_SPANS or not all(found):
        raise _bad_hours()
    return check_spans([Span(int(each[1]), *_minutes(each.groups()[1:])) for each in found if each])


def check_spans(spans: Sequence[Span]) -> list[Span]:
    """Put them in order. Refused if one ends before it begins, or two of a day overlap: `bad_hours`."""
    ordered = sorted(spans)
    for span in ordered:
        if not 0 <= span.start < span.end <= _DAY:
            raise _bad_hours()
    if any(one.day == two.day and two.start < one.end for one, two in pairwise(ordered)):
        raise _bad_hours()
    return ordered


def is_open(spans: Sequence[Span], at: datetime, zone: tzinfo) -> bool:
    """Whether the moment lies within the hours; without any hours it always does."""
    return not spans or any(start <= at < end for start, end in openings(spans, at - timedelta(days=1), zone, days=3))


def next_opening(spans: Sequence[Span], at: datetime, zone: tzinfo) -> datetime | None:
    """When it opens next after `at`; None without any hours."""
    return next((start for start, _end in openings(spans, at, zone, days=_WEEK + 2) if start > at), None)


def openings(spans: Sequence[Span], since: datetime, zone: tzinfo, *, days: int) -> Iterator[tuple[datetime, datetime]]:
    """Beginning and end of each opening on so many days from that of `since`, as moments, the earliest first."""
    first = since.astimezone(zone).date()
    for day in (first + timedelta(days=after) for after in range(days)):
        for span in spans:
            if span.day == day.isoweekday():
                yield moment(day, span.start, zone), moment(day, span.end, zone)


def moment(day: date, minutes: int, zone: tzinfo) -> datetime:
    """The moment at which clocks in `zone` show so many minutes after midnight.

    Of an hour that comes twice it is the first; one that is left out lies as much after the change as it was asked for.
    """
    over, rest = divmod(minutes, _DAY)
    wall = datetime.combine(day + timedelta(days=over), time(rest // _HOUR, rest % _HOUR), zone)
    return datetime.fromtimestamp(wall.timestamp(), zone)


def _minutes(parts: Sequence[str]) -> tuple[int, int]:
    hour, minute, until_hour, until_minute = map(int, parts)
    if minute >= _HOUR or until_minute >= _HOUR:
        raise _bad_hours()
    return hour * _HOUR + minute, until_hour * _HOUR + until_minute


def _bad_hours() -> Refused:
    message = _("Write hours like “09:00-12:00, 14:00-18:00”, one after the other, none overlapping another.")
    return Refused(message, code="bad_hours", field="hours", status=422)
