from django.http import HttpResponse
from django.views.decorators.http import require_safe

from juluo.core.http import MemberRequest, show, staff_required
from juluo.front.queries.overview import overview_of
from juluo.front.studio.start import AWAY, CHECKLIST_COOKIE


@require_safe
@staff_required("overview")
def overview(request: MemberRequest) -> HttpResponse:
    """What waits, what failed, what moved, what grew: each a number that leads to its list, as far as the role goes."""
    context = overview_of(request.space, request.permissions)
    context["checklist_is_away"] = request.COOKIES.get(CHECKLIST_COOKIE) == AWAY
    return show(request, "front/studio/overview.html", context)
