"""What a member follows, as one page to read."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from juluo.core.http import MemberRequest, SpaceRequest, member_required, show
from juluo.core.keeping import kept_for_guests
from juluo.core.pages import Page, page_of
from juluo.front.queries.feed import cards_of
from juluo.ip.models import Post
from juluo.ip.queries.followed import followed_posts, weighed
from juluo.ip.rules import matters

_SHOWN = 10


@require_safe
@member_required
def followed(request: MemberRequest) -> HttpResponse:
    """In the order of time; with `?order=matters`, what matters first."""
    posts, after, order = followed_posts(request.member), request.GET.get("after", ""), request.GET.get("order", "")
    page: Page[Post] = Page([], "")
    if posts is not None:
        page = weighed(posts, after, size=_SHOWN) if order == "matters" else page_of(posts, after, _SHOWN)
    cards = cards_of(page.rows, request.member, request.space)
    context = {"cards": cards, "next": page.next, "order": order, "follows": posts is not None}
    return show(request, "front/followed.html", context)


@require_safe
@kept_for_guests
def what_matters(request: SpaceRequest) -> HttpResponse:
    """How the other order comes about, for whoever wants to know."""
    figures = {"reaction": matters.REACTION, "thread": matters.THREAD, "quote": matters.QUOTE, "most": matters.MOST}
    days = {"half_life": matters.HALF_LIFE.days, "window": matters.WINDOW.days}
    return show(request, "front/what_matters.html", figures | days)
