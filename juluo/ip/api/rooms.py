"""Rooms: their doors, which everybody sees, and what staff make of them."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from juluo.core.api.callers import ApiRequest, everybody, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Input, Line
from juluo.core.http import get_or_404
from juluo.ip.api.posts import StepOut
from juluo.ip.models import Room
from juluo.ip.operations.rooms import (
    DESCRIPTION_LENGTH,
    MEETING_URL_LENGTH,
    NOTICE_LENGTH,
    ROOM_NAME_LENGTH,
    RoomWords,
    close_room,
    describe_room,
    make_room,
    open_room,
)
from juluo.ip.queries.rooms import hours_of, may_enter, rooms_met_by, rooms_of_staff, step_into
from juluo.ip.readable import met_room
from juluo.ip.rules.hours import MOST_SPANS
from juluo.ip.rules.rooms import LONGEST_PAUSE

router = Router(tags=["rooms"])
_may_write = permission("content.write")
_AT_THE_DOOR = ("id", "name", "description", "audience")
_AUDIENCE = 'Whom it admits: "members", a rung and everything above, or "buyers" of the right "room:ID".'
_HOURS = 'When one may write, in the space\'s zone: "1 09:00-12:00" is Monday morning. None is always.'
_PAUSE = "Slow mode: seconds that a member waits between two messages."


class RoomOut(Schema):
    """The door of a room, which everybody sees."""

    id: UUID
    name: str
    description: str
    audience: str
    picture: str | None

    @classmethod
    def of(cls, room: Room) -> Self:
        return cls(**_door_of(room))


class ListedRoomOut(RoomOut):
    """The door as it stands in the list; `unread` if others spoke inside since the caller was there last."""

    unread: bool

    @classmethod
    def listed(cls, room: Any) -> Self:
        return cls(**_door_of(room), unread=room.unread)


class MetRoomOut(RoomOut):
    """A room as the caller meets it.

    Outside `step` says what opens it, and the rest is null. Inside `step` is null; `open` says whether one may write
    now, `opens_at` when one may next.
    """

    step: StepOut | None
    notice: str | None = None
    meeting_url: str | None = None
    pause_seconds: int | None = None
    open: bool | None = None
    opens_at: datetime | None = None

    @classmethod
    def met(cls, request: ApiRequest, room: Room) -> Self:
        if not may_enter(request.member, room):
            return cls(**_door_of(room), step=StepOut.of(request, step_into(room, request.member)))
        hours = hours_of(room)
        inside: dict[str, Any] = {name: getattr(room, name) for name in ("notice", "meeting_url", "pause_seconds")}
        return cls(**_door_of(room), **inside, step=None, open=hours.open, opens_at=hours.next)


class StudioRoomOut(RoomOut):
    """A room as staff prepare it; closed while `opened_at` is null."""

    notice: str
    meeting_url: str
    hours: list[str]
    pause_seconds: int
    made_at: datetime
    opened_at: datetime | None

    @classmethod
    def of(cls, room: Room) -> Self:
        names = ("notice", "meeting_url", "hours", "pause_seconds", "made_at", "opened_at")
        return cls(**_door_of(room), **{name: getattr(room, name) for name in names})


class RoomIn(Input):
    name: Annotated[Line, Field(max_length=ROOM_NAME_LENGTH)]
    description: Annotated[str, Field(max_length=DESCRIPTION_LENGTH)] = ""
    audience: Annotated[str, Field(max_length=10, description=_AUDIENCE)] = "members"
    notice: Annotated[str, Field(max_length=NOTICE_LENGTH)] = ""
    meeting_url: Annotated[str, Field(max_length=MEETING_URL_LENGTH)] = ""
    hours: Annotated[list[Annotated[str, Field(max_length=20)]], Field(max_length=MOST_SPANS, description=_HOURS)] = []
    pause_seconds: Annotated[int, Field(ge=0, le=LONGEST_PAUSE, description=_PAUSE)] = 0

    def words(self) -> RoomWords:
        return RoomWords(**self.dict())


@router.get("/rooms", auth=everybody, response=Listed[ListedRoomOut], summary="List rooms")
def rooms(request: ApiRequest, asked: PageAsked) -> object:
    """Those that are open, the latest made first."""
    return listed(request, rooms_met_by(request.member), asked, ListedRoomOut.listed)


@router.get("/rooms/{uuid:room_id}", auth=everybody, response=MetRoomOut, summary="Meet a room")
def room(request: ApiRequest, room_id: UUID) -> MetRoomOut:
    """Its door, and for those whom it admits what stands inside."""
    return MetRoomOut.met(request, met_room(room_id, request.member))


@router.get("/studio/rooms", auth=_may_write, response=Listed[StudioRoomOut], summary="List all rooms")
def all_rooms(request: ApiRequest, asked: PageAsked) -> object:
    """Closed ones, too; the latest made first."""
    return listed(request, rooms_of_staff(), asked, StudioRoomOut.of)


@router.post("/studio/rooms", auth=_may_write, response={201: StudioRoomOut}, summary="Make a room")
def make(request: ApiRequest, said: RoomIn) -> Status[StudioRoomOut]:
    """Nobody but staff knows of it before it is opened."""
    del request
    return Status(201, StudioRoomOut.of(make_room(said.words())))


@router.put("/studio/rooms/{uuid:room_id}", auth=_may_write, response=StudioRoomOut, summary="Describe a room")
def describe(request: ApiRequest, room_id: UUID, said: RoomIn) -> StudioRoomOut:
    """Replace what it says and whom it admits; the picture stays."""
    del request
    known = _known(room_id)
    return StudioRoomOut.of(describe_room(known, said.words(), picture=known.picture))


@router.post("/studio/rooms/{uuid:room_id}/opening", auth=_may_write, response=StudioRoomOut, summary="Open a room")
def open_door(request: ApiRequest, room_id: UUID) -> StudioRoomOut:
    """Show its door to everybody, and let in whom it admits. Twice is once."""
    del request
    return StudioRoomOut.of(open_room(_known(room_id)))


@router.post("/studio/rooms/{uuid:room_id}/closing", auth=_may_write, response=StudioRoomOut, summary="Close a room")
def close_door(request: ApiRequest, room_id: UUID) -> StudioRoomOut:
    """Let nobody in; what was said is kept. Twice is once."""
    del request
    return StudioRoomOut.of(close_room(_known(room_id)))


def _door_of(room: Room) -> dict[str, Any]:
    return {name: getattr(room, name) for name in _AT_THE_DOOR} | {"picture": room.picture and room.picture.url}


def _known(room_id: UUID) -> Room:
    return get_or_404(rooms_of_staff(), id=room_id)
