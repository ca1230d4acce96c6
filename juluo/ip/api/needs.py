"""What members ask for: told and joined by members, put together and decided by staff, decisions read by everybody."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from ninja import Query, Router, Schema, Status
from pydantic import Field

from juluo.core.api.callers import ApiRequest, everybody, members, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Id, Input, Line, one_of
from juluo.core.http import get_or_404
from juluo.ip.models import Need
from juluo.ip.models.need import DECISION_LENGTH, NEED_TEXT_LENGTH, NEED_TITLE_LENGTH
from juluo.ip.operations.needs import (
    hide_need,
    join_need,
    leave_need,
    merge_needs,
    move_need,
    show_need,
    split_need,
    take_need_down,
    tell_need,
)
from juluo.ip.queries.needs import decided_needs, needs_of_staff, needs_seen_by, open_needs

router = Router(tags=["needs"])
_may_write = permission("content.write")
StateAsked = Annotated[Need.State | Literal["merged", "hidden", ""], Query(description="Only cards in this state.")]
_SAID = ("id", "title", "text", "state", "decision", "asking", "told_at", "decided_at")


type NeedState = Annotated[Need.State, Field(strict=False), one_of(Need.State)]


class NeedOut(Schema):
    """A card of the board. `decision` says why it was decided so; `asking` counts members, each once."""

    id: UUID
    title: str
    text: str
    state: str
    decision: str
    asking: int
    told_at: datetime
    decided_at: datetime | None

    @classmethod
    def of(cls, need: Need) -> Self:
        return cls(**{name: getattr(need, name) for name in _SAID})


class StudioNeedOut(NeedOut):
    """A card as staff see it: who asked first, where it comes from, and the card that it is part of."""

    asker_id: UUID
    origin: str
    source: UUID | None
    merged_into_id: UUID | None
    hidden_at: datetime | None

    @classmethod
    def of(cls, need: Need) -> Self:
        names = (*_SAID, "asker_id", "origin", "source", "merged_into_id", "hidden_at")
        return cls(**{name: getattr(need, name) for name in names})


class NeedIn(Input):
    title: Annotated[Line, Field(max_length=NEED_TITLE_LENGTH)]
    text: Annotated[str, Field(max_length=NEED_TEXT_LENGTH)] = ""


class TakenDownIn(NeedIn):
    origin: Annotated[Line, Field(max_length=20, description='What it was said in, "comment", "question" or "survey".')]
    source: Annotated[Id, Field(description="Its id.")]


class MoveIn(Input):
    state: NeedState
    reason: Annotated[str, Field(max_length=DECISION_LENGTH, description="Everybody reads it.")] = ""


class NeedMergingIn(Input):
    into: Annotated[Id, Field(description="The card that asks for the same.")]


@router.get("/decisions", auth=everybody, response=Listed[NeedOut], summary="List decisions")
def decisions(request: ApiRequest, asked: PageAsked) -> object:
    """What members asked for and what was decided, the latest first."""
    return listed(request, decided_needs(), asked, NeedOut.of)


@router.get("/needs", auth=members, response=Listed[NeedOut], summary="List what members ask for")
def needs(request: ApiRequest, asked: PageAsked) -> object:
    """What nobody has decided, the most asked for first."""
    return listed(request, open_needs(), asked, NeedOut.of)


@router.post("/needs", auth=members, response={201: NeedOut}, summary="Ask for something")
def tell(request: ApiRequest, said: NeedIn) -> Status[NeedOut]:
    """The same title again, while nobody has looked at it, is the same card."""
    return Status(201, NeedOut.of(tell_need(request.member, said.title, text=said.text)))


@router.put("/needs/{uuid:need_id}/voice", auth=members, response=NeedOut, summary="Ask for it, too")
def join(request: ApiRequest, need_id: UUID) -> NeedOut:
    """Each member counts once. Answers the card on which the voice counts."""
    return NeedOut.of(join_need(request.member, _seen(request, need_id)))


@router.delete("/needs/{uuid:need_id}/voice", auth=members, response=NeedOut, summary="Ask for it no longer")
def leave(request: ApiRequest, need_id: UUID) -> NeedOut:
    """Twice is once."""
    return NeedOut.of(leave_need(request.member, _seen(request, need_id)))


@router.get("/studio/needs", auth=_may_write, response=Listed[StudioNeedOut], summary="List all cards")
def all_needs(request: ApiRequest, asked: PageAsked, state: StateAsked = "") -> object:
    """Those in a `state`, the most asked for first; "merged", "hidden", or all, the latest first."""
    return listed(request, needs_of_staff(state), asked, StudioNeedOut.of)


@router.post("/studio/needs", auth=_may_write, response={201: StudioNeedOut}, summary="Take down what a member said")
def take_down(request: ApiRequest, said: TakenDownIn) -> Status[StudioNeedOut]:
    """Make a card of it; the credit is its author's, who is told. Twice is once."""
    del request
    made = take_need_down(said.origin, said.source, said.title, text=said.text)
    return Status(201, StudioNeedOut.of(made))


@router.put("/studio/needs/{uuid:need_id}/state", auth=_may_write, response=StudioNeedOut, summary="Move a card")
def move(request: ApiRequest, need_id: UUID, said: MoveIn) -> StudioNeedOut:
    """A decision ("yes", "later", "no") needs a reason. Who asked is told."""
    del request
    return StudioNeedOut.of(move_need(_known(need_id), said.state, reason=said.reason))


@router.put("/studio/needs/{uuid:need_id}/merging", auth=_may_write, response=StudioNeedOut, summary="Merge a card")
def merge(request: ApiRequest, need_id: UUID, said: NeedMergingIn) -> StudioNeedOut:
    """Let it be part of another card, which is answered. Who asked for both counts once."""
    del request
    return StudioNeedOut.of(merge_needs(_known(need_id), into=_known(said.into)))


@router.delete("/studio/needs/{uuid:need_id}/merging", auth=_may_write, response=StudioNeedOut, summary="Split a card")
def split(request: ApiRequest, need_id: UUID) -> StudioNeedOut:
    """Let it stand by itself again."""
    del request
    return StudioNeedOut.of(split_need(_known(need_id)))


@router.put("/studio/needs/{uuid:need_id}/hiding", auth=_may_write, response=StudioNeedOut, summary="Hide a card")
def hide(request: ApiRequest, need_id: UUID) -> StudioNeedOut:
    """Show it to nobody but staff."""
    del request
    return StudioNeedOut.of(hide_need(_known(need_id)))


@router.delete("/studio/needs/{uuid:need_id}/hiding", auth=_may_write, response=StudioNeedOut, summary="Show a card")
def reveal(request: ApiRequest, need_id: UUID) -> StudioNeedOut:
    """Show it again."""
    del request
    return StudioNeedOut.of(show_need(_known(need_id)))


def _seen(request: ApiRequest, need_id: UUID) -> Need:
    return get_or_404(needs_seen_by(request.member), id=need_id)


def _known(need_id: UUID) -> Need:
    return get_or_404(needs_of_staff(), id=need_id)
