from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import check_for_language, get_language
from django.views.decorators.http import require_POST, require_safe

from juluo.community.queries.doors import has_accepted_current
from juluo.core.http import SpaceRequest, show
from juluo.core.models import Member
from juluo.core.people import permissions_of
from juluo.core.returning import place_to_return
from juluo.ip.models import Choice
from juluo.ip.queries.rooms import unread_visits
from juluo.ip.queries.surveys import question_for
from juluo.mall.queries.orders import open_counts
from juluo.sharing.queries.earnings import earnings_of

_YEAR = 365 * 24 * 3600


@require_safe
def me(request: SpaceRequest) -> HttpResponse:
    """What is mine: rung, orders, earnings, settings; a guest sees the same page without what is nobody's."""
    own = _own(request.member, request.space.currency) if request.member else {}
    return show(request, "front/me.html", own | {"languages": settings.LANGUAGES, "language": get_language()})


@require_POST
def language(request: SpaceRequest) -> HttpResponse:
    """Read in another language, from now on in this browser."""
    response = HttpResponseRedirect(place_to_return(request.POST.get("next", ""), request.get_host()))
    code = request.POST.get("language", "")
    if code in dict(settings.LANGUAGES) and check_for_language(code):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, code, max_age=_YEAR, samesite="Lax")
    return response


def _own(member: Member, currency: str) -> dict[str, Any]:
    return {
        "orders": open_counts(member),
        "earnings": earnings_of(member, currency),
        "accepted": has_accepted_current(member),
        "is_staff": bool(permissions_of(member.id)),
        "unread": unread_visits(member).count(),
        "question": question_for(member),
        "choices": Choice,
    }
