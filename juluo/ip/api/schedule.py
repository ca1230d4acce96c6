"""When drafts are published by themselves."""

from uuid import UUID

from ninja import Router

from juluo.core.api.callers import ApiRequest, permission
from juluo.core.api.schemas import Input, Moment
from juluo.core.http import get_or_404
from juluo.ip.api.posts import PostOut
from juluo.ip.models import Post
from juluo.ip.operations.schedule import schedule_post, unschedule_post
from juluo.ip.queries.posts import posts_latest_first

router = Router(tags=["posts"])
_may_write = permission("content.write")


class ScheduleIn(Input):
    due_at: Moment


@router.put(
    "/studio/posts/{uuid:post_id}/schedule", auth=_may_write, response=PostOut, summary="Choose when it is published"
)
def schedule(request: ApiRequest, post_id: UUID, said: ScheduleIn) -> PostOut:
    """Let a draft be published by itself, within two years. Another moment replaces the one before."""
    del request
    return PostOut.for_staff(schedule_post(_post(post_id), said.due_at))


@router.delete(
    "/studio/posts/{uuid:post_id}/schedule", auth=_may_write, response=PostOut, summary="Publish it at no set time"
)
def unschedule(request: ApiRequest, post_id: UUID) -> PostOut:
    """Let the draft wait until somebody publishes it. Without a set time nothing changes."""
    del request
    return PostOut.for_staff(unschedule_post(_post(post_id)))


def _post(post_id: UUID) -> Post:
    return get_or_404(posts_latest_first(), id=post_id)
