from django.http import HttpResponse
from django.views.decorators.http import require_safe

from juluo.core import days
from juluo.core.http import MemberRequest, show, staff_required
from juluo.core.pages import page_of
from juluo.front.queries.subjects import deeds
from juluo.front.queries.trouble import troubles


@require_safe
@staff_required("orders.refund")
def trouble(request: MemberRequest) -> HttpResponse:
    """What went wrong with payments, refunds and notifications of providers, latest first."""
    kind, since = request.GET.get("kind", ""), days.read(request.GET.get("since", ""))
    page = page_of(troubles(kind, since), request.GET.get("after", ""))
    lines = deeds(page.rows, request.permissions)
    context = {"deeds": lines, "next": page.next, "kind": kind, "since": since}
    return show(request, "front/studio/trouble.html", context)
