"""Direct messages: what two members write to each other alone."""

from datetime import UTC, datetime
from typing import Annotated, Self
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from juluo.community.models import DIRECT_LENGTH, DirectMessage, Seat
from juluo.community.operations.direct import (
    ask_to_write,
    decline_conversation,
    note_read,
    open_conversation,
    open_door,
    shut_conversation,
    shut_door,
    take_direct_back,
    unshut_conversation,
    write_direct,
)
from juluo.community.queries.direct import direct_messages_of, member_to_write_to, messages_read_at, seats_of
from juluo.core.api.callers import ApiRequest, members
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Id, Input, Text
from juluo.core.http import first_or_404, get_or_404
from juluo.core.live.announcing import position_of
from juluo.core.live.pages import listening_to

router = Router(tags=["direct messages"])
_DIRECT = "/conversations/{uuid:conversation_id}"


class ConversationOut(Schema):
    """A conversation of the caller's. `open` once both write; `asked_by_me` says whose turn it is before that.

    `shut` if the caller hears nothing more from there; whether the other does, nobody is told.
    """

    id: UUID
    member_id: UUID
    member: str
    asked_by_me: bool
    open: bool
    declined: bool
    shut: bool
    unread: bool
    last_at: datetime | None

    @classmethod
    def of(cls, seat: Seat) -> Self:
        known, unread = seat.conversation, getattr(seat, "unread", False)
        asked = known.asker_id == seat.member_id
        states = {"open": known.opened_at is not None, "declined": known.declined_at is not None}
        states |= {"asked_by_me": asked, "shut": seat.blocked_at is not None, "unread": unread}
        return cls(id=known.pk, member_id=seat.other_id, member=seat.other.name, last_at=seat.last_at, **states)


class DirectMessageOut(Schema):
    """A direct message; `by_staff` if its author writes as one of the staff."""

    id: UUID
    author_id: UUID
    text: str
    position: int
    by_staff: bool
    written_at: datetime

    @classmethod
    def of(cls, message: DirectMessage) -> Self:
        return cls(**{name: getattr(message, name) for name in cls.model_fields})


class DirectIn(Input):
    text: Annotated[Text, Field(max_length=DIRECT_LENGTH, description="Plain text.")]


class WritingIn(DirectIn):
    member_id: Annotated[Id, Field(description="Whom to write to.")]


class HearingOut(Schema):
    """Where to listen, as for rooms: `GET /rooms/{room_id}/listening`."""

    url: str
    ends_at: datetime
    position: int


@router.get("/conversations", auth=members, response=Listed[ConversationOut], summary="List your conversations")
def conversations(request: ApiRequest, asked: PageAsked) -> object:
    """The latest first."""
    return listed(request, seats_of(request.member), asked, ConversationOut.of)


@router.post("/conversations", auth=members, response={201: ConversationOut}, summary="Ask to write to a member")
def ask(request: ApiRequest, said: WritingIn) -> Status[ConversationOut]:
    """With a first message. Refused with `not_met`, `door_shut`, `waiting`, `declined`, `too_many`."""
    other = get_or_404(member_to_write_to(said.member_id))
    asked = ask_to_write(request.member, other, said.text)
    return Status(201, ConversationOut.of(_seat(request, asked.pk)))


@router.get(f"{_DIRECT}/messages", auth=members, response=Listed[DirectMessageOut], summary="Read a conversation")
def messages(request: ApiRequest, conversation_id: UUID, asked: PageAsked) -> object:
    """The latest first."""
    return listed(request, messages_read_at(_seat(request, conversation_id)), asked, DirectMessageOut.of)


@router.post(f"{_DIRECT}/messages", auth=members, response={201: DirectMessageOut}, summary="Write in a conversation")
def write(request: ApiRequest, conversation_id: UUID, said: DirectIn) -> Status[DirectMessageOut]:
    """The same words within a minute are one message."""
    seat = _seat(request, conversation_id)
    return Status(201, DirectMessageOut.of(write_direct(request.member, seat.conversation, said.text)))


@router.put(f"{_DIRECT}/visit", auth=members, response={204: None}, summary="Say that a conversation is read")
def visit(request: ApiRequest, conversation_id: UUID) -> Status[None]:
    """You have read what was written up to now. Twice is once."""
    seat = _seat(request, conversation_id)
    note_read(seat, position=position_of(seat.conversation.stream))
    return Status(204, None)


@router.get(f"{_DIRECT}/listening", auth=members, response=HearingOut, summary="Listen to a conversation")
def listening(request: ApiRequest, conversation_id: UUID) -> HearingOut:
    """404 where no live process runs, and while you have shut the conversation."""
    seat = _seat(request, conversation_id)
    stream = seat.conversation.stream
    found = None if seat.blocked_at else listening_to(stream, request.member, request)
    known = first_or_404([found] if found else [])
    return HearingOut(url=known.url, ends_at=datetime.fromtimestamp(known.ends, UTC), position=position_of(stream))


@router.put(f"{_DIRECT}/opening", auth=members, response=ConversationOut, summary="Let somebody write to you")
def let_in(request: ApiRequest, conversation_id: UUID) -> ConversationOut:
    """Also after you declined. Only who was asked. Twice is once."""
    open_conversation(_seat(request, conversation_id).conversation, by=request.member)
    return ConversationOut.of(_seat(request, conversation_id))


@router.put(f"{_DIRECT}/declining", auth=members, response=ConversationOut, summary="Do not let somebody write to you")
def decline(request: ApiRequest, conversation_id: UUID) -> ConversationOut:
    """They are told that you do not want to now. Twice is once."""
    decline_conversation(_seat(request, conversation_id).conversation, by=request.member)
    return ConversationOut.of(_seat(request, conversation_id))


@router.put(f"{_DIRECT}/shutting", auth=members, response=ConversationOut, summary="Shut a conversation")
def shut(request: ApiRequest, conversation_id: UUID) -> ConversationOut:
    """Nothing of theirs arrives any more. They are never told."""
    shut_conversation(_seat(request, conversation_id).conversation, by=request.member)
    return ConversationOut.of(_seat(request, conversation_id))


@router.delete(f"{_DIRECT}/shutting", auth=members, response=ConversationOut, summary="Open it again")
def unshut(request: ApiRequest, conversation_id: UUID) -> ConversationOut:
    """What they write from now on arrives."""
    unshut_conversation(_seat(request, conversation_id).conversation, by=request.member)
    return ConversationOut.of(_seat(request, conversation_id))


@router.delete("/direct-messages/{uuid:message_id}", auth=members, response={204: None}, summary="Take one back")
def take_back(request: ApiRequest, message_id: UUID) -> Status[None]:
    """One of one's own, for good, from both sides."""
    take_direct_back(get_or_404(direct_messages_of(request.member), id=message_id))
    return Status(204, None)


@router.put("/me/door", auth=members, response={204: None}, summary="Take no new conversations")
def close_door(request: ApiRequest) -> Status[None]:
    """The staff can still write to you; what is open stays so. Twice is once."""
    shut_door(request.member)
    return Status(204, None)


@router.delete("/me/door", auth=members, response={204: None}, summary="Take new conversations again")
def reopen_door(request: ApiRequest) -> Status[None]:
    open_door(request.member)
    return Status(204, None)


def _seat(request: ApiRequest, conversation_id: UUID) -> Seat:
    return get_or_404(seats_of(request.member), conversation=conversation_id)
