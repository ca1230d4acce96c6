from uuid import UUID

from django.http import Http404, HttpResponse

from juluo.core.http import MemberRequest, member_required, open_to_banned, show
from juluo.core.pages import page_of
from juluo.sharing.queries.earnings import considered_for, earned_by_asking, earnings_of, told, told_about


@member_required
@open_to_banned
def sharing(request: MemberRequest) -> HttpResponse:
    """What the member has earned, and the orders their links touched."""
    page = page_of(considered_for(request.member), request.GET.get("after", ""), size=20)
    context = {
        "earnings": earnings_of(request.member, request.space.currency),
        "orders": [told(each) for each in page.rows],
        "next": page.next,
        "asked": earned_by_asking(request.member),
    }
    return show(request, "sharing/sharing.html", context)


@member_required
@open_to_banned
def order(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """Why the member was, or was not, credited with an order that their link touched."""
    found = told_about(request.member, order_id)
    if found is None:
        raise Http404
    return show(request, "sharing/order.html", {"told": found})
