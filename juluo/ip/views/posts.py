from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from juluo.core.blocks import draw_blocks
from juluo.core.footprints import leave
from juluo.core.http import SpaceRequest, get_or_404, show
from juluo.core.keeping import kept_for_guests
from juluo.ip.queries.posts import persona, readable_posts, story
from juluo.ip.rules.markdown import told


@require_safe
@kept_for_guests
def post(request: SpaceRequest, post_id: UUID) -> HttpResponse:
    found = get_or_404(readable_posts(), id=post_id)
    body = told(found.text, draw_blocks(found.text, request.member, request.space))
    leave(request, "view", found)
    return show(request, "ip/post.html", {"post": found, "body": body})


@require_safe
@kept_for_guests
def about(request: SpaceRequest) -> HttpResponse:
    """Who the IP is, what it believes, the story it tells."""
    tale = story()
    body = told(tale.text, draw_blocks(tale.text, request.member, request.space)) if tale else ""
    leave(request, "view", "about")
    return show(request, "ip/about.html", {"persona": persona(), "story": tale, "body": body})
