from django.http import HttpResponse
from django.views.decorators.http import require_safe

from juluo.core.chronicle import facts_by_staff, told
from juluo.core.http import MemberRequest, show, staff_required
from juluo.core.pages import page_of


@require_safe
@staff_required("settings.write")
def audit(request: MemberRequest) -> HttpResponse:
    """Everything staff did: who, what, when, why."""
    page = page_of(facts_by_staff(), request.GET.get("after", ""))
    return show(request, "front/studio/audit.html", {"lines": told(page.rows), "next": page.next})
