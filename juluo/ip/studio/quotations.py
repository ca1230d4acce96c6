from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required
from juluo.ip.forms.quotations import RecompositionForm
from juluo.ip.operations.quotations import recompose
from juluo.ip.queries.posts import posts_latest_first
from juluo.ip.queries.quotations import quotable


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("content.write")
def recomposition(request: MemberRequest, post_id: UUID) -> HttpResponse:
    """Choose what members said about a post, and make a draft of it."""
    source = get_or_404(posts_latest_first(), id=post_id)
    form = RecompositionForm(quotable(source), request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            made = recompose(request.member, source, form.cleaned_data["title"], form.chosen())
            messages.success(request, _("The draft is written, and whom it quotes is told."))
            return redirect("ip_studio:post", post_id=made.pk)
    context = {"post": source, "form": form}
    return show(request, "ip/studio/recomposition.html", context, status=422 if form.errors else 200)
