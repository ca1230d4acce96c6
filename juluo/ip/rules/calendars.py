"""A calendar file (RFC 5545) with one event. Times are written in UTC, so no reader needs our time zones."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

_LONGEST = 75
"""Octets of a line (RFC 5545, 3.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """`uid` stays the same for ever, `sequence` grows with each change; a cancelled event takes itself out."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    told_at: datetime
    title: str
    place: str = ""
    text: str = ""
    url: str = ""
    cancelled: bool = False


def calendar(event: Event) -> str:
    """The file, its lines folded and ended as the standard asks."""
    return "".join(f"{part}\r\n" for line in _lines(event) for part in _folded(line))


def _lines(event: Event) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Juluo//Bookings//EN", "CALSCALE:GREGORIAN")
    yield f"METHOD:{'CANCEL' if event.cancelled else 'PUBLISH'}"
    yield from ("BEGIN:VEVENT", f"UID:{event.uid}", f"SEQUENCE:{event.sequence}", f"DTSTAMP:{_moment(event.told_at)}")
    yield from (f"DTSTART:{_moment(event.starts_at)}", f"DTEND:{_moment(event.ends_at)}")
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    yield f"SUMMARY:{_text(event.title)}"
    for name, said in (("LOCATION", event.place), ("DESCRIPTION", event.text)):
        if said:
            yield f"{name}:{_text(said)}"
    if event.url:
        yield f"URL:{event.url}"
    if not event.cancelled:
        yield from (
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{_text(event.title)}",
            "TRIGGER:-PT1H",
            "END:VALARM",
        )
    yield from ("END:VEVENT", "END:VCALENDAR")


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(said: str) -> str:
    """Text with what has a meaning in the format marked (3.3.11)."""
    for mark in ("\\", ";", ","):
        said = said.replace(mark, f"\\{mark}")
    return said.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Parts of a long line, each but the first after a blank; no character is cut."""
    part, size = "", 0
    for each in line:
        octets = len(each.encode())
        if size + octets > _LONGEST:
            yield part
            part, size = " ", 1
        part, size = part + each, size + octets
    yield part
