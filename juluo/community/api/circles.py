"""Circles: meeting them, belonging to them, and looking after them."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from ninja import Query, Router, Schema, Status
from pydantic import Field

from juluo.community.models import (
    CIRCLE_ABOUT_LENGTH,
    CIRCLE_NAME_LENGTH,
    CIRCLE_PLACE_LENGTH,
    Circle,
    CircleKind,
    CircleMember,
)
from juluo.community.operations.circle_members import join_circle, leave_circle
from juluo.community.operations.circles import (
    CircleWords,
    archive_circle,
    describe_circle,
    propose_circle,
    reopen_circle,
)
from juluo.community.queries.circles import (
    circles_known,
    circles_of,
    circles_proposed,
    circles_shown,
    founding_rule,
    standing_of,
)
from juluo.community.rules.circles import MOST_CAPACITY, reads
from juluo.core.api.callers import ApiRequest, everybody, members
from juluo.core.api.lists import Asked, Listed, PageAsked, listed
from juluo.core.api.schemas import Id, Input, Line, one_of
from juluo.core.http import get_or_404

router = Router(tags=["circles"])
_SHOWN = ("id", "name", "kind", "place", "about", "parent_id", "is_private", "capacity", "people")
_Kind = Annotated[CircleKind, one_of(CircleKind)]


class CircleOut(Schema):
    """A circle as everybody who may know of it sees it."""

    id: UUID
    name: str
    kind: str
    place: str
    about: str
    parent_id: UUID | None
    is_private: bool
    capacity: int | None
    people: int
    state: str
    missing: int

    @classmethod
    def of(cls, circle: Circle) -> Self:
        return cls(**_seen(circle))


class MetCircleOut(CircleOut):
    """A circle as the caller meets it: their `role` ("" for none), whether they read what is inside, what they may.

    `room_id` is the room of its chat, for those who may enter it.
    """

    role: str
    reads: bool
    deeds: list[str]
    room_id: UUID | None

    @classmethod
    def met(cls, request: ApiRequest, circle: Circle) -> Self:
        standing = standing_of(request.member, circle)
        inside = reads(request.member, circle, standing)
        chats = circle.room and circle.room.opened_at and (standing.belongs or standing.moderates)
        met: dict[str, Any] = {"role": standing.role, "reads": inside, "deeds": sorted(standing.deeds)}
        return cls(**_seen(circle), **met, room_id=circle.room_id if chats else None)


class StayOut(Schema):
    """Where somebody belongs, since when, and as what."""

    circle: CircleOut
    role: str
    joined_at: datetime

    @classmethod
    def of(cls, stay: CircleMember) -> Self:
        return cls(circle=CircleOut.of(stay.circle), role=stay.role, joined_at=stay.joined_at)


class RuleOut(Schema):
    """From which rung on members found circles ("" is staff alone), and how many others must want one."""

    rung: str
    supporters: int


class CirclesAsked(Asked):
    kind: _Kind | None = None


class CircleIn(Input):
    name: Annotated[Line, Field(max_length=CIRCLE_NAME_LENGTH)]
    kind: Annotated[Line, Field(max_length=10), one_of(CircleKind)] = "interest"
    place: Annotated[str, Field(max_length=CIRCLE_PLACE_LENGTH)] = ""
    about: Annotated[str, Field(max_length=CIRCLE_ABOUT_LENGTH)] = ""
    parent_id: Id | None = None
    is_private: bool = False
    capacity: Annotated[int, Field(ge=1, le=MOST_CAPACITY)] | None = None

    def words(self, request: ApiRequest, picture: Any = None) -> CircleWords:
        parent = get_or_404(circles_known(request.member), id=self.parent_id) if self.parent_id else None
        return CircleWords(**self.dict(exclude={"parent_id"}), parent=parent, picture=picture)


@router.get("/circles", auth=everybody, response=Listed[CircleOut], summary="List circles")
def circles(request: ApiRequest, asked: Annotated[CirclesAsked, Query()]) -> object:
    """Open ones, the largest first. Guests are told of no private one."""
    return listed(request, circles_shown(request.member, asked.kind or ""), asked, CircleOut.of)


@router.get("/circles/rule", auth=everybody, response=RuleOut, summary="Read who founds circles")
def rule(request: ApiRequest) -> object:
    """The rule of the space by which members found circles."""
    del request
    return founding_rule()


@router.get("/circles/proposed", auth=members, response=Listed[CircleOut], summary="List proposed circles")
def proposed(request: ApiRequest, asked: PageAsked) -> object:
    """Those that look for people, the latest first; `missing` says how many more open one."""
    return listed(request, circles_proposed(), asked, CircleOut.of)


@router.get("/me/circles", auth=members, response=Listed[StayOut], summary="List your circles")
def mine(request: ApiRequest, asked: PageAsked) -> object:
    """Where you belong now, the latest joined first."""
    return listed(request, circles_of(request.member), asked, StayOut.of)


@router.post("/circles", auth=members, response={201: MetCircleOut}, summary="Propose a circle")
def propose(request: ApiRequest, said: CircleIn) -> Status[MetCircleOut]:
    """By the rule of the space; it opens when enough others would join."""
    return Status(201, MetCircleOut.met(request, propose_circle(request.member, said.words(request))))


@router.get("/circles/{uuid:circle_id}", auth=everybody, response=MetCircleOut, summary="Meet a circle")
def circle(request: ApiRequest, circle_id: UUID) -> MetCircleOut:
    """What it is, and what you may do there."""
    return MetCircleOut.met(request, _known(request, circle_id))


@router.put("/circles/{uuid:circle_id}", auth=members, response=MetCircleOut, summary="Describe a circle")
def describe(request: ApiRequest, circle_id: UUID, said: CircleIn) -> MetCircleOut:
    """Replace what it says and whom it takes, as its lead; the picture stays."""
    known = _known(request, circle_id)
    return MetCircleOut.met(request, describe_circle(known, said.words(request, known.picture), by=request.member))


@router.post("/circles/{uuid:circle_id}/membership", auth=members, response=MetCircleOut, summary="Join a circle")
def join(request: ApiRequest, circle_id: UUID) -> MetCircleOut:
    """Belong to it, or say that you would join one that is proposed. Twice is once."""
    join_circle(request.member, _known(request, circle_id))
    return MetCircleOut.met(request, _known(request, circle_id))


@router.delete("/circles/{uuid:circle_id}/membership", auth=members, response={204: None}, summary="Leave a circle")
def leave(request: ApiRequest, circle_id: UUID) -> Status[None]:
    """Refused to its only lead, who hands over first. Twice is once."""
    leave_circle(request.member, _known(request, circle_id))
    return Status(204, None)


@router.post("/circles/{uuid:circle_id}/archiving", auth=members, response=MetCircleOut, summary="Archive a circle")
def archive(request: ApiRequest, circle_id: UUID) -> MetCircleOut:
    """As its lead: what was said can be read, and no more. Twice is once."""
    return MetCircleOut.met(request, archive_circle(_known(request, circle_id), by=request.member))


@router.post("/circles/{uuid:circle_id}/reopening", auth=members, response=MetCircleOut, summary="Reopen a circle")
def reopen(request: ApiRequest, circle_id: UUID) -> MetCircleOut:
    """As its lead: let people write and join again. Twice is once."""
    return MetCircleOut.met(request, reopen_circle(_known(request, circle_id), by=request.member))


def _known(request: ApiRequest, circle_id: UUID) -> Circle:
    return get_or_404(circles_known(request.member), id=circle_id)


def _seen(circle: Circle) -> dict[str, Any]:
    state = "archived" if circle.archived_at else "open" if circle.opened_at else "proposed"
    shown: dict[str, Any] = {name: getattr(circle, name) for name in _SHOWN}
    return shown | {"state": state, "missing": circle.missing if circle.is_proposed else 0}
