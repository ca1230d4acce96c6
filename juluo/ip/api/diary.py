"""The diary of a workpiece: posts that tell how it is made."""

from typing import Annotated
from uuid import UUID

from ninja import Router, Status
from pydantic import Field

from juluo.core.api.callers import ApiRequest, everybody, permission
from juluo.core.api.lists import Listed, PageAsked, listed
from juluo.core.api.schemas import Id, Input
from juluo.core.http import get_or_404
from juluo.ip.api.posts import PostOut
from juluo.ip.operations.diary import leave_diary, tell_in_diary
from juluo.ip.queries.diary import diary_of
from juluo.ip.queries.posts import posts_latest_first
from juluo.ip.queries.workpieces import workpieces_of_staff, workpieces_shown

router = Router(tags=["workshop"])
_may_write = permission("content.write")


class DiaryIn(Input):
    workpiece_id: Annotated[Id, Field(description="Whose diary it is.")]


@router.get("/workpieces/{uuid:workpiece_id}/diary", auth=everybody, response=Listed[PostOut], summary="Read a diary")
def diary(request: ApiRequest, workpiece_id: UUID, asked: PageAsked) -> object:
    """The latest first, each with the part of its text that everyone reads."""
    return listed(request, diary_of(get_or_404(workpieces_shown(), id=workpiece_id)), asked, PostOut.of)


@router.put("/studio/posts/{uuid:post_id}/diary", auth=_may_write, response={204: None}, summary="Put it into a diary")
def tell(request: ApiRequest, post_id: UUID, said: DiaryIn) -> Status[None]:
    """Let the post stand in the diary of a workpiece, and in no other."""
    del request
    made = get_or_404(workpieces_of_staff(), id=said.workpiece_id)
    tell_in_diary(get_or_404(posts_latest_first(), id=post_id), made)
    return Status(204, None)


@router.delete("/studio/posts/{uuid:post_id}/diary", auth=_may_write, response={204: None}, summary="Take it out")
def leave(request: ApiRequest, post_id: UUID) -> Status[None]:
    """Let the post stand in no diary."""
    del request
    leave_diary(get_or_404(posts_latest_first(), id=post_id))
    return Status(204, None)
