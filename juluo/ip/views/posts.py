from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from juluo.core.blocks import draw_blocks
from juluo.core.footprints import leave
from juluo.core.http import SpaceRequest, first_or_404, framing, get_or_404, show
from juluo.core.keeping import kept_for_guests
from juluo.core.views import send_card
from juluo.ip.queries.following import followables_of
from juluo.ip.queries.heads import card_of, head_of_post
from juluo.ip.queries.posts import post_read, readable_posts
from juluo.ip.queries.reading import met_by
from juluo.ip.queries.responses import is_saved
from juluo.ip.queries.series import place_of
from juluo.ip.queries.showing import shown_of
from juluo.ip.rules.markdown import told
from juluo.ip.views.comments import talk_about


@require_safe
@kept_for_guests
def post(request: SpaceRequest, post_id: UUID) -> HttpResponse:
    found = first_or_404(post_read(post_id))
    met = met_by(found, request.member)
    body = told(met.text, draw_blocks(met.text, request.member, request.space))
    leave(request, "view", found)
    context = {"post": found, "body": body, "step": met.step, "place": place_of(found)}
    context["head"] = head_of_post(request.space, found)
    context["followables"] = followables_of(found, request.member)
    context["is_saved"] = is_saved(found, request.member)
    shown = context["shown"] = shown_of(found, whole=met.step is None)
    if met.step is None:
        context |= talk_about(request, found)
    return framing(show(request, "ip/post.html", context), *([shown.embed.host.frame_host] if shown.embed else []))


@require_safe
def post_card(request: SpaceRequest, post_id: UUID) -> HttpResponse:
    """The card that a link to the post unfolds into."""
    return send_card(request, card_of(get_or_404(readable_posts(), id=post_id)))
