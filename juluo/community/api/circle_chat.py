"""The chat of a circle: what those who look after it do with it. The talk itself is a room."""

from typing import Annotated
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from juluo.community.models import Circle
from juluo.community.operations.circle_chat import close_circle_chat, open_circle_chat, pace_circle_chat
from juluo.community.queries.circles import circles_known
from juluo.core.api.callers import ApiRequest, members
from juluo.core.api.schemas import Input
from juluo.core.http import get_or_404
from juluo.ip.rules.rooms import LONGEST_PAUSE

router = Router(tags=["circles"])


class ChatIn(Input):
    pause_seconds: Annotated[int, Field(ge=0, le=LONGEST_PAUSE, description="Slow mode; 0 is none.")] = 0


class ChatOut(Schema):
    """The room in which the circle talks."""

    room_id: UUID
    pause_seconds: int


@router.put("/circles/{uuid:circle_id}/chat", auth=members, response=ChatOut, summary="Open a circle's chat")
def open_chat(request: ApiRequest, circle_id: UUID, said: ChatIn) -> ChatOut:
    """Open it, or change its pause. Only who looks after the circle. Twice is once."""
    circle = _circle(request, circle_id)
    room = open_circle_chat(circle, by=request.member)
    pace_circle_chat(circle, pause_seconds=said.pause_seconds, by=request.member)
    return ChatOut(room_id=room.pk, pause_seconds=said.pause_seconds)


@router.delete("/circles/{uuid:circle_id}/chat", auth=members, response={204: None}, summary="Close a circle's chat")
def close_chat(request: ApiRequest, circle_id: UUID) -> Status[None]:
    """What was said is kept until it is opened again. Twice is once."""
    close_circle_chat(_circle(request, circle_id), by=request.member)
    return Status(204, None)


def _circle(request: ApiRequest, circle_id: UUID) -> Circle:
    return get_or_404(circles_known(request.member), id=circle_id)
