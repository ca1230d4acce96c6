from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from juluo.core.http import MemberRequest, get_or_404, show, staff_required
from juluo.core.pages import page_of
from juluo.ip.forms.desk import ComparisonForm
from juluo.ip.operations.posts import restore_revision
from juluo.ip.queries.posts import posts_latest_first
from juluo.ip.queries.revisions import comparison as compare
from juluo.ip.queries.revisions import revisions_of


@require_safe
@staff_required("content.write")
def revisions(request: MemberRequest, post_id: UUID) -> HttpResponse:
    """Every version that was saved, two of them to be compared."""
    post = get_or_404(posts_latest_first(), id=post_id)
    page = page_of(revisions_of(post), request.GET.get("after", ""))
    return show(request, "ip/studio/revisions.html", {"post": post, "page": page})


@require_safe
@staff_required("content.write")
def comparison(request: MemberRequest, post_id: UUID) -> HttpResponse:
    post, form = get_or_404(posts_latest_first(), id=post_id), ComparisonForm(request.GET)
    found = compare(post, **form.cleaned_data) if form.is_valid() else None
    if found is None:
        raise Http404
    return show(request, "ip/studio/comparison.html", {"post": post, "comparison": found})


@require_POST
@staff_required("content.write")
def restoration(request: MemberRequest, post_id: UUID, revision_id: UUID) -> HttpResponse:
    post = get_or_404(posts_latest_first(), id=post_id)
    revision = get_or_404(revisions_of(post), id=revision_id)
    restore_revision(revision)
    sentence = _("The post says again what it said in version %(number)d.")
    messages.success(request, sentence % {"number": revision.number})
    return redirect("ip_studio:post", post_id=post_id)
