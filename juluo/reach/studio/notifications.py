from django.http import HttpResponse
from django.views.decorators.http import require_safe

from juluo.core.http import MemberRequest, show, staff_required
from juluo.core.pages import page_of
from juluo.reach.news import Audience
from juluo.reach.queries.notifications import notifications_of
from juluo.reach.shown import list_of


@require_safe
@staff_required("overview")
def notifications(request: MemberRequest) -> HttpResponse:
    """What the asker was told as staff."""
    page = page_of(notifications_of(request.member, Audience.STAFF), request.GET.get("after", ""), size=30)
    return show(request, "reach/studio/notifications.html", list_of(page))
