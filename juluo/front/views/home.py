from django.http import HttpResponse
from django.views.decorators.http import require_safe

from juluo.community.queries.people import members_present
from juluo.core.footprints import leave
from juluo.core.http import SpaceRequest, show
from juluo.core.keeping import kept_for_guests
from juluo.core.pages import page_of
from juluo.front.queries.feed import cards_of
from juluo.ip.queries.posts import feed, persona

_SIZE = 10


@require_safe
@kept_for_guests
def home(request: SpaceRequest) -> HttpResponse:
    """Who speaks here, how many listen, and what was said, newest first."""
    page = page_of(feed(), request.GET.get("after", ""), size=_SIZE)
    leave(request, "view", "home")
    context = {
        "persona": persona(),
        "members": members_present(),
        "cards": cards_of(page.rows, request.member, request.space),
        "next": page.next,
    }
    return show(request, "front/home.html", context)
