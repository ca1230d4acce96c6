"""What the IP believes, and who believes it too."""

from typing import Annotated

from ninja import Router, Schema, Status
from pydantic import Field

from juluo.core.api.callers import ApiRequest, everybody, members
from juluo.core.api.schemas import Input, Line
from juluo.ip.operations.beliefs import endorse_belief, withdraw_endorsement
from juluo.ip.queries.beliefs import Belief, beliefs_of
from juluo.ip.queries.posts import persona

router = Router(tags=["persona"])


class BeliefOut(Schema):
    """A sentence, how many present members endorse it, and whether you do."""

    text: str
    believers: int
    mine: bool


class EndorsementIn(Input):
    belief: Annotated[Line, Field(max_length=120, description="The sentence as the IP says it.")]


@router.get("/beliefs", auth=everybody, response=list[BeliefOut], summary="List what the IP believes")
def beliefs(request: ApiRequest) -> list[Belief]:
    """In the order the persona says them."""
    someone = persona()
    return beliefs_of(someone.beliefs, request.member) if someone else []


@router.put("/beliefs/endorsement", auth=members, response={204: None}, summary="Endorse a belief")
def endorse(request: ApiRequest, said: EndorsementIn) -> Status[None]:
    """Say that you believe it too. Said twice it counts once."""
    endorse_belief(request.member, said.belief)
    return Status(204, None)


@router.put("/beliefs/withdrawal", auth=members, response={204: None}, summary="Withdraw an endorsement")
def withdraw(request: ApiRequest, said: EndorsementIn) -> Status[None]:
    """Say it no longer; also of a belief that is no longer there."""
    withdraw_endorsement(request.member, said.belief)
    return Status(204, None)
