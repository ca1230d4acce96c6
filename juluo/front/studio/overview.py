from django.http import HttpResponse
from django.views.decorators.http import require_safe

from juluo.core.http import MemberRequest, show, staff_required
from juluo.front.queries.overview import overview_of


@require_safe
@staff_required("overview")
def overview(request: MemberRequest) -> HttpResponse:
    """Five questions, each answered by a number that leads to its list."""
    return show(request, "front/studio/overview.html", {"numbers": overview_of(request.space)})
