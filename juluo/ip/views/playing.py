from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from juluo.core.http import SpaceRequest, first_or_404
from juluo.core.recordings.views import send_recording
from juluo.core.views import send_picture
from juluo.ip.queries.posts import post_read
from juluo.ip.queries.showing import picture_open_to, recording_open_to
from juluo.ip.rules.audience import is_walled


@require_safe
def post_recording(request: SpaceRequest, post_id: UUID) -> HttpResponse:
    """The sound or film of a post, to who reads the post to its end; for others it is as if there were none."""
    found = first_or_404(post_read(post_id))
    recording = first_or_404(recording_open_to(found, request.member))
    return send_recording(request, recording, called=found.title, free=not is_walled(found))


@require_safe
def post_picture(request: SpaceRequest, post_id: UUID, picture_id: UUID, variant: str) -> HttpResponse:
    """A picture of a story, "full" or "small", to who sees it there."""
    found = first_or_404(post_read(post_id))
    picture, free = first_or_404(picture_open_to(found, picture_id, request.member))
    return send_picture(request, picture.media, variant, free=free)
