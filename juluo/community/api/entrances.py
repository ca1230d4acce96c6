"""Entrances: made and closed by staff, and what meets a person who comes in by one."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from juluo.community.api.covenants import CovenantOut
from juluo.community.models import Covenant, Entrance
from juluo.community.operations.entrances import close_entrance, make_entrance, reopen_entrance
from juluo.community.queries.doors import current_covenant
from juluo.community.rules.entrances import check_admits
from juluo.community.rules.members import NAME_LENGTH
from juluo.core.api.callers import ApiRequest, everybody, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Input, Line
from juluo.core.http import get_or_404
from juluo.core.models import Space

router = Router(tags=["people"])
_may_write = permission("members.write")


class EntranceOut(Schema):
    """A channel people come through; `/e/<code>/` is its address."""

    id: UUID
    code: str
    name: str
    kind: str
    made_at: datetime
    closed_at: datetime | None


class ArrivalOut(Schema):
    """What meets a person who comes in: which space it is, and what they accept when they join."""

    code: str
    space: str
    covenant: CovenantOut

    @classmethod
    def of(cls, entrance: Entrance, space: Space, covenant: Covenant) -> Self:
        return cls(code=entrance.code, space=space.name, covenant=CovenantOut.from_orm(covenant))


class EntranceIn(Input):
    name: Annotated[Line, Field(max_length=NAME_LENGTH)]
    kind: Annotated[Line, Field(max_length=10, description="qr, event, purchase or ad.")]


@router.get("/entrances", auth=permission("members.read"), response=Listed[EntranceOut], summary="List the entrances")
def entrances(request: ApiRequest, asked: PageAsked) -> object:
    """Every entrance, open or closed, the latest first."""
    return listed(request, Entrance.objects.order_by("-id"), asked, EntranceOut.from_orm)


@router.post("/entrances", auth=_may_write, response={201: EntranceOut}, summary="Make an entrance")
def open_entrance(request: ApiRequest, wanted: EntranceIn) -> Status[Entrance]:
    """A further channel, with a code of its own that cannot be guessed."""
    del request
    return Status(201, make_entrance(wanted.name, kind=wanted.kind))


@router.get("/entrances/{slug:code}", auth=everybody, response=ArrivalOut, summary="Look in by an entrance")
def arrive(request: ApiRequest, code: str) -> ArrivalOut:
    """What a person who comes by this code may join. Refused when the entrance is closed; its name is for staff."""
    entrance = _known(code)
    check_admits(request.space, entrance)
    return ArrivalOut.of(entrance, request.space, current_covenant())


@router.post("/entrances/{slug:code}/closing", auth=_may_write, response=EntranceOut, summary="Close an entrance")
def close(request: ApiRequest, code: str) -> Entrance:
    """Let nobody new in by its code. Closing twice changes nothing."""
    del request
    return close_entrance(_known(code))


@router.post("/entrances/{slug:code}/opening", auth=_may_write, response=EntranceOut, summary="Reopen an entrance")
def reopen(request: ApiRequest, code: str) -> Entrance:
    """Let people in by its code again."""
    del request
    return reopen_entrance(_known(code))


def _known(code: str) -> Entrance:
    return get_or_404(Entrance.objects.all(), code=code)
