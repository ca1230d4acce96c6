from django.http import HttpResponse
from django.views.decorators.http import require_safe

from juluo.core.footprints import leave
from juluo.core.http import SpaceRequest, show
from juluo.core.keeping import kept_for_guests
from juluo.core.pages import Listing
from juluo.front.queries.feed import cards_of, heading_of, tabs_of, welcome_for
from juluo.ip.queries.heads import head_of_home
from juluo.ip.queries.here import places_here
from juluo.ip.queries.posts import feed

_posts = Listing(feed, size=10)


@require_safe
@kept_for_guests
def home(request: SpaceRequest) -> HttpResponse:
    """Who speaks here, how many listen, and what was said, newest first."""
    page = _posts.page(request.GET.get("after", ""))
    leave(request, "view", "home")
    heading = heading_of(request.space)
    context = {
        "persona": heading.persona,
        "members": heading.members,
        "tabs": tabs_of(places_here(request.space, request.member)),
        "cards": cards_of(page.rows, request.member, request.space),
        "next": page.next,
        "welcome": None if page.rows else welcome_for(request.member, request.space),
        "head": head_of_home(request.space, heading.persona),
    }
    return show(request, "front/home.html", context)
