from datetime import timedelta

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from juluo.core import days
from juluo.core.http import MemberRequest, show, staff_required
from juluo.ip.queries.calendar import month_around


@require_safe
@staff_required("content.write")
def calendar(request: MemberRequest) -> HttpResponse:
    """A month of posts: a grid where there is room, else the days on which something stands."""
    today = days.today()
    month = days.read(f"{request.GET.get('month', '')}-01") or today
    first = month.replace(day=1)
    context = {
        "first": first,
        "days": month_around(first),
        "today": today,
        "before": first - timedelta(days=1),
        "after": first + timedelta(days=31),
    }
    return show(request, "ip/studio/calendar.html", context)
