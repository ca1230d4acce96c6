"""Messages in rooms: read and written by those inside, hidden by staff."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from juluo.core.api.callers import ApiRequest, members, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Id, Input, Text
from juluo.core.http import first_or_404, get_or_404
from juluo.core.live.announcing import position_of
from juluo.core.live.pages import listening_to
from juluo.ip.models import MESSAGE_LENGTH, Message
from juluo.ip.operations.messages import edit_message, take_message_back, write_message
from juluo.ip.operations.visits import NOTHING, note_visit
from juluo.ip.queries.rooms import messages_in, messages_latest_first, messages_of, messages_said
from juluo.ip.readable import entered_room

router = Router(tags=["rooms"])
_may_moderate = permission("talk.moderate")


class MessageOut(Schema):
    """A message in a room. `hidden` is true for the caller's own that staff hid from everybody else.

    `position` is its place in the talk, and where it stands in the room's stream.
    """

    id: UUID
    room_id: UUID
    author_id: UUID
    author: str
    text: str
    position: int
    answers_id: UUID | None
    written_at: datetime
    edited_at: datetime | None
    hidden: bool

    @classmethod
    def of(cls, message: Message) -> Self:
        names = ("id", "room_id", "author_id", "text", "position", "written_at", "edited_at")
        said: dict[str, Any] = {name: getattr(message, name) for name in names}
        said |= {"author": message.author.name, "answers_id": message.answers_id}
        return cls(**said, hidden=message.hidden_at is not None)


class StudioMessageOut(MessageOut):
    """A message as staff see it, also while it is hidden, and why."""

    hidden_at: datetime | None
    reason: str
    words: str

    @classmethod
    def of(cls, message: Message) -> Self:
        why: dict[str, Any] = {"reason": message.hidden_because, "words": message.hidden_words}
        return cls(**MessageOut.of(message).dict(), hidden_at=message.hidden_at, **why)


class MessageTextIn(Input):
    text: Annotated[Text, Field(max_length=MESSAGE_LENGTH, description="Plain text.")]


class MessageIn(MessageTextIn):
    answers_id: Annotated[Id | None, Field(description="The message of the same room that it answers.")] = None


class ListeningOut(Schema):
    """Where to listen (server-sent events), and when that address ends; ask for another then.

    Add `&after=N`, or send Last-Event-ID, to be told all that follows the position N. Events are `said` (a message, new
    or changed; without words if a later event says more), `gone` (its `id` is not said any more), `reload` (too much
    was missed: read the list again) and `renew` (the address has ended).
    """

    url: str
    ends_at: datetime
    position: int


@router.get("/rooms/{uuid:room_id}/messages", auth=members, response=Listed[MessageOut], summary="Read a room's talk")
def room_messages(request: ApiRequest, room_id: UUID, asked: PageAsked) -> object:
    """The latest first. Who may not enter gets 404."""
    return listed(request, messages_in(entered_room(room_id, request.member), request.member), asked, MessageOut.of)


@router.put("/rooms/{uuid:room_id}/visit", auth=members, response={204: None}, summary="Say that a room is read")
def visit(request: ApiRequest, room_id: UUID) -> Status[None]:
    """Remember that you have read what is said there up to now; its mark `unread` goes. Twice is once."""
    room = entered_room(room_id, request.member)
    latest = messages_in(room, request.member).values_list("position", flat=True).first()
    note_visit(room, request.member, seen=latest or NOTHING)
    return Status(204, None)


@router.post("/rooms/{uuid:room_id}/messages", auth=members, response={201: MessageOut}, summary="Say something there")
def write(request: ApiRequest, room_id: UUID, said: MessageIn) -> Status[MessageOut]:
    """The same words within a minute are one message.

    Refused with `room_closed` outside of the room's hours, with `slow_down` before the pause of a slow room is over.
    """
    room = entered_room(room_id, request.member)
    answered = get_or_404(messages_said(), id=said.answers_id, room=room) if said.answers_id else None
    return Status(201, MessageOut.of(write_message(request.member, room, said.text, answers=answered)))


@router.get("/rooms/{uuid:room_id}/listening", auth=members, response=ListeningOut, summary="Listen to a room")
def listening(request: ApiRequest, room_id: UUID) -> ListeningOut:
    """Get an address that is good for less than a minute. 404 where no live process runs, or who may not enter."""
    room = entered_room(room_id, request.member)
    position = position_of(room.stream)
    found = first_or_404([each for each in [listening_to(room.stream, request.member, request)] if each])
    return ListeningOut(url=found.url, ends_at=datetime.fromtimestamp(found.ends, UTC), position=position)


@router.put("/messages/{uuid:message_id}", auth=members, response=MessageOut, summary="Change a message")
def edit(request: ApiRequest, message_id: UUID, said: MessageTextIn) -> MessageOut:
    """One of one's own, for ten minutes (`too_late`)."""
    return MessageOut.of(edit_message(get_or_404(messages_of(request.member), id=message_id), said.text))


@router.delete("/messages/{uuid:message_id}", auth=members, response={204: None}, summary="Take a message back")
def take_back(request: ApiRequest, message_id: UUID) -> Status[None]:
    """One of one's own, for good."""
    take_message_back(get_or_404(messages_of(request.member), id=message_id))
    return Status(204, None)


@router.get("/studio/messages", auth=_may_moderate, response=Listed[StudioMessageOut], summary="List all messages")
def all_messages(request: ApiRequest, asked: PageAsked, state: Literal["", "hidden", "reported"] = "") -> object:
    """Of all rooms, the latest first; `state` "hidden" or "reported" lists those that are."""
    return listed(request, messages_latest_first(state), asked, StudioMessageOut.of)
