from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juluo.core.blocks import draw_blocks
from juluo.core.http import MemberRequest, get_or_404, refusal_shown_on, show, staff_required
from juluo.core.media import keep_picture
from juluo.core.models import Media
from juluo.core.pages import page_of
from juluo.ip.forms import PostForm
from juluo.ip.models import Post
from juluo.ip.operations.posts import edit_post, publish_post, unpublish_post, write_post
from juluo.ip.queries.posts import posts_latest_first
from juluo.ip.rules.markdown import told


@require_safe
@staff_required("content.write")
def posts(request: MemberRequest) -> HttpResponse:
    page = page_of(posts_latest_first(), request.GET.get("after", ""))
    return show(request, "ip/studio/posts.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("content.write")
def post_new(request: MemberRequest) -> HttpResponse:
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("content.write")
def post(request: MemberRequest, post_id: UUID) -> HttpResponse:
    return _edit(request, get_or_404(posts_latest_first().select_related("cover"), id=post_id))


@require_POST
@staff_required("content.write")
def post_publication(request: MemberRequest, post_id: UUID) -> HttpResponse:
    publish_post(get_or_404(Post.objects.all(), id=post_id))
    messages.success(request, _("The post is published."))
    return redirect("ip_studio:post", post_id=post_id)


@require_POST
@staff_required("content.write")
def post_withdrawal(request: MemberRequest, post_id: UUID) -> HttpResponse:
    unpublish_post(get_or_404(Post.objects.all(), id=post_id))
    messages.success(request, _("The post is a draft again."))
    return redirect("ip_studio:post", post_id=post_id)


def _edit(request: MemberRequest, known: Post | None) -> HttpResponse:
    form = PostForm(request.POST or None, request.FILES or None, initial=PostForm.of(known))
    preview = ""
    if form.is_valid():
        if "preview" in request.POST:
            words = form.words()
            preview = told(words.text, draw_blocks(words.text, request.member, request.space))
        else:
            with refusal_shown_on(form):
                saved = _save(request, form, known)
                messages.success(request, _("Saved."))
                return redirect("ip_studio:post", post_id=saved.pk)
    context = {"form": form, "post": known, "preview": preview}
    return show(request, "ip/studio/post.html", context, status=422 if form.errors else 200)


def _save(request: MemberRequest, form: PostForm, known: Post | None) -> Post:
    cover = _cover(request, form, known)
    return (
        edit_post(known, form.words(), cover=cover) if known else write_post(request.member, form.words(), cover=cover)
    )


def _cover(request: MemberRequest, form: PostForm, known: Post | None) -> Media | None:
    """The picture just chosen, or the one it had unless it is to go."""
    if upload := form.cleaned_data["cover"]:
        return keep_picture(upload, alt=form.cleaned_data["title"], member=request.member, field="cover")
    return None if known is None or form.cleaned_data["no_cover"] else known.cover
