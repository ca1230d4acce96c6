"""Pictures of the space that the server draws."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from juluo.core.drawing.icons import drawn_icon, icon_mark
from juluo.core.http import SpaceRequest
from juluo.core.views import send_card, send_drawing
from juluo.ip.queries.heads import card_of_space
from juluo.ip.queries.posts import persona


@require_safe
def card(request: SpaceRequest) -> HttpResponse:
    """The card that a link to the space unfolds into."""
    return send_card(request, card_of_space(request.space, persona()))


@require_safe
def icon(request: SpaceRequest, shape: str) -> HttpResponse:
    """The icon of the space, from its logo or its first character."""
    return send_drawing(request, icon_mark(request.space, shape), lambda: drawn_icon(request.space, shape))
