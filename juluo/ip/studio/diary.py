from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from juluo.core.http import MemberRequest, get_or_404, staff_required
from juluo.ip.operations.diary import leave_diary, tell_in_diary
from juluo.ip.queries.diary import diary_of_staff
from juluo.ip.queries.posts import posts_latest_first
from juluo.ip.queries.workpieces import workpieces_of_staff


@require_POST
@staff_required("content.write")
def diary(request: MemberRequest, workpiece_id: UUID) -> HttpResponse:
    """Put a post into the diary."""
    made = get_or_404(workpieces_of_staff(), id=workpiece_id)
    tell_in_diary(get_or_404(posts_latest_first(), id=request.POST.get("post", "")), made)
    messages.success(request, _("It stands in the diary."))
    return redirect("ip_studio:workpiece", workpiece_id=workpiece_id)


@require_POST
@staff_required("content.write")
def diary_removal(request: MemberRequest, workpiece_id: UUID, post_id: UUID) -> HttpResponse:
    made = get_or_404(workpieces_of_staff(), id=workpiece_id)
    leave_diary(get_or_404(diary_of_staff(made), id=post_id))
    messages.success(request, _("It stands in no diary now."))
    return redirect("ip_studio:workpiece", workpiece_id=workpiece_id)
