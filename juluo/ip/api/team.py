"""The people behind the IP: read by everybody, introduced by staff."""

from typing import Annotated, Self
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from juluo.core.api.callers import ApiRequest, everybody, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Input, Line
from juluo.core.http import get_or_404
from juluo.core.models import Member
from juluo.ip.models import Colleague
from juluo.ip.operations.team import (
    HUMAN_LENGTH,
    LAST_POSITION,
    ROLE_LENGTH,
    SENTENCE_LENGTH,
    Introduction,
    introduce_colleague,
    take_out_colleague,
)
from juluo.ip.queries.team import team

router = Router(tags=["persona"])
_may_write = permission("content.write")


class ColleagueOut(Schema):
    """One of the people behind the IP. `human` really writes where the name is an invented voice, else it is ""."""

    member_id: UUID
    name: str
    role: str
    sentence: str
    human: str
    position: int

    @classmethod
    def of(cls, row: Colleague) -> Self:
        said = {name: getattr(row, name) for name in ("member_id", "role", "sentence", "human", "position")}
        return cls(name=row.member.name, **said)


class ColleagueIn(Input):
    role: Annotated[Line, Field(max_length=ROLE_LENGTH)]
    sentence: Annotated[str, Field(max_length=SENTENCE_LENGTH)] = ""
    human: Annotated[str, Field(max_length=HUMAN_LENGTH)] = ""
    position: Annotated[int, Field(ge=1, le=LAST_POSITION, strict=True)] = 1


@router.get("/team", auth=everybody, response=Listed[ColleagueOut], summary="List the people behind the IP")
def colleagues(request: ApiRequest, asked: PageAsked) -> object:
    """In the order that staff gave them."""
    return listed(request, team(), asked, ColleagueOut.of)


@router.put("/studio/team/{uuid:member_id}", auth=_may_write, response=ColleagueOut, summary="Introduce a colleague")
def introduce(request: ApiRequest, member_id: UUID, said: ColleagueIn) -> ColleagueOut:
    """Show a member on About and beside what they write. Said anew it replaces what was said."""
    del request
    introduce_colleague(_member(member_id), Introduction(**said.dict()))
    return ColleagueOut.of(get_or_404(team(), member_id=member_id))


@router.delete("/studio/team/{uuid:member_id}", auth=_may_write, response={204: None}, summary="Take a colleague out")
def take_out(request: ApiRequest, member_id: UUID) -> Status[None]:
    """Show them there no longer. Who is not among them stays so."""
    del request
    take_out_colleague(_member(member_id))
    return Status(204, None)


def _member(member_id: UUID) -> Member:
    return get_or_404(Member.objects.all(), id=member_id)
