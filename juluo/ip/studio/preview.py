"""Looking at a post before others do, through their eyes."""

from uuid import UUID, uuid4

from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from juluo.core.http import MemberRequest, get_or_404, show, staff_required
from juluo.ip.forms.desk import EyesForm, PreviewForm
from juluo.ip.models import Audience, Post
from juluo.ip.queries.posts import posts_latest_first
from juluo.ip.queries.preview import seen_through


@require_safe
@staff_required("content.write")
def preview(request: MemberRequest, post_id: UUID) -> HttpResponse:
    """The page of a post, also of a draft, as such a reader would find it."""
    post = get_or_404(posts_latest_first().select_related("cover"), id=post_id)
    form = EyesForm(request.GET)
    seen = seen_through(form.eyes(), post, request.space)
    context = {"post": post, "body": seen.body, "step": seen.step, "tabs": form.tabs(), "eyes": form.eyes()}
    return show(request, "ip/studio/preview.html", context)


@require_POST
@staff_required("content.write")
def words_preview(request: MemberRequest) -> HttpResponse:
    """What is being written, drawn by the same hand as the page; nothing is kept."""
    form = PreviewForm(request.POST)
    form.is_valid()
    said = form.cleaned_data
    post = Post(pk=uuid4(), author=request.member, title=said.get("title", ""), text=said.get("text", ""),
                audience=said.get("audience") or Audience.EVERYONE)  # fmt: skip
    seen = seen_through(form.eyes(), post, request.space)
    return show(request, "ip/studio/seen.html#seen", {"title": post.title, "seen": seen})
