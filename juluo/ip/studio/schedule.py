from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required
from juluo.ip.forms.desk import ScheduleForm
from juluo.ip.operations.schedule import schedule_post, unschedule_post
from juluo.ip.queries.posts import posts_latest_first


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("content.write")
def schedule(request: MemberRequest, post_id: UUID) -> HttpResponse:
    """When a draft is published by itself."""
    post = get_or_404(posts_latest_first(), id=post_id)
    form = ScheduleForm(request.POST or None, initial={"due_at": post.due_at})
    if form.is_valid():
        with refusal_shown_on(form):
            schedule_post(post, form.cleaned_data["due_at"])
            messages.success(request, _("It will be published by itself."))
            return redirect("ip_studio:post", post_id=post_id)
    return show(request, "ip/studio/schedule.html", {"post": post, "form": form}, status=422 if form.errors else 200)


@require_POST
@staff_required("content.write")
def schedule_removal(request: MemberRequest, post_id: UUID) -> HttpResponse:
    unschedule_post(get_or_404(posts_latest_first(), id=post_id))
    messages.success(request, _("It waits until somebody publishes it."))
    return redirect("ip_studio:post", post_id=post_id)
