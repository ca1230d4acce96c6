"""Making a room, and opening and closing its door."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from juluo.core import clock
from juluo.core.facts import record
from juluo.core.models import Media
from juluo.core.publishing import renew_pages
from juluo.core.texts import clean_line, clean_text
from juluo.ip.facts.rooms import RoomChanged, RoomClosed, RoomMade, RoomOpened
from juluo.ip.models import Audience, Room
from juluo.ip.rules.hours import spans_of
from juluo.ip.rules.rooms import check_meeting_url, check_pause_seconds, check_room_audience

ROOM_NAME_LENGTH, DESCRIPTION_LENGTH, NOTICE_LENGTH, MEETING_URL_LENGTH = 80, 2000, 1000, 300


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomWords:
    """What a room is called and about, and whom it admits (an `Audience` but everyone).

    `notice` and `meeting_url` are read inside only. `hours` are lines like "1 09:00-12:00" (`rules/hours.py`); none
    means that one may always write. `pause_seconds` is slow mode: how long a member waits between two messages.
    """

    name: str
    description: str = ""
    audience: str = Audience.MEMBERS
    notice: str = ""
    meeting_url: str = ""
    hours: Sequence[str] = ()
    pause_seconds: int = 0

    def cleaned(self) -> dict[str, Any]:
        """Refused (422): `empty`, `too_long`, `unknown_audience`, `bad_address`, `bad_hours`, `bad_pause`."""
        meeting = clean_line(self.meeting_url, field="meeting_url", most=MEETING_URL_LENGTH, least=0)
        return {
            "name": clean_line(self.name, field="name", most=ROOM_NAME_LENGTH),
            "description": clean_text(self.description, field="description", most=DESCRIPTION_LENGTH, least=0),
            "audience": check_room_audience(self.audience),
            "notice": clean_text(self.notice, field="notice", most=NOTICE_LENGTH, least=0),
            "meeting_url": check_meeting_url(meeting),
            "hours": [str(span) for span in spans_of(self.hours)],
            "pause_seconds": check_pause_seconds(self.pause_seconds),
        }


@transaction.atomic
def make_room(words: RoomWords, *, picture: Media | None = None) -> Room:
    """Prepare a room. Nobody but staff knows of it before it is opened."""
    room = Room(**words.cleaned(), picture=picture, made_at=clock.now())
    room.save(force_insert=True)
    record(RoomMade(room_id=room.pk))
    return room


@transaction.atomic
def describe_room(room: Room, words: RoomWords, *, picture: Media | None = None) -> Room:
    """Say anew what the room is and whom it admits. The same again changes nothing."""
    said = words.cleaned() | {"picture_id": picture.pk if picture else None}
    room = _locked(room)
    changed = tuple(name for name, value in said.items() if getattr(room, name) != value)
    if not changed:
        return room
    for name in changed:
        setattr(room, name, said[name])
    room.save(update_fields=changed)
    renew_pages()
    record(RoomChanged(room_id=room.pk, changed=changed))
    return room


@transaction.atomic
def open_room(room: Room) -> Room:
    """Let everybody see its door, and those whom it admits in. Twice is once."""
    room = _locked(room)
    if room.opened_at is None:
        room.opened_at = clock.now()
        room.save(update_fields=["opened_at"])
        renew_pages()
        record(RoomOpened(room_id=room.pk))
    return room


@transaction.atomic
def close_room(room: Room) -> Room:
    """Let nobody in any more; what was said is kept until it is opened again. Twice is once."""
    room = _locked(room)
    if room.opened_at:
        room.opened_at = None
        room.save(update_fields=["opened_at"])
        renew_pages()
        record(RoomClosed(room_id=room.pk))
    return room


def _locked(room: Room) -> Room:
    row: Room = Room.objects.select_for_update(no_key=True).get(pk=room.pk)
    return row
